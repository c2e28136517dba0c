"""What a row says, before it meets the database."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from twelfth.people.custom.kinds import Value
from twelfth.rules.terms import Channel


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person as a row describes them, checked and normalised.

    `row` is the number that a spreadsheet shows; `full_name` is never empty; `birthday` is YYYY-MM-DD
    or --MM-DD; `zone_source` is "told", "address", "phone" or ""; moments are UTC; `email_opt_out` and
    `phone_opt_out` are wishes to be left alone, and their absence is no consent; `own` are
    (key, values) of fields of one's own; `warnings` are sentences about single values.
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
    email_opt_out: bool = False
    phone_opt_out: bool = False
    deal: DealDraft | None = None
    own: tuple[tuple[str, tuple[Value, ...]], ...] = ()
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


Draft = PersonDraft | DealOnly | Wrong | Empty
