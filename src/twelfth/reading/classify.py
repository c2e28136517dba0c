"""What a letter is: the answer of a person, or one of the many things that only look like it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from twelfth.reading.auto_reply import is_auto_reply
from twelfth.reading.bounce import Bounce, Failure, bounce_in
from twelfth.reading.complaint import Complaint, complaint_in
from twelfth.reading.mail import Mail
from twelfth.reading.opt_out import wants_out
from twelfth.reading.reply import reply_text
from twelfth.reading.return_date import return_date
from twelfth.reading.signs import auto_submitted, is_automatic

__all__ = ["Bounce", "Classification", "Complaint", "Failure", "Kind", "classify"]


class Kind(StrEnum):
    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    CHALLENGE = "challenge"
    LIST = "list"
    CALENDAR = "calendar"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """`return_date` comes with AUTO_REPLY alone: the first day back. `opt_out`: they want no more letters."""

    kind: Kind
    bounce: Bounce | None = None
    complaint: Complaint | None = None
    return_date: date | None = None
    opt_out: bool = False


_CHALLENGES = (
    "please confirm your e-mail to",
    "verify your message",
    "challenge-response",
    "boxbe",
    "spamarrest",
)


def classify(mail: Mail, *, now: datetime, country: str = "") -> Classification:
    """What came. `now` and `country` (ISO code of the receiving business) help to read dates.

    In doubt it is a reply: to look at an auto-reply costs a moment, to overlook an answer costs a customer.
    """
    if (complaint := complaint_in(mail)) is not None:
        return Classification(kind=Kind.COMPLAINT, complaint=complaint, opt_out=True)
    if (bounce := bounce_in(mail)) is not None:
        return Classification(kind=Kind.BOUNCE, bounce=bounce)
    if mail.content_type == "text/calendar" or mail.parts_of("text/calendar"):
        return Classification(kind=Kind.CALENDAR)
    words = reply_text(mail)
    if is_auto_reply(mail):
        back = return_date(mail.subject, words, today=now.date(), country=country)
        return Classification(kind=Kind.AUTO_REPLY, return_date=back)
    if any(sign in f"{mail.subject} {words[:400]}".lower() for sign in _CHALLENGES) and is_automatic(mail):
        return Classification(kind=Kind.CHALLENGE)
    if _is_list(mail):
        return Classification(kind=Kind.LIST)
    if wants_out(mail.subject, words):
        return Classification(kind=Kind.UNSUBSCRIBE, opt_out=True)
    if auto_submitted(mail) not in {"", "no"}:
        return Classification(kind=Kind.OTHER)
    return Classification(kind=Kind.REPLY)


def _is_list(mail: Mail) -> bool:
    """A newsletter or a list. An answer to us that went through a list server stays an answer."""
    if mail.in_reply_to:
        return False
    bulk = mail.header("precedence").strip().lower() in {"bulk", "list"}
    return mail.has("list-id") or mail.has("list-unsubscribe") or bulk
