"""A row -> a draft of a person, by what its columns are. Pure: no database, no clock, no network."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from twelfth.importing import names, values
from twelfth.importing.amounts import read_amount
from twelfth.importing.columns import Recognised
from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, day_order, read_birthday, read_moment
from twelfth.importing.drafts import (
    DealDraft,
    DealOnly,
    Draft,
    Empty,
    PersonDraft,
    Point,
    PostalAddress,
    Wrong,
)
from twelfth.importing.fields import ADDRESS, Column, Field, System
from twelfth.importing.places import country_code, zone_of_country, zones
from twelfth.importing.points import JOINED, Phone, read_email, read_phones, read_profile, split_emails
from twelfth.importing.tabular import Row
from twelfth.rules.terms import Channel

_DEAL_SYSTEMS = frozenset({System.HUBSPOT_DEALS, System.PIPEDRIVE_DEALS})
_DATES = frozenset({Field.BIRTHDAY, Field.CREATED_AT, Field.LAST_CONTACT_AT})


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of one file are read.

    `orders` tells of each column of dates which number is the day; `country` (ISO code) is where phone
    numbers without a prefix are dialled from when a row names no country; `zone` is that of times
    without one.
    """

    columns: tuple[Column, ...]
    system: System = System.SPREADSHEET
    orders: Mapping[int, DayOrder] = field(default_factory=dict)
    country: str = ""
    zone: tzinfo = UTC


def reading(recognised: Recognised, sample: Sequence[Sequence[str]], *, country: str, zone: str) -> Reading:
    """How to read the rows of a file of which some are at hand; `country` and `zone` are those of the
    workspace."""
    orders = {
        column.index: day_order(row[column.index] for row in sample if column.index < len(row))
        for column in recognised.columns
        if column.field in _DATES
    }
    # A file has one way to write dates: a column that tells settles those that don't.
    told = {order for order in orders.values() if order is not DayOrder.UNKNOWN}
    if len(told) == 1:
        orders = dict.fromkeys(orders, told.pop())
    place = ZoneInfo(zone) if zone in zones() else UTC
    return Reading(recognised.columns, recognised.system, orders, country, place)


def read_row(row: Row, how: Reading) -> Draft:
    """What one row says. Never raises: what can't be read is told in `Wrong` or in the draft's warnings."""
    if row.is_empty:
        return Empty(row.number)
    if len(row.cells) == 1 and len(how.columns) > 2 and "@" not in row.cells[0]:
        text = row.cells[0].strip()[:60]
        return Wrong(
            row.number, f"“{text}” stands alone in its row, as a title or a footer does; it is nobody."
        )
    return _RowReader(row, how).draft()


