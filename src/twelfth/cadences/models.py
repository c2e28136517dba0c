"""The plan. A version is immutable once a follow-up uses it; a change makes the next version."""

from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Member, Workspace
from twelfth.rules.terms import FollowUpKind


class Cadence(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=12, default=FollowUpKind.PROSPECT)
    created_at = models.DateTimeField()
    # No longer offered; what runs on it goes on.
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "key"], name="cadence_key")]


class CadenceVersion(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    cadence = models.ForeignKey(Cadence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    # What changed, in the words of who changed it.
    note = models.CharField(max_length=300, blank=True)
    # Where a follow-up goes on by itself that is undecided when every step is done: the latest version of a plan,
    # from the step with that key on. By key, because a plan may come into the workspace before the one it names.
    then = models.SlugField(max_length=60, blank=True)
    then_from = models.SlugField(max_length=60, blank=True)
    # The key of the step at which it starts over after the last one, again and again ("by rhythm").
    repeat_from = models.SlugField(max_length=60, blank=True)
    # Conditions as rules.conditions writes them: the first that holds stops the plan.
    stop_when = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cadence", "number"], name="cadence_version_number")
        ]


class Step(models.Model):
    """One planned contact: when (after the previous one), how, what for, and the words for every way to do it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    version = models.ForeignKey(CadenceVersion, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    # What branches and later versions know it by.
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    offset_amount = models.PositiveSmallIntegerField()
    offset_unit = models.CharField(max_length=15)
    # The date it counts from ("" = the last contact), and whether it lies before that date.
    anchor = models.CharField(max_length=15, blank=True)
    is_before_anchor = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    fallbacks = models.JSONField(default=list)
    purpose = models.CharField(max_length=20)
    automatic = models.BooleanField(default=False)
    # Its e-mail answers the last one to them, where there is one, instead of beginning a thread of its own.
    same_thread = models.BooleanField(default=False)
    gives = models.CharField(max_length=200, blank=True)
    asks = models.CharField(max_length=200, blank=True)
    # Conditions as rules.conditions writes them; all must hold, or it is passed over.
    only_if = models.JSONField(default=list)
    # [{"when": [condition, …], "go_to": step key}, …]: where it goes on once this is done.
    branches = models.JSONField(default=list)
    # Other wordings, [{"name": "B", "subject": …}, …], by the names of the fields below.
    alternatives = models.JSONField(default=list)
    # The words, in Liquid.
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    talking_points = models.JSONField(default=list)
    voicemail = models.TextField(blank=True)
    short_text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="step_number"),
            models.UniqueConstraint(fields=["version", "key"], name="step_key"),
        ]


class PlanDraft(models.Model):
    """A plan that a member is changing or writing: theirs alone, until it is saved as a version or thrown away.

    `text` is the plan as its file (cadences.plan_file); it may be one that cannot be saved yet.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    # The plan it changes, and the number of the version it began with; None and 0: it is a new plan.
    cadence = models.ForeignKey(Cadence, null=True, on_delete=models.CASCADE, related_name="+")
    based_on = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    # What it was before the last change, so that one step back is always possible.
    before = models.TextField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "cadence"], name="plan_draft_once"),
        ]
