"""Countries by the names that people write, and the names of all time zones."""

import re
from functools import cache
from zoneinfo import available_timezones

from twelfth.importing.headers import key
from twelfth.people.whereabouts import zones_by_country

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
    codes = {code for code, _ in zones_by_country()}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes:
                found.setdefault(key(name), code)
    for code in codes:
        found[code.lower()] = code
    return found


@cache
def language_tag(text: str) -> str:
    """A language tag such as `de` or `pt-BR` for a tag or a name in a main language; "" when unknown."""
    text = text.strip()
    if re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z]{2,4})?", text):
        first, _, rest = text.replace("_", "-").partition("-")
        return f"{first.lower()}-{rest.upper()}" if rest else first.lower()
    return _languages().get(key(text), "")


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).languages.items():
            if len(code) == 2:
                found.setdefault(key(name), code)
    return found


@cache
def zones() -> frozenset[str]:
    """All IANA zones. The standard library looks through a thousand files for them at every call."""
    return frozenset(available_timezones())
