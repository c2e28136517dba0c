"""What became of each row."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row. `row` is the number that a spreadsheet shows; `reason` is a sentence, ""
    for a new person of whom there is nothing to say; `person` is the id of the person it became or was
    found to be."""

    row: int
    outcome: Outcome
    reason: str = ""
    person: int | None = None
    warnings: tuple[str, ...] = ()
