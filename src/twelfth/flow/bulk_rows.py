"""What a follow-up was before a bulk change, as a job's row keeps it, and whether it has changed since."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count

from twelfth.followups.models import FollowUp
from twelfth.rules.terms import Postponed
from twelfth.touches.models import Touch

#: What people, answers and plans change of a follow-up. Not what follows from it: the next moment, the wording drawn.
STATE = (
    "owner_id", "version_id", "deal_id", "kind", "matter", "leg", "leg_at", "leg_after", "paused_at", "paused_until",
    "pause_note", "answer_waits_since", "touch_count", "decision", "decided_at", "decision_cause", "decision_note",
    "decision_number", "wake_on", "wake_anchor", "ended_at", "resumed_at",
)  # fmt: skip
#: What a bulk change may set, and its undo puts back.
OWN = (
    *(name for name in STATE if name != "touch_count"),
    *("postponed_step", "postponed_to", "postponed_why", "variants"),
)


def values_of(followup: FollowUp, columns: Sequence[str]) -> dict[str, Any]:
    """These fields as JSON."""
    return {column: _plain(getattr(followup, column)) for column in columns}


def differing(was: dict[str, Any], followup: FollowUp) -> dict[str, Any]:
    """Those of the earlier values that are others now: whatever a verb sets, and whatever follows from it."""
    now = values_of(followup, list(was))
    return {name: value for name, value in was.items() if now[name] != value}


def put_back(followup: FollowUp, was: dict[str, Any]) -> None:
    """Set the fields that `values_of` gave."""
    for column, value in was.items():
        field = next(one for one in FollowUp._meta.concrete_fields if one.attname == column)
        # Of another row's id too: what was loaded of the other row is forgotten then.
        setattr(followup, column, field.to_python(value))


def mark_of(followup: FollowUp, touches: int) -> str:
    """The same for as long as nothing happens with the follow-up; `touches` is how many it has, of any kind."""
    put_off = followup.postponed_to if followup.postponed_why != Postponed.LEVELLED else None
    told = [*values_of(followup, STATE).values(), _plain(put_off), touches]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()


def touches_of(followups: Iterable[int]) -> dict[int, int]:
    """How many contacts of any kind each has, by its id; those without are left out."""
    rows = Touch.objects.filter(followup__in=list(followups)).values_list("followup")
    return dict(rows.annotate(count=Count("pk")))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
