"""Where we stand: one row per person and matter, which always has a next moment until it has ended."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.deals.models import Deal
from twelfth.people.models import Person
from twelfth.rules.terms import FollowUpKind

RUNNING = Q(ended_at__isnull=True)


class FollowUp(models.Model):
    """The following-up of one person about one matter by one owner.

    The `next_…` fields hold what `rules.decide` answered last; only `flow.next_moment` writes them. `next_at` is
    the instant, `next_wall` and `next_zone` the wall time it was meant in, `next_day` the local day of that.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followups")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    deal = models.ForeignKey(Deal, null=True, blank=True, on_delete=models.SET_NULL, related_name="followups")
    kind = models.CharField(max_length=12, default=FollowUpKind.PROSPECT)
    matter = models.CharField(max_length=200, blank=True)
    version = models.ForeignKey(CadenceVersion, on_delete=models.PROTECT, related_name="followups")
    started_at = models.DateTimeField()

    next_at = models.DateTimeField(null=True)
    next_day = models.DateField(null=True)
    next_wall = models.CharField(max_length=19, blank=True)
    next_zone = models.CharField(max_length=64, blank=True)
    next_kind = models.CharField(max_length=10, blank=True)
    # True: the owner's to do at `next_at`. False: it is decided again then.
    next_is_due = models.BooleanField(default=False)
    next_is_timed = models.BooleanField(default=False)
    next_is_automatic = models.BooleanField(default=False)
    next_step = models.PositiveSmallIntegerField(null=True)
    next_channel = models.CharField(max_length=12, blank=True)
    next_promise = models.BigIntegerField(null=True)
    next_reasons = models.JSONField(default=list)

    answer_waits_since = models.DateTimeField(null=True, blank=True)
    # Outgoing contacts so far (the highest touch number).
    touch_count = models.PositiveSmallIntegerField(default=0)

    decision = models.CharField(max_length=12, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_cause = models.CharField(max_length=20, blank=True)
    decision_note = models.TextField(blank=True)
    # The contact number at which it was decided.
    decision_number = models.PositiveSmallIntegerField(null=True, blank=True)
    wake_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When a decision was taken back: the plan counts from there.
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="followup_has_a_next_moment",
                condition=Q(ended_at__isnull=False, next_at__isnull=True)
                | Q(ended_at__isnull=True, next_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "matter"], condition=RUNNING, name="followup_one_per_matter"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "owner", "next_at"], name="followup_today", condition=RUNNING),
            models.Index(
                fields=["next_at"],
                name="followup_tick",
                condition=RUNNING & (Q(next_is_due=False) | Q(next_is_automatic=True)),
            ),
            models.Index(fields=["workspace", "started_at"], name="followup_started"),
        ]
