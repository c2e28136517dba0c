"""Writes to people, one at a time. The import's bulk verbs are in importing/actions.py."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record, record_many
from twelfth.background.bulk_sql import insert_rows, update_rows
from twelfth.people.models import (
    Company,
    ContactPoint,
    FormerCompany,
    OptOut,
    Person,
    PersonTag,
    Remark,
    SearchWord,
    Suppression,
    Tag,
)
from twelfth.people.search import fold, person_words, sort_name
from twelfth.people.spellings.actions import forget, learn
from twelfth.people.suppressions import address_hash, canonical, covering
from twelfth.people.whereabouts import TOLD, whereabouts
from twelfth.rules.terms import Channel

_LEGAL_FORM = re.compile(
    r"[\s,]+(inc|llc|ltd|limited|plc|corp|co|gmbh|ag|kg|ug|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|lda|sl|pty)\.?$"
)


#: How a wish came about that an address brought with it (OptOut.how).
SUPPRESSED = "suppressed"
#: How one came about that a file of people told.
IMPORTED = "import"
#: How one came about that somebody here set for many at once.
IN_BULK = "in bulk"
#: A wish that nobody has heard from the person.
TOLD_BY_OTHERS = frozenset({SUPPRESSED, IMPORTED, IN_BULK})


class NotAName(Exception):
    """A person needs a name. Type at least one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person as typed in: `points` maps channels to addresses, already normalised."""

    full_name: str
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    title: str = ""
    city: str = ""
    country: str = ""
    zone: str = ""
    zone_source: str = ""
    birthday: str = ""
    notes: str = ""
    source: str = ""
    points: Mapping[Channel, str] = field(default_factory=dict)


def company_key(name: str) -> str:
    """What companies are matched by: folded, spaces collapsed, the legal form left out."""
    key = re.sub(r"\s+", " ", fold(name)).strip()
    return _LEGAL_FORM.sub("", key)[:200] or key[:200]


@transaction.atomic
def add_person(by: Actor, new: NewPerson, *, now: datetime) -> Person:
    """Raises NotAName when there is no name."""
    by.require(Permission.WORK)
    if not new.full_name.strip():
        raise NotAName(NotAName.__doc__)
    zone, zone_source = new.zone, new.zone_source
    if not zone:
        zone, zone_source = whereabouts(country=new.country, phones=[new.points.get(Channel.PHONE, "")])
    person = Person.objects.create(
        workspace=by.workspace,
        full_name=new.full_name.strip(),
        given_name=new.given_name,
        family_name=new.family_name,
        sort_name=sort_name(given=new.given_name, family=new.family_name, full=new.full_name),
        company=_company(by, new.company, now=now),
        title=new.title,
        city=new.city,
        country=new.country,
        zone=zone,
        zone_source=zone_source,
        birthday=new.birthday,
        notes=new.notes,
        source=new.source,
        owner=by.member,
        created_at=now,
    )
    for channel, value in new.points.items():
        ContactPoint.objects.create(
            workspace=by.workspace, person=person, channel=channel, value=value, is_primary=True
        )
    respect_suppressions(by, person, new.points, now=now)
    index(person)
    record(by, "person.added", person, now=now)
    return person


@transaction.atomic
def change_person(by: Actor, person: Person, *, company: str, now: datetime) -> None:
    """Store the changed fields of a person that a form has checked."""
    by.require(Permission.WORK)
    person.company = _company(by, company, now=now)
    locate(person)
    person.sort_name = sort_name(given=person.given_name, family=person.family_name, full=person.full_name)
    person.save()
    index(person)
    record(by, "person.changed", person, now=now)


@transaction.atomic
def add_contact_point(
    by: Actor, person: Person, channel: Channel, value: str, *, now: datetime
) -> ContactPoint:
    """Add an address; adding one that is there already makes it work again, unless they asked not to be reached
    there."""
    by.require(Permission.WORK)
    point, _ = ContactPoint.objects.get_or_create(
        person=person,
        channel=channel,
        value=value,
        defaults={"workspace": by.workspace, "state": ContactPoint.WORKS},
    )
    if point.state in {ContactPoint.BOUNCED, ContactPoint.WRONG}:
        point.state = ContactPoint.WORKS
        point.save(update_fields=["state"])
    respect_suppressions(by, person, {channel: value}, now=now)
    if locate(person):
        person.save(update_fields=["zone", "zone_source"])
    index(person)
    record(by, "contact_point.added", person, now=now, channel=channel)
    return point


def locate(person: Person) -> bool:
    """Work out the time zone anew, in memory, unless they told it; whether it changed."""
    if person.zone_source == TOLD and person.zone:
        return False
    works = person.contact_points.filter(channel=Channel.PHONE, state=ContactPoint.WORKS)
    phones = list(works.values_list("value", flat=True))
    was = person.zone, person.zone_source
    person.zone, person.zone_source = whereabouts(country=person.country, phones=phones)
    return (person.zone, person.zone_source) != was


@transaction.atomic
def mark_contact_point(by: Actor, point: ContactPoint, state: str, *, now: datetime) -> None:
    """Note that an address bounced, is wrong, works again, or that they asked not to be reached there: that wish only
    ends when it is said to work."""
    rows = ContactPoint.objects.filter(pk=point.pk).exclude(state=state)
    if state != ContactPoint.WORKS:
        rows = rows.exclude(state=ContactPoint.OPTED_OUT)
    if rows.update(state=state):
        record(by, f"contact_point.{state}", point.person, now=now, channel=point.channel)


@transaction.atomic
def prefer_contact_point(by: Actor, point: ContactPoint, *, now: datetime) -> None:
    """Of the addresses on its channel this one is taken first, as long as it works."""
    by.require(Permission.WORK)
    others = ContactPoint.objects.filter(person=point.person_id, channel=point.channel, is_primary=True)
    others.exclude(pk=point.pk).update(is_primary=False)
    if ContactPoint.objects.filter(pk=point.pk, is_primary=False).update(is_primary=True):
        record(by, "contact_point.preferred", point.person, now=now, channel=point.channel)


@transaction.atomic
def remember(
    by: Actor, person: Person, kind: str, text: str, *, where: str, on: date | None, now: datetime
) -> Remark:
    """Keep something we learnt of a person."""
    by.require(Permission.LOG)
    remark = Remark.objects.create(
        workspace=by.workspace,
        person=person,
        kind=kind,
        text=text.strip(),
        where=where,
        learnt_on=on,
        by=by.member,
    )
    record(by, "remark.added", person, now=now, kind=kind)
    return remark


@transaction.atomic
def tag(by: Actor, person: Person, name: str, *, now: datetime) -> None:
    label, _ = Tag.objects.get_or_create(workspace=by.workspace, name=name.strip()[:60])
    _, is_new = PersonTag.objects.get_or_create(
        person=person, tag=label, defaults={"workspace": by.workspace}
    )
    if is_new:
        record(by, "person.tagged", person, now=now, tag=label.pk)


@transaction.atomic
def opt_out(by: Actor, person: Person, channel: Channel | None, how: str, *, now: datetime) -> bool:
    """The person wants no more contact on this channel, or (None) on any. Doing it twice changes nothing.

    All their addresses go onto the list, unless that is where the wish comes from (SUPPRESSED): an address that two
    people share passes its own wish on, and not the rest of the other's addresses. Returns whether it was news.
    """
    code = channel or ""
    wish, is_new = OptOut.objects.get_or_create(
        person=person, channel=code, defaults={"workspace": by.workspace, "at": now, "how": how}
    )
    if not is_new and wish.how in {IMPORTED, IN_BULK} and how not in TOLD_BY_OTHERS:
        # Now they have said so themselves: it stands even when the file or the work on many is taken back.
        OptOut.objects.filter(pk=wish.pk).update(at=now, how=how)
        record(by, "person.opted_out", person, now=now, channel=code, how=how)
    if how != SUPPRESSED:
        points = ContactPoint.objects.filter(person=person)
        values = points.values_list("value", flat=True)
        concerned = values if channel is None else values.filter(channel=channel)
        suppress(by, [NewEntry(value=value, channel=channel, why=how) for value in concerned], now=now)
    if not is_new:
        return False
    if channel is None:
        Person.objects.filter(pk=person.pk).update(opted_out_at=now)
    record(by, "person.opted_out", person, now=now, channel=code, how=how)
    return True


@transaction.atomic
def opt_out_suppressed(by: Actor, wishes: Mapping[int, Iterable[Channel | None]], *, now: datetime) -> None:
    """The same for many people (by id) to whose addresses an entry of the list brought a wish on these channels, in
    as many queries for five hundred as for one."""
    asked = {(person, channel or "") for person, channels in wishes.items() for channel in channels}
    known = OptOut.objects.filter(person__in=wishes).values_list("person_id", "channel")
    new = sorted(asked.difference(known))
    insert_rows(
        OptOut,
        ("workspace_id", "person_id", "channel", "at", "how"),
        [(by.workspace.pk, person, channel, now, SUPPRESSED) for person, channel in new],
    )
    of_all = [person for person, channel in new if not channel]
    Person.objects.filter(pk__in=of_all).update(opted_out_at=now)
    for code in sorted({channel for _, channel in new}):
        told = [("person.opted_out", Person(pk=person)) for person, channel in new if channel == code]
        record_many(by, told, now=now, channel=code, how=SUPPRESSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What is to be left alone: an address, a number or (is_domain) a whole domain; `channel` None: on any channel."""

    value: str
    channel: Channel | None
    why: str
    is_domain: bool = False
    note: str = ""


