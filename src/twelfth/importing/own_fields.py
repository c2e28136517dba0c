"""The workspace's own fields as targets of an import, and those that are made of a file's columns."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.importing.errors import ImportRefused
from twelfth.importing.fields import OF_COMPANY, Column, Own
from twelfth.importing.own import OwnField
from twelfth.importing.preview import Choices
from twelfth.people.custom.actions import FieldRefused, define_field
from twelfth.people.custom.kinds import Kind, company_header
from twelfth.people.custom.queries import fields_of
from twelfth.people.models import CustomField
from twelfth.people.search import fold


class FieldNotMade(ImportRefused):
    """A new field cannot be made of a column; `why` is a sentence."""

    def __init__(self, header: str, why: str) -> None:
        super().__init__(f"No field can be made of the column “{header[:60]}”. {why}")


def own_fields(workspace: Workspace) -> list[OwnField]:
    """The fields in use, as columns of a file can be taken for them; those of people count where both have a name."""
    return [
        *(_of_company(one) for one in fields_of(workspace, CustomField.COMPANY)),
        *(OwnField(one.key, one.label, Kind(one.kind), tuple(one.choices)) for one in fields_of(workspace)),
    ]


def _of_company(one: CustomField) -> OwnField:
    label = company_header(one.label)
    return OwnField(f"{OF_COMPANY}{one.key}", label, Kind(one.kind), tuple(one.choices), short=one.label)


def make_fields(
    by: Actor, choices: Choices, columns: Iterable[Column], own: Mapping[int, OwnField], *, now: datetime
) -> tuple[Choices, list[str]]:
    """Make the fields that were chosen to be made of columns; where one has that name already, it is taken. Returns the
    choices with them, and the keys of those that were made. Raises FieldNotMade, NotAllowed."""
    here = {(one.is_of_company, fold(one.short or one.label)): one.key for one in own_fields(by.workspace)}
    fields = dict(choices.fields or {})
    made: list[str] = []
    for column in columns:
        if fields.get(column.header) not in {Own(), Own(OF_COMPANY)}:
            continue
        wanted = own[column.index]
        of = CustomField.COMPANY if wanted.is_of_company else CustomField.PERSON
        if (name := (wanted.is_of_company, fold(wanted.label))) not in here:
            try:
                key = define_field(by, wanted.label, wanted.kind, of=of, now=now).key
            except FieldRefused as error:
                raise FieldNotMade(column.header, str(error)) from error
            here[name] = f"{wanted.key}{key}"
            made.append(here[name])
        fields[column.header] = Own(here[name])
    return replace(choices, fields=fields or None), made
