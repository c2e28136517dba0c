"""The people of a list as the rows of a table, for a spreadsheet: batch by batch, however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.custom.queries import fields_of, filled_many
from twelfth.people.models import ContactPoint, CustomField, OptOut, Person, PersonTag
from twelfth.rules.terms import Channel

BATCH = 500
#: As an import of ours, and of others, knows them.
_COLUMNS = (
    "Id", "Full Name", "First Name", "Last Name", "Company", "Job Title", "Email", "Phone", "LinkedIn", "Street",
    "City", "State", "Postal Code", "Country", "Language", "Time Zone", "Birthday", "Tags", "Owner", "Source",
    "Last Contact", "Next Step On", "Email Opt Out", "Do Not Call",
)  # fmt: skip
#: Several values of one cell.
_JOINT = "; "


def header(by: Actor) -> list[str]:
    """The names of the columns. Raises NotAllowed."""
    by.require(Permission.EXPORT)
    return [*_COLUMNS, *(field.label for field in fields_of(by.workspace))]


def lines(by: Actor, people: QuerySet[Person], *, zone: str) -> Iterator[list[str]]:
    """A row for each of the people, in the order of the list; days are those in `zone`. Raises NotAllowed."""
    by.require(Permission.EXPORT)
    fields, place = fields_of(by.workspace), ZoneInfo(zone)
    rows = people.select_related("company", "owner").order_by("sort_name", "pk")
    after: tuple[str, int] | None = None
    while True:
        behind = rows if after is None else rows.filter(_behind(*after))
        batch = list(behind[:BATCH])
        if not batch:
            return
        yield from _batch(batch, fields, place)
        after = batch[-1].sort_name, batch[-1].pk


def _behind(name: str, pk: int) -> Q:
    return Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=pk)


def _batch(batch: Sequence[Person], fields: Sequence[CustomField], place: ZoneInfo) -> Iterator[list[str]]:
    ids = [person.pk for person in batch]
    points = _points(ids)
    tags = _by_person(PersonTag.objects.filter(person__in=ids).values_list("person_id", "tag__name"))
    refused = _by_person(OptOut.objects.filter(person__in=ids).values_list("person_id", "channel"))
    steps = _next_days(ids)
    custom = filled_many(batch, fields)
    for person in batch:
        last = person.last_contact_at.astimezone(place).date().isoformat() if person.last_contact_at else ""
        told = [
            str(person.pk), person.full_name, person.given_name, person.family_name,
            person.company.name if person.company else "", person.title,
            *(_JOINT.join(points.get((person.pk, channel), ())) for channel in _SHOWN),
            person.street, person.city, person.region, person.postcode, person.country, person.language, person.zone,
            person.birthday, _JOINT.join(sorted(tags[person.pk])), person.owner.name if person.owner else "",
            person.source, last, steps.get(person.pk, ""),
            *("1" if refused[person.pk] & {"", channel} else "0" for channel in (Channel.EMAIL, Channel.PHONE)),
        ]  # fmt: skip
        yield [*told, *(_JOINT.join(one.values) for one in custom[person.pk])]


_SHOWN = (Channel.EMAIL, Channel.PHONE, Channel.LINKEDIN)


def _points(ids: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    """Those at which somebody may be reached, the main one first."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = ContactPoint.objects.filter(person__in=ids, state=ContactPoint.WORKS, channel__in=_SHOWN)
    for person, channel, value in rows.order_by("-is_primary", "pk").values_list(
        "person_id", "channel", "value"
    ):
        found[person, channel].append(value)
    return found


def _by_person(rows: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for person, value in rows:
        found[person].add(value)
    return found


def _next_days(ids: Sequence[int]) -> dict[int, str]:
    """The day of the next moment of each with whom something runs."""
    rows = FollowUp.objects.filter(RUNNING, person__in=ids).order_by("-next_at")
    return {person: day.isoformat() for person, day in rows.values_list("person_id", "next_day") if day}
