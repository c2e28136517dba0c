"""Who we are: workspaces, members and the record of what they did."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from twelfth.rules.facts import GuardPolicy
from twelfth.rules.terms import Channel


class Role(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    SELLER = "seller"
    VIEWER = "viewer"


class Workspace(models.Model):
    """One business. Every other row belongs to exactly one, and no query crosses two."""

    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    # The sender's identity that the law wants under every e-mail to a prospect.
    postal_address = models.CharField(max_length=300, blank=True)
    # The pest guard's policy.
    least_gap_hours = models.PositiveSmallIntegerField(default=20)
    most_in_7_days = models.PositiveSmallIntegerField(default=3)
    most_in_30_days = models.PositiveSmallIntegerField(default=8)
    most_in_1_day = models.PositiveSmallIntegerField(default=1)
    # Hours between two contacts on one channel, where a channel needs more than the least gap: {"post": 720}.
    channel_gap_hours = models.JSONField(default=dict)
    # Contacts with all the people of one company.
    company_most_in_7_days = models.PositiveSmallIntegerField(default=5)
    # For so many days after somebody of a company answered a colleague, nothing goes there by itself.
    live_exchange_days = models.PositiveSmallIntegerField(default=7)
    # Asking while more was asked than given: refused (passed with a role and a reason) instead of warned of.
    refuses_overdrawn = models.BooleanField(default=False)
    # Set after a restore: nothing is sent until a person confirms.
    sending_paused_at = models.DateTimeField(null=True, blank=True)
    sending_paused_why = models.CharField(max_length=300, blank=True)

    @property
    def policy(self) -> GuardPolicy:
        return GuardPolicy(
            least_gap=timedelta(hours=self.least_gap_hours),
            channel_gaps=tuple(
                (Channel(channel), timedelta(hours=hours))
                for channel, hours in sorted(self.channel_gap_hours.items())
            ),
            most_in_1_day=self.most_in_1_day,
            company_most_in_7_days=self.company_most_in_7_days,
            live_exchange=timedelta(days=self.live_exchange_days),
            refuses_overdrawn=self.refuses_overdrawn,
            most_in_7_days=self.most_in_7_days,
            most_in_30_days=self.most_in_30_days,
        )


class UserManager(BaseUserManager["User"]):
    # allauth asks for users by this name
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A log-in. It belongs to one workspace through its member (docs/adr/0004)."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()


class Member(models.Model):
    """A user in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="member")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, default=Role.SELLER)
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar_url = models.URLField(blank=True)
    signature = models.TextField(blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    @property
    def first_name(self) -> str:
        return re.split(r"\s+", self.name.strip(), maxsplit=1)[0]


class Invitation(models.Model):
    """A link that lets one new member in. Only the token's hash is kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    role = models.CharField(max_length=10, default=Role.SELLER)
    name = models.CharField(max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class EventIsForever(Exception):
    """An event is never changed or deleted; record a new one."""


class Event(models.Model):
    """What happened, append-only: who did what to which row, when and why. No personal text in `data`.

    The subject is named by type and id, without a foreign key, so that the record outlives what it is about. The
    database refuses to change or delete an event (`append_only`), so whoever did something cannot be deleted either:
    members leave.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT)
    at = models.DateTimeField()
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    why = models.JSONField(default=list)
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "subject_type", "subject_id", "at"], name="event_subject"),
            models.Index(fields=["workspace", "at"], name="event_at"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventIsForever(EventIsForever.__doc__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ARG002 (Django's signature)
        raise EventIsForever(EventIsForever.__doc__)
