"""The conditions of a list as an address has them, as rows of controls, and as a sentence.

An address has four lists of equal length: `f` the fields, `o` the comparisons, `v` the values, `j` "or" where a row is
an alternative to the one above. `add` is a field to be added, `drop` the number of a row to be taken out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from twelfth.accounts.models import Member, Workspace
from twelfth.cadences.models import Cadence
from twelfth.flow.filtering.conditions import MOST, OP_WORDS, Condition, Groups, Op, Takes, flat, grouped
from twelfth.flow.filtering.fields import Field
from twelfth.flow.filtering.registry import fields_of
from twelfth.people.models import ContactPoint, CustomField, Person, Tag
from twelfth.rules.terms import DecisionKind
from twelfth.web.countries import country_choices
from twelfth.web.labels import CHANNEL_LABELS, DECISION_LABELS
from twelfth.web.welcome.forms import zone_choices

Choices = list[tuple[str, str]]
Rows = list[tuple[Condition, bool]]

_STATES: Choices = [
    (ContactPoint.WORKS, "working"),
    (ContactPoint.BOUNCED, "bounced"),
    (ContactPoint.WRONG, "wrong"),
    (ContactPoint.OPTED_OUT, "not to be used, as they asked"),
]


def rows_of(data: Mapping[str, Any]) -> Rows:
    """The rows that an address asks for, as they are: some may not be filled in yet."""
    if not isinstance(data, MultiValueDict):
        return []
    lists = [[str(one)[:200] for one in data.getlist(name)[: MOST * 2]] for name in ("f", "o", "v", "j")]
    names, ops, values, joins = lists
    rows: Rows = []
    for number, name in enumerate(names[:MOST]):
        op = ops[number] if number < len(ops) else ""
        value = values[number] if number < len(values) else ""
        rows.append((Condition(name, op, value), number < len(joins) and joins[number] == "or"))
    drop = str(data.get("drop", ""))
    if drop.isascii() and drop.isdigit() and int(drop) < len(rows):
        del rows[int(drop)]
    return rows


def asked_for(data: Mapping[str, Any], known: Mapping[str, Field]) -> Groups:
    """What of them can be asked already: rows without their value wait for it."""
    return grouped([(one, is_or) for one, is_or in rows_of(data) if not _waits(one, known.get(one.field))])


def parameters(groups: Groups) -> list[tuple[str, str]]:
    """The address of these conditions."""
    found: list[tuple[str, str]] = []
    for one, is_or in flat(groups):
        found += [("f", one.field), ("o", one.op), ("v", one.value), ("j", "or" if is_or else "and")]
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One condition as controls; `choices` are what its value may be, where it is one of a list."""

    number: int
    key: str
    label: str
    ops: Choices
    op: str
    value: str
    takes: str
    choices: Choices
    is_or: bool
    error: str


def builder(workspace: Workspace, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the template people/_conditions.html shows."""
    known = fields_of(workspace)
    rows = rows_of(data)
    added = str(data.get("add", ""))
    if added in known and len(rows) < MOST:
        rows.append((Condition(added, next(iter(known[added].ops))), False))
    choices = _Choices(workspace)
    groups: dict[str, Choices] = {}
    for field in known.values():
        groups.setdefault(field.group, []).append((field.key, field.label))
    shown = [_row(number, each, known.get(each[0].field), choices) for number, each in enumerate(rows)]
    return {"conditions": shown, "offered": list(groups.items()) if len(rows) < MOST else []}


def sentence(workspace: Workspace, groups: Groups, known: Mapping[str, Field]) -> str:
    """The conditions as one would say them, as “City is Lisbon, and no contact for 60 days”; "" for none."""
    if not groups:
        return ""
    choices = _Choices(workspace)
    said = []
    for group in groups:
        parts = [_said(one, known.get(one.field), choices) for one in group]
        said.append(" or ".join(parts))
    text = ", and ".join(said)
    return text[:1].upper() + text[1:]


def _said(one: Condition, field: Field | None, choices: "_Choices") -> str:
    if field is None:
        return "a field that is there no more"
    if one.op not in field.ops:
        return field.label
    op = Op(one.op)
    is_choice = field.ops[op] == Takes.CHOICE
    value = dict(choices.of(field)).get(one.value, one.value) if is_choice else one.value
    shown = value if field.ops[op] == Takes.NUMBER else f"“{value}”"
    if op in field.words:
        return _lowered(field.words[op]).format(shown)
    return f"{_lowered(field.label)} {OP_WORDS[op].format(shown)}"


def _lowered(label: str) -> str:
    """The label in the middle of a sentence."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _waits(one: Condition, field: Field | None) -> bool:
    if field is None or one.op not in field.ops:
        return False
    return field.ops[Op(one.op)] != Takes.NOTHING and not one.value.strip()


def _row(number: int, each: tuple[Condition, bool], field: Field | None, choices: "_Choices") -> Row:
    one, is_or = each
    if field is None:
        gone = "This field is there no more."
        return Row(number, one.field, "Gone", [], one.op, one.value, Takes.NOTHING, [], is_or, gone)
    op = Op(one.op) if one.op in field.ops else next(iter(field.ops))
    takes = field.ops[op]
    ops = [(each.value, _op_label(field, each)) for each in field.ops]
    offered = choices.of(field) if Takes.CHOICE in field.ops.values() else []
    return Row(number, field.key, field.label, ops, op, one.value, takes, offered, number > 0 and is_or, "")


def _op_label(field: Field, op: Op) -> str:
    return field.words.get(op, OP_WORDS[op]).replace("{}", "…")


class _Choices:
    """The choices of the fields of a workspace, each read once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, Choices] = {}

    def of(self, field: Field) -> Choices:
        if field.key not in self._known:
            self._known[field.key] = self._read(field.key)
        return self._known[field.key]

    def _read(self, key: str) -> Choices:
        reads: dict[str, Callable[[], Choices]] = {
            "tag": self._tags,
            "owner": self._members,
            "plan": self._plans,
            "decision": lambda: [(kind.value, DECISION_LABELS[kind].lower()) for kind in DecisionKind],
            "point": lambda: _STATES,
            "prefers_channel": lambda: [(str(on), label) for on, label in CHANNEL_LABELS.items()],
            "country": lambda: list(country_choices()[1:]),
            "zone": lambda: [(str(zone), str(label)) for zone, label in zone_choices()],
            "language": self._languages,
        }
        return reads[key]() if key in reads else self._own(key)

    def _tags(self) -> Choices:
        rows = Tag.objects.filter(workspace=self._workspace).order_by("name")
        return [(name, name) for name in rows.values_list("name", flat=True)]

    def _members(self) -> Choices:
        rows = Member.objects.filter(workspace=self._workspace).order_by("left_at", "name")
        return [(str(row.pk), row.name) for row in rows]

    def _plans(self) -> Choices:
        rows = Cadence.objects.filter(workspace=self._workspace).order_by("name").values_list("pk", "name")
        return [(str(pk), name) for pk, name in rows]

    def _languages(self) -> Choices:
        rows = Person.objects.filter(workspace=self._workspace).exclude(language="")
        return [(one, one) for one in rows.order_by("language").values_list("language", flat=True).distinct()]

    def _own(self, key: str) -> Choices:
        of, _, name = key.rpartition("custom:")
        kind = CustomField.COMPANY if of else CustomField.PERSON
        row = CustomField.objects.filter(workspace=self._workspace, of=kind, key=name).first()
        return [(one, one) for one in row.choices] if row else []
