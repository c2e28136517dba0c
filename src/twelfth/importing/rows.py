"""A row -> a draft of a person, by what its columns are. Pure: no database, no clock, no network."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from twelfth.importing import footers, names, reach, values
from twelfth.importing.amounts import read_amount
from twelfth.importing.cells import Cells
from twelfth.importing.columns import Recognised
from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, day_order, read_birthday, read_moment
from twelfth.importing.drafts import (
    DealDraft,
    DealOnly,
    Draft,
    Empty,
    PersonDraft,
    Point,
    Wrong,
)
from twelfth.importing.fields import Column, Field, System
from twelfth.importing.headers import key
from twelfth.importing.own import Filled, OwnField, fields_by_column, read_own
from twelfth.importing.past.reading import PastReading, full_of, read_activity
from twelfth.importing.places import language_tag, zones
from twelfth.importing.points import read_email
from twelfth.importing.tabular import Row
from twelfth.importing.unsure import Unsure, unsure
from twelfth.importing.vocabulary import LABELS
from twelfth.people.custom.kinds import Kind
from twelfth.rules.terms import Channel

#: More than any plan has.
_MOST_TIMES = 999
_DEAL_SYSTEMS = frozenset({System.HUBSPOT_DEALS, System.PIPEDRIVE_DEALS})
#: Columns that tell in which state somebody is.
_STATE = re.compile(
    r"stat|state|subscri|newsletter|marketing|abo|estado|статус|stage|phase|consent|permission|preference|preferred|"
    r"disposition|einwilligung",
    re.IGNORECASE,
)
_DATES = frozenset(
    {Field.BIRTHDAY, Field.CREATED_AT, Field.LAST_CONTACT_AT, Field.DEAL_CLOSED_AT}
    | {Field.ACTIVITY_AT, Field.ACTIVITY_DONE_AT, Field.ACTIVITY_DUE}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of one file are read.

    `orders` tells of each column of dates which number is the day; `country` (ISO code) is where phone
    numbers without a prefix are dialled from when a row names no country; `zone` is that of times
    without one; `own` are the fields of one's own, by the columns that hold them;
    `unsure` is what the file leaves open.
    """

    columns: tuple[Column, ...]
    system: System = System.SPREADSHEET
    orders: Mapping[int, DayOrder] = field(default_factory=dict)
    country: str = ""
    zone: tzinfo = UTC
    own: Mapping[int, OwnField] = field(default_factory=dict)
    unsure: Unsure = field(default_factory=Unsure)
    #: Set where the rows tell of contacts instead of people.
    past: PastReading | None = None

    def order_of(self, index: int) -> DayOrder:
        return self.orders.get(index, DayOrder.UNKNOWN)


def reading(
    recognised: Recognised,
    sample: Sequence[Sequence[str]],
    *,
    country: str,
    zone: str,
    own: Sequence[OwnField] = (),
    order: DayOrder | None = None,
) -> Reading:
    """How to read the rows of a file of which some are at hand; `country`, `zone` and `own` fields are those of the
    workspace; `order` is what somebody said of its dates."""
    own_fields = fields_by_column(recognised.columns, own, sample)
    days = {index for index, one in own_fields.items() if one.kind is Kind.DATE}
    orders = {
        column.index: day_order(row[column.index] for row in sample if column.index < len(row))
        for column in recognised.columns
        if column.field in _DATES or column.index in days
    }
    # A file has one way to write dates: a column that tells settles those that don't.
    told = {order for order in orders.values() if order is not DayOrder.UNKNOWN}
    if len(told) == 1:
        orders = dict.fromkeys(orders, told.pop())
    open_questions = unsure(recognised.columns, orders, sample)
    if order is not None:
        orders = dict.fromkeys(orders, order)
    place = ZoneInfo(zone) if zone in zones() else UTC
    past = None
    if recognised.tells_of_contacts:
        columns, system = recognised.columns, recognised.system
        past = PastReading(columns, system, orders, country, place, full_of(recognised))
    return Reading(
        recognised.columns, recognised.system, orders, country, place, own_fields, open_questions, past
    )


def read_row(row: Row, how: Reading) -> Draft:
    """What one row says. Never raises: what can't be read is told in `Wrong` or in the draft's warnings."""
    if row.is_empty:
        return Empty(row.number)
    if reason := footers.reason(row, how.columns):
        return Wrong(row.number, reason)
    if how.past is not None:
        return read_activity(Cells(row, how.columns), row.number, how.past)
    return _RowReader(row, how).draft()


