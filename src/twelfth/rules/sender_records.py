"""What a domain's records say about its mail, as receivers see it: each with what it means and what to paste.

Pure: the names were looked up by flow/sender_check.py.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from twelfth.rules.sender_providers import Sender
from twelfth.rules.spf import Spf, Term, terms


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is entered where the domain is kept. `name` is whole, without the dot at the end."""

    name: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is the usual name of what was looked at; `text` what it means; `records` what to enter to mend it."""

    what: str
    level: Level
    text: str
    records: tuple[Record, ...] = ()

    def to_json(self) -> dict[str, Any]:
        rows = [[record.name, record.type, record.value] for record in self.records]
        return {"what": self.what, "level": self.level.value, "text": self.text, "records": rows}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Finding":
        """What `to_json` wrote."""
        records = tuple(Record(*row) for row in data["records"])
        return cls(str(data["what"]), Level(data["level"]), str(data["text"]), records)


@dataclass(frozen=True, slots=True)
class Signature:
    """The DKIM signature on one of our own letters: who signed, with which key, and whether it is right."""

    domain: str
    selector: str
    is_right: bool


# --- SPF --------------------------------------------------------------------------------------------------


def spf_finding(domain: str, spf: Spf, sender: Sender | None, smtp_host: str) -> Finding:
    wanted = f"include:{sender.include}" if sender else f"a:{smtp_host}"
    mended = (Record(domain, "TXT", mended_spf(spf.records, wanted)),)
    if not spf.records:
        text = f"There is no SPF record, so {domain} does not say who may send for it. Enter this one."
        return Finding("SPF", Level.BAD, text, mended)
    if len(spf.records) > 1:
        text = f"There are {len(spf.records)} SPF records, and receivers then use none. Replace them with this one."
        return Finding("SPF", Level.BAD, text, mended)
    if spf.error:
        return Finding("SPF", Level.BAD, f"Receivers cannot use the SPF record. {spf.error}")
    if spf.all == "+":
        text = "The SPF record ends in +all, which allows everybody in the world to send for you. Replace it with this."
        return Finding("SPF", Level.BAD, text, mended)
    if sender is not None and sender.include not in spf.includes:
        text = f"The SPF record does not name {sender.name}, which sends your mail. Replace it with this."
        return Finding("SPF", Level.BAD, text, mended)
    if spf.all not in {"~", "-"}:
        text = (
            "The SPF record says nothing about everybody else; it should end in ~all. Replace it with this."
        )
        return Finding("SPF", Level.WARNING, text, mended)
    names = f"names {sender.name} and " if sender else ""
    look = "" if sender else f" Whether it names all servers behind {smtp_host}, their help pages tell."
    lookups = "1 lookup" if spf.lookups == 1 else f"{spf.lookups} lookups"
    return Finding("SPF", Level.GOOD, f"The record {names}can be followed with {lookups} of 10.{look}")


def mended_spf(records: Sequence[str], wanted: str) -> str:
    """One record out of those there are, with `wanted` in it, ending in ~all or -all."""
    words: list[str] = []
    ends = "~all"
    for record in records:
        for term in terms(record):
            if isinstance(term, Term) and term.name == "all":
                ends = "-all" if term.qualifier == "-" else ends
            elif isinstance(term, Term) and (word := _written(term)) not in words:
                words.append(word)
    redirects = [word for word in words if word.startswith("redirect=")]
    # With an end of its own, a redirect would no longer be read: what it stands for is included.
    plain = [word for word in words if word not in redirects]
    plain += [f"include:{word.partition('=')[2]}" for word in redirects]
    if wanted not in plain:
        plain.insert(0, wanted)
    return " ".join(["v=spf1", *plain, ends])


def _written(term: Term) -> str:
    if term.name in {"redirect", "exp"}:
        return f"{term.name}={term.value}"
    qualifier = "" if term.qualifier == "+" else term.qualifier
    return f"{qualifier}{term.name}:{term.value}" if term.value else f"{qualifier}{term.name}"


# --- DMARC ------------------------------------------------------------------------------------------------


def dmarc_finding(domain: str, found_at: str, texts: Sequence[str]) -> Finding:
    """`texts`: the DMARC records at `_dmarc.` of `found_at`, which is the domain or one above it."""
    first = Record(f"_dmarc.{domain}", "TXT", f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}")
    if not texts:
        text = (
            "There is no DMARC record. Google, Yahoo and Microsoft want one of everybody who sends much. This one "
            "changes nothing for your mail and has reports sent to postmaster; that address must exist."
        )
        return Finding("DMARC", Level.BAD, text, (first,))
    if len(texts) > 1:
        text = f"There are {len(texts)} DMARC records, and receivers then use none. Keep one."
        return Finding("DMARC", Level.BAD, text)
    tags = _tags(texts[0])
    policy = tags.get("p", "").lower()
    if found_at != domain:
        policy = tags.get("sp", policy).lower()
    if policy not in {"none", "quarantine", "reject"}:
        text = "The DMARC record has no policy that receivers know: p=none, quarantine or reject. Replace it by this."
        return Finding("DMARC", Level.BAD, text, (first,))
    return _dmarc_policy(domain, found_at, policy, tags)


def _dmarc_policy(domain: str, found_at: str, policy: str, tags: Mapping[str, str]) -> Finding:
    where = "" if found_at == domain else f" It is the one of {found_at}."
    reports = [part.strip() for part in tags.get("rua", "").split(",") if part.strip()]
    if any(
        not re.fullmatch(r"mailto:[^@\s]+@[^@\s!]+(![0-9]+[kmgt]?)?", part, re.IGNORECASE) for part in reports
    ):
        text = f"The reports’ address in the DMARC record (rua) is no mailto: address, so none arrive.{where}"
        return Finding("DMARC", Level.WARNING, text)
    if policy == "none":
        if not reports:
            told_to = {**tags, "rua": f"mailto:postmaster@{found_at}"}
            whole = "; ".join(f"{tag}={value}" for tag, value in told_to.items())
            text = f"The DMARC record only watches (p=none), and nobody is told what it sees. Enter this one.{where}"
            told = (Record(f"_dmarc.{found_at}", "TXT", whole),)
            return Finding("DMARC", Level.WARNING, text, told)
        text = (
            "The record watches and reports. When the reports show only mail of your own, p=quarantine keeps others"
            f" from writing in your name.{where}"
        )
        return Finding("DMARC", Level.GOOD, text)
    does = "puts into spam" if policy == "quarantine" else "refuses"
    strict = [name for tag, name in (("aspf", "SPF"), ("adkim", "DKIM")) if tags.get(tag, "r").lower() == "s"]
    exactly = f" {' and '.join(strict)} must be of exactly {domain}." if strict else ""
    return Finding(
        "DMARC", Level.GOOD, f"Who checks it {does} what others write in your name.{exactly}{where}"
    )


# --- DKIM -------------------------------------------------------------------------------------------------


def dkim_finding(
    domain: str,
    keys: Mapping[str, str],
    signature: Signature | None,
    sender: Sender | None,
    asked: Sequence[str] = (),
) -> Finding:
    """`keys`: the records found by selector; `asked`: the selectors that were tried."""
    where = sender.where if sender and sender.where else "where your mail is kept"
    if signature is not None and (found := _signed(domain, signature, where)) is not None:
        return found
    usable = {selector: text for selector, text in keys.items() if key_bits(text)}
    if not keys:
        text = (
            f"No key was found under the usual names ({', '.join(asked[:4])} …). Switch DKIM on {where}; it gives you"
            " the record. If it is on, send a letter and check again: the name stands in its signature."
        )
        made = tuple(
            Record(f"{selector}._domainkey.{domain}", "CNAME", target.format(domain=domain))
            for selector, target in (sender.keys if sender else ())
        )
        return Finding("DKIM", Level.WARNING, text, made)
    if not usable:
        text = f"The key “{next(iter(keys))}” is withdrawn or cannot be read. Make a new one {where}."
        return Finding("DKIM", Level.BAD, text)
    selector, text = max(usable.items(), key=lambda pair: key_bits(pair[1]))
    if key_bits(text) < 1024:
        weak = f"The key “{selector}” is shorter than 1,024 bits, and receivers ignore it. Make a longer one {where}."
        return Finding("DKIM", Level.BAD, weak)
    if signature is not None:
        said = f"Your last letter was signed with the key “{selector}”, and the signature is right."
    else:
        said = f"There is a key, “{selector}”. Whether letters are signed with it shows when one came back to you."
    if key_bits(text) < 2048:
        return Finding(
            "DKIM", Level.WARNING, f"{said} It has 1,024 bits; 2,048 are usual now. Renew it {where}."
        )
    return Finding("DKIM", Level.GOOD, said)


def _signed(domain: str, signature: Signature, where: str) -> Finding | None:
    """What is wrong with the signature on our own letter, if anything."""
    if not is_aligned(domain, signature.domain):
        text = (
            f"Your letters are signed by {signature.domain}, not by {domain}, so receivers do not count it for you."
            f" Switch DKIM on for {domain} {where}."
        )
        return Finding("DKIM", Level.WARNING, text)
    if not signature.is_right:
        text = (
            f"Your last letter was signed with the key “{signature.selector}”, but the signature does not match what"
            f" the domain publishes. Compare the record with the one shown {where}."
        )
        return Finding("DKIM", Level.BAD, text)
    return None


def is_aligned(domain: str, signer: str) -> bool:
    """The same domain, or one above or below the other, as DMARC's relaxed alignment nearly always means."""
    return domain == signer or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")


