"""Which rows the database holds of one person, table by table: what `belongings` says, as questions. The export of a
person and their erasure both go by it, and so by the test that no foreign key is forgotten there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

from twelfth.people.models import Person
from twelfth.records.belongings import BY_NAME, PERSON


@dataclass(frozen=True, slots=True)
class Holding:
    """A table with rows of a person. `paths` are lookups from a row to them ("pk" for the person itself)."""

    model: type[Model]
    paths: tuple[str, ...]
    is_exported: bool

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def rows(self, person: Person) -> QuerySet[Model]:
        """Those of this person, the oldest first."""
        mine = reduce(or_, (Q(**{path: person.pk}) for path in self.paths))
        return self.model._default_manager.filter(mine).order_by("pk")


@cache
def holdings() -> tuple[Holding, ...]:
    """The tables with rows of people, the person's own first and each behind the one that it hangs on."""
    found = [Holding(Person, ("pk",), is_exported=True)]
    for model in dict.fromkeys(one.model for one in PERSON):
        mine = [one for one in PERSON if one.model is model]
        paths = tuple(one.path for one in mine)
        found.append(Holding(model, paths, is_exported=any(one.export for one in mine)))
    return tuple(sorted(found, key=lambda one: min(path.count("__") for path in one.paths)))


@cache
def named_by_number() -> tuple[type[Model], ...]:
    """The tables that name what they are about by type and number, without a foreign key."""
    return tuple(model for model in BY_NAME if hasattr(model, "subject_id"))


def about(model: type[Model], label: str, ids: Iterable[int], workspace: int) -> QuerySet[Model]:
    """The rows of such a table that are about these rows of the table with that label, in one workspace."""
    rows = model._default_manager.filter(subject_id__in=list(ids), workspace=workspace)
    if hasattr(model, "subject_type"):
        rows = rows.filter(subject_type=label)
    elif label != Person._meta.label_lower:
        rows = rows.none()  # a table that is about people alone names no type
    return rows.order_by("pk")
