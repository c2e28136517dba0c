"""Writes to workspaces and members: found, invite, join, change, leave, pause sending."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from twelfth.accounts.actor import Actor, NotAllowed, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Invitation, Member, Role, User, Workspace

INVITATION_LASTS = timedelta(days=7)


class AddressTaken(Exception):
    """There is already a log-in with this e-mail address. Log in, or use another address."""


class InvitationGone(Exception):
    """This invitation was used, withdrawn or has expired. Ask for a new one."""


class LastOwner(Exception):
    """A workspace keeps at least one owner. Make somebody else an owner first."""


class PasswordTooWeak(Exception):
    """The password does not pass the checks; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """What somebody tells us of themselves when they join."""

    name: str
    email: str
    password: str
    zone: str
    country: str = ""


@transaction.atomic
def found_workspace(*, name: str, founder: Newcomer, now: datetime) -> Actor:
    """A new workspace with its owner. Raises AddressTaken, PasswordTooWeak."""
    workspace = Workspace.objects.create(
        name=name, zone=founder.zone, country=founder.country, created_at=now
    )
    by = Actor(workspace, _join(workspace, founder, Role.OWNER, now=now))
    record(by, "workspace.founded", workspace, now=now)
    return by


@transaction.atomic
def invite(by: Actor, *, name: str, role: Role, now: datetime) -> str:
    """A new invitation; returns its token, which is kept nowhere else."""
    by.require(Permission.MANAGE)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        workspace=by.workspace,
        role=role,
        name=name,
        token_hash=_hash(token),
        invited_by=_somebody(by),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    record(by, "member.invited", invitation, now=now, role=role)
    return token


def open_invitation(token: str, *, now: datetime) -> Invitation:
    """The invitation that the token opens. Raises InvitationGone."""
    invitation = (
        Invitation.objects.select_related("workspace", "invited_by")
        .filter(token_hash=_hash(token), used_at=None, withdrawn_at=None, expires_at__gt=now)
        .first()
    )
    if invitation is None:
        raise InvitationGone(InvitationGone.__doc__)
    return invitation


@transaction.atomic
def accept_invitation(token: str, newcomer: Newcomer, *, now: datetime) -> Member:
    """The member that the invitation lets in. Raises InvitationGone, AddressTaken, PasswordTooWeak."""
    invitation = open_invitation(token, now=now)
    # Two tabs may accept at once; one update changes a row, the other finds it used.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
        raise InvitationGone(InvitationGone.__doc__)
    member = _join(invitation.workspace, newcomer, Role(invitation.role), now=now)
    record(Actor(invitation.workspace, member), "member.joined", member, now=now, role=member.role)
    return member


@transaction.atomic
def withdraw_invitation(by: Actor, invitation: Invitation, *, now: datetime) -> None:
    by.require(Permission.MANAGE)
    if Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=now):
        record(by, "invitation.withdrawn", invitation, now=now)


@transaction.atomic
def change_role(by: Actor, member: Member, role: Role, *, now: datetime) -> None:
    """Raises LastOwner when nobody would be left to own the workspace; NotAllowed."""
    by.require(Permission.MANAGE)
    _keep_an_owner(member, role)
    member.role = role
    member.save(update_fields=["role"])
    record(by, "member.role_changed", member, now=now, role=role)


@transaction.atomic
def remove_member(by: Actor, member: Member, *, now: datetime) -> None:
    """The member may no longer log in; what they did stays. Raises LastOwner, NotAllowed."""
    by.require(Permission.MANAGE)
    _keep_an_owner(member, None)
    member.left_at = now
    member.save(update_fields=["left_at"])
    User.objects.filter(pk=member.user_id).update(is_active=False)
    record(by, "member.left", member, now=now)


