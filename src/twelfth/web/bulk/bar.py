"""The bar above a list: all that match the filter, or those that were ticked, and what shall be done to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from twelfth.accounts.actor import Actor, Permission
from twelfth.web.bulk.filters import FilterForm
from twelfth.web.bulk.forms import VERB_LABELS

#: To count more takes longer than the page; the preview says exactly how many.
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Bar:
    """`of` names the list; `fields` are what its filter asks for, to be sent along; `who` are those who match."""

    of: str
    who: str
    fields: tuple[tuple[str, Any], ...]
    verbs: tuple[tuple[str, str], ...]
    may_export: bool


def bar(
    of: str, form: FilterForm, shown: Sequence[Model], count: Callable[[int], int], *, is_all: bool, by: Actor
) -> Bar | None:
    """None where nobody is found. `is_all` says that those shown are all that were found; of others `count` tells how
    many, at most as many as it is given."""
    if not shown:
        return None
    return Bar(
        of,
        _who(len(shown) if is_all else count(MOST_COUNTED + 1)),
        tuple(form.parameters()),
        tuple((verb.value, label) for verb, label in VERB_LABELS.items()),
        by.may(Permission.EXPORT),
    )


def _who(count: int) -> str:
    if count > MOST_COUNTED:
        return f"All that match, more than {MOST_COUNTED}"
    return "The one that matches" if count == 1 else f"All {count} that match"


def query_without(request: HttpRequest, name: str) -> str:
    """The address's query but for one parameter, to go on from."""
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()
