"""What a letter is. The order of the questions is the decision: reports of machines before answers of people,
since whatever remains is taken for a person's answer, which stops every plan."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from twelfth.reading.auto_reply import is_auto_reply
from twelfth.reading.bounce import Bounce, bounce_in
from twelfth.reading.challenge import is_challenge
from twelfth.reading.complaint import Complaint, complaint_in
from twelfth.reading.mail import Mail
from twelfth.reading.opt_out import asks_to_stop
from twelfth.reading.reply import reply_text
from twelfth.reading.return_date import return_date
from twelfth.reading.signs import auto_submitted, is_automatic, is_from_mail_system, is_no_reply

_OLDEST_USED = timedelta(days=400)
_RECEIPTS = ("message/disposition-notification", "message/global-disposition-notification")
_CALENDARS = ("text/calendar", "application/ics")
_METHOD = re.compile(
    r"^METHOD[^:\n]{0,60}:\s*(REPLY|REQUEST|CANCEL|COUNTER|REFRESH|DECLINECOUNTER)\b",
    re.IGNORECASE | re.MULTILINE,
)
_BULK = frozenset({"bulk", "list", "junk"})


class Kind(StrEnum):
    """What a letter is to us."""

    REPLY = "reply"  # a person wrote
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"  # somebody pressed "this is spam"
    UNSUBSCRIBE = "unsubscribe"  # a person asks to be left alone
    CHALLENGE = "challenge"  # a program wants us to prove that we are people
    LIST = "list"  # a newsletter or a mailing list
    CALENDAR = "calendar"  # an invitation, or the answer to one
    OTHER = "other"  # made by a machine, and none of these


@dataclass(frozen=True, slots=True)
class Classification:
    """`bounce` and `complaint` only with their kind; `return_date` only of an auto-reply that tells one: the
    first day back; `opt_out` whether the writer asks for no further messages."""

    kind: Kind
    bounce: Bounce | None = None
    complaint: Complaint | None = None
    return_date: date | None = None
    opt_out: bool = False


def classify(mail: Mail, *, now: datetime, country: str = "") -> Classification:
    """What the letter is. `now` (aware) is used where the letter's own date is missing or unbelievable; `country`
    (ISO 3166, two letters, or "") is the writer's and settles how 9/8/2026 is read. Never raises."""
    complaint = complaint_in(mail)
    if complaint:
        return Classification(
            Kind.COMPLAINT, complaint=complaint, opt_out=complaint.feedback_type == "opt-out"
        )
    bounce = bounce_in(mail)
    if bounce:
        return Classification(Kind.BOUNCE, bounce=bounce)
    if mail.parts_of(*_RECEIPTS) or (mail.content_type == "multipart/report" and is_automatic(mail)):
        return Classification(Kind.OTHER)  # "was read", "was delivered"
    if is_challenge(mail):
        return Classification(Kind.CHALLENGE)
    if _is_calendar(mail):
        return Classification(Kind.CALENDAR)
    return _by_words(mail, now, country)


def _by_words(mail: Mail, now: datetime, country: str) -> Classification:
    words = reply_text(mail)
    if mail.has("x-apple-unsubscribe"):
        return Classification(Kind.UNSUBSCRIBE, opt_out=True)
    if _is_list(mail):
        return Classification(Kind.LIST)
    if is_auto_reply(mail):
        back = return_date(mail.subject, words, today=_written_on(mail, now), country=country)
        return Classification(Kind.AUTO_REPLY, return_date=back, opt_out=asks_to_stop(words))
    if asks_to_stop(words, mail.subject if len(words) < 200 else ""):
        return Classification(Kind.UNSUBSCRIBE, opt_out=True)
    if _is_by_person(mail):
        return Classification(Kind.REPLY)
    return Classification(Kind.OTHER)


def _written_on(mail: Mail, now: datetime) -> date:
    """The day from which "Monday" counts: the letter's own date, where it can be believed."""
    today = now.astimezone(UTC)
    written = mail.date
    if written is None or not (today - _OLDEST_USED <= written <= today + timedelta(days=2)):
        return today.date()
    return written.date()


def _is_calendar(mail: Mail) -> bool:
    for part in mail.parts_of(*_CALENDARS):
        if re.search(
            r"method\s*=\s*\"?(?:reply|request|cancel|counter)", part.parameters, re.IGNORECASE
        ) or _METHOD.search(part.text[:5000]):
            return True
    return "calendarmessage" in mail.header("content-class").lower()


def _is_list(mail: Mail) -> bool:
    """Newsletters and mailing lists. An answer to a letter of ours is none, through whatever list it came."""
    if mail.in_reply_to or auto_submitted(mail) in {"auto-replied", "auto-reply"}:
        return False
    if mail.has("list-id") or mail.has("list-unsubscribe") or mail.has("list-post"):
        return True
    bulk = mail.header("precedence").strip().lower() in _BULK
    return bulk and not mail.references and not is_auto_reply(mail)


def _is_by_person(mail: Mail) -> bool:
    if is_from_mail_system(mail):
        return False
    submitted = auto_submitted(mail)
    if submitted not in {"", "no"}:
        return False
    if is_no_reply(mail) and not mail.in_reply_to:
        return False
    return bool(mail.from_address)
