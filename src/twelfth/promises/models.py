"""What we owe, and what they owe us."""

from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Member, Workspace
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.terms import PromiseState
from twelfth.touches.models import Touch


class Promise(models.Model):
    """Who owes what to whom by when. `due_at` is the instant, `due_wall` and `due_zone` how it was meant;
    `is_timed` is false where only the day was promised."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="promises")
    followup = models.ForeignKey(FollowUp, null=True, on_delete=models.CASCADE, related_name="promises")
    touch = models.ForeignKey(Touch, null=True, on_delete=models.SET_NULL, related_name="promises")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=4)
    text = models.CharField(max_length=300)
    channel = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField()
    due_day = models.DateField()
    due_wall = models.CharField(max_length=19)
    due_zone = models.CharField(max_length=64)
    is_timed = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=PromiseState.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # The id of the task that it was in the system from which it was brought in, as in Person.external_id.
    external_id = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "owner", "due_at"],
                name="promise_open",
                condition=models.Q(state=PromiseState.OPEN),
            ),
            models.Index(fields=["person", "due_at"], name="promise_person"),
            models.Index(
                fields=["workspace", "external_id"],
                name="promise_external",
                condition=~models.Q(external_id=""),
            ),
        ]