@transaction.atomic
def become_a_demo(by: Actor, colleagues: Iterable[tuple[str, Role]], *, now: datetime) -> None:
    """Mark the workspace as a demo and give it invented colleagues, who cannot log in. Twice changes nothing more."""
    Workspace.objects.filter(pk=by.workspace.pk).update(is_demo=True)
    for number, (name, role) in enumerate(colleagues, start=1):
        email = f"colleague{number}.{by.workspace.pk}@demo.example"
        user, is_new = User.objects.get_or_create(
            email=email, defaults={"created_at": now, "is_active": False}
        )
        if not is_new:
            continue
        user.set_unusable_password()
        user.save(update_fields=["password"])
        member = Member.objects.create(
            workspace=by.workspace,
            user=user,
            name=name,
            role=role,
            zone=by.workspace.zone,
            country=by.workspace.country,
            joined_at=now,
        )
        record(by, "member.invented", member, now=now, role=role)


@transaction.atomic
def set_password(email: str, password: str, *, now: datetime) -> None:
    """For the command line, by whoever operates the machine. Raises User.DoesNotExist, PasswordTooWeak."""
    user = User.objects.get(email__iexact=email)
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    if member := Member.objects.select_related("workspace").filter(user=user).first():
        record(Actor(member.workspace), "member.password_set", member, now=now)


@transaction.atomic
def save_profile(by: Actor, member: Member, *, now: datetime) -> None:
    """Store the member's own words about themselves, already checked by a form."""
    member.save(update_fields=["name", "zone", "country", "phone", "calendar_url", "signature"])
    record(by, "member.profile_changed", member, now=now)


@transaction.atomic
def save_workspace(by: Actor, workspace: Workspace, *, now: datetime) -> None:
    """Store the workspace's name and identity, already checked by a form."""
    by.require(Permission.MANAGE)
    workspace.save(
        update_fields=[
            "name",
            "country",
            "zone",
            "postal_address",
        ]
    )
    record(by, "workspace.changed", workspace, now=now)


@transaction.atomic
def save_guard(by: Actor, workspace: Workspace, *, now: datetime) -> None:
    """Store what the workspace calls too much, already checked by a form."""
    by.require(Permission.MANAGE)
    workspace.save(
        update_fields=[
            "least_gap_hours",
            "most_in_1_day",
            "most_in_7_days",
            "most_in_30_days",
            "channel_gap_hours",
            "company_most_in_7_days",
            "live_exchange_days",
            "refuses_overdrawn",
        ]
    )
    record(by, "guard.changed", workspace, now=now)


@transaction.atomic
def pause_sending(by: Actor, why: str, *, now: datetime) -> None:
    """Nothing is sent from this workspace until somebody resumes."""
    Workspace.objects.filter(pk=by.workspace.pk).update(sending_paused_at=now, sending_paused_why=why)
    record(by, "sending.paused", by.workspace, now=now)


@transaction.atomic
def resume_sending(by: Actor, *, now: datetime) -> None:
    by.require(Permission.MANAGE)
    Workspace.objects.filter(pk=by.workspace.pk).update(sending_paused_at=None, sending_paused_why="")
    record(by, "sending.resumed", by.workspace, now=now)


def _join(workspace: Workspace, newcomer: Newcomer, role: Role, *, now: datetime) -> Member:
    email = newcomer.email.strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise AddressTaken(AddressTaken.__doc__)
    user = User(email=email, created_at=now)
    _check_password(newcomer.password, user)
    user.set_password(newcomer.password)
    user.save()
    return Member.objects.create(
        workspace=workspace,
        user=user,
        name=newcomer.name.strip(),
        role=role,
        zone=newcomer.zone,
        country=newcomer.country,
        joined_at=now,
    )


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(" ".join(error.messages)) from error


def _keep_an_owner(member: Member, role: Role | None) -> None:
    others = Member.objects.filter(workspace=member.workspace_id, role=Role.OWNER, left_at=None).exclude(
        pk=member.pk
    )
    if member.role == Role.OWNER and role != Role.OWNER and not others.exists():
        raise LastOwner(LastOwner.__doc__)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _somebody(by: Actor) -> Member:
    if by.member is None:
        raise NotAllowed(Permission.MANAGE)
    return by.member
