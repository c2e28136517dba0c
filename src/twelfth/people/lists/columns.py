"""The columns that the list of people can have beside the name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from twelfth.people.models import CustomField

#: With more beside the name, no screen shows them.
MOST_COLUMNS = 12
#: What the list has until somebody chooses.
USUAL = ("company", "so_far", "last", "next")


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names it in what is kept; those of fields of one's own are as in filters. `field` is such a field."""

    key: str
    label: str
    field: CustomField | None = None


_FIRST = (
    Column("company", "Company"),
    Column("owner", "Owner"),
    Column("city", "City"),
    Column("country", "Country"),
    Column("tags", "Tags"),
    Column("source", "Source"),
)
_LAST = (Column("so_far", "So far"), Column("last", "Last contact"), Column("next", "Next"))


def columns_offered(fields: Iterable[CustomField]) -> list[Column]:
    """All there are, in the order in which they stand; `fields` are the workspace's own."""
    return [*_FIRST, *map(_own, fields), *_LAST]


def shown_of(offered: Sequence[Column], keys: Iterable[str]) -> list[Column]:
    """Those that were chosen and are still there."""
    chosen = set(keys)
    return [column for column in offered if column.key in chosen]


def _own(field: CustomField) -> Column:
    if field.of == CustomField.COMPANY:
        return Column(f"company_custom:{field.key}", f"{field.label} (company)", field)
    return Column(f"custom:{field.key}", field.label, field)
