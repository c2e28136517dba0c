"""Where else somebody is named: in other people's letters, in notes, in what was kept of long work.

What is looked for are their addresses, and their full name where it has several words. What somebody else here has as
well (a shared address, a namesake) stays: it is theirs too.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import CharField, ForeignKey, JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from twelfth.accounts.models import Workspace
from twelfth.people.models import ContactPoint, Person
from twelfth.records.holdings import holdings

GONE = "[erased]"
#: Codes, zones and the like are shorter; addresses and names stand in longer fields.
_LONG = 40
#: Who others are and how they are reached, what is worked out anew, and what holds no personal text.
_LEFT = frozenset(
    {"people.contactpoint", "people.searchword", "people.spelling", "people.suppression", "people.company",
     "people.formercompany", "people.tag", "mail.mailbox", "mail.mailfolder", "mail.oauthapp", "records.matchkey"}
)  # fmt: skip
#: Of other people, what was written about them.
_OF_PEOPLE = ("notes", "source")


@dataclass(frozen=True, slots=True)
class Mention:
    """A row in which they are named, and what its fields are without them."""

    model: type[Model]
    pk: int
    fields: dict[str, Any]


def names_of(person: Person) -> list[str]:
    """What they are looked for by, the longest first."""
    points = ContactPoint.objects.filter(person=person).values_list("value", flat=True)
    shared = ContactPoint.objects.filter(workspace=person.workspace_id, value__in=list(points))
    of_others = set(shared.exclude(person=person).values_list("value", flat=True))
    names = {point for point in points if point not in of_others}
    others = Person.objects.filter(workspace=person.workspace_id).exclude(pk=person.pk)
    if " " in person.full_name.strip() and not others.filter(full_name__iexact=person.full_name).exists():
        names.add(person.full_name.strip())
    return sorted(names, key=lambda name: (-len(name), name))


def mentions(person: Person, names: list[str]) -> Iterator[Mention]:
    """Every row of the workspace, but their own, that names them. Reads each table once."""
    own = {holding.model: holding for holding in holdings()}
    pattern = _pattern(names)
    for model, fields in _written():
        texts = {f"in_{name}": Cast(name, TextField()) for name in fields}
        named = Q()
        for text in texts:
            for name in names:
                # JSON may be stored with everything but ASCII escaped.
                for written in {name, json.dumps(name)[1:-1]}:
                    named |= Q(**{f"{text}__icontains": written})
        rows = model._default_manager.filter(workspace=person.workspace_id).alias(**texts).filter(named)
        if model in own:
            rows = rows.exclude(pk__in=own[model].rows(person).order_by().values("pk"))
        for row in list(rows.only("pk", *fields)):
            changed = {
                name: new
                for name in fields
                if (new := _without(getattr(row, name), pattern)) != getattr(row, name)
            }
            if changed:
                yield Mention(model, row.pk, changed)


def without(value: Any, names: list[str]) -> Any:
    """A text, or JSON with texts in it, without these names."""
    return _without(value, _pattern(names))


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Whole names only: “Ana Li” does not stand in “Ana Lima”, nor ann@x.test in joann@x.test."""
    one = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w.+-])(?:{one})(?![\w-])", re.IGNORECASE)


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(GONE, value)
    if isinstance(value, list):
        return [_without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {pattern.sub(GONE, name): _without(one, pattern) for name, one in value.items()}
    return value


def _written() -> Iterator[tuple[type[Model], list[str]]]:
    """The tables of a workspace with the fields in which somebody may be named."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower in _LEFT or model._meta.app_label == "accounts":
            continue
        own = [key for key in model._meta.concrete_fields if isinstance(key, ForeignKey)]
        if not any(key.name == "workspace" and key.remote_field.model is Workspace for key in own):
            continue
        fields = [field.name for field in model._meta.concrete_fields if _may_name(field)]
        if model is Person:
            fields = [name for name in fields if name in _OF_PEOPLE]
        if fields:
            yield model, fields


def _may_name(field: Any) -> bool:
    if isinstance(field, JSONField | TextField):
        return True
    return isinstance(field, CharField) and (field.max_length is None or field.max_length >= _LONG)
