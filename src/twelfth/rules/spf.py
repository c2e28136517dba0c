"""A domain's SPF record (RFC 7208): who may send in its name, and whether the record can be followed at all.

Pure but for the names, which the caller looks up. Nothing here decides whether one address may send: receivers do
that; here the domain's owner is told what receivers will find.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

#: RFC 7208, 4.6.4: more lookups than this, and receivers give up with an error.
MOST_LOOKUPS = 10

_COSTS_A_LOOKUP = frozenset({"include", "a", "mx", "ptr", "exists", "redirect"})
_NAME = re.compile(r"[a-z0-9_%{}/+.-]+", re.IGNORECASE)
_LENGTHS = re.compile(r"(/\d{1,3})?(//\d{1,3})?")

Texts = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a record: `qualifier` is + - ~ ?, `value` what stands behind the colon or the equals sign."""

    qualifier: str
    name: str
    value: str


@dataclass(slots=True)
class Spf:
    """What following the record found. `records`: those at the domain itself; one is right.

    `includes`: every domain that is included, however deep. `error`: one sentence about what receivers cannot follow.
    `all`: what is said of everybody else, "" when nothing is.
    """

    records: tuple[str, ...] = ()
    includes: set[str] = field(default_factory=set)
    lookups: int = 0
    error: str = ""
    all: str = ""


def follow(domain: str, texts: Texts) -> Spf:
    """Read the domain's record and all that it includes. Raises what `texts` raises."""
    found = Spf(records=_records(domain, texts))
    if len(found.records) == 1:
        found.all = _follow(found.records[0], texts, found, (domain,))
    if not found.error and found.lookups > MOST_LOOKUPS:
        found.error = (
            f"It makes receivers look up {found.lookups} names; they stop after {MOST_LOOKUPS} and take the record for "
            "broken. Take out what you no longer send with."
        )
    return found


def terms(record: str) -> Iterator[Term | str]:
    """The words of a record behind its version, each a Term, or itself where it means nothing."""
    for word in record.split()[1:]:
        yield _term(word) or word


def _records(domain: str, texts: Texts) -> tuple[str, ...]:
    return tuple(text for text in texts(domain) if re.match(r"v=spf1( |$)", text.strip(), re.IGNORECASE))


def _follow(record: str, texts: Texts, found: Spf, path: tuple[str, ...]) -> str:
    """Walk one record; what it says of everybody else."""
    everybody, redirect = "", ""
    for term in terms(record):
        if isinstance(term, str):
            found.error = found.error or f"“{term}” in the record of {path[-1]} is no word of SPF."
            continue
        found.lookups += term.name in _COSTS_A_LOOKUP
        if term.name == "all":
            everybody = term.qualifier
        elif term.name == "include":
            _enter(term.value, texts, found, path)
        elif term.name == "redirect":
            redirect = term.value
    # RFC 7208, 6.1: a redirect counts only where nothing is said of everybody.
    return everybody or (_enter(redirect, texts, found, path) if redirect else "")


def _enter(domain: str, texts: Texts, found: Spf, path: tuple[str, ...]) -> str:
    domain = domain.lower().rstrip(".")
    if "%" in domain or found.lookups > 2 * MOST_LOOKUPS:
        return ""  # Depends on the sender, or it is too much anyhow.
    if domain in path:
        found.error = (
            found.error or f"The record of {path[-1]} includes {domain}, which leads back to itself."
        )
        return ""
    found.includes.add(domain)
    records = _records(domain, texts)
    if len(records) != 1:
        what = "has no SPF record" if not records else "has more than one SPF record"
        found.error = (
            found.error or f"It includes {domain}, which {what}: receivers take the whole for broken."
        )
        return ""
    return _follow(records[0], texts, found, (*path, domain))


def _term(word: str) -> Term | None:
    modifier = re.fullmatch(r"(?i)([a-z][a-z0-9_.-]*)=(.*)", word)
    if modifier:
        name, value = modifier[1].lower(), modifier[2]
        # Unknown modifiers are allowed, and mean nothing.
        return Term("+", name, value) if name != "redirect" or _NAME.fullmatch(value) else None
    qualifier, rest = (word[0], word[1:]) if word[0] in "+-~?" else ("+", word)
    match = re.fullmatch(r"(?i)([a-z0-9]+)(?::([^/]*(?:/.*)?)|(/.*))?", rest)
    if match is None:
        return None
    name, value = match[1].lower(), match[2] or ""
    return Term(qualifier, name, value) if _is_right(name, match[2], match[3] or "") else None


def _is_right(name: str, value: str | None, lengths: str) -> bool:
    if name == "all":
        return value is None and not lengths
    if name in {"include", "exists"}:
        return bool(value) and not lengths and _NAME.fullmatch(value or "") is not None
    if name in {"a", "mx"}:
        return (value is None or _NAME.fullmatch(value) is not None) and _LENGTHS.fullmatch(
            lengths
        ) is not None
    if name == "ptr":
        return not lengths and (value is None or _NAME.fullmatch(value) is not None)
    if name in {"ip4", "ip6"}:
        return _is_network(value or "", 4 if name == "ip4" else 6)
    return False


def _is_network(value: str, version: int) -> bool:
    try:
        return ipaddress.ip_network(value, strict=False).version == version
    except ValueError:
        return False
