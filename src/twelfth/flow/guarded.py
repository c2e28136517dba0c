"""The guard in the moment of acting: what it says about this contact, and how what it refuses is passed.

A warning is passed by doing it. A hard ground is passed by somebody with the role for it, with a written reason, for
this one contact. A wish to be left alone is passed by nobody: no override covers it.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.flow.facts import load
from twelfth.flow.next_moment import lock
from twelfth.flow.purpose import purpose_in
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Override
from twelfth.rules.facts import Facts
from twelfth.rules.guard import Ground, PassedBy, Verdict, verdict
from twelfth.rules.sentences import explain
from twelfth.rules.terms import Channel, NextKind


class GuardRefuses(Exception):
    """The guard refuses this contact. `passed_by` says who may make it all the same; the text says why."""

    def __init__(self, answer: Verdict, words: str) -> None:
        ends = {
            PassedBy.NOBODY: "Nobody can pass this.",
            PassedBy.ROLE: "An owner or a manager can pass this with a written reason.",
        }
        super().__init__(f"{words} {ends.get(answer.passed_by, '')}".strip())
        self.passed_by = answer.passed_by


class NoReason(Exception):
    """Write down why this contact is made all the same. It stays in the story."""


class NothingToPass(Exception):
    """The guard does not refuse this contact (any more), so there is nothing to pass."""


def verdict_on(
    followup: FollowUp, channel: Channel | None, *, now: datetime, facts: Facts | None = None
) -> Verdict:
    """What the guard says about a person making the next contact now, on this channel."""
    facts = facts or load(followup)
    return verdict(
        facts,
        channel=channel,
        at=now,
        now=now,
        promised=followup.next_kind in {NextKind.PROMISE, NextKind.ANSWER},
        automatic=False,
        purpose=purpose_in(followup, facts),
    )


def hard_grounds(answer: Verdict, override: Override | None = None) -> tuple[Ground, ...]:
    """What no key passes, less what this override covers."""
    covered = frozenset(override.grounds) if override else frozenset()
    return tuple(
        ground
        for ground in answer.grounds
        if ground.passed_by is PassedBy.NOBODY
        or (ground.passed_by is PassedBy.ROLE and ground.reason.code not in covered)
    )


def in_words(answer: Verdict, followup: FollowUp, *, now: datetime) -> str:
    """The reasons as the owner reads them."""
    zone = followup.owner.zone
    return explain(answer.reasons, zone=zone, today=now.astimezone(ZoneInfo(zone)).date())


def override_for(followup: FollowUp, channel: Channel) -> Override | None:
    """What was written down for the next contact on this channel, if anything."""
    rows = Override.objects.filter(
        followup=followup.pk, number=followup.touch_count + 1, channel=channel
    ).select_related("member")
    return rows.order_by("-pk").first()


@transaction.atomic
def pass_guard(by: Actor, followup: FollowUp, channel: Channel, reason: str, *, now: datetime) -> Override:
    """Make the next contact on this channel although a hard ground speaks against it.

    Raises GuardRefuses for a wish to be left alone, NoReason, NothingToPass, NotAllowed.
    """
    by.require(Permission.OVERRIDE)
    followup = lock(followup.pk)
    if followup.ended_at is not None:
        raise NothingToPass(NothingToPass.__doc__)
    answer = verdict_on(followup, channel, now=now)
    if answer.passed_by is PassedBy.NOBODY:
        raise GuardRefuses(answer, in_words(answer, followup, now=now))
    grounds = hard_grounds(answer)
    if not grounds:
        raise NothingToPass(NothingToPass.__doc__)
    if not reason.strip():
        raise NoReason(NoReason.__doc__)
    override = Override.objects.create(
        workspace=by.workspace,
        followup=followup,
        member=by.member,
        number=followup.touch_count + 1,
        channel=channel,
        grounds=[ground.reason.code for ground in grounds],
        reason=reason.strip(),
        at=now,
    )
    record(
        by,
        "guard.passed",
        followup,
        now=now,
        why=[ground.reason for ground in grounds],
        channel=override.channel,
        number=override.number,
        override=override.pk,
    )
    return override


def require_welcome(
    by: Actor, followup: FollowUp, channel: Channel, *, reason: str, now: datetime
) -> Override | None:
    """What passes the guard for this contact, if it needs anything; a `reason` is written down for it where it does.

    Raises GuardRefuses when a hard ground stands that nobody has passed, and NotAllowed when the actor may not.
    """
    override = override_for(followup, channel)
    answer = verdict_on(followup, channel, now=now)
    if not hard_grounds(answer, override):
        return override
    if answer.passed_by is PassedBy.NOBODY or not reason.strip():
        raise GuardRefuses(answer, in_words(answer, followup, now=now))
    return pass_guard(by, followup, channel, reason, now=now)
