"""What happened: one row per contact, out or in, by a machine or by hand."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from twelfth.accounts.models import Member, Workspace
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person


class TouchState(StrEnum):
    """IN_FLIGHT: its message is on the way. UNDONE: logged by mistake and taken back."""

    DONE = "done"
    IN_FLIGHT = "in_flight"
    FAILED = "failed"
    UNDONE = "undone"


COUNTS = Q(state__in=[TouchState.DONE, TouchState.IN_FLIGHT])


class Touch(models.Model):
    """One contact. `number` is set for outgoing attempts that were carried out or are on the way: the unique
    constraint on it is what makes a double click or a second tab harmless."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="touches")
    followup = models.ForeignKey(FollowUp, null=True, on_delete=models.CASCADE, related_name="touches")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveSmallIntegerField(null=True)
    step = models.PositiveSmallIntegerField(null=True)
    # The leg of the follow-up on which it was made, and the wording it had: see FollowUp.
    leg = models.PositiveSmallIntegerField(default=1)
    variant = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=12)
    direction = models.CharField(max_length=3)
    purpose = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=TouchState.DONE)
    # +1 gave, -1 asked, 0 neither: see rules.balance.
    balance = models.SmallIntegerField(default=0)
    note = models.TextField(blank=True)
    # The id that the system gave it from which it was brought in, as in Person.external_id.
    external_id = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["followup", "number"], name="touch_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="touch_person"),
            models.Index(fields=["workspace", "at"], name="touch_at"),
            # What was noted, the newest first.
            models.Index(fields=["workspace", "-at"], name="touch_noted", condition=~Q(note="")),
            models.Index(
                fields=["workspace", "external_id"], name="touch_external", condition=~Q(external_id="")
            ),
            # Who was asked, and how often.
            models.Index(
                fields=["workspace", "person"],
                name="touch_asked",
                condition=Q(balance__lt=0, state=TouchState.DONE),
            ),
        ]
