"""Columns of the list of people: which a member sees, what stands in them, and choosing others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.queries import Filled, filled_companies, filled_many
from twelfth.people.lists.actions import TooManyColumns, choose_columns, usual_columns
from twelfth.people.lists.columns import USUAL, Column, columns_offered, shown_of
from twelfth.people.lists.queries import column_keys, seen_by
from twelfth.people.models import CustomField, Person, PersonTag, SavedList
from twelfth.web.access import done, member, own, refused
from twelfth.web.countries import names
from twelfth.web.middleware import ActorRequest


@dataclass(frozen=True, slots=True)
class Cell:
    """What a person has in a column; the page itself draws those of contacts and of what comes next."""

    column: Column
    text: str = ""
    link: str = ""


def columns_context(request: ActorRequest, current: SavedList | None) -> dict[str, Any]:
    """The columns that are shown, and all that can be chosen with whether they are."""
    fields = CustomField.objects.filter(workspace=request.actor.workspace, removed_at=None)
    offered = columns_offered(
        sorted(fields, key=lambda one: (one.of != CustomField.PERSON, one.position, one.pk))
    )
    keys = column_keys(request.actor, current)
    shown = shown_of(offered, keys)
    return {
        "columns": shown,
        "column_choices": [(column, column in shown) for column in offered],
        "columns_are_usual": tuple(column.key for column in shown_of(offered, USUAL))
        == tuple(column.key for column in shown),
        "column_keys": ",".join(column.key for column in shown),
    }


def cells_of(people: Sequence[Person], columns: Sequence[Column]) -> dict[int, list[Cell]]:
    """By the ids of the people; a fixed number of queries, however many they are."""
    chosen = {column.key for column in columns}
    known = _Known(
        tags=_tags(people) if "tags" in chosen else {},
        own=_own(people, columns),
        countries=names() if "country" in chosen else {},
    )
    return {person.pk: [_cell(person, column, known) for column in columns] for person in people}


@dataclass(frozen=True, slots=True)
class _Known:
    """Of the people on a page: their tags, what they and their companies have in fields (person, field), countries."""

    tags: Mapping[int, list[str]]
    own: Mapping[tuple[int, int], Filled]
    countries: Mapping[str, str]


def _cell(person: Person, column: Column, known: _Known) -> Cell:
    match column.key:
        case "company":
            return Cell(column, person.company.name if person.company else "")
        case "owner":
            return Cell(column, person.owner.name if person.owner else "")
        case "country":
            return Cell(column, known.countries.get(person.country, person.country))
        case "city" | "source":
            return Cell(column, getattr(person, column.key))
        case "tags":
            return Cell(column, ", ".join(known.tags.get(person.pk, ())))
        case _ if column.field is not None:
            return _own_cell(column, known.own.get((person.pk, column.field.pk)))
        case _:
            return Cell(column)


def _own_cell(column: Column, one: Filled | None) -> Cell:
    if one is None or not one.values:
        return Cell(column)
    if one.is_link:
        return Cell(column, one.text.partition("://")[2], one.text)
    return Cell(column, one.text.capitalize() if one.field.kind == Kind.YES_NO else one.text)


def _tags(people: Iterable[Person]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = PersonTag.objects.filter(person__in=[person.pk for person in people]).order_by("tag__name")
    for person, name in rows.values_list("person_id", "tag__name"):
        found.setdefault(person, []).append(name)
    return found


def _own(people: Sequence[Person], columns: Sequence[Column]) -> dict[tuple[int, int], Filled]:
    fields = [column.field for column in columns if column.field is not None]
    of_people = [field for field in fields if field.of == CustomField.PERSON]
    of_companies = [field for field in fields if field.of == CustomField.COMPANY]
    theirs = filled_many(people, of_people) if of_people else {}
    places = {person.company_id for person in people if person.company_id is not None}
    companies = filled_companies(places, of_companies) if of_companies else {}
    found = {}
    for person in people:
        for one in (*theirs.get(person.pk, ()), *companies.get(person.company_id or 0, ())):
            found[person.pk, one.field.pk] = one
    return found


@member
@require_POST
def choose(request: ActorRequest) -> HttpResponse:
    """Which columns stand in the list from now on: in the saved list that is open, or in that of all people."""
    wanted = request.POST.get("list", "")
    is_id = wanted.isascii() and wanted.isdigit()
    row = own(request, seen_by(request.actor), int(wanted[:18])) if is_id else None
    query = request.POST.get("query", "")[:4000]
    back = f"{reverse('people')}?{query}".removesuffix("?")
    if "usual" in request.POST:
        usual_columns(request.actor, on=row, now=request.now)
        return redirect(back)
    try:
        choose_columns(request.actor, request.POST.getlist("column"), on=row, now=request.now)
    except TooManyColumns as error:
        return refused(request, error, back)
    done(request, f"“{row.name}” has these columns now." if row else "The list has these columns now.")
    return redirect(back)
