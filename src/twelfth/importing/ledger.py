"""What each row of a file changed, so that exactly that can be taken back.

A row's `did` has, where there is anything to tell of:

    new      a mark of the person that the row made, as they were then
    was, set the fields of somebody known that it filled: what they were, what they became
    points   [[channel, value], …] that it added to somebody known
    tags     ["…", …] likewise
    own      [[id, ["…", …]], …] fields of one's own that it filled in for somebody known, with what it put there
    wishes   ["email", …] to be left alone, that it was the first to tell of
    told     ["email", …] wishes it told of that were known already
    brought  ["email", …] wishes ("" is any channel) that came with an address from the do-not-contact list
    deals    [[id, mark], …] that it opened
    joined   [[id, person id, company id or None], …] deals of which it filled in the person
    company  the id of the company that it made
    company_own  [[company id, id, ["…", …]], …] fields of companies that it filled in, with what it put there
    domain   [id, domain] of the company of which it filled in the domain
    touches  [[id, mark], …] contacts that it told of
    promises [[id, mark], …] tasks that became promises
    remarks  [[id, mark], …] what it noted of people
    heard    [[person id, was, became], …] people whose last contact became a later one

Ids, codes, and what has to be put back: the rows go with the job, and with the person when they are erased.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from twelfth.deals.models import Deal
from twelfth.importing.results import Did
from twelfth.people.models import Person, Remark
from twelfth.promises.models import Promise
from twelfth.touches.models import Touch

__all__ = ["Did"]

#: What an import writes of a person; whoever changes one of these afterwards has made them their own.
FIELDS = (
    "full_name", "given_name", "family_name", "company_id", "title", "street", "city", "region", "postcode", "country",
    "zone", "zone_source", "language", "birthday", "source", "external_id", "notes", "owner_id", "last_contact_at",
)  # fmt: skip


def value_of(person: Person, column: str) -> Any:
    """A field as JSON keeps it."""
    value = getattr(person, column)
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def column_of(name: str) -> str:
    return f"{name}_id" if name in {"company", "owner"} else name


def note_filled(did: Did, person: Person, name: str, was: Any) -> None:
    """That a field is another one now; of several changes by one row the first `was` and the last value count."""
    column = column_of(name)
    did.setdefault("was", {}).setdefault(column, was)
    did.setdefault("set", {})[column] = value_of(person, column)


def person_mark(
    person: Person,
    points: Iterable[tuple[str, str]],
    tags: Iterable[str],
    own: Mapping[int, Collection[str]] | None = None,
) -> str:
    """The same for as long as nobody changes what a file can tell of a person. `own` are the texts in fields of one's
    own, by their ids."""
    told: list[Any] = [
        [value_of(person, column) for column in FIELDS],
        sorted(map(list, points)),
        sorted(tags),
    ]
    # Where there are none, it is the mark of the time before there were such fields.
    told += [[[field, sorted(texts)] for field, texts in sorted(own.items())]] if own else []
    if person.contacts_told:
        told.append(person.contacts_told)  # Younger than the marks that were made before it came in.
    return _mark(told)


def deal_mark(deal: Deal) -> str:
    amount = None if deal.amount is None else f"{deal.amount:.2f}"
    return _mark([deal.title, amount, deal.currency, deal.stage, deal.owner_id, deal.company_id])


def touch_mark(touch: Touch) -> str:
    """The same until it is taken back or belongs to a follow-up."""
    at = touch.at.astimezone(UTC).isoformat()
    return _mark([at, touch.channel, touch.outcome, touch.state, touch.followup_id, touch.number, touch.note])


def promise_mark(promise: Promise) -> str:
    due = promise.due_at.astimezone(UTC).isoformat()
    return _mark([due, promise.text, promise.state, promise.owner_id, promise.followup_id, promise.channel])


def remark_mark(remark: Remark) -> str:
    return _mark([remark.kind, remark.text, remark.where])


def _mark(told: Any) -> str:
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()
