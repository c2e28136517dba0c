"""Follow-ups by the million, for the engine: one person each, with contacts behind them and a next moment ahead.

2 000 wait and are due (a deferral that wakes), so that the tick has something to find.
"""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.generate import NOW, kept, last_id, write
from twelfth.accounts.models import Workspace
from twelfth.cadences.models import CadenceVersion
from twelfth.followups.models import FollowUp
from twelfth.people.models import ContactPoint, Person
from twelfth.touches.models import Touch

DUE = 2_000
_REASONS = json.dumps([{"code": "under_way"}])


def followups_of(size: int) -> Workspace:
    """The workspace with so many follow-ups; made when it is not there yet."""
    return kept(f"engine {size}", lambda workspace: _fill(workspace, size))


def _fill(workspace: Workspace, size: int) -> None:
    dice = random.Random(size)
    member = workspace.members.get().pk
    version = CadenceVersion.objects.get(workspace=workspace, cadence__key="first-meeting").pk
    person, followup = last_id(Person) + 1, last_id(FollowUp) + 1
    write(
        Person,
        ("id", "workspace_id", "full_name", "sort_name", "country", "zone", "created_at"),
        (
            (person + n, workspace.pk, f"Person {n}", f"person {n}", "PT", "Europe/Lisbon", NOW)
            for n in range(size)
        ),
    )
    write(
        ContactPoint,
        ("workspace_id", "person_id", "channel", "value", "is_primary"),
        (
            (workspace.pk, person + n, channel, f"{channel}{n}", True)
            for n in range(size)
            for channel in ("email", "phone")
        ),
    )
    write(
        FollowUp,
        ("id", "workspace_id", "person_id", "owner_id", "version_id", "started_at", "next_at", "next_day", "next_wall",
         "next_zone", "next_kind", "next_is_due", "next_step", "next_channel", "next_reasons", "touch_count"),
        _followups(workspace.pk, member, version, person, followup, size, dice),
    )  # fmt: skip
    # Contacts only for those that are measured: what lies behind the others nobody reads.
    some = range(min(size, 100_000), min(size, 110_000)) if size > 100_000 else range(size)
    write(
        Touch,
        ("workspace_id", "person_id", "followup_id", "member_id", "number", "step", "at", "channel", "direction", "purpose",
         "outcome", "recorded_at"),
        _touches(workspace.pk, member, person, followup, some, dice),
    )  # fmt: skip


def _followups(
    workspace: int, member: int, version: int, person: int, followup: int, size: int, dice: random.Random
) -> Iterator[tuple[Any, ...]]:
    every = max(1, size // DUE)
    for n in range(size):
        is_due = n % every == 0
        at = (
            NOW - timedelta(minutes=dice.randrange(600))
            if is_due
            else NOW + timedelta(minutes=dice.randrange(1, 250_000))
        )
        yield (followup + n, workspace, person + n, member, version, NOW - timedelta(days=60), at, at.date(),
               at.strftime("%Y-%m-%dT%H:%M"), "Europe/Lisbon", "wake" if is_due else "step", not is_due, 7, "phone", _REASONS, 6)  # fmt: skip


def _touches(
    workspace: int, member: int, person: int, followup: int, some: range, dice: random.Random
) -> Iterator[tuple[Any, ...]]:
    for n in some:
        for number in range(1, 7):
            at = NOW - timedelta(days=58 - 8 * number, minutes=dice.randrange(400))
            yield (
                workspace,
                person + n,
                followup + n,
                member,
                number,
                number,
                at,
                "phone",
                "out",
                "share",
                "voicemail",
                at,
            )
