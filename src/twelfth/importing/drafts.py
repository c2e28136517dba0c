"""What a row says, before it meets the database."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from twelfth.people.custom.kinds import Value
from twelfth.rules.terms import Channel, Direction, Outcome


@dataclass(frozen=True, slots=True)
class Point:
    """An address on one channel, normalised: e-mail in lower case, phone in E.164 where it could be read."""

    channel: Channel
    value: str
    label: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where somebody is; `country` is an ISO 3166 code or "" (then its name, if any, stands in `region`)."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return any((self.street, self.city, self.region, self.postcode, self.country))

    @property
    def line(self) -> str:
        """The address in one line."""
        town = " ".join(part for part in (self.postcode, self.city) if part)
        return ", ".join(
            part for part in (self.street.replace("\n", ", "), town, self.region, self.country) if part
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDraft:
    """A deal of the person. `amount` None: not told; `stage` is one of "open", "proposal", "won", "lost"."""

    title: str
    amount: Decimal | None = None
    currency: str = ""
    stage: str = "open"
    external_id: str = ""
    people_ids: tuple[str, ...] = ()
    created_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person as a row describes them, checked and normalised.

    `row` is the number that a spreadsheet shows; `full_name` is never empty; `birthday` is YYYY-MM-DD
    or --MM-DD; `zone_source` is "told", "address", "phone" or ""; moments are UTC; `email_opt_out` and
    `phone_opt_out` are wishes to be left alone, and their absence is no consent; `own` are
    (key, values) of fields of one's own, `company_own` of those of companies; `warnings` are sentences about single
    values.
    """

    row: int
    full_name: str
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    company_domain: str = ""
    title: str = ""
    points: tuple[Point, ...] = ()
    address: PostalAddress = PostalAddress()
    birthday: str = ""
    language: str = ""
    zone: str = ""
    zone_source: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    owner: str = ""
    source: str = ""
    external_id: str = ""
    created_at: datetime | None = None
    last_contact_at: datetime | None = None
    times_contacted: int = 0
    email_opt_out: bool = False
    phone_opt_out: bool = False
    deal: DealDraft | None = None
    own: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    company_own: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    warnings: tuple[str, ...] = ()

    def on(self, channel: Channel) -> tuple[str, ...]:
        """The addresses on one channel, the primary one first."""
        return tuple(point.value for point in self.points if point.channel is channel)


@dataclass(frozen=True, slots=True)
class DealOnly:
    """A row that names no person, only a deal (an export of deals names them by their ids)."""

    row: int
    deal: DealDraft
    company: str = ""
    owner: str = ""
    created_at: datetime | None = None
    company_own: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that nothing can be made of; `reason` is a sentence."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Empty:
    """A row with nothing in it."""

    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Those whom a row names who are here already, or not: by the ids of the system they come from, by addresses and
    numbers, by name (of those with one name only whoever is of `company`, where it is told)."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    company: str = ""

    def __bool__(self) -> bool:
        return bool(self.ids or self.emails or self.phones or self.names)

    @property
    def told(self) -> str:
        """How the row names them, for a sentence."""
        told = self.names or self.emails or self.phones or tuple(f"id {one}" for one in self.ids)
        return ", ".join(told)[:200]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDraft:
    """A contact that was made, or that is to be made, or something that was noted of somebody.

    `channel` None: it names none. `is_done` None: not told, so that the day decides. `at` is the instant of what
    happened, noon where the row has only the day (`is_timed` false); `day` and `hour` are when it is due, as wall time
    where the workspace is. `by` is who in the team did it.
    """

    row: int
    whom: Whom
    channel: Channel | None = None
    direction: Direction = Direction.OUT
    outcome: Outcome = Outcome.DONE
    is_note: bool = False
    is_task: bool = False
    is_done: bool | None = None
    at: datetime | None = None
    is_timed: bool = False
    day: date | None = None
    hour: time | None = None
    title: str = ""
    text: str = ""
    external_id: str = ""
    by: str = ""
    warnings: tuple[str, ...] = ()


Draft = PersonDraft | DealOnly | ActivityDraft | Wrong | Empty
