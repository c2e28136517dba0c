"""The people of a list as the rows of a table, for a spreadsheet: batch by batch, however long the list is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.models import Workspace
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.people.custom.kinds import company_header
from twelfth.people.custom.queries import fields_of, filled_companies, filled_many
from twelfth.people.lists.columns import columns_offered, shown_of
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


#: The columns of the list of people (people.lists.columns), as the file has them. Its line of contacts it has not.
_AS_LISTED = {
    "company": "Company", "owner": "Owner", "city": "City", "country": "Country", "tags": "Tags",
    "source": "Source", "last": "Last Contact", "next": "Next Step On",
}  # fmt: skip


def header(by: Actor, columns: Collection[str] | None = None) -> list[str]:
    """The names of the columns: all there are, or the id, the name and those of the list with these keys. Raises
    NotAllowed."""
    by.require(Permission.EXPORT)
    own = _own_fields(by.workspace)
    return _picked(_names(own), _places(own, columns))


def lines(
    by: Actor, people: QuerySet[Person], columns: Collection[str] | None = None, *, zone: str
) -> Iterator[list[str]]:
    """A row for each of the people, in the order of the list; days are those in `zone`. Raises NotAllowed."""
    by.require(Permission.EXPORT)
    own, place = _own_fields(by.workspace), ZoneInfo(zone)
    wanted = _places(own, columns)
    rows = people.select_related("company", "owner").order_by("sort_name", "pk")
    after: tuple[str, int] | None = None
    while True:
        behind = rows if after is None else rows.filter(_behind(*after))
        batch = list(behind[:BATCH])
        if not batch:
            return
        yield from (_picked(told, wanted) for told in _batch(batch, own, place))
        after = batch[-1].sort_name, batch[-1].pk


def _behind(name: str, pk: int) -> Q:
    return Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=pk)


def _own_fields(workspace: Workspace) -> tuple[list[CustomField], list[CustomField]]:
    """Those of people, and those of companies."""
    return fields_of(workspace), fields_of(workspace, CustomField.COMPANY)


def _names(own: tuple[list[CustomField], list[CustomField]]) -> list[str]:
    of_people, of_companies = own
    return [
        *_COLUMNS,
        *(field.label for field in of_people),
        *(company_header(field.label) for field in of_companies),
    ]


def _places(
    own: tuple[list[CustomField], list[CustomField]], columns: Collection[str] | None
) -> list[int] | None:
    """Where in a row those stand that are wanted; None: all of them."""
    if columns is None:
        return None
    # Not by their names: a field of one's own may be called like a column.
    listed = columns_offered([*own[0], *own[1]])
    mine = [column.key for column in listed if column.field is not None]
    places = {key: _COLUMNS.index(name) for key, name in _AS_LISTED.items()}
    places |= {key: len(_COLUMNS) + at for at, key in enumerate(mine)}
    wanted = (column.key for column in shown_of(listed, columns))
    return [0, 1, *(places[key] for key in wanted if key in places)]


def _picked(told: list[str], places: list[int] | None) -> list[str]:
    return told if places is None else [told[at] for at in places]


def _batch(
    batch: Sequence[Person], own: tuple[list[CustomField], list[CustomField]], place: ZoneInfo
) -> Iterator[list[str]]:
    ids = [person.pk for person in batch]
    points = _points(ids)
    tags = _by_person(PersonTag.objects.filter(person__in=ids).values_list("person_id", "tag__name"))
    refused = _by_person(OptOut.objects.filter(person__in=ids).values_list("person_id", "channel"))
    steps = _next_days(ids)
    custom = filled_many(batch, own[0])
    companies = filled_companies({person.company_id for person in batch if person.company_id}, own[1])
    nothing = [""] * len(own[1])
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
        theirs = companies.get(person.company_id or 0)
        yield [
            *told,
            *(_JOINT.join(one.values) for one in custom[person.pk]),
            *([_JOINT.join(one.values) for one in theirs] if theirs is not None else nothing),
        ]


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
