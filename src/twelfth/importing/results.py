"""What became of each row."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: What a row changed: see `ledger`.
Did = dict[str, Any]


class Outcome(StrEnum):
    """MERGED: it is about somebody whom an earlier row of the same file brought in."""

    CREATED = "created"
    UPDATED = "updated"
    MERGED = "merged"
    SKIPPED = "skipped"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row. `row` is the number that a spreadsheet shows; `reason` is a sentence, ""
    for a new person of whom there is nothing to say; `person` is the id of the person it became or was
    found to be; `did` is what it changed (see ledger.py)."""

    row: int
    outcome: Outcome
    reason: str = ""
    person: int | None = None
    warnings: tuple[str, ...] = ()
    did: Did = field(default_factory=dict)

    @property
    def told(self) -> str:
        """Everything that there is to say of it."""
        return " ".join(part for part in (self.reason, *self.warnings) if part)


#: The column that a file of wrong rows has more than the file they came from; it says nothing of anybody.
WHAT_WAS_WRONG = "What was wrong"
#: A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_it_was(cell: str) -> str:
    """What `harmless` made harmless, as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
