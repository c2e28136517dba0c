"""What it is about: deals, thin for now (amount and stage), and who has a say in them."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Member, Workspace
from twelfth.people.models import Company, Person


class Stage(StrEnum):
    OPEN = "open"
    PROPOSAL = "proposal"
    WON = "won"
    LOST = "lost"


#: Those that are not decided yet.
OPEN_STAGES = (Stage.OPEN, Stage.PROPOSAL)


class Deal(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    title = models.CharField(max_length=200)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="deals")
    company = models.ForeignKey(
        Company, null=True, blank=True, on_delete=models.SET_NULL, related_name="deals"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    stage = models.CharField(max_length=10, default=Stage.OPEN)
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    external_id = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "stage"], name="deal_stage")]


class DealRole(models.Model):
    """What somebody has to say in one deal, where that is another thing than what they have to say otherwise
    (PersonRole). Whoever has a row here has, in this deal, no other roles than those."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deal_roles")
    role = models.CharField(max_length=12)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "person", "role"], name="deal_role_once")
        ]
