"""The fields of a workspace, and what somebody has in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from twelfth.accounts.models import Workspace
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import Company, CustomField, CustomValue, Person


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with what is in it, as people read it: "" when there is nothing."""

    field: CustomField
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        return ", ".join(self.values)

    @property
    def is_link(self) -> bool:
        return self.field.kind == Kind.LINK and bool(self.values)


def fields_of(workspace: Workspace, of: str = CustomField.PERSON) -> list[CustomField]:
    """The fields in use, in their order."""
    rows = CustomField.objects.filter(workspace=workspace, of=of, removed_at=None)
    return list(rows.order_by("position", "pk"))


def filled(owner: Person | Company, fields: Iterable[CustomField]) -> list[Filled]:
    """Each of these fields with what this person or company has in it."""
    column = "person" if isinstance(owner, Person) else "company"
    return _filled({owner.pk}, list(fields), column)[owner.pk]


def filled_many(owners: Iterable[Person], fields: Iterable[CustomField]) -> dict[int, list[Filled]]:
    """The same for many people, in one query; by their ids."""
    return _filled({owner.pk for owner in owners}, list(fields), "person")


def filled_companies(companies: Iterable[int], fields: Iterable[CustomField]) -> dict[int, list[Filled]]:
    """The same for many companies, by their ids."""
    return _filled(set(companies), list(fields), "company")


def _filled(owners: set[int], fields: list[CustomField], column: str) -> dict[int, list[Filled]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    if fields and owners:
        rows = CustomValue.objects.filter(**{f"{column}__in": owners}, field__in=fields).order_by("pk")
        for owner, field, text in rows.values_list(f"{column}_id", "field_id", "text"):
            found[owner, field].append(text)
    return {owner: [Filled(field, tuple(found[owner, field.pk])) for field in fields] for owner in owners}


def texts_of(people: Iterable[int], field: CustomField) -> dict[int, list[str]]:
    """What is in one field of each of these people, in a fixed order."""
    found: dict[int, list[str]] = {pk: [] for pk in people}
    rows = CustomValue.objects.filter(person__in=found, field=field).values_list("person_id", "text")
    for person, text in rows:
        if person is not None:
            found[person].append(text)
    return {pk: sorted(texts) for pk, texts in found.items()}
