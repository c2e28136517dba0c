"""What people can be filtered by. Each field knows how it may be compared, and what that asks of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from twelfth.accounts.models import Workspace
from twelfth.flow.filtering.conditions import NoSuchCondition, Op, Takes

#: As many people are fetched by their ids. Of more, a page is soon met when walking the list.
FEW = 10_000
_FAR = 36_500


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom, and on which day, it is asked."""

    workspace: Workspace
    today: date

    def at(self, day: date) -> datetime:
        """When that day begins where the workspace is."""
        return datetime.combine(day, time(), ZoneInfo(self.workspace.zone)).astimezone(UTC)

    def whose(
        self,
        rows: QuerySet[Model, Any],
        *,
        are_ours: bool = False,
        of_each: QuerySet[Model, Any] | None = None,
    ) -> Q:
        """The people to whom these rows belong, of whatever workspace (`are_ours` where something of this workspace
        names them). Of few the ids are fetched, so that the list begins with them. Of many each person is asked by
        the person alone: the workspace would be an index more to choose from, and that of all rows. `of_each` are the
        same rows, where their condition has such an index too: told so that no index can serve it."""
        mine = rows if are_ours else rows.filter(workspace=self.workspace)
        few = list(mine.order_by().values_list("person", flat=True)[: FEW + 1])
        if len(few) <= FEW:
            return Q(pk__in=set(few))
        each = rows if of_each is None else of_each
        return Q(Exists(each.filter(person=OuterRef("pk"))))


Ask = Callable[[Asked, Op, str], Q]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`ops` say what each comparison takes. `yes` and `no` are the whole sentence of a field that has no value."""

    key: str
    label: str
    group: str
    ops: dict[Op, Takes]
    ask: Ask
    #: Said instead of label and comparison.
    words: dict[Op, str]

    def q(self, asked: Asked, op: str, value: str) -> Q:
        """The people of whom it holds. Raises NoSuchCondition."""
        if op not in self.ops:
            raise NoSuchCondition(f"{self.label} cannot be compared so. Choose how once more.")
        takes = self.ops[Op(op)]
        if takes != Takes.NOTHING and not value:
            raise NoSuchCondition(f"Say with what {self.label.lower()} is compared.")
        return self.ask(asked, Op(op), value)


TEXT_OPS = {Op.IS: Takes.TEXT, Op.HAS: Takes.TEXT, Op.BEGINS: Takes.TEXT, Op.IS_NOT: Takes.TEXT}
FILLING = {Op.EMPTY: Takes.NOTHING, Op.FILLED: Takes.NOTHING}
CHOICE_OPS = {Op.IS: Takes.CHOICE, Op.IS_NOT: Takes.CHOICE}
DAY_OPS = {Op.BEFORE: Takes.DAY, Op.AFTER: Takes.DAY, Op.WITHIN: Takes.NUMBER, Op.OLDER: Takes.NUMBER}
NUMBER_OPS = {Op.LEAST: Takes.NUMBER, Op.MOST: Takes.NUMBER, Op.IS: Takes.NUMBER}
FLAG_OPS = {Op.YES: Takes.NOTHING, Op.NO: Takes.NOTHING}


def number_of(value: str) -> Decimal:
    try:
        number = Decimal(value.strip().replace(",", "."))
    except InvalidOperation as error:
        raise NoSuchCondition(f"“{value[:40]}” is no number.") from error
    if not number.is_finite() or abs(number) > 10**15:
        raise NoSuchCondition(f"“{value[:40]}” is too large a number.")
    return number


def days_of(value: str) -> timedelta:
    number = number_of(value)
    if not 0 <= number <= _FAR:
        raise NoSuchCondition("Write a number of days between 0 and 36500.")
    return timedelta(days=int(number))


def day_of(value: str) -> date:
    try:
        return date.fromisoformat(value.strip())
    except ValueError as error:
        raise NoSuchCondition(f"“{value[:40]}” is no day; write it as 2026-08-31.") from error


def id_of(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise NoSuchCondition("That is none of the choices. Choose again.")
    return int(value)


def spelt(column: str, lookup: str, value: str) -> Q:
    """A text whatever its case, the same on both databases: SQLite knows the case of ASCII letters only."""
    found = Q()
    for form in dict.fromkeys((value, value.lower(), value.upper(), value.title(), value.capitalize())):
        found |= Q(**{f"{column}__{lookup}": form})
    return found


def text_column(key: str, label: str, group: str, column: str | None = None) -> Field:
    """A column of text in which "" means that nothing is known."""
    name = column or key

    def ask(_: Asked, op: Op, value: str) -> Q:
        empty = Q(**{name: ""}) | (Q(**{f"{name}__isnull": True}) if "__" in name else Q())
        match op:
            case Op.EMPTY:
                return empty
            case Op.FILLED:
                return ~empty
            case Op.IS:
                return spelt(name, "exact", value)
            case Op.IS_NOT:
                return ~spelt(name, "exact", value)
            case Op.BEGINS:
                return spelt(name, "istartswith", value)
            case _:
                return spelt(name, "icontains", value)

    return Field(key=key, label=label, group=group, ops={**TEXT_OPS, **FILLING}, ask=ask, words={})


def choice_column(
    key: str, label: str, group: str, *, read: Callable[[str], object] = str, empty: object = ""
) -> Field:
    """A column with a value of a list; `empty` is what it has when nothing is known."""
    nothing = Q(**{f"{key}__isnull": True}) if empty is None else Q(**{key: empty})

    def ask(_: Asked, op: Op, value: str) -> Q:
        match op:
            case Op.EMPTY:
                return nothing
            case Op.FILLED:
                return ~nothing
            case Op.IS:
                return Q(**{key: read(value)})
            case _:
                return ~Q(**{key: read(value)}) | nothing

    return Field(key=key, label=label, group=group, ops={**CHOICE_OPS, **FILLING}, ask=ask, words={})


def moment_column(key: str, label: str, group: str, column: str, words: dict[Op, str]) -> Field:
    """A column with a moment, or none. Days are those of the workspace."""

    def ask(asked: Asked, op: Op, value: str) -> Q:
        empty = Q(**{f"{column}__isnull": True})
        match op:
            case Op.EMPTY:
                return empty
            case Op.BEFORE:
                return Q(**{f"{column}__lt": asked.at(day_of(value))})
            case Op.AFTER:
                return Q(**{f"{column}__gte": asked.at(day_of(value) + timedelta(days=1))})
            case Op.WITHIN:
                return Q(**{f"{column}__gte": asked.at(asked.today - days_of(value))})
            case _:
                return empty | Q(**{f"{column}__lt": asked.at(asked.today - days_of(value))})

    # What has words of its own is asked most, and so offered first.
    every = {**DAY_OPS, Op.EMPTY: Takes.NOTHING}
    ops = {op: every[op] for op in (*words, *every)}
    return Field(key=key, label=label, group=group, ops=ops, ask=ask, words=words)


def flag(key: str, yes: str, no: str, group: str, ask: Callable[[Asked], Q]) -> Field:
    """Something that is so or is not."""

    def asked_so(asked: Asked, op: Op, _: str) -> Q:
        return ask(asked) if op == Op.YES else ~ask(asked)

    return Field(key=key, label=yes, group=group, ops=FLAG_OPS, ask=asked_so, words={Op.YES: yes, Op.NO: no})
