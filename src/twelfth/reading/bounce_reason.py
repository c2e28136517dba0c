"""Why a letter came back: a server's words and codes -> a reason -> what it means for the address.

The words decide before the codes: servers answer 5.1.1 ("no such mailbox") to a sender who is too fast, and
5.7.1 ("not authorised") for a mailbox that does not exist. *Hard* is kept for what is proven: the address, or
its whole domain, takes no mail and will not. Wrongly hard loses a customer; wrongly soft costs one more bounce.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from twelfth.reading.bounce_words import PATTERNS
from twelfth.reading.fold import fold


class BounceClass(StrEnum):
    """What the sender has to do."""

    HARD = "hard"  # the address is dead: never write to it again
    SOFT = "soft"  # not delivered, given up; the address may well be alive
    FULL = "full"  # the mailbox takes no more, for now
    BLOCKED = "blocked"  # the sender or the letter was refused, not the address
    DELAYED = "delayed"  # not delivered yet; the server goes on trying by itself


class Reason(StrEnum):
    """Why, as far as the report tells."""

    NO_SUCH_USER = "no_such_user"
    NO_SUCH_DOMAIN = "no_such_domain"
    NO_MAIL_DOMAIN = "no_mail_domain"
    MOVED = "moved"
    MAILBOX_FULL = "mailbox_full"
    OVER_LIMIT = "over_limit"
    DISABLED = "disabled"
    UNAUTHENTICATED = "unauthenticated"
    NO_REVERSE_NAME = "no_reverse_name"
    LISTED = "listed"
    SPAM = "spam"
    VIRUS = "virus"
    CONTENT = "content"
    POLICY = "policy"
    TOO_FAST = "too_fast"
    RELAYING = "relaying"
    SENDER_REFUSED = "sender_refused"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    UNREACHABLE = "unreachable"
    HUNG_UP = "hung_up"
    EXPIRED = "expired"
    SERVER_FULL = "server_full"
    SERVER_ERROR = "server_error"
    SYNTAX = "syntax"
    UNKNOWN = "unknown"


_CLASS_OF = {
    Reason.NO_SUCH_USER: BounceClass.HARD,
    Reason.NO_SUCH_DOMAIN: BounceClass.HARD,
    Reason.NO_MAIL_DOMAIN: BounceClass.HARD,
    Reason.MOVED: BounceClass.HARD,
    Reason.MAILBOX_FULL: BounceClass.FULL,
    Reason.OVER_LIMIT: BounceClass.FULL,
    Reason.DISABLED: BounceClass.SOFT,
    Reason.TOO_LARGE: BounceClass.SOFT,
    Reason.UNREACHABLE: BounceClass.SOFT,
    Reason.EXPIRED: BounceClass.SOFT,
    Reason.SERVER_FULL: BounceClass.SOFT,
    Reason.SERVER_ERROR: BounceClass.SOFT,
    Reason.SYNTAX: BounceClass.SOFT,
    Reason.UNKNOWN: BounceClass.SOFT,
}

_EXPLAINED = {
    Reason.NO_SUCH_USER: "There is no such address.",
    Reason.NO_SUCH_DOMAIN: "The part after the @ does not exist.",
    Reason.NO_MAIL_DOMAIN: "The part after the @ takes no e-mail.",
    Reason.MOVED: "The person has moved to another address.",
    Reason.MAILBOX_FULL: "Their mailbox is full.",
    Reason.OVER_LIMIT: "The message is over the limit of their mailbox.",
    Reason.DISABLED: "Their account is switched off.",
    Reason.UNAUTHENTICATED: "Their server could not verify that you are allowed to send for your domain (SPF, DKIM, DMARC).",
    Reason.NO_REVERSE_NAME: "Your mail server has no proper reverse name (PTR record).",
    Reason.LISTED: "Your mail server is on a block list.",
    Reason.SPAM: "Their server took the message for spam.",
    Reason.VIRUS: "Their server found something dangerous in the message.",
    Reason.CONTENT: "Their server refused the content of the message.",
    Reason.POLICY: "Their server refused the message by its rules.",
    Reason.TOO_FAST: "Too many messages in too short a time for their server.",
    Reason.RELAYING: "The server does not pass on mail for you or to this address.",
    Reason.SENDER_REFUSED: "Their server does not take mail from your address.",
    Reason.REFUSED: "Their server refused the message.",
    Reason.TOO_LARGE: "The message is too large.",
    Reason.UNREACHABLE: "Their server could not be reached.",
    Reason.HUNG_UP: "Their server ended the connection before it took the message.",
    Reason.EXPIRED: "Their server did not take the message in time.",
    Reason.SERVER_FULL: "Their server has no room left.",
    Reason.SERVER_ERROR: "Their server had an error.",
    Reason.SYNTAX: "The servers did not understand each other.",
    Reason.UNKNOWN: "The report does not say why.",
}


class Stage(StrEnum):
    """How far the conversation of the two servers had come when the refusal was given."""

    CONNECT = "connect"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a report says of one recipient: `status` as d.d.d or "", `diagnostic` the server's own words."""

    status: str = ""
    diagnostic: str = ""
    stage: Stage = Stage.UNKNOWN


