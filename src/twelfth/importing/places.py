"""Countries by the names that people write, and the time zone of a place that has exactly one."""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from twelfth.importing.headers import key

#: Languages in which exports name countries.
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl",
    "cs", "hu", "ro", "tr", "el", "ru", "uk", "he", "ar", "ja", "zh", "ko",
)  # fmt: skip
_OTHERS = {
    "usa": "US", "united states of america": "US", "america": "US", "u s a": "US", "u s": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "holland": "NL", "the netherlands": "NL", "czech republic": "CZ",
    "russia": "RU", "russian federation": "RU", "south korea": "KR", "korea": "KR",
    "republic of korea": "KR", "uae": "AE", "brasil": "BR", "deutschland": "DE", "espana": "ES",
    "turkey": "TR", "turkiye": "TR", "vietnam": "VN", "hong kong": "HK", "macau": "MO",
    "ivory coast": "CI", "republic of ireland": "IE", "eire": "IE", "prc": "CN", "taiwan": "TW",
    "d": "DE", "a": "AT", "ch": "CH", "schweiz": "CH", "suisse": "CH", "svizzera": "CH",
    "osterreich": "AT", "bosnia": "BA", "macedonia": "MK",
}  # fmt: skip


@cache
def country_code(text: str) -> str:
    """The ISO 3166 code of a country given as code or name in a main language; "" when unknown."""
    name = key(text)
    if not name:
        return ""
    return _countries().get(name) or _OTHERS.get(name, "")


@cache
def _countries() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    codes = {code for code, _ in _zones_by_country()}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(key(name), code)
    for code in codes:
        found[code.lower()] = code
    return found


@cache
def zone_of_country(code: str) -> str:
    """The IANA zone of a country in which all clocks agree; "" for the others.

    Büsingen has a zone of its own in the database, but never another time than Berlin: that counts as one."""
    zones = [zone for country, zone in _zones_by_country() if country == code]
    if not zones:
        return ""
    first = _clock(zones[0])
    return zones[0] if all(_clock(zone) == first for zone in zones[1:]) else ""


@cache
def zones() -> frozenset[str]:
    """All IANA zones. The standard library looks through a thousand files for them at every call."""
    return frozenset(available_timezones())


@cache
def _zones_by_country() -> tuple[tuple[str, str], ...]:
    """(country, zone) pairs, a country's main zone first, from the time-zone database's own table."""
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((row[0], row[2].strip()) for row in rows)


def _clock(zone: str) -> tuple[timedelta | None, ...]:
    """How a zone's clocks stand through some recent years, fortnight by fortnight."""
    place = ZoneInfo(zone)
    start = datetime(2022, 1, 1, tzinfo=UTC)
    return tuple((start + timedelta(days=14 * step)).astimezone(place).utcoffset() for step in range(130))