@transaction.atomic
def suppress(by: Actor, new: Iterable[NewEntry], *, now: datetime) -> list[Suppression]:
    """Put these onto the do-not-contact list, with one Event; those that were not there yet. As many queries for five
    hundred as for one."""
    entries = {(entry.value_hash, entry.channel): entry for entry in (_entry(by, one, now) for one in new)}
    hashes = [value_hash for value_hash, _ in entries]
    there = Suppression.objects.filter(workspace=by.workspace, value_hash__in=hashes)
    known = set(there.values_list("value_hash", "channel"))
    missing = [entry for key, entry in entries.items() if key not in known]
    if not missing:
        return []
    # Somebody else may add the same at this moment; then theirs is taken.
    Suppression.objects.bulk_create(missing, ignore_conflicts=True)
    added = there.filter(value_hash__in=[entry.value_hash for entry in missing], at=now)
    record(by, "suppressions.added", by.workspace, now=now, count=len(missing))
    return list(added)


def _entry(by: Actor, new: NewEntry, now: datetime) -> Suppression:
    return Suppression(
        workspace=by.workspace,
        kind=Suppression.DOMAIN if new.is_domain else Suppression.ADDRESS,
        channel=new.channel or "",
        value_hash=address_hash(by.workspace.pk, canonical(new.value)),
        value=new.value.strip().lower()[:254],
        why=new.why,
        note=new.note.strip()[:300],
        by=by.member,
        at=now,
    )


