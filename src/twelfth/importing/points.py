"""E-mail addresses, phone numbers and profiles as people write them -> normalised, or kept with a warning."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twelfth.rules.terms import Channel

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

#: How Google joins several values in one cell.
JOINED = " ::: "
_BRACKETS = re.compile(r"[^<>]*<\s*(?P<inside>[^<>]+?)\s*>\s*")
#: What is said of an address behind it: `ada@x.example (work)`.
_ASIDE = re.compile(r"(?<=\S)\s+[(\[][^()\[\]@]*[)\]]$")
_PHONE_PREFIX = re.compile(r"^\s*(tel|phone|mobile|callto|fax)\s*:\s*", re.IGNORECASE)
_PHONE_GAPS = re.compile(r"\s*[;\n|]\s*|\s*,\s+|\s+(?:/|or|oder|ou|o)\s+", re.IGNORECASE)
_MANGLED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)


def split_emails(cell: str) -> list[str]:
    """The addresses in a cell: `a@b.com; "C" <c@d.com> ::: mailto:e@f.com`."""
    found: list[str] = []
    for part in re.split(r"[;,\n\t]|\s:::\s", cell):
        told = _BRACKETS.fullmatch(part)
        text = (told["inside"] if told else part).strip().removeprefix("* ").strip().strip("'\"<>")
        text = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).rstrip(".")
        text = _ASIDE.sub("", text)
        pieces = text.split() if text.count("@") > 1 else [text]
        found.extend(piece for piece in pieces if piece)
    return found


def read_email(text: str) -> str | None:
    """The address in lower case, or None when no mail could ever reach it. Asks nobody (no DNS)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # test_environment: addresses under .test are fine for those who try things out.
        checked = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number. `value` is E.164 when `is_known`, else what stood there. `warning` is a sentence
    or ""."""

    value: str
    is_known: bool
    warning: str = ""


def read_phones(cell: str, country: str) -> list[Phone]:
    """The numbers in a cell; `country` (ISO code or "") is where numbers without a +prefix are dialled
    from."""
    found: list[Phone] = []
    for part in cell.split(JOINED):
        text = _PHONE_PREFIX.sub("", part.strip().removeprefix("* ").strip()).strip("'\"").strip()
        if not text:
            continue
        phone = _read_phone(text, country)
        pieces = [piece for piece in _PHONE_GAPS.split(text) if piece.strip()]
        if not phone.is_known and len(pieces) > 1:
            several = [_read_phone(piece, country) for piece in pieces]
            if all(piece.is_known for piece in several):
                found.extend(several)
                continue
        found.append(phone)
    return found


def _read_phone(text: str, country: str) -> Phone:
    import phonenumbers

    if _MANGLED.fullmatch(text):
        return Phone(
            text, is_known=False, warning=f"“{text}” is a phone number that a spreadsheet has rounded."
        )
    international = text if text.startswith("+") or not country else None
    try:
        number = phonenumbers.parse(text, None if international else country)
    except phonenumbers.NumberParseException:
        return Phone(text, is_known=False, warning=_unknown(text, country))
    # E.164 has no place for an extension, and without it one reaches somebody else: it stays as RFC 3966
    # has it.
    extension = f";ext={number.extension}" if number.extension else ""
    if phonenumbers.is_valid_number(number):
        return _known(number, extension)
    if text.startswith("+") and phonenumbers.is_possible_number(number):
        value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Phone(
            value + extension, is_known=True, warning=f"“{text}” may not be in use: its prefix is unknown."
        )
    return Phone(text, is_known=False, warning=_unknown(text, country))


def _known(number: "PhoneNumber", extension: str) -> Phone:
    import phonenumbers

    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(value + extension, is_known=True)


def _unknown(text: str, country: str) -> str:
    if country or text.startswith("+"):
        return f"“{text}” is not a phone number that we can read; it is kept as it is."
    return f"“{text}” has no country code and the row has no country; it is kept as it is."


_PROFILES: dict[Channel, re.Pattern[str]] = {
    Channel.LINKEDIN: re.compile(r"(https?://)?([a-z]+\.)?linkedin\.com/(?P<name>\S+?)/?", re.IGNORECASE),
    Channel.FACEBOOK: re.compile(r"(https?://)?([a-z-]+\.)?facebook\.com/(?P<name>\S+?)/?", re.IGNORECASE),
    Channel.X: re.compile(r"(https?://)?([a-z]+\.)?(twitter|x)\.com/(?P<name>\S+?)/?", re.IGNORECASE),
    Channel.INSTAGRAM: re.compile(r"(https?://)?([a-z]+\.)?instagram\.com/(?P<name>\S+?)/?", re.IGNORECASE),
}
_HOME = {
    Channel.LINKEDIN: "https://www.linkedin.com/",
    Channel.FACEBOOK: "https://www.facebook.com/",
    Channel.X: "https://x.com/",
    Channel.INSTAGRAM: "https://www.instagram.com/",
}


def read_profile(channel: Channel, text: str) -> str:
    """The address of a profile, from its address or its name: `@ada` on X -> https://x.com/ada."""
    match = _PROFILES[channel].fullmatch(text)
    name = match["name"].partition("?")[0] if match else text.removeprefix("@")
    if match is None and ("/" in name or " " in name):
        return text  # something else: keep what is there
    if channel is Channel.LINKEDIN and "/" not in name:
        name = f"in/{name}"
    return _HOME[channel] + name
