"""A condition of a list: a field, how it is compared, and with what. Kept as JSON, read from an address."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: As many conditions a list may have.
MOST = 20


class Takes(StrEnum):
    """What is written behind the comparison."""

    NOTHING = "nothing"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"


class Op(StrEnum):
    """How a field is compared."""

    IS = "is"
    IS_NOT = "is_not"
    HAS = "has"
    BEGINS = "begins"
    EMPTY = "empty"
    FILLED = "filled"
    BEFORE = "before"
    AFTER = "after"
    LEAST = "least"
    MOST = "most"
    WITHIN = "within"
    OLDER = "older"
    NEXT = "next"
    YES = "yes"
    NO = "no"


#: What is said between the field and the value; "{}" is where the value stands.
OP_WORDS = {
    Op.IS: "is {}",
    Op.IS_NOT: "is not {}",
    Op.HAS: "contains {}",
    Op.BEGINS: "begins with {}",
    Op.EMPTY: "is empty",
    Op.FILLED: "is filled in",
    Op.BEFORE: "before {}",
    Op.AFTER: "after {}",
    Op.LEAST: "is at least {}",
    Op.MOST: "is at most {}",
    Op.WITHIN: "in the last {} days",
    Op.OLDER: "not for {} days",
    Op.NEXT: "in the next {} days",
    Op.YES: "yes",
    Op.NO: "no",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` is a key of the fields, as "city" or "custom:tier"; `value` is "" where none is needed or written yet."""

    field: str
    op: str
    value: str = ""


#: All of these groups hold; of a group any of its conditions.
Groups = tuple[tuple[Condition, ...], ...]


class NoSuchCondition(Exception):
    """This cannot be asked; the message says why and what to do."""


def to_json(groups: Groups) -> list[list[list[str]]]:
    return [[[one.field, one.op, one.value] for one in group] for group in groups]


def from_json(told: Any) -> Groups:
    """What `to_json` wrote."""
    return tuple(tuple(Condition(*map(str, one)) for one in group) for group in told)


def flat(groups: Groups) -> list[tuple[Condition, bool]]:
    """The conditions one below the other; True: it is an alternative to the one above."""
    return [(one, number > 0) for group in groups for number, one in enumerate(group)]


def grouped(rows: list[tuple[Condition, bool]]) -> Groups:
    """The opposite of `flat`."""
    groups: list[list[Condition]] = []
    for one, is_or in rows[:MOST]:
        if is_or and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(tuple(group) for group in groups)
