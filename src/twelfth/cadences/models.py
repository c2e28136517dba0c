"""The plan. A version is immutable once a follow-up uses it; a change makes the next version."""

from typing import ClassVar

from django.db import models

from twelfth.accounts.models import Workspace
from twelfth.rules.terms import FollowUpKind


class Cadence(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=12, default=FollowUpKind.PROSPECT)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "key"], name="cadence_key")]


class CadenceVersion(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    cadence = models.ForeignKey(Cadence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cadence", "number"], name="cadence_version_number")
        ]


class Step(models.Model):
    """One planned contact: when (after the previous one), how, what for, and the words for every way to do it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    version = models.ForeignKey(CadenceVersion, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    offset_amount = models.PositiveSmallIntegerField()
    offset_unit = models.CharField(max_length=15)
    channel = models.CharField(max_length=12)
    fallbacks = models.JSONField(default=list)
    purpose = models.CharField(max_length=20)
    automatic = models.BooleanField(default=False)
    gives = models.CharField(max_length=200, blank=True)
    asks = models.CharField(max_length=200, blank=True)
    # The words, in Liquid.
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    opening = models.TextField(blank=True)
    talking_points = models.JSONField(default=list)
    voicemail = models.TextField(blank=True)
    short_text = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "number"], name="step_number")]
