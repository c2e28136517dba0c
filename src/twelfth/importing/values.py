"""Single cells of a row -> tags, wishes, stages, domains; and what spreadsheets put around text taken off."""

import re
from collections.abc import Iterable
from enum import StrEnum

_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff"
_NOTHING = frozenset(
    {"null", "(null)", "#n/a", "#ref!", "#value!", "#name?", "0/0/00", "0/0/0000", "00/00/0000", "0000-00-00"}
    | {"0000-00-00 00:00:00"}
)


def clean(cell: str) -> str:
    """A cell without spaces and invisible marks around it, `="…"`, a leading apostrophe, or a
    spreadsheet's error.

    A formula stays what it is here: text.
    """
    text = cell.strip().strip(_INVISIBLE).strip().replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > 2 and text.startswith('="') and text.endswith('"'):
        text = text[2:-1].strip()
    if len(text) > 1 and text[0] == "'" and text[1] in "+=-@0123456789":
        text = text[1:]
    return "" if text.lower() in _NOTHING else text


class Wish(StrEnum):
    """What a cell under a name such as “Email Opt Out” says. NONE is no consent, only no wish that we
    know of."""

    NONE = "none"
    LEAVE_ALONE = "leave_alone"
    UNCLEAR = "unclear"


_YES = frozenset(
    {
        "1",
        "true",
        "yes",
        "y",
        "x",
        "ja",
        "j",
        "oui",
        "o",
        "si",
        "sí",
        "sim",
        "wahr",
        "vrai",
        "verdadero",
        "vero",
    }
    | {"tak", "on", "checked", "unsubscribed", "unsubscribe", "opted out", "opted-out", "opt out", "opt-out"}
    | {
        "do not allow",
        "not allowed",
        "do not contact",
        "dnc",
        "да",
        "так",
        "はい",
        "是",
        "نعم",
        "כן",
        "evet",
        "kyllä",
        "ano",
        "igen",
    }
)
_NO = frozenset(
    {
        "",
        "0",
        "false",
        "no",
        "n",
        "nein",
        "non",
        "não",
        "nao",
        "falsch",
        "faux",
        "falso",
        "nie",
        "off",
        "-",
        "n/a",
    }
    | {
        "unchecked",
        "subscribed",
        "archived",
        "none",
        "no consent",
        "no_consent",
        "allow",
        "allowed",
        "opted in",
        "not opted out",
    }
    | {
        "active",
        "never subscribed",
        "not subscribed",
        "non-subscribed",
        "unsubscribed: no",
        "нет",
        "ні",
        "いいえ",
    }
    | {"否", "لا", "לא", "hayır", "ei", "ne", "nem", "όχι", "nej", "nei", "nee"}
)
#: What stands under the day when somebody unsubscribed.
_DAY = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")
#: Such words in any column called a state or status are a wish, whatever else the column says.
_LEFT = re.compile(
    r"unsubscribed?|opted[ -]?out|opt[ -]?out|cleaned|do not (contact|disturb|e-?mail)|dnc|complained|spam complaint|"
    r"blacklisted|blocklisted|abgemeldet|ausgetragen|désabonnée?|désinscrite?|dado de baja|cancelad[oa]|disiscritt[oa]|"
    r"descadastrad[oa]|uitgeschreven|afgemeld|wypisan[ya]|отписан(а|ся)?",
    re.IGNORECASE,
)
_NOBODY_MAY = re.compile(
    r"do not (contact|disturb)( me)?\??|dnc|dnd|robinson(liste)?|kontaktsperre|"
    r"kein kontakt|ne pas contacter|no contactar|non contattare|niet contacteren|"
    r"não contatar",
    re.IGNORECASE,
)


def opt_out(cell: str) -> Wish:
    text = cell.strip().lower()
    if text in _NO:
        return Wish.NONE
    return Wish.LEAVE_ALONE if text in _YES or _DAY.fullmatch(text) or _LEFT.fullmatch(text) else Wish.UNCLEAR