def key_bits(text: str) -> int:
    """About how long the public key of a DKIM record is; 0 when it is withdrawn or unreadable. Ed25519 counts as 2048,
    which it equals in strength and more."""
    tags = _tags(text)
    if tags.get("v", "DKIM1") != "DKIM1":
        return 0
    try:
        key = base64.b64decode(re.sub(r"\s", "", tags.get("p", "")), validate=True)
    except (binascii.Error, ValueError):
        return 0
    if tags.get("k", "rsa").lower() == "ed25519":
        return 2048 if len(key) == 32 else 0
    # The modulus, and 34 to 38 bytes around it (SubjectPublicKeyInfo), or 10 to 14 (the bare key, which begins with a
    # number); in whole steps of 256 bits.
    is_bare = b"\x02" in (key[3:4], key[4:5])
    return max(len(key) - (10 if is_bare else 34), 0) * 8 // 256 * 256


# --- mail in ----------------------------------------------------------------------------------------------


def mx_finding(domain: str, hosts: Sequence[str], *, has_address: bool) -> Finding:
    """`hosts`: the mail servers in their order; [""] when the domain says it takes no mail."""
    if [host for host in hosts if host]:
        return Finding("MX", Level.GOOD, f"Replies arrive at {hosts[0]}.")
    if hosts:
        text = f"{domain} says that it takes no mail, so replies are lost. Enter your provider’s MX records."
        return Finding("MX", Level.BAD, text)
    if has_address:
        text = f"{domain} has no MX record; mail goes to its web address, and some refuse to send there."
        return Finding("MX", Level.WARNING, text)
    text = f"{domain} has no mail server, so replies are lost. Enter your provider’s MX records."
    return Finding("MX", Level.BAD, text)


def _tags(text: str) -> dict[str, str]:
    """A tag list (RFC 6376, 3.2): "v=DKIM1; p=…"."""
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
