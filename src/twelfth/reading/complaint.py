"""Reports of recipients who pressed "this is spam" (ARF, RFC 5965), and of those who do not quite follow it."""

import re
from dataclasses import dataclass

from twelfth.reading.bounce_text import original_message_id
from twelfth.reading.delivery_report import address_in, blocks_in
from twelfth.reading.fold import any_of, fold
from twelfth.reading.mail import Mail

_SUBJECT = re.compile(
    any_of(
        r"""
        \A(?:fw:? )?complaint about (?:message|e-?mail)
        e?-?mail feedback report
        \A(?:\[[^\]]{1,40}\] ?)?(?:spam|abuse|feedback loop|fbl) (?:report|complaint|feedback)
        """
    )
)
_RECIPIENT_FIELDS = ("x-hmxmroriginalrecipient", "x-original-rcpt-to", "original-rcpt-to", "x-rcpt-to")
_ORIGINALS = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
_HARMLESS = frozenset({"not-spam"})


@dataclass(frozen=True, slots=True)
class Complaint:
    """`feedback_type` as in RFC 5965 (abuse, fraud, opt-out, auth-failure …); `recipients` who complained, often
    hidden by the reporter; `original_message_id` which of our letters it is about."""

    feedback_type: str
    recipients: tuple[str, ...]
    original_message_id: str


def complaint_in(mail: Mail) -> Complaint | None:
    """What the report says; None where the letter is none, or says that it was *not* spam."""
    reports = mail.parts_of("message/feedback-report")
    if reports:
        fields = {
            name: value for part in reports for block in blocks_in(part.text) for name, value in block.items()
        }
        kind = fields.get("feedback-type", "abuse").lower().split(";")[0].strip()
        if kind in _HARMLESS:
            return None
        named = [address_in(fields.get(name, "")) for name in ("original-rcpt-to", "removal-recipient")]
        return Complaint(kind, tuple(dict.fromkeys(a for a in named if a)), original_message_id(mail))
    if _SUBJECT.search(fold(mail.subject[:300])) and mail.parts_of(*_ORIGINALS):
        return Complaint("abuse", _complainers(mail), original_message_id(mail))
    return None


def _complainers(mail: Mail) -> tuple[str, ...]:
    text = "\n".join(part.text for part in mail.parts_of(*_ORIGINALS))[:50_000]
    found = [
        address_in(match[1])
        for name in _RECIPIENT_FIELDS
        if (match := re.search(rf"^{name}[ \t]*:[ \t]*(.{{1,400}})$", text, re.IGNORECASE | re.MULTILINE))
    ]
    return tuple(dict.fromkeys(a for a in found if a))
