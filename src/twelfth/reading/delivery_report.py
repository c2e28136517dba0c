"""The machine-readable part of a delivery report (RFC 3464, RFC 6533) -> one entry per recipient."""

import json
import re
from dataclasses import dataclass

from twelfth.reading.mail import Mail

_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:\"[^\"\n]{1,64}\"|[^\s<>()\[\],;:\"|]{1,128})@[^\s<>()\[\],;:\"|@]{1,255}")
_PER_RECIPIENT = frozenset({"final-recipient", "original-recipient", "action", "status", "diagnostic-code"})
_MAX_BLOCKS = 500
_BROKEN_LINE = re.compile(r"!\n[ \t]*|\n")  # lines of 1,000 characters are broken on the way


@dataclass(frozen=True, slots=True)
class Entry:
    """What the report says of one recipient. `action` in lower case, `status` as d.d.d; all may be empty."""

    final: str = ""
    original: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses meant: where it went in the end, and what we had written."""
        return tuple(dict.fromkeys(address for address in (self.final, self.original) if address))


def blocks_in(report: str) -> list[dict[str, str]]:
    """The blocks of a report as name in lower case -> value on one line.

    A blank line ends a block; so does a second Final-Recipient, since some programs leave the blank line out.
    Of other repeated fields the first counts.
    """
    found: list[dict[str, str]] = []
    for block in _BLANK_LINE.split(report.replace("\r", ""))[:_MAX_BLOCKS]:
        fields: dict[str, str] = {}
        name = ""
        for line in block.split("\n"):
            match = _FIELD.match(line)
            if match and match[1].lower() == "final-recipient" and "final-recipient" in fields:
                found.append(fields)
                fields = {}
            if match:
                name = match[1].lower() if match[1].lower() not in fields else ""
                fields.setdefault(match[1].lower(), match[2].strip())
            elif name and line[:1] in {" ", "\t"}:
                fields[name] = f"{fields[name]} {line.strip()}"
        found.append(fields)
    return [fields for fields in found[:_MAX_BLOCKS] if fields]


def address_in(value: str) -> str:
    """The address of a field like `rfc822; <user@example.com>`, lower-cased; "" where there is none alone."""
    value = value.partition(";")[2] or value
    value = _SPACES.sub(" ", value).strip().strip("<>").strip().strip("'")
    return value.lower() if _ADDRESS.fullmatch(value) else ""


def entries(report: str) -> list[Entry]:
    """The entries of a report; blocks that name neither recipient, action nor status are left out."""
    return [
        Entry(
            final=address_in(fields.get("final-recipient", "")),
            original=address_in(fields.get("original-recipient", "")),
            action=fields.get("action", "").lower().split(";")[0].strip(),
            status=_status(fields.get("status", "")),
            diagnostic=_diagnostic(fields.get("diagnostic-code", "")),
        )
        for fields in blocks_in(report)
        if _PER_RECIPIENT & fields.keys()
    ]


def is_notification(mail: Mail) -> bool:
    """Whether Amazon's notification service speaks, which tells of bounces and complaints as JSON."""
    return mail.from_address.endswith(("@sns.amazonaws.com", ".amazonses.com")) or mail.has(
        "x-amz-sns-message-id"
    )


def entries_of_notification(text: str) -> list[Entry]:
    """The entries of a bounce notification of Amazon SES, which comes as JSON in the letter's text."""
    bounce = _told(text).get("bounce")
    return [
        Entry(
            final=address_in(str(one.get("emailAddress", ""))),
            action=str(one.get("action", "failed")).lower(),
            status=_status(str(one.get("status", ""))),
            diagnostic=_diagnostic(str(one.get("diagnosticCode", ""))),
        )
        for one in _listed(bounce, "bouncedRecipients")
    ]


def complaint_of_notification(text: str) -> tuple[str, tuple[str, ...]] | None:
    """(feedback type, who complained) of a complaint notification of Amazon SES; None where it tells of none."""
    complaint = _told(text).get("complaint")
    if not isinstance(complaint, dict):
        return None
    named = (
        address_in(str(one.get("emailAddress", ""))) for one in _listed(complaint, "complainedRecipients")
    )
    return str(complaint.get("complaintFeedbackType") or "abuse"), tuple(one for one in named if one)


def _listed(told: object, name: str) -> list[dict[str, object]]:
    found = told.get(name) if isinstance(told, dict) else None
    return [one for one in (found if isinstance(found, list) else [])[:_MAX_BLOCKS] if isinstance(one, dict)]


def _told(text: str) -> dict[str, object]:
    """The JSON object in a notification: as it is, inside an envelope's "Message", or broken by "!" at line ends."""
    start = text.find("{")
    if start < 0 or '"' not in text[start : start + 10]:
        return {}
    for whole in (text[start:], _BROKEN_LINE.sub("", text[start:])):
        try:
            found, _ = json.JSONDecoder(strict=False).raw_decode(whole)
            inner = found.get("Message") if isinstance(found, dict) else None
            found = json.loads(inner) if isinstance(inner, str) else found
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return {}


def _status(value: str) -> str:
    found = re.match(r"\s*([245])\s?\.\s?(\d{1,3})\s?\.\s?(\d{1,3})", value)
    return f"{found[1]}.{int(found[2])}.{int(found[3])}" if found else ""


def _diagnostic(value: str) -> str:
    kind, semicolon, words = value.partition(";")
    # The type ("smtp", "X-Unix") says who speaks, not what.
    return (words if semicolon and len(kind) < 40 and " " not in kind.strip() else value).strip()