def explain(reason: Reason) -> str:
    """One sentence for the person who sent the message."""
    return _EXPLAINED[reason]


def class_of(reason: Reason) -> BounceClass:
    """What the reason means for the address."""
    return _CLASS_OF.get(reason, BounceClass.BLOCKED)


_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)(?=[- #:,]|$)")
_CODES = re.compile(
    r"(?<![\d.])[245]\d\d[- ]#?(?:[245]\.\d{1,3}\.\d{1,3}[- ]*)?|(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)"
)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']{1,200}@[^\s<>()\[\],;:\"']{1,255}")
_FRAGMENT = re.compile(r"(https?://[^\s#>)]{1,500})#[^\s>)]{1,500}")
_SPACES = re.compile(r"\s+")
# Cisco gateways put a heading of their own before the words of the remote server: 5.1.0 - Unknown address error 550-'5.7.1 …'
_HEADED = re.compile(r"\A\s*\d\.\d\.\d - [^'\n]{1,80}?(\d{3})[- ]+'(.{1,2000}?)'", re.DOTALL)

# "550 5.2.1 <user@example.com> …": the answer to a recipient, whatever the report tells of the conversation.
_NAMES_RECIPIENT = re.compile(
    r"(?<!\d)5\d\d[ -]+(?:#?5\.\d{1,3}\.\d{1,3}[ :-]+)?<[^<>\s]{1,300}@[^<>\s]{1,300}>"
)

_RECIPIENT_REJECTED = re.compile(r"recipient (?:address )?rejected ?(?:\.|\(|$)")
# Some providers answer so only after the letter, and mean it.
_HAS_NO_ACCOUNT = re.compile(r"(?:doesn't|does not) have an? \S{1,80} account")

# The server could not find out, or asks to come again.
_PASSING = re.compile(
    r"unverified|verification|try (?:again|later|it later)|temporar|timed? ?out|grey-?list|deferred|lookup failure"
)
_LOOKED_UP_IN_VAIN = re.compile(
    r"(?:found|failure|error)[,;.:]? (?:please )?try again|temporary (?:name|dns|lookup|failure in name)"
)

# RFC 3463 and its registry, with what Microsoft and Google add: used where the words say nothing.
_BY_STATUS = {
    "1.0": Reason.NO_SUCH_USER, "1.1": Reason.NO_SUCH_USER, "1.2": Reason.NO_SUCH_DOMAIN, "1.3": Reason.NO_SUCH_USER,
    "1.4": Reason.SERVER_ERROR, "1.6": Reason.MOVED, "1.7": Reason.SENDER_REFUSED, "1.8": Reason.SENDER_REFUSED, "1.9": Reason.SERVER_ERROR,
    "1.10": Reason.NO_SUCH_USER, "1.351": Reason.NO_SUCH_USER,
    "2.0": Reason.REFUSED, "2.1": Reason.DISABLED, "2.2": Reason.MAILBOX_FULL, "2.3": Reason.OVER_LIMIT, "2.4": Reason.SERVER_ERROR,
    "3.1": Reason.SERVER_FULL, "3.4": Reason.TOO_LARGE,
    "4.1": Reason.UNREACHABLE, "4.2": Reason.UNREACHABLE, "4.3": Reason.SERVER_ERROR, "4.4": Reason.NO_SUCH_DOMAIN,
    "4.5": Reason.SERVER_FULL, "4.6": Reason.SERVER_ERROR, "4.7": Reason.EXPIRED, "4.310": Reason.NO_SUCH_DOMAIN,
    "6.0": Reason.CONTENT, "6.1": Reason.CONTENT, "6.6": Reason.CONTENT, "6.7": Reason.CONTENT,
    "5.3": Reason.TOO_FAST, "7.17": Reason.MOVED, "7.18": Reason.MOVED, "7.16": Reason.TOO_LARGE,
    "7.5": Reason.UNAUTHENTICATED, "7.13": Reason.DISABLED, "7.20": Reason.UNAUTHENTICATED, "7.21": Reason.UNAUTHENTICATED,
    "7.22": Reason.UNAUTHENTICATED, "7.23": Reason.UNAUTHENTICATED, "7.24": Reason.UNAUTHENTICATED,
    "7.25": Reason.NO_REVERSE_NAME, "7.26": Reason.UNAUTHENTICATED, "7.27": Reason.NO_MAIL_DOMAIN, "7.28": Reason.TOO_FAST,
}  # fmt: skip
_BY_SUBJECT = {
    "3": Reason.SERVER_ERROR,
    "4": Reason.UNREACHABLE,
    "5": Reason.SYNTAX,
    "6": Reason.CONTENT,
    "7": Reason.POLICY,
}


def status_in(text: str) -> str:
    """The first enhanced status code (RFC 3463) in a text that says something: x.0.0 only where there is no other."""
    found = _STATUS.findall(text)
    return next((status for status in found if not status.endswith(".0.0")), found[0] if found else "")


def reply_code_in(text: str) -> str:
    """The first SMTP reply code that refuses (4xx, 5xx)."""
    found = _REPLY_CODE.search(text)
    return found[1] if found else ""


def remote_words(diagnostic: str) -> str:
    """What the remote server said, without the heading that some gateways put before it."""
    found = _HEADED.match(diagnostic)
    return f"{found[1]} {found[2]}" if found else diagnostic


def essence(diagnostic: str) -> str:
    """The words of a refusal alone: folded, on one line, without codes, addresses and the fragments of links.

    Codes stand between the words of replies of several lines; addresses may hold any word ("full@…").
    """
    text = _FRAGMENT.sub(r"\1", diagnostic[:5000])
    text = _CODES.sub(" ", _ADDRESS.sub("(address)", text))
    return _SPACES.sub(" ", fold(text)).strip()


def reason_in_words(refusal: Refusal) -> Reason | None:
    """The reason that the words tell, None where they tell nothing."""
    words = essence(refusal.diagnostic)
    if not words:
        return None
    for name, pattern in PATTERNS:
        if pattern.search(words):
            reason = _settled(Reason(name), refusal)
            if reason is not None:
                return reason
    return None


_WEAK = frozenset({Reason.SERVER_ERROR, Reason.SYNTAX})


def _permanent(refusal: Refusal) -> bool:
    return not (reply_code_in(refusal.diagnostic) or refusal.status).startswith("4")


def _settled(reason: Reason, refusal: Refusal) -> Reason | None:
    """A reason that the words suggest, after the doubts; None to look on."""
    if (
        reason is Reason.REFUSED
        and refusal.stage is Stage.RECIPIENT
        and _RECIPIENT_REJECTED.search(essence(refusal.diagnostic))
    ):
        return _settled_user(refusal)
    if reason is Reason.REFUSED and refusal.status.startswith("5.") and refusal.status[2:] in _BY_STATUS:
        return None  # "rejected" alone says less than the code
    if reason in _WEAK and refusal.status[1:4] in {".6.", ".7."}:
        return None  # the code says that it is the letter, or its sender
    if reason is Reason.DISABLED and refusal.status == "5.1.1":
        return Reason.NO_SUCH_USER
    if refusal.status.endswith((".1.7", ".1.8")) and class_of(reason) is BounceClass.HARD:
        return Reason.SENDER_REFUSED
    if reason is Reason.OVER_LIMIT:
        return Reason.OVER_LIMIT if refusal.status.endswith(".2.3") else Reason.TOO_LARGE
    if class_of(reason) is not BounceClass.HARD:
        return reason
    if reason is Reason.NO_SUCH_USER:
        return _settled_user(refusal)
    passing = not _permanent(refusal) or bool(_LOOKED_UP_IN_VAIN.search(essence(refusal.diagnostic)))
    return Reason.UNREACHABLE if passing else reason


def _settled_user(refusal: Refusal) -> Reason:
    """Servers that look a recipient up for days, and answer "unknown" each time with a passing code, end by giving the
    letter up: then it is true. Not where they say that they could not find out."""
    if not _permanent(refusal) and _PASSING.search(essence(refusal.diagnostic)):
        return Reason.UNREACHABLE
    return Reason.NO_SUCH_USER if _proven(refusal) else Reason.REFUSED


def _proven(refusal: Refusal) -> bool:
    """Whether "no such user" may be believed: not as an answer to the content (filters say so of letters they do
    not like), and not against a status that says the mailbox is there or the sender was refused, unless the
    recipient was refused at once."""
    if refusal.status.startswith(("5.1.", "4.1.")) or refusal.stage is Stage.RECIPIENT:
        return True
    if refusal.stage is Stage.CONTENT:
        return bool(_HAS_NO_ACCOUNT.search(essence(refusal.diagnostic)))
    if refusal.status.startswith("5.2."):
        return bool(_NAMES_RECIPIENT.search(refusal.diagnostic))
    if refusal.status.startswith("5.3."):
        return (
            refusal.status in refusal.diagnostic
        )  # the remote server's own, and not the reporting one's guess
    return not refusal.status.startswith("5.7.")


def reason_by_code(refusal: Refusal) -> Reason:
    """The reason that the codes tell, else how far the two servers had come."""
    detail = refusal.status.partition(".")[2]
    reason = _BY_STATUS.get(detail) or _BY_SUBJECT.get(detail.partition(".")[0])
    if reason is not None and (_permanent(refusal) or class_of(reason) is not BounceClass.HARD):
        return reason
    code = reply_code_in(refusal.diagnostic)
    if code and refusal.stage not in {Stage.RECIPIENT, Stage.UNKNOWN}:
        return Reason.REFUSED
    if code == "553":  # "name not allowed": the recipient's, or the sender's
        return Reason.NO_SUCH_USER if refusal.stage is Stage.RECIPIENT else Reason.REFUSED
    return {"552": Reason.MAILBOX_FULL, "551": Reason.MOVED}.get(code, Reason.UNKNOWN)
