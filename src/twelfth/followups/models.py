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
    # Which of its plans it is on: 1 the first, one more with each move to another plan or version. Touches remember
    # on which leg they were made, because step numbers mean something else on each.
    leg = models.PositiveSmallIntegerField(default=1)
    # When this leg began (None: when it started), and the step after which it began (0: at the first).
    leg_at = models.DateTimeField(null=True, blank=True)
    leg_after = models.PositiveSmallIntegerField(default=0)
    # The follow-up that this one came out of: somebody moved on, and both relations are kept.
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="led_to"
    )

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
    # Which wording of the next step this one gets ("" where there is but one), and the choices made so far, by step
    # key: once made, a choice stays.
    next_variant = models.CharField(max_length=20, blank=True)
    variants = models.JSONField(default=dict)
    # The step that was put off, and to which day at the person's place; it lapses with the step.
    postponed_step = models.PositiveSmallIntegerField(null=True, blank=True)
    postponed_to = models.DateField(null=True, blank=True)
    postponed_why = models.CharField(max_length=10, blank=True)
    # Paused by a person, until a day at the seller's place or (None) until somebody takes it up again.
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    pause_note = models.CharField(max_length=300, blank=True)

    answer_waits_since = models.DateTimeField(null=True, blank=True)
    # When the last answer that waited was settled, and since when it had waited: what settled it may be taken back.
    answer_settled_at = models.DateTimeField(null=True, blank=True)
    answer_waited_since = models.DateTimeField(null=True, blank=True)
    # Outgoing contacts so far (the highest touch number, or those before it was started where there are no more).
    touch_count = models.PositiveSmallIntegerField(default=0)
    # Outgoing contacts about this before it was started here: it counts on from them. Whatever is measured was not
    # being watched before that.
    contacts_before = models.PositiveSmallIntegerField(default=0)

    decision = models.CharField(max_length=12, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_cause = models.CharField(max_length=20, blank=True)
    decision_note = models.TextField(blank=True)
    # The contact number at which it was decided.
    decision_number = models.PositiveSmallIntegerField(null=True, blank=True)
    wake_on = models.DateField(null=True, blank=True)
    # The date of the matter (rules.terms.AnchorKind) that wakes it instead of a day.
    wake_anchor = models.CharField(max_length=15, blank=True)
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
            # What has no next step is counted on Today, however much runs.
            models.Index(fields=["workspace", "owner", "next_kind"], name="followup_kind", condition=RUNNING),
            # The list of all that runs, the next moment first.
            models.Index(fields=["workspace", "next_at", "id"], name="followup_list", condition=RUNNING),
            models.Index(fields=["workspace", "started_at"], name="followup_started"),
            # What people are asked for by: how it was decided, and how far it has come.
            models.Index(fields=["workspace", "decision", "person"], name="followup_decided"),
            models.Index(fields=["workspace", "touch_count", "person"], name="followup_contacts"),
            models.Index(
                fields=["workspace", "person"],
                name="followup_answered",
                condition=models.Q(answer_waits_since__isnull=False),
            ),
        ]


class KeyDate(models.Model):
    """A date of the matter from which steps may count and at which a "not yet" may wake: the meeting, the proposal,
    the sale, the end of their contract. (Their birthday is the person's.)"""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    followup = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="key_dates")
    kind = models.CharField(max_length=15)
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["followup", "kind"], name="key_date_once"),
        ]