#: What a column asks that is called `OK to email?` or `Allow calls`.
_MAY = re.compile(
    r"(ok|okay|may|can|allow|allowed|permitted|darf|peut on|puede|mag)\b.*"
    r"\b(?P<how>e ?mail\w*|mail\w*|contact\w*|call\w*|phone\w*|sms|newsletter\w*|anruf\w*|"
    r"telefon\w*|appel\w*|llamar|bellen)"
)
#: Of what is no wish to be left alone, what is no refusal either.
_NOT_SAID = frozenset(
    {"", "-", "n/a", "none", "allow", "allowed", "subscribed", "active", "opted in", "archived"}
)


def may_not(asked: str, cell: str) -> str:
    """How somebody may not be reached, where a column asks whether they may be and the answer is no: "email", "phone"
    or "". `asked` is a header as `headers.key` makes it. An answer that is missing is none."""
    match = _MAY.match(asked)
    text = cell.strip().lower()
    if match is None or text in _NOT_SAID or text not in _NO | {"not allowed", "do not allow"}:
        return ""
    return "phone" if re.match(r"call|phone|sms|anruf|telefon|appel|llamar|bellen", match["how"]) else "email"


def has_left(cell: str) -> bool:
    """Whether a state, such as stands in any list of a newsletter, is that of somebody who has left it."""
    return _LEFT.fullmatch(cell.strip()) is not None


def forbids_all(text: str) -> bool:
    """Whether a column's name or a cell speaks of all contact, not of e-mail only."""
    return _NOBODY_MAY.fullmatch(text.strip()) is not None


#: Google's own groups, which say nothing about a person.
_SYSTEM_GROUPS = frozenset({"mycontacts", "starred", "my contacts", "other contacts"})


_MOST_TAGS = 50


#: Mailchimp writes each in quotes: `"VIP","Fair, spring"`.
_COMMA_OR_LINE = r'\n|,(?=(?:[^"]*"[^"]*")*[^"]*$)'


def tags(cell: str) -> list[str]:
    """The tags in a cell, at most 50 of at most 60 characters: separated by ` ::: `, semicolons or
    lines, else by commas."""
    by_commas = r",|\n" if cell.count('"') % 2 else _COMMA_OR_LINE
    separator = r" ::: |;|\n" if " ::: " in cell or ";" in cell else by_commas
    found = (
        " ".join(part.strip().removeprefix("*").strip('" ').split())[:60].strip()
        for part in re.split(separator, cell)
    )
    return [tag for tag in found if tag and tag.lower() not in _SYSTEM_GROUPS][:_MOST_TAGS]


_WON = re.compile(r"(?<!not )\b(won|gewonnen|gagnée?|ganad[oa]|vint[oa])\b|closedwon", re.IGNORECASE)
_LOST = re.compile(r"\b(lost|verloren|perdue?|perdid[oa]|pers[oa]|deleted)\b|closedlost", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"proposal|quot(e|ation)|offer|contract ?sent|negotiat|decisionmaker|angebot|propuesta|devis|preventivo",
    re.IGNORECASE,
)


def stage(cells: Iterable[str]) -> str:
    """Where a deal stands, "open", "proposal", "won" or "lost", from its stage and its status together."""
    told = " | ".join(cells)
    if _LOST.search(told):
        return "lost"
    if _WON.search(told):
        return "won"
    return "proposal" if _PROPOSAL.search(told) else "open"


_FREE_MAIL = re.compile(
    r"(gmail|googlemail|yahoo|hotmail|outlook|live|msn|aol|gmx|web|icloud|me|mac|proton|protonmail|mail|zoho"
    r"|t-online|freenet|orange|wanadoo|free|laposte|libero|yandex|qq|163|126)\.[a-z.]{2,6}"
)


def domain(cell: str) -> str:
    """The host of a web address or an e-mail address, or "" when there is none."""
    host = re.sub(r"^(https?://)?(www\.)?", "", cell.strip().lower()).split("/")[0].rpartition("@")[2]
    return host[:253] if "." in host else ""


def domain_of_work(emails: Iterable[str]) -> str:
    """The domain of the first address that is not with a mail provider for everybody."""
    domains = (email.rpartition("@")[2] for email in emails)
    return next((found[:253] for found in domains if not _FREE_MAIL.fullmatch(found)), "")
