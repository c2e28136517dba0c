"""In which time zone somebody is, from what is known of them: what they told, their country, their phone number.

Only what can be one zone alone is taken: a wrong one means calls at night.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

#: How a zone is known (Person.zone_source). "" means that the workspace's is assumed.
TOLD, ADDRESS, PHONE, ASSUMED = "told", "address", "phone", ""


def whereabouts(*, told: str = "", country: str = "", phones: Iterable[str] = ()) -> tuple[str, str]:
    """(IANA zone, how it is known). `told` is a zone that exists, `country` an ISO 3166 code, `phones` are numbers in
    E.164; numbers of another country say nothing about where somebody is."""
    if told:
        return told, TOLD
    if found := zone_of_country(country):
        return found, ADDRESS
    by_phone = {zone for zone, region in map(zone_of_phone, phones) if zone and country in {"", region}}
    return (by_phone.pop(), PHONE) if len(by_phone) == 1 else ("", ASSUMED)


@cache
def zone_of_country(code: str) -> str:
    """The IANA zone of a country in which all clocks agree; "" for the others.

    Büsingen has a zone of its own in the database, but never another time than Berlin: that counts as one."""
    zones = [zone for country, zone in zones_by_country() if country == code]
    if not zones:
        return ""
    first = _clock(zones[0])
    return zones[0] if all(_clock(zone) == first for zone in zones[1:]) else ""


def zone_of_phone(value: str) -> tuple[str, str]:
    """(the one IANA zone in which such numbers are, their country); "" for what is not known or could be several."""
    import phonenumbers
    from phonenumbers.timezone import time_zones_for_number

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return "", ""
    zones = time_zones_for_number(number)
    known = len(zones) == 1 and "/" in zones[0] and not zones[0].startswith("Etc/")
    return zones[0] if known else "", phonenumbers.region_code_for_number(number) or ""


@cache
def zones_by_country() -> tuple[tuple[str, str], ...]:
    """(country, zone) pairs, a country's main zone first, from the time-zone database's own table."""
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((row[0], row[2].strip()) for row in rows)


def _clock(zone: str) -> tuple[timedelta | None, ...]:
    """How a zone's clocks stand through some recent years, fortnight by fortnight."""
    place = ZoneInfo(zone)
    start = datetime(2022, 1, 1, tzinfo=UTC)
    return tuple((start + timedelta(days=14 * step)).astimezone(place).utcoffset() for step in range(130))
