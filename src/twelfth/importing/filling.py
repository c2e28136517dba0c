"""A draft put into a person: new ones get everything, known ones only what was empty."""

from collections.abc import Mapping
from datetime import datetime

from twelfth.accounts.models import Member, Workspace
from twelfth.importing.drafts import PersonDraft, Point
from twelfth.importing.fields import System
from twelfth.importing.ledger import column_of, note_filled, person_mark, value_of
from twelfth.importing.matching import Directory, Known, company_key_of, external_id, name_key
from twelfth.people.models import Company, CustomField, Person
from twelfth.people.search import sort_name
from twelfth.rules.terms import Channel

#: Fields of a person that a draft fills when they are empty, each under the same name in both.
_PLAIN = ("title", "birthday", "language", "notes", "source")
_ADDRESS = ("street", "city", "region", "postcode")


class Filler:
    """Puts the drafts of one batch into people. Nothing is written to the database here.

    `companies` are those of the batch by their match key, `members` the workspace's by name and by address in
    lower case; `importer` owns whoever has no owner in the file; `own` are the workspace's own fields by their keys.
    """

    def __init__(
        self,
        workspace: Workspace,
        system: System,
        companies: Mapping[str, Company],
        members: Mapping[str, Member],
        importer: Member | None,
        own: Mapping[str, CustomField],
    ) -> None:
        self._workspace = workspace
        self._system = system
        self._companies = companies
        self._members = members
        self._importer = importer
        self._own = own

    def new(self, draft: PersonDraft, directory: Directory, *, now: datetime) -> Known:
        """A new person, known to the directory from now on."""
        owner = self._members.get(draft.owner.lower())
        notes = draft.notes
        if draft.owner and owner is None:
            notes = f"{notes}\n\nOwner in {self._system}: {draft.owner}".strip()
        person = Person(
            workspace=self._workspace,
            full_name=draft.full_name,
            given_name=draft.given_name,
            family_name=draft.family_name,
            sort_name=sort_name(given=draft.given_name, family=draft.family_name, full=draft.full_name),
            company=self._companies.get(company_key_of(draft.company)) if draft.company else None,
            title=draft.title,
            **{name: getattr(draft.address, name) for name in _ADDRESS},
            country=draft.address.country,
            zone=draft.zone,
            zone_source=draft.zone_source,
            language=draft.language,
            birthday=draft.birthday,
            source=draft.source or str(self._system),
            external_id=external_id(self._system, draft.external_id),
            notes=notes,
            owner=owner or self._importer,
            created_at=min(draft.created_at or now, now),
            contacts_told=draft.times_contacted,
            last_contact_at=draft.last_contact_at
            if draft.last_contact_at and draft.last_contact_at <= now
            else None,
        )
        known = Known(
            person=person, company_key=company_key_of(draft.company) if draft.company else "", is_new=True
        )
        self._add_belongings(known, draft)
        known.did["new"] = person_mark(person, known.points, known.tags, known.own)
        directory.add(known)
        return known

    def fill(self, known: Known, draft: PersonDraft, directory: Directory, *, now: datetime) -> list[str]:
        """Fill what is empty in a known person. Returns sentences about what was told and not taken."""
        person = known.person
        known.did = {}
        untaken = self._fill_name(known, draft)
        for name in _PLAIN:
            told, here = getattr(draft, name), getattr(person, name)
            if told and not here:
                self._set(known, name, told)
            elif name == "notes" and told and told not in here:
                untaken.append("Its notes were not taken, since there are other notes already.")
        if draft.company and person.company is None:
            self._set(known, "company", self._companies.get(company_key_of(draft.company)))
            known.company_key = company_key_of(draft.company)
        self._fill_place(known, draft)
        if draft.external_id and not person.external_id:
            self._set(known, "external_id", external_id(self._system, draft.external_id))
        at = draft.last_contact_at
        if at and at <= now and (person.last_contact_at is None or person.last_contact_at < at):
            self._set(known, "last_contact_at", at)
        if draft.times_contacted > person.contacts_told:
            self._set(known, "contacts_told", draft.times_contacted)
        for place in self._add_belongings(known, draft):
            directory.add_point(known, place)
        return untaken

    def _fill_place(self, known: Known, draft: PersonDraft) -> None:
        """An address is filled as a whole or not at all: two halves of two addresses lead nowhere."""
        person = known.person
        if not any(getattr(person, name) for name in _ADDRESS):
            for name in _ADDRESS:
                if told := getattr(draft.address, name):
                    self._set(known, name, told)
        if draft.address.country and not person.country:
            self._set(known, "country", draft.address.country)
        if draft.zone and not person.zone:
            self._set(known, "zone", draft.zone)
            self._set(known, "zone_source", draft.zone_source)

    def _fill_name(self, known: Known, draft: PersonDraft) -> list[str]:
        """A real name takes the place of an address that stood in for it; any other name stays."""
        person = known.person
        has_name = bool(draft.given_name or draft.family_name or not _is_address(draft.full_name))
        if not has_name:
            return []
        if _is_address(person.full_name):
            for name in ("full_name", "given_name", "family_name"):
                self._set(known, name, getattr(draft, name))
        elif name_key(person.full_name) != name_key(draft.full_name):
            here = person.full_name[:80]
            return [f"The name “{draft.full_name[:80]}” was not taken: {here} has the same address."]
        elif not (person.given_name or person.family_name):
            for name in ("given_name", "family_name"):
                if told := getattr(draft, name):
                    self._set(known, name, told)
        return []

    @staticmethod
    def _set(known: Known, name: str, value: object) -> None:
        was = value_of(known.person, column_of(name))
        setattr(known.person, name, value)
        note_filled(known.did, known.person, name, was)
        known.additions += 1
        if name in {"given_name", "family_name", "full_name"}:
            person = known.person
            person.sort_name = sort_name(
                given=person.given_name, family=person.family_name, full=person.full_name
            )
            known.changed.add("sort_name")
        known.changed.add(name)

    def _add_belongings(self, known: Known, draft: PersonDraft) -> list[tuple[str, str]]:
        """Add addresses, tags, wishes and deals. Returns the (channel, value) of the addresses that are
        new."""
        added: list[tuple[str, str]] = []
        channels = {channel for channel, _ in known.points}
        for point in draft.points:
            place = (str(point.channel), point.value)
            if place in known.points:
                continue
            known.points.add(place)
            known.additions += 1
            is_primary = point.is_primary and point.channel not in channels
            known.new_points.append(Point(point.channel, point.value, point.label[:40], is_primary))
            known.did.setdefault("points", []).append(place)
            added.append(place)
        for tag in draft.tags:
            if tag not in known.tags:
                known.tags.add(tag)
                known.new_tags.append(tag)
                known.did.setdefault("tags", []).append(tag)
                known.additions += 1
        self._add_own(known, draft)
        wishes = ((draft.email_opt_out, Channel.EMAIL), (draft.phone_opt_out, Channel.PHONE))
        for wished, channel in wishes:
            if wished and not known.opted_out & {channel, ""}:
                known.opted_out.add(channel)
                known.new_opt_outs.append(channel)
                known.did.setdefault("wishes", []).append(channel)
                known.additions += 1
            elif wished:
                known.did.setdefault("told", []).append(channel)
        if draft.deal is not None:
            deal_key = external_id(self._system, draft.deal.external_id) or draft.deal.title
            if deal_key not in known.deal_keys:
                known.deal_keys.add(deal_key)
                known.deals.append(draft.deal)
                known.deal_dids.append(known.did)
                known.additions += 1
        return added

    def _add_own(self, known: Known, draft: PersonDraft) -> None:
        """Fill the fields of one's own in which there is nothing yet."""
        for key, values in draft.own:
            own = self._own.get(key)
            if own is None or own.pk in known.own or not values:
                continue
            texts = [value.text for value in values]
            known.own[own.pk] = set(texts)
            known.new_own.append((own, values))
            known.did.setdefault("own", []).append([own.pk, texts])
            known.additions += 1


def _is_address(name: str) -> bool:
    return "@" in name or name.startswith("+")
