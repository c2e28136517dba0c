"""Why a date is what it is, as data. `sentences.py` turns it into words at the edge."""

from dataclasses import dataclass, field
from typing import Any

#: What a reason may carry: JSON's plain values. Moments travel as ISO 8601 text, days as YYYY-MM-DD.
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for a decision: a code of `sentences.SENTENCES` and the values its sentence needs."""

    code: str
    values: dict[str, Value] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.values}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Reason":
        """The reason that `to_json` wrote."""
        values = dict(data)
        return cls(str(values.pop("code")), values)


Reasons = tuple[Reason, ...]