class _RowReader:
    """Puts together what one row says."""

    def __init__(self, row: Row, how: Reading) -> None:
        self._row = row.number
        self._how = how
        self._cells = Cells(row, how.columns)
        self._created_at = self._moment(Field.CREATED_AT)

    def draft(self) -> Draft:
        cells = self._cells
        address = reach.address(cells)
        phones = reach.phones(cells, address.country or self._how.country)
        points = reach.emails(cells) + [point for _, point in phones] + reach.profiles(cells)
        points += [Point(Channel.POST, address.line[:254])] if address.street and address.city else []
        deal = self._deal()
        company = cells.fit(Field.COMPANY, 200)
        name = self._name(points, company)
        if name is None:
            return self._without_person(deal, company)
        zone, zone_source = reach.zone(cells, address.country, [phone for phone, _ in phones])
        own, company_own = self._own(company)
        return PersonDraft(
            row=self._row,
            full_name=cells.cut("Name", name.full, 200),
            given_name=name.given[:100],
            family_name=name.family[:100],
            company=company,
            company_domain=self._domain(points),
            title=cells.fit(Field.TITLE, 200),
            points=reach.primary_first(points),
            address=address,
            birthday=self._birthday(),
            language=self._language(),
            zone=zone,
            zone_source=zone_source,
            tags=self._tags(),
            owner=cells.first(Field.OWNER),
            source=cells.fit(Field.SOURCE, 200),
            external_id=cells.first(Field.EXTERNAL_ID)[:100],
            created_at=self._created_at,
            last_contact_at=self._moment(Field.LAST_CONTACT_AT),
            times_contacted=self._times_contacted(),
            email_opt_out=self._wish(Field.EMAIL_OPT_OUT) or self._has_left(),
            phone_opt_out=self._wish(Field.PHONE_OPT_OUT) or self._forbids_all() or self._may_not("phone"),
            deal=deal,
            own=own,
            company_own=company_own,
            notes=self._notes(name),  # after everything that may still put something there
            warnings=tuple(cells.warnings),
        )

    def _own(self, company: str) -> tuple[Filled, Filled]:
        return read_own(self._cells, self._how.own, self._how.order_of, company=company)

    def _without_person(self, deal: DealDraft | None, company: str) -> Draft:
        if deal is not None:
            return DealOnly(
                row=self._row,
                deal=deal,
                company=company,
                owner=self._cells.first(Field.OWNER),
                created_at=self._created_at,
                company_own=self._own(company)[1] if company else (),
                warnings=tuple(self._cells.warnings),
            )
        if bad := self._cells.first(Field.EMAIL):
            return Wrong(
                self._row, f"“{bad[:80]}” is not an e-mail address, and nothing else says who this is."
            )
        return Wrong(self._row, "The row has no name, e-mail address, phone number or company.")

    def _name(self, points: Sequence[Point], company: str) -> names.Name | None:
        """The name, or what stands in for it: a nickname, an e-mail address, the company, a number. None when
        there is none of these."""
        first = self._cells.first
        given, middle, family = first(Field.GIVEN_NAME), first(Field.MIDDLE_NAME), first(Field.FAMILY_NAME)
        prefix, suffix, nick = first(Field.PREFIX), first(Field.SUFFIX), first(Field.NICKNAME)
        full = " ".join(first(Field.FULL_NAME).split())
        emails = [point.value for point in points if point.channel is Channel.EMAIL]
        if "@" in full and read_email(full) in emails:
            full = ""
        if given or family:
            return names.Name(
                full or names.joined(given, middle, family), given, family, prefix, suffix, nick
            )
        if full:
            told = names.Name(full) if full == company else names.split(full)
            return replace(
                told,
                prefix=prefix or told.prefix,
                suffix=suffix or told.suffix,
                nickname=nick or told.nickname,
            )
        stand_in = next((text for text in (nick, *emails, company, *(p.value for p in points)) if text), "")
        return names.Name(stand_in, prefix=prefix, suffix=suffix) if stand_in else None

    def _birthday(self) -> str:
        for column, text in self._cells.all(Field.BIRTHDAY):
            try:
                return read_birthday(text, self._how.order_of(column.index))
            except (AmbiguousDate, NotADate) as error:
                self._keep_date(column, text, error)
        return ""

    def _moment(self, wanted: Field) -> datetime | None:
        for column, text in self._cells.all(wanted):
            try:
                return read_moment(text, self._how.order_of(column.index), self._how.zone)
            except (AmbiguousDate, NotADate) as error:
                self._keep_date(column, text, error)
        return None

    def _language(self) -> str:
        text = self._cells.first(Field.LANGUAGE)
        tag = language_tag(text)
        if text and not tag:
            self._cells.keep("Language", text)
        return tag

    def _times_contacted(self) -> int:
        text = self._cells.first(Field.TIMES_CONTACTED)
        if text and not re.fullmatch(r"\d{1,4}([.,]0+)?", text):
            self._cells.keep_unread("Times contacted", text, "is not a number")
            return 0
        return min(int(re.split("[.,]", text)[0]), _MOST_TIMES) if text else 0

    def _keep_date(self, column: Column, text: str, error: ValueError) -> None:
        is_two = isinstance(error, AmbiguousDate)
        what = "could be two different days" if is_two else "is not a date that we can read"
        self._cells.keep_unread(column.header, text, what)

    def _wish(self, wanted: Field) -> bool:
        """Whether the person wants to be left alone. What we can't read counts as yes: better silent than a
        pest."""
        for column, text in self._cells.all(wanted):
            wish = values.opt_out(text)
            if wish is values.Wish.UNCLEAR:
                told = f"“{text[:60]}” under {column.header} is taken as “leave me alone”."
                self._cells.warnings.append(told)
            if wish is not values.Wish.NONE:
                return True
        return False

    def _has_left(self) -> bool:
        """Lists of newsletters say in a column for the state, or by a label, who has left; others answer whether one
        may write."""
        kept = self._cells.all(Field.KEEP)
        return (
            any(values.has_left(text) and _STATE.search(column.header) for column, text in kept)
            or any(values.has_left(tag) for tag in self._tags())
            or self._may_not("email")
        )

    def _may_not(self, way: str) -> bool:
        kept = self._cells.all(Field.KEEP)
        return any(values.may_not(key(column.header), text) == way for column, text in kept)

    def _forbids_all(self) -> bool:
        """“Do not contact” means the telephone too."""
        wishes = self._cells.all(Field.EMAIL_OPT_OUT) + self._cells.all(Field.KEEP)
        return any(
            values.forbids_all(text)
            or (values.forbids_all(column.header) and values.opt_out(text) is not values.Wish.NONE)
            for column, text in wishes
        )

    def _tags(self) -> tuple[str, ...]:
        cells = (cell for _, cell in self._cells.all(Field.TAGS))
        return tuple({tag.casefold(): tag for cell in cells for tag in values.tags(cell)}.values())

    def _domain(self, points: Sequence[Point]) -> str:
        """The company's domain, as told or as seen in an address at work."""
        emails = [
            point.value
            for point in points
            if point.channel is Channel.EMAIL and LABELS.get(point.label.lower()) != "home"
        ]
        return values.domain(self._cells.first(Field.COMPANY_DOMAIN)) or values.domain_of_work(emails)

    def _deal(self) -> DealDraft | None:
        cells = self._cells
        title = cells.fit(Field.DEAL_TITLE, 200)
        if not title:
            return None
        text = cells.first(Field.DEAL_AMOUNT)
        told = read_amount(text)
        if text and told is None:
            cells.keep_unread("Amount", text, "is not an amount that we can read")
        amount, currency = told or (None, "")
        code = cells.first(Field.DEAL_CURRENCY).upper()
        ids = re.split(r"[;,\s]+", cells.first(Field.DEAL_PEOPLE_IDS))
        stage = values.stage(text for _, text in cells.all(Field.DEAL_STAGE))
        closed_at = self._moment(Field.DEAL_CLOSED_AT)
        if closed_at is not None and stage not in {"won", "lost"}:
            # Hoped for, not so.
            column, day = cells.all(Field.DEAL_CLOSED_AT)[0]
            cells.keep(column.header, day)
        return DealDraft(
            title=title,
            amount=amount,
            currency=code if re.fullmatch("[A-Z]{3}", code) else currency,
            stage=stage,
            external_id=cells.first(Field.DEAL_ID)[:100],
            created_at=self._created_at if self._how.system in _DEAL_SYSTEMS else None,
            closed_at=closed_at if stage in {"won", "lost"} else None,
            people_ids=tuple(told_id for told_id in ids if told_id)[:50],
        )

    def _notes(self, name: names.Name) -> str:
        cells, shown = self._cells, name.full.lower()
        told = [text for _, text in cells.all(Field.NOTES)]
        parts = (
            ("Form of address", name.prefix),
            ("Suffix", name.suffix),
            ("Nickname", name.nickname),
            ("Department", cells.first(Field.DEPARTMENT)),
            ("Website", ", ".join(text for _, text in cells.all(Field.WEBSITE))),
        )
        lines = [f"{label}: {text}" for label, text in parts if text and text.lower() not in shown.split()]
        extra = [(column.header, text) for column, text in cells.all(Field.KEEP) if text.lower() != shown]
        lines += [f"{header}: {text}" for header, text in extra]
        return "\n\n".join([*told, "\n".join(lines + cells.kept)]).strip()
