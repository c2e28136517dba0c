"""One row in every table that holds something of a person, each text of it with a mark that is looked for later."""

import itertools
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

from tests.world import World
from twelfth.accounts.models import Event, Member, Workspace
from twelfth.background.models import FileRow, Job, JobRow
from twelfth.cadences.models import CadenceVersion
from twelfth.messages.models import Mailbox
from twelfth.people.models import Person
from twelfth.records.holdings import holdings

#: What fields must be for the tables' own rules, or hold a code instead of words.
_CODES: dict[str, Any] = {
    "country": "PT", "zone": "Europe/Lisbon", "zone_source": "told", "language": "pt", "birthday": "1980-03-07",
    "channel": "email", "direction": "out", "outcome": "sent", "purpose": "thank", "party": "us",
    "due_wall": "2026-05-06T10:00:00", "due_zone": "Europe/Lisbon", "next_wall": "2026-05-06T10:00:00",
    "next_zone": "Europe/Lisbon", "next_kind": "step", "next_channel": "email", "next_reasons": [], "variants": {},
    "currency": "EUR", "next_variant": "", "variant": "", "postponed_why": "", "wake_anchor": "",
    "decision": "", "decision_cause": "", "bounce_class": "", "claimed_by": "", "ended_at": None, "matched_by": "sender",
    "people": [],
}  # fmt: skip
#: Keys to a second person: somebody else.
_OTHER_END = {"second", "other"}
_numbers = itertools.count(1)


class Filler:
    """Makes the rows; `made` has the last of each table."""

    def __init__(self, world: World, mark: str) -> None:
        self.world = world
        self.mark = self._their_mark = mark
        self._theirs = {holding.model for holding in holdings()}
        self.made: dict[type[models.Model], models.Model] = {
            Workspace: world.by.workspace,
            Member: world.member,
            CadenceVersion: world.version,
            Mailbox: Mailbox.objects.filter(workspace=world.by.workspace).first() or world.mailbox(),
        }

    def all_of(self, person: Person) -> None:
        """A row in every table that holds something of them, the person's own row filled as well."""
        self.made[Person] = person
        self.other = self.world.person("Somebody Else", email="somebody@else.test")
        changed = {
            field.attname: self._value(field)
            for field in Person._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        }
        Person.objects.filter(pk=person.pk).update(**changed)
        for holding in holdings():
            if holding.model is not Person:
                self.row(holding.model)
        self._named_by_number(person)

    def row(self, model: type[models.Model]) -> models.Model:
        """A row; of a table that is nobody's, without the mark."""
        was, self.mark = self.mark, self._their_mark if model in self._theirs else "of_all"
        values = {
            field.name: self._value(field) for field in model._meta.concrete_fields if not field.primary_key
        }
        self.made[model] = made = model._default_manager.create(**values)
        self.mark = was
        return made

    def _named_by_number(self, person: Person) -> None:
        self.row(Job)
        Job.objects.filter(pk=self.made[Job].pk).update(state=Job.DONE)
        Event.objects.create(
            workspace=self.world.by.workspace,
            at=self.world.now,
            verb="person.looked_at",
            subject_type="people.person",
            subject_id=person.pk,
        )
        FileRow.objects.create(
            workspace=self.world.by.workspace,
            job_id=self.made[Job].pk,
            number=2,
            result="updated",
            reason=self.mark,
            subject_id=person.pk,
            did={"was": {"title": ""}, "set": {"title": self.mark}},
        )
        JobRow.objects.create(
            workspace=self.world.by.workspace,
            job_id=self.made[Job].pk,
            subject_type="people.person",
            subject_id=person.pk,
            before={"full_name": self.mark},
            note=self.mark,
        )

    def _value(self, field: "models.Field[Any, Any]") -> Any:
        if isinstance(field, models.ForeignKey):
            return self._pointed(field)
        if field.name in _CODES:
            return _CODES[field.name]
        if field.has_default() and not isinstance(field, models.JSONField):
            return field.get_default()
        return self._made_up(field)

    def _pointed(self, key: "models.ForeignKey[Any, Any]") -> Any:
        model = key.remote_field.model
        if model is Person and key.name in _OTHER_END:
            return self.other
        if model in self.made and (model in {Person, Workspace} or not isinstance(key, models.OneToOneField)):
            return self.made[model]
        if key.null and (model not in self._theirs or model is key.model):
            return None
        return self.row(model)

    def _made_up(self, field: "models.Field[Any, Any]") -> Any:
        match field:
            case models.EmailField():
                return f"{self.mark}{next(_numbers)}@{self.mark}.test"
            case models.CharField() | models.TextField():
                number = str(next(_numbers))
                return f"{self.mark} {number}"[: field.max_length or 400]
            case models.JSONField():
                return [{"name": self.mark}] if field.get_default() == [] else {"name": self.mark}
            case models.BinaryField():
                return self.mark.encode()
            case models.DateTimeField():
                return self.world.now
            case models.DateField():
                return date(2026, 5, 6)
            case models.TimeField():
                return time(10)
            case models.BooleanField():
                return False
            case models.DecimalField():
                return Decimal("7.5")
        return next(_numbers) if not field.null else None