class _RowReader:
    """Reads one row; collects warnings and what has no place of its own on the way."""

    def __init__(self, row: Row, how: Reading) -> None:
        self._row = row
        self._how = how
        self._warnings: list[str] = []
        self._kept: list[str] = []
        self._cells: dict[Field, list[tuple[Column, str]]] = {}
        for column in how.columns:
            if column.field is not None and column.index < len(row.cells):
                text = values.clean(row.cells[column.index])
                if text:
                    self._cells.setdefault(column.field, []).append((column, text))
        self._check_shape()

    def draft(self) -> Draft:
        address = self._address()
        phones = self._phones(address.country)
        points = self._emails() + [point for _, point in phones] + self._profiles()
        points += [Point(Channel.POST, address.line[:254])] if address.street and address.city else []
        deal = self._deal()
        company = self._fit(Field.COMPANY, 200)
        name = self._name(points, company)
        if name is None:
            return self._without_person(deal, company)
        zone, zone_source = self._zone(address.country, [phone for phone, _ in phones])
        return PersonDraft(
            row=self._row.number,
            full_name=name.full[:200],
            given_name=name.given[:100],
            family_name=name.family[:100],
            company=company,
            company_domain=self._domain(points),
            title=self._fit(Field.TITLE, 200),
            points=_primary_first(points),
            address=address,
            birthday=self._birthday(),
            language=values.language(self._first(Field.LANGUAGE)),
            zone=zone,
            zone_source=zone_source,
            tags=self._tags(),
            owner=self._first(Field.OWNER),
            source=self._fit(Field.SOURCE, 200),
            external_id=self._first(Field.EXTERNAL_ID)[:100],
            created_at=self._moment(Field.CREATED_AT),
            last_contact_at=self._moment(Field.LAST_CONTACT_AT),
            email_opt_out=self._wish(Field.EMAIL_OPT_OUT),
            phone_opt_out=self._wish(Field.PHONE_OPT_OUT),
            deal=deal,
            notes=self._notes(name),  # after everything that may still put something there
            warnings=tuple(self._warnings),
        )

    def _check_shape(self) -> None:
        """Rows that are too short or too long are told of, and what stands beyond the last column is kept."""
        width, cells = len(self._how.columns), self._row.cells
        beyond = [values.clean(cell) for cell in cells[width:]]
        if any(beyond):
            self._warnings.append(
                f"The row has {len(cells)} cells for {width} columns; a comma or a quotation mark is amiss. "
                "What stands beyond the last column is kept in the notes."
            )
            self._kept.append("Beyond the last column: " + " | ".join(cell for cell in beyond if cell))
        elif len(cells) < width:
            self._warnings.append(f"The row has only {len(cells)} cells for {width} columns.")
        if self._row.stray_quote:
            self._warnings.append(
                "The quotation marks in the row don't pair up; they were read as ordinary characters."
            )

    def _first(self, wanted: Field) -> str:
        cells = self._cells.get(wanted)
        return cells[0][1] if cells else ""

    def _fit(self, wanted: Field, most: int) -> str:
        """The first value of a field; one that is too long for its place is kept whole in the notes."""
        text = " ".join(self._first(wanted).split())
        if len(text) > most:
            self._keep(self._cells[wanted][0][0].header, text)
            self._warnings.append(f"“{text[:40]}…” is too long; it is cut, and kept whole in the notes.")
        return text[:most].rstrip()

    def _keep(self, header: str, text: str) -> None:
        self._kept.append(f"{header}: {text}")

    def _without_person(self, deal: DealDraft | None, company: str) -> Draft:
        if deal is not None:
            return DealOnly(
                row=self._row.number,
                deal=deal,
                company=company,
                owner=self._first(Field.OWNER),
                created_at=self._moment(Field.CREATED_AT),
                warnings=tuple(self._warnings),
            )
        if bad := next((text for _, text in self._cells.get(Field.EMAIL, [])), ""):
            return Wrong(
                self._row.number, f"“{bad[:80]}” is not an e-mail address, and nothing else says who this is."
            )
        return Wrong(self._row.number, "The row has no name, e-mail address, phone number or company.")

    def _name(self, points: Sequence[Point], company: str) -> names.Name | None:
        """The name, or what stands in for it: an address, else the company. None when there is none of
        these."""
        given, middle, family = (
            self._first(part) for part in (Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME)
        )
        full = self._first(Field.FULL_NAME)
        if "@" in full and read_email(full) in {point.value for point in points}:
            full = ""
        prefix, suffix, nick = (self._first(part) for part in (Field.PREFIX, Field.SUFFIX, Field.NICKNAME))
        if given or family:
            shown = names.joined(given, middle, family)
            return names.Name(full or shown, given, family, prefix, suffix, nick)
        if full:
            told = names.Name(full) if full == company else names.split(" ".join(full.split()))
            return names.Name(
                told.full,
                told.given,
                told.family,
                prefix or told.prefix,
                suffix or told.suffix,
                nick or told.nickname,
            )
        email = next((point.value for point in points if point.channel is Channel.EMAIL), "")
        any_point = next((point.value for point in points), "")
        stand_in = nick or email or company or any_point
        return names.Name(stand_in, prefix=prefix, suffix=suffix) if stand_in else None

    def _labels(self, wanted: Field) -> dict[str, tuple[str, bool]]:
        """Google's label of each group, and whether `* ` marks it as the primary one."""
        return {
            column.group: (text.removeprefix("*").strip()[:40], text.startswith("*"))
            for column, text in self._cells.get(wanted, [])
        }

    def _emails(self) -> list[Point]:
        labels = self._labels(Field.EMAIL_LABEL)
        found: dict[str, Point] = {}
        for column, cell in self._cells.get(Field.EMAIL, []):
            label, primary = labels.get(column.group, (column.label, False))
            for text in split_emails(cell):
                address = read_email(text)
                if address is None or len(address) > 254:
                    self._warnings.append(f"“{text[:80]}” is not an e-mail address; it is kept in the notes.")
                    self._keep(column.header, text)
                else:
                    found.setdefault(
                        address, Point(Channel.EMAIL, address, label, primary or cell.startswith("* "))
                    )
        return list(found.values())

    def _phones(self, country: str) -> list[tuple[Phone, Point]]:
        labels = self._labels(Field.PHONE_LABEL)
        found: dict[tuple[Channel, str], tuple[Phone, Point]] = {}
        for wanted, channel in ((Field.PHONE, Channel.PHONE), (Field.WHATSAPP, Channel.WHATSAPP)):
            for column, cell in self._cells.get(wanted, []):
                label, primary = labels.get(column.group, (column.label, False))
                if "fax" in label.lower() or "pager" in label.lower():
                    self._keep(f"{column.header} ({label})", cell)
                    continue
                for phone in read_phones(cell, country or self._how.country):
                    if phone.warning:
                        self._warnings.append(phone.warning)
                    if sum(char.isdigit() for char in phone.value) < 5:
                        self._keep(column.header, phone.value)
                        continue
                    point = Point(channel, phone.value[:254], label, primary)
                    found.setdefault((channel, phone.value), (phone, point))
        return list(found.values())

    def _profiles(self) -> list[Point]:
        channels = (Channel.LINKEDIN, Channel.FACEBOOK, Channel.X, Channel.INSTAGRAM)
        return [
            Point(channel, read_profile(channel, text)[:254])
            for channel in channels
            if (text := self._first(Field(channel.value)))
        ]

    def _address(self) -> PostalAddress:
        """The person's own address, else the one at work, else any other; the others go into the notes."""
        parts: dict[str, dict[Field, str]] = {}
        for wanted in ADDRESS:
            for column, text in self._cells.get(wanted, []):
                own = parts.setdefault(column.group, {})
                if wanted is Field.STREET and wanted in own:
                    own[wanted] += "\n" + text
                else:
                    own.setdefault(wanted, text.split(JOINED)[0])
        order = ("", "mailing", "work", "1", "home")
        ranked = sorted(
            parts, key=lambda group: (order.index(group) if group in order else len(order), group)
        )
        addresses = [self._postal(parts[group]) for group in ranked]
        for other in addresses[1:]:
            self._kept.append(f"Address: {other.line}")
        return addresses[0] if addresses else PostalAddress()

    def _postal(self, parts: Mapping[Field, str]) -> PostalAddress:
        street, name = parts.get(Field.STREET, ""), parts.get(Field.COUNTRY, "")
        # A whole address in one cell ends with the country, if with any.
        code = country_code(name or street.rpartition(",")[2])
        if name and not code:
            self._warnings.append(f"“{name[:60]}” is not a country that we know; it is kept in the notes.")
            self._keep("Country", name)
        if len(street) > 200:
            self._keep("Street", street)
        return PostalAddress(
            street=street[:200],
            city=parts.get(Field.CITY, "")[:100],
            region=parts.get(Field.REGION, "")[:100],
            postcode=parts.get(Field.POSTCODE, "")[:20],
            country=code,
        )

    def _zone(self, country: str, phones: Sequence[Phone]) -> tuple[str, str]:
        """(IANA zone, how we know it). Only what can be one zone alone is taken: a wrong one means
        calls at night."""
        told = self._first(Field.ZONE)
        if told in zones():
            return told, "told"
        if zone := zone_of_country(country):
            return zone, "address"
        told_by_phone = {phone.zone for phone in phones if phone.is_known and country in {"", phone.country}}
        only = told_by_phone.pop() if len(told_by_phone) == 1 else ""
        return (only, "phone") if only else ("", "")

    def _birthday(self) -> str:
        for column, text in self._cells.get(Field.BIRTHDAY, []):
            try:
                return read_birthday(text, self._how.orders.get(column.index, DayOrder.UNKNOWN))
            except (AmbiguousDate, NotADate) as error:
                self._warn_of_date(column, text, error)
        return ""

    def _moment(self, wanted: Field) -> datetime | None:
        for column, text in self._cells.get(wanted, []):
            try:
                return read_moment(text, self._how.orders.get(column.index, DayOrder.UNKNOWN), self._how.zone)
            except (AmbiguousDate, NotADate) as error:
                self._warn_of_date(column, text, error)
        return None

    def _warn_of_date(self, column: Column, text: str, error: Exception) -> None:
        what = (
            str(error)
            if isinstance(error, AmbiguousDate)
            else f"“{text[:60]}” is not a date that we can read"
        )
        self._warnings.append(f"{what}; it is kept in the notes.")
        self._keep(column.header, text)

    def _wish(self, wanted: Field) -> bool:
        """Whether the person wants to be left alone. What we can't read counts as yes: better silent
        than a pest."""
        for column, text in self._cells.get(wanted, []):
            wish = values.opt_out(text)
            if wish is values.Wish.UNCLEAR:
                self._warnings.append(f"“{text[:60]}” under {column.header} is taken as “leave me alone”.")
            if wish is not values.Wish.NONE:
                return True
        return False

    def _tags(self) -> tuple[str, ...]:
        cells = (cell for _, cell in self._cells.get(Field.TAGS, []))
        return tuple({tag.casefold(): tag for cell in cells for tag in values.tags(cell)}.values())

    def _domain(self, points: Sequence[Point]) -> str:
        """The company's domain, as told or as seen in an address at work."""
        emails = [point.value for point in points if point.channel is Channel.EMAIL]
        return values.domain(self._first(Field.COMPANY_DOMAIN)) or values.domain_of_work(emails)

    def _deal(self) -> DealDraft | None:
        title = self._fit(Field.DEAL_TITLE, 200)
        if not title:
            return None
        amount, currency = None, ""
        if text := self._first(Field.DEAL_AMOUNT):
            told = read_amount(text)
            if told is None:
                self._warnings.append(
                    f"“{text[:60]}” is not an amount that we can read; it is kept in the notes."
                )
                self._keep("Amount", text)
            else:
                amount, currency = told
        code = self._first(Field.DEAL_CURRENCY).upper()
        return DealDraft(
            title=title,
            amount=amount,
            currency=code if re.fullmatch("[A-Z]{3}", code) else currency,
            stage=values.stage(text for _, text in self._cells.get(Field.DEAL_STAGE, [])),
            external_id=self._first(Field.DEAL_ID)[:100],
            created_at=self._moment(Field.CREATED_AT) if self._how.system in _DEAL_SYSTEMS else None,
            people_ids=tuple(
                part for part in re.split(r"[;,\s]+", self._first(Field.DEAL_PEOPLE_IDS)) if part
            ),
        )

    def _notes(self, name: names.Name) -> str:
        told = [text for _, text in self._cells.get(Field.NOTES, [])]
        shown = name.full.lower()
        parts = (
            ("Form of address", name.prefix), ("Suffix", name.suffix), ("Nickname", name.nickname),
            ("Department", self._first(Field.DEPARTMENT)),
            ("Website", ", ".join(text for _, text in self._cells.get(Field.WEBSITE, []))),
        )  # fmt: skip
        lines = [f"{label}: {text}" for label, text in parts if text and text.lower() not in shown.split()]
        lines += [
            f"{column.header}: {text}"
            for column, text in self._cells.get(Field.KEEP, [])
            if text.lower() != shown
        ]
        return "\n\n".join([*told, "\n".join(lines + self._kept)]).strip()


def _primary_first(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with exactly one primary on each channel, which comes first of them."""
    found: list[Point] = []
    seen: set[Channel] = set()
    for point in sorted(points, key=lambda point: not point.is_primary):
        found.append(Point(point.channel, point.value, point.label, is_primary=point.channel not in seen))
        seen.add(point.channel)
    return tuple(found)
