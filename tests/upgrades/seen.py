"""What a workspace holds that an upgrade must not change, in words that stay the same from version to version.

    python -m tests.upgrades.seen      prints it as JSON, of the installation that the environment names

Read with the tables of whatever version runs this: where a table changes, this file changes with it, and what it says of
an old database stays what the old version said.
"""

import json
import sys
from typing import Any

from twelfth.cli.process import django

django()

from twelfth.accounts.models import Event, Member, Workspace  # noqa: E402 (Django first)
from twelfth.background.models import Job  # noqa: E402
from twelfth.deals.models import Deal  # noqa: E402
from twelfth.followups.models import FollowUp  # noqa: E402
from twelfth.messages.models import IncomingMessage, OutgoingMessage  # noqa: E402
from twelfth.people.models import Person, Suppression  # noqa: E402
from twelfth.promises.models import Promise  # noqa: E402
from twelfth.touches.models import Touch  # noqa: E402

Seen = dict[str, Any]


def seen() -> dict[str, list[Seen]]:
    """Every kind of row -> its rows in the order in which they came, people named by their names."""
    return {
        "workspaces": [
            {"name": one.name, "zone": one.zone, "paused": one.sending_paused_at is not None}
            for one in Workspace.objects.order_by("pk")
        ],
        "members": [
            {"name": one.name, "email": one.user.email, "password": one.user.password, "role": one.role}
            for one in Member.objects.select_related("user").order_by("pk")
        ],
        "people": [_person(one) for one in Person.objects.select_related("company").order_by("pk")],
        "followups": [_followup(one) for one in FollowUp.objects.select_related("person").order_by("pk")],
        "touches": [_touch(one) for one in Touch.objects.select_related("person").order_by("pk")],
        "promises": [_promise(one) for one in Promise.objects.select_related("person").order_by("pk")],
        "deals": [
            {"title": one.title, "amount": str(one.amount), "currency": one.currency, "stage": one.stage}
            for one in Deal.objects.order_by("pk")
        ],
        "outgoing": [_outgoing(one) for one in OutgoingMessage.objects.order_by("pk")],
        "incoming": [
            {"from": one.from_address, "subject": one.subject, "text": one.text, "kind": one.kind}
            for one in IncomingMessage.objects.order_by("pk")
        ],
        "suppressions": [
            {"hash": one.value_hash, "channel": one.channel} for one in Suppression.objects.order_by("pk")
        ],
        "jobs": [{"title": one.title, "state": one.state} for one in Job.objects.order_by("pk")],
        "events": [
            {"verb": one.verb, "subject": f"{one.subject_type} {one.subject_id}", "at": one.at.isoformat()}
            for one in Event.objects.order_by("pk")
        ],
    }


def _person(person: Person) -> Seen:
    points = person.contact_points.order_by("channel", "value")
    return {
        "name": person.full_name,
        "company": person.company.name if person.company else None,
        "country": person.country,
        "zone": person.zone,
        "notes": person.notes,
        "away_until": _day(person.away_until),
        "points": [[point.channel, point.value, point.state] for point in points],
        "tags": sorted(person.tags.values_list("name", flat=True)),
        "refused": sorted(person.opt_outs.values_list("channel", flat=True)),
        "remarks": sorted(person.remarks.values_list("text", flat=True)),
    }


def _followup(followup: FollowUp) -> Seen:
    return {
        "person": followup.person.full_name,
        "matter": followup.matter,
        "contacts": followup.touch_count,
        "next": {
            "at": _moment(followup.next_at),
            "day": _day(followup.next_day),
            "wall": f"{followup.next_wall} {followup.next_zone}",
            "kind": followup.next_kind,
            "step": followup.next_step,
            "channel": followup.next_channel,
            "due": followup.next_is_due,
            "by_itself": followup.next_is_automatic,
        },
        "answer_waits": _moment(followup.answer_waits_since),
        "decision": followup.decision,
        "cause": followup.decision_cause,
        "wake_on": _day(followup.wake_on),
        "ended": _moment(followup.ended_at),
    }


def _touch(touch: Touch) -> Seen:
    return {
        "person": touch.person.full_name,
        "number": touch.number,
        "step": touch.step,
        "at": _moment(touch.at),
        "what": f"{touch.direction} {touch.channel} {touch.outcome} {touch.state}",
        "note": touch.note,
        "balance": touch.balance,
    }


def _promise(promise: Promise) -> Seen:
    return {
        "person": promise.person.full_name,
        "by": promise.party,
        "text": promise.text,
        "due": f"{promise.due_wall} {promise.due_zone}",
        "state": promise.state,
    }


def _outgoing(message: OutgoingMessage) -> Seen:
    return {
        "id": message.message_id,
        "to": message.to_address,
        "subject": message.subject,
        "body": message.body,
        "state": message.state,
        "not_before": _moment(message.send_after),
        "by_itself": message.automatic,
    }


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None


_day = _moment

if __name__ == "__main__":
    json.dump(seen(), sys.stdout, ensure_ascii=False, indent=1)
