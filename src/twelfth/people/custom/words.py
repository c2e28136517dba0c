"""Fields of one's own in the words of a plan: which there are, and how what is in them reads in a sentence."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from twelfth.accounts.models import Workspace
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import CustomField, CustomValue, Person
from twelfth.rules.merge_fields import MergeField
from twelfth.rules.own_merge_fields import own_merge_field

_EXAMPLES = {
    Kind.NUMBER: "12",
    Kind.DATE: "31 August 2026",
    Kind.YES_NO: "yes",
    Kind.LINK: "https://example.com/page",
}


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """What a person, and their company, have in the fields, by their keys; what is empty is left out."""

    of_person: Mapping[str, str] = field(default_factory=dict)
    of_company: Mapping[str, str] = field(default_factory=dict)


NOTHING = OwnTexts()


def own_merge_fields(workspace: Workspace) -> list[MergeField]:
    """The fields in use: those of people first, each in their order."""
    rows = CustomField.objects.filter(workspace=workspace, removed_at=None)
    found = sorted(rows, key=lambda row: (row.of != CustomField.PERSON, row.position, row.pk))
    return [own_merge_field(row.of, row.key, row.label, _example(row)) for row in found]


def own_texts(people: Collection[Person]) -> dict[int, OwnTexts]:
    """What these people, all of one workspace, and their companies have in its fields; by their ids. Three queries
    however many they are."""
    if not people:
        return {}
    workspace = next(iter(people)).workspace_id
    fields = {row.pk: row for row in CustomField.objects.filter(workspace=workspace, removed_at=None)}
    companies = {person.company_id for person in people} - {None}
    of_people = _texts(fields, "person", {person.pk for person in people})
    of_companies = _texts(fields, "company", companies)
    return {
        person.pk: OwnTexts(of_people.get(person.pk, {}), of_companies.get(person.company_id, {}))
        for person in people
    }


def _texts(
    fields: Mapping[int, CustomField], column: str, owners: Collection[int | None]
) -> Mapping[int | None, Mapping[str, str]]:
    if not fields or not owners:
        return {}
    found: dict[int | None, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = CustomValue.objects.filter(**{f"{column}__in": owners}, field__in=list(fields)).order_by("pk")
    for owner, field_id, text, day in rows.values_list(f"{column}_id", "field_id", "text", "day"):
        found[owner][fields[field_id].key].append(text if day is None else in_a_sentence(day))
    return {owner: {key: ", ".join(texts) for key, texts in own.items()} for owner, own in found.items()}


def in_a_sentence(day: date) -> str:
    """As "31 August 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def _example(row: CustomField) -> str:
    match Kind(row.kind):
        case Kind.ONE:
            return str(row.choices[0])
        case Kind.SEVERAL:
            return ", ".join(row.choices[:2])
        case kind:
            return _EXAMPLES.get(kind, f"[{row.label}]")
