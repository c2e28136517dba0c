"""The same for reading: what `person_data` found, told in sections, oldest first. `readable_html` draws them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from twelfth.records.holdings import holdings, named_by_number
from twelfth.records.person_data import Row
from twelfth.rules.wording import hours_in_words


@dataclass(frozen=True, slots=True)
class Item:
    """One row: a line that says what it is, its longer texts, and what else is known, as label and value."""

    head: str
    texts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How a table is told: its title, and which fields make the line, which are texts. The others become facts."""

    title: str
    head: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


_TOLD: Mapping[str, Told] = {
    "people.person": Told("Who they are", ("full_name",), ("notes",)),
    "people.contactpoint": Told("How to reach them", ("channel", "value", "label")),
    "people.optout": Told("What they asked us not to do", ("at", "channel")),
    "people.suppression": Told("Addresses on the do-not-contact list", ("at", "value")),
    "people.persontag": Told("Labels", ("tag",)),
    "people.remark": Told("What we know of them", ("learnt_on", "kind", "where"), ("text",)),
    "people.lawfulbasis": Told("Why we may contact them", ("given_on", "kind", "where"), ("note",)),
    "people.personrole": Told("What they have to say", ("role",)),
    "people.relation": Told("How they stand to others", ("person", "kind", "other"), ("note",)),
    "deals.deal": Told("What it is about", ("created_at", "title")),
    "deals.dealrole": Told("What they have to say in a deal", ("deal", "role")),
    "followups.followup": Told(
        "How they are followed up", ("started_at", "matter", "kind"), ("decision_note", "pause_note")
    ),
    "followups.keydate": Told("Dates of the matter", ("on", "kind")),
    "touches.touch": Told("Contacts", ("at", "number", "channel", "direction", "outcome"), ("note",)),
    "promises.promise": Told("Promises", ("made_at", "party", "due_day", "state"), ("text",)),
    "mail.outgoingmessage": Told("E-mails to them", ("queued_at", "to_address", "subject"), ("body",)),
    "mail.outgoingfile": Told("Files sent with them", ("name",)),
    "mail.incomingmessage": Told(
        "E-mails from them", ("received_at", "from_address", "subject"), ("text", "full_text")
    ),
    "mail.override": Told("Rules that were passed for them", ("at", "channel"), ("reason",)),
    "accounts.event": Told("What was done with their data", ("at", "verb", "member")),
}

#: Words of the product's own that a reader would not know, in the line and among the facts.
_WORDS = {"us": "we owe", "them": "they owe", "out": "from us", "in": "from them", "": "any channel"}
_WORDED = frozenset({"party", "direction", "channel"})
#: What the product keeps for itself to work with: it stands in person.json alone.
_BOOKKEEPING = frozenset(
    {"id", "sort_name", "leg", "leg_at", "leg_after", "next_wall", "next_zone", "next_reasons", "next_promise",
     "touch_count", "lease_until", "due_at", "due_wall", "due_zone", "is_timed", "tries", "looked_at"}
)  # fmt: skip


def sections(data: Row, zone: ZoneInfo) -> list[Section]:
    """Those that hold something, in the order in which one would tell it; times in this zone."""
    tables: Mapping[str, list[Row]] = data["tables"]
    order = [*_TOLD, *(label for label in tables if label not in _TOLD)]
    return [_section(label, tables[label], zone) for label in order if tables.get(label)]


def _section(label: str, rows: list[Row], zone: ZoneInfo) -> Section:
    told = _TOLD.get(label) or Told(_title(label))
    if set(rows[0]) == {"id", "person", *told.head}:
        # Nothing but the line: one item for all of them.
        line = ", ".join(_head(row, told, zone) for row in rows)
        return Section(told.title, (Item(line),))
    return Section(told.title, tuple(_item(row, told, zone) for row in rows))


def _item(row: Row, told: Told, zone: ZoneInfo) -> Item:
    written = [str(row[name]) for name in told.texts if row.get(name)]
    # The new words of an answer stand in its whole text once more.
    texts = tuple(one for one in written if not any(one in other and one != other for other in written))
    shown = {*told.head, *told.texts, "person", *_BOOKKEEPING}
    facts = [(name, _value(name, row[name], zone)) for name in row if name not in shown]
    told_facts = tuple((_label(name), value) for name, value in facts if value)
    return Item(_head(row, told, zone), texts, told_facts)


def _head(row: Row, told: Told, zone: ZoneInfo) -> str:
    parts = [_value(name, row.get(name), zone) for name in told.head]
    return " · ".join(part for part in parts if part) or f"Number {row['id']}"


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if name == "prefers_hours" and value:
        return hours_in_words(str(value))
    if isinstance(value, str):
        text = _WORDS.get(value, value) if name in _WORDED else value
        return _moment(text, zone) or text
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, Mapping):
        told = value.get("name") or value.get("file") or (f"number {value['id']}" if "id" in value else "")
        return str(told) or ", ".join(_pairs(value, zone))
    if isinstance(value, list):
        return "; ".join(filter(None, (_value("", one, zone) for one in value)))
    return "" if value is None or value == 0 else str(value)


def _pairs(value: Mapping[str, Any], zone: ZoneInfo) -> Iterator[str]:
    for name, one in value.items():
        if told := _value(name, one, zone):
            yield f"{_label(name)}: {told}"


def _moment(text: str, zone: ZoneInfo) -> str:
    """“5 May 2026, 10:30” for a moment, “5 May 2026” for a day, "" for what is neither."""
    readers: tuple[Callable[[str], date], ...] = (date.fromisoformat, datetime.fromisoformat)
    if not text[:4].isdigit() or len(text) < len("2026-05-05") or text[4:5] != "-":
        return ""
    for reader in readers:
        try:
            found = reader(text)
        except ValueError:
            continue
        if isinstance(found, datetime):
            local = found.astimezone(zone) if found.tzinfo else found
            return f"{local.day} {local:%B %Y, %H:%M}"
        return f"{found.day} {found:%B %Y}"
    return ""


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _title(label: str) -> str:
    models = [*(holding.model for holding in holdings()), *named_by_number()]
    named = next(model for model in models if model._meta.label_lower == label)
    return str(named._meta.verbose_name_plural).capitalize()