@transaction.atomic
def hash_anew() -> int:
    """After SECRET_KEY has changed no hash fits any more, and the list would hold for nobody: it is hashed anew from
    the plain values; how many entries that were. Those of which only the hash was kept cannot be: for them the old
    key has to come back. Asked at every start, and as good as free while the key is the same."""
    anew: list[tuple[str, int]] = []
    for workspace_id in Suppression.objects.values_list("workspace", flat=True).distinct():
        plain = Suppression.objects.filter(workspace=workspace_id).exclude(value="")
        if _fits(plain.order_by("pk").first()) and _fits(plain.order_by("-pk").first()):
            continue
        taken = {(entry.value_hash, entry.channel) for entry in plain if _fits(entry)}
        for entry in plain.order_by("pk"):
            value_hash = address_hash(workspace_id, canonical(entry.value))
            if _fits(entry):
                continue
            if (value_hash, entry.channel) in taken:
                entry.delete()  # Asked again since: that entry stands.
                continue
            taken.add((value_hash, entry.channel))
            anew.append((value_hash, entry.pk))
    update_rows(Suppression, ["value_hash"], anew)
    return len(anew)


def _fits(entry: Suppression | None) -> bool:
    if entry is None:
        return True
    plain = {canonical(entry.value), entry.value}
    return entry.value_hash in {address_hash(entry.workspace_id, value) for value in plain}


@transaction.atomic
def lift(by: Actor, entries: Iterable[Suppression], *, reason: str, now: datetime) -> None:
    """Take entries off the list. `reason` is why, in the words of whoever does it; it stays on record."""
    for entry in entries:
        record(
            by, "suppression.lifted", entry, now=now, kind=entry.kind, channel=entry.channel, reason=reason
        )
        entry.delete()


