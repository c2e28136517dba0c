"""How and where somebody can be reached, by the cells of their row."""

from collections.abc import Mapping, Sequence

from twelfth.importing.cells import Cells
from twelfth.importing.drafts import Point, PostalAddress
from twelfth.importing.fields import ADDRESS, Field
from twelfth.importing.places import country_code, zones
from twelfth.importing.points import JOINED, Phone, read_email, read_phones, read_profile, split_emails
from twelfth.people.whereabouts import whereabouts
from twelfth.rules.terms import Channel

_LONGEST = 254
#: Addresses of one kind that are believed to be one person's; more is a list of people in one cell.
_MOST = 20
#: Which of several addresses is the person's own: that without a name, then these.
_ADDRESSES = ("", "mailing", "work", "1", "home")


def emails(cells: Cells) -> list[Point]:
    labels = _labels(cells, Field.EMAIL_LABEL)
    found: dict[str, Point] = {}
    for column, cell in cells.all(Field.EMAIL):
        label, primary = labels.get(column.group, (column.label, False))
        for text in split_emails(cell):
            address = read_email(text)
            if address is None or len(address) > _LONGEST:
                cells.keep_unread(column.header, text, "is not an e-mail address")
            elif len(found) >= _MOST:
                cells.keep(column.header, address)
            else:
                point = Point(Channel.EMAIL, address, label, primary or cell.startswith("* "))
                found.setdefault(address, point)
    return list(found.values())


def phones(cells: Cells, country: str) -> list[tuple[Phone, Point]]:
    """The numbers to be dialled; `country` is where those without a prefix are dialled from. Fax
    machines and words go into the notes."""
    labels = _labels(cells, Field.PHONE_LABEL)
    found: dict[tuple[Channel, str], tuple[Phone, Point]] = {}
    for wanted, channel in ((Field.PHONE, Channel.PHONE), (Field.WHATSAPP, Channel.WHATSAPP)):
        for column, cell in cells.all(wanted):
            label, primary = labels.get(column.group, (column.label, False))
            if "fax" in label.lower() or "pager" in label.lower():
                cells.keep(f"{column.header} ({label})", cell)
                continue
            for phone in read_phones(cell, country):
                if phone.warning:
                    cells.warnings.append(phone.warning)
                is_number = sum(char.isdigit() for char in phone.value) >= 5 and len(phone.value) <= _LONGEST
                if not is_number or len(found) >= _MOST:
                    cells.keep(column.header, phone.value)
                else:
                    point = Point(channel, phone.value, label, primary)
                    found.setdefault((channel, phone.value), (phone, point))
    return list(found.values())


def profiles(cells: Cells) -> list[Point]:
    channels = (Channel.LINKEDIN, Channel.FACEBOOK, Channel.X, Channel.INSTAGRAM)
    texts = [(channel, cells.first(Field(channel.value))) for channel in channels]
    return [Point(channel, read_profile(channel, text)[:_LONGEST]) for channel, text in texts if text]


def _labels(cells: Cells, wanted: Field) -> dict[str, tuple[str, bool]]:
    """Google's label of each group, and whether `* ` marks it as the primary one."""
    return {
        column.group: (text.removeprefix("*").strip()[:40], text.startswith("*"))
        for column, text in cells.all(wanted)
    }


def address(cells: Cells) -> PostalAddress:
    """The person's own address, else the one at work, else any other; the others go into the notes."""
    parts: dict[str, dict[Field, str]] = {}
    for wanted in ADDRESS:
        for column, text in cells.all(wanted):
            own = parts.setdefault(column.group, {})
            if wanted is Field.STREET and wanted in own:
                own[wanted] += "\n" + text
            else:
                own.setdefault(wanted, text.split(JOINED)[0])
    ranked = sorted(parts, key=lambda group: (_rank(group), group))
    addresses = [_postal(cells, parts[group]) for group in ranked]
    for other in addresses[1:]:
        if other.line != addresses[0].line:
            cells.keep("Address", other.line)
    return addresses[0] if addresses else PostalAddress()


def _rank(group: str) -> int:
    return _ADDRESSES.index(group) if group in _ADDRESSES else len(_ADDRESSES)


def _postal(cells: Cells, parts: Mapping[Field, str]) -> PostalAddress:
    street, name = parts.get(Field.STREET, ""), parts.get(Field.COUNTRY, "")
    # A whole address in one cell ends with the country, if with any.
    code = country_code(name or street.rpartition(",")[2])
    if name and not code:
        cells.keep_unread("Country", name, "is not a country that we know")
    if len(street) > 200:
        cells.keep("Street", street)
    return PostalAddress(
        street=street[:200],
        city=cells.cut("City", parts.get(Field.CITY, ""), 100),
        region=cells.cut("Region", parts.get(Field.REGION, ""), 100),
        postcode=cells.cut("Postal code", parts.get(Field.POSTCODE, ""), 20),
        country=code,
    )


def zone(cells: Cells, country: str, numbers: Sequence[Phone]) -> tuple[str, str]:
    """(IANA zone, how we know it)."""
    told = cells.first(Field.ZONE)
    known = [phone.value.partition(";")[0] for phone in numbers if phone.is_known]
    return whereabouts(told=told if told in zones() else "", country=country, phones=known)


def primary_first(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points with exactly one primary on each channel, which comes first of them."""
    found: list[Point] = []
    seen: set[Channel] = set()
    for point in sorted(points, key=lambda point: not point.is_primary):
        found.append(Point(point.channel, point.value, point.label, is_primary=point.channel not in seen))
        seen.add(point.channel)
    return tuple(found)
