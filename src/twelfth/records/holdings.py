"""Where the database holds something of one person: found by walking the foreign keys, so that a table made tomorrow is
walked too. The export of a person and their erasure both go by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model, Q, QuerySet

from twelfth.people.models import Person


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with rows of a person. `paths` are lookups from a row to them ("pk" for the person itself), and
    `is_theirs` is false where a row merely names them: it outlives them, without the name."""

    model: type[Model]
    paths: tuple[str, ...]
    is_theirs: bool = True

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rows(self, person: Person) -> QuerySet[Model]:
        """Those of this person, the oldest first."""
        mine = reduce(or_, (Q(**{path: person.pk}) for path in self.paths))
        return self.model._default_manager.filter(mine).order_by("pk")


@cache
def holdings() -> tuple[Holding, ...]:
    """Every table that holds rows of people, each behind the tables that it belongs to.

    A row belongs to a person when it names them, or when it goes with a row that does: a file with its message. What
    only refers to such a row, such as an answer to their message by somebody else, is somebody else's.
    """
    found: dict[type[Model], Holding] = {Person: Holding(Person, ("pk",))}
    models = apps.get_models(include_auto_created=True)
    while more := {model: one for model in models if model not in found and (one := _holding(model, found))}:
        found |= more
    return tuple(found.values())


def _holding(model: type[Model], found: dict[type[Model], Holding]) -> Holding | None:
    keys = [key for key in model._meta.concrete_fields if isinstance(key, ForeignKey)]
    direct = [key for key in keys if key.remote_field.model is Person]
    if direct:
        return Holding(
            model,
            tuple(key.name for key in direct),
            is_theirs=any(key.remote_field.on_delete is CASCADE for key in direct),
        )
    paths = [
        f"{key.name}__{path}"
        for key in keys
        if key.remote_field.on_delete is CASCADE
        and (parent := found.get(key.remote_field.model))
        and parent.is_theirs
        for path in parent.paths
    ]
    return Holding(model, tuple(paths)) if paths else None


@cache
def named_by_number() -> tuple[type[Model], ...]:
    """The tables that name what they are about by type and number, without a foreign key."""
    return tuple(
        model
        for model in apps.get_models()
        if {"subject_type", "subject_id"} <= {field.name for field in model._meta.concrete_fields}
    )


def about(model: type[Model], label: str, ids: Iterable[int], workspace: int) -> QuerySet[Model]:
    """The rows of such a table that are about these rows of the table with that label, in one workspace."""
    rows = model._default_manager.filter(subject_type=label, subject_id__in=list(ids), workspace=workspace)
    return rows.order_by("pk")