@transaction.atomic
def opt_in(by: Actor, person: Person, channel: Channel | None, *, reason: str, now: datetime) -> bool:
    """The wish no longer stands: they took it back, or what it came from was lifted. False when there was none."""
    gone, _ = OptOut.objects.filter(person=person, channel=channel or "").delete()
    if not gone:
        return False
    if channel is None:
        Person.objects.filter(pk=person.pk).update(opted_out_at=None)
    record(by, "person.opted_in", person, now=now, channel=channel or "", reason=reason)
    return True


@transaction.atomic
def note_absence(by: Actor, person: Person, until: date, *, now: datetime) -> None:
    """An out-of-office reply said when the person is back."""
    Person.objects.filter(pk=person.pk).update(away_until=until, away_since=now)
    record(by, "person.away", person, now=now, until=until.isoformat())


@transaction.atomic
def set_zone(by: Actor, person: Person, zone: str, *, now: datetime) -> None:
    """They told us in which time zone they are; "" forgets it: what else is known decides, or the workspace's
    is assumed."""
    by.require(Permission.WORK)
    person.zone, person.zone_source = zone, TOLD if zone else ""
    locate(person)
    person.save(update_fields=["zone", "zone_source"])
    record(by, "person.zone_set", person, now=now, zone=zone)


@transaction.atomic
def set_birthday(by: Actor, person: Person, birthday: str, *, now: datetime) -> None:
    """YYYY-MM-DD, --MM-DD where the year is not known, "" to forget it."""
    by.require(Permission.WORK)
    person.birthday = birthday
    person.save(update_fields=["birthday"])
    record(by, "person.birthday_set", person, now=now)


@transaction.atomic
def note_complaint(by: Actor, person: Person, *, now: datetime) -> bool:
    """They complained about us: from now on nothing goes to them by itself. False when that is known already."""
    by.require(Permission.LOG)
    changed = Person.objects.filter(pk=person.pk, complained_at=None).update(complained_at=now)
    if changed:
        record(by, "person.complained", person, now=now)
    return bool(changed)


@transaction.atomic
def withdraw_complaint(by: Actor, person: Person, *, now: datetime) -> bool:
    """It was noted by mistake, or made up for: a manager says so."""
    by.require(Permission.OVERRIDE)
    changed = Person.objects.filter(pk=person.pk).exclude(complained_at=None).update(complained_at=None)
    if changed:
        record(by, "person.complaint_withdrawn", person, now=now)
    return bool(changed)


def note_contact(person_id: int, at: datetime) -> None:
    """Move the person's last contact forward, never back."""
    Person.objects.filter(pk=person_id).exclude(last_contact_at__gte=at).update(last_contact_at=at)


def note_contacts(latest: Mapping[int, datetime]) -> None:
    """The same for many: the moment of each by the person's key."""
    known = Person.objects.filter(pk__in=latest).values_list("pk", "last_contact_at")
    moved = [(latest[pk], pk) for pk, before in known if before is None or before < latest[pk]]
    update_rows(Person, ("last_contact_at",), moved)


def index(person: Person) -> None:
    """Rewrite the words by which the person is found."""
    addresses = ContactPoint.objects.filter(person=person).values_list("value", flat=True)
    words = person_words(person, company=person.company.name if person.company else "", addresses=addresses)
    known = set(SearchWord.objects.filter(person=person).values_list("word", flat=True))
    SearchWord.objects.filter(person=person, word__in=known - words).delete()
    SearchWord.objects.bulk_create(
        SearchWord(workspace_id=person.workspace_id, person=person, word=word)
        for word in sorted(words - known)
    )
    learn(person.workspace_id, words - known)
    forget(person.workspace_id, known - words)


def _company(by: Actor, name: str, *, now: datetime) -> Company | None:
    if not (name := name.strip()):
        return None
    key = company_key(name)
    company, is_new = Company.objects.get_or_create(
        workspace=by.workspace, match_key=key, defaults={"name": name[:200], "created_at": now}
    )
    if is_new and (former := FormerCompany.objects.filter(workspace=by.workspace, match_key=key).first()):
        # It was merged into another one: that is who is meant.
        company.delete()
        return former.company
    return company


def respect_suppressions(by: Actor, person: Person, points: Mapping[Channel, str], *, now: datetime) -> None:
    """An address that once asked to be left alone keeps that wish when it comes back under a new person."""
    for entries in covering(by.workspace, points.values()).values():
        for entry in entries:
            opt_out(by, person, Channel(entry.channel) if entry.channel else None, SUPPRESSED, now=now)
