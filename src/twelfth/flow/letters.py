"""A message as the mailbox has it, read only as far as it matters.

Most of a mailbox is none of our business. Its header fields say so, and what they say is read first: the text of a
stranger's letter is not looked at.
"""

import hashlib
import re
from dataclasses import dataclass

from twelfth.messages.ports import FolderUse
from twelfth.reading.mail import Mail, read
from twelfth.reading.signs import is_automatic, is_from_mail_system

_LONGEST_HEAD = 256 * 1024  # bytes
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n|\r\r")
#: How far a letter is searched for what only reports have in them, in bytes.
_SEARCHED = 256 * 1024
_IN_REPORTS = (
    b"message/rfc822",
    b"message/global",
    b"message/delivery-status",
    b"message/feedback-report",
    b"text/rfc822-headers",
    b"final-recipient:",
)
_SENT_FOR = re.compile(r"\bfor <([^<>\s]{3,320})>", re.IGNORECASE)
_RECEIVED_READ = 4
_RESULT = re.compile(r"(?:^|[;\s])(spf|dkim|dmarc|auth)\s*=\s*([a-z]+)")
_LONGEST_ID = 200
_MOST_THREAD_IDS = 30
_MOST_RECIPIENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`use`: what the folder it lay in is for. `head`: what its header fields say, without text and parts."""

    raw: bytes
    use: FolderUse
    head: Mail

    def whole(self) -> Mail:
        """All of it. Read anew each time: keep it."""
        return read(self.raw)


def letter(raw: bytes, use: FolderUse = FolderUse.INBOX) -> Letter:
    """Never raises, whatever the bytes."""
    end = _END_OF_HEAD.search(raw, 0, _LONGEST_HEAD)
    head = raw[: end.start() if end else _LONGEST_HEAD]
    return Letter(raw=raw, use=use, head=read(head + b"\r\n\r\n"))


def identity_of(head: Mail, raw: bytes) -> str:
    """Its Message-ID, or a digest of its bytes: what comes again is known by it."""
    if not head.message_id:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    if len(head.message_id) <= _LONGEST_ID:
        return head.message_id
    return f"id-sha256:{hashlib.sha256(head.message_id.encode('utf-8', 'replace')).hexdigest()}"


def thread_ids(mail: Mail) -> list[str]:
    """What it answers, the nearest first: at most some thirty identifiers, whatever the letter claims."""
    named = dict.fromkeys([*mail.in_reply_to, *reversed(mail.references)])
    ids = [one for one in named if len(one) <= _LONGEST_ID]
    return [*ids[: _MOST_THREAD_IDS - 1], *ids[-1:]] if len(ids) > _MOST_THREAD_IDS else ids


def recipients_of(mail: Mail) -> list[str]:
    """Whom it was addressed to, hidden copies included where they are still written."""
    hidden = [
        word.strip("<>,;").lower() for value in mail.every("bcc") for word in value.split() if "@" in word
    ]
    return list(dict.fromkeys([*mail.to, *mail.cc, *hidden]))[:_MOST_RECIPIENTS]


def delivered_to(head: Mail) -> frozenset[str]:
    """Every address that it was sent or handed to, as the header fields of the last servers tell."""
    stamped = [
        found[1].lower()
        for value in head.every("received")[:_RECEIVED_READ]
        if (found := _SENT_FOR.search(value))
    ]
    return frozenset([*head.to, *head.cc, *head.delivered_to, *stamped])


def may_be_report(one: Letter) -> bool:
    """Whether it could be a bounce or a complaint: only then a stranger's letter is read further."""
    head = one.head
    return bool(
        is_from_mail_system(head)
        or is_automatic(head)
        or head.has("x-failed-recipients")
        or head.content_type.startswith(("multipart/report", "message/"))
        or head.from_address.endswith((".amazonses.com", "@sns.amazonaws.com"))
        or _looks_like_report(one.raw)
    )


def _looks_like_report(raw: bytes) -> bool:
    # Several times as fast as one pattern that ignores case.
    searched = raw[:_SEARCHED].lower()
    return any(mark in searched for mark in _IN_REPORTS)


def was_forged(head: Mail) -> bool:
    """Whether the server that received it says that it does not come from the address in From.

    What it says is the first field of that name, since each server adds on top. Where none says anything, nothing
    is known, and it is not taken for forged.
    """
    told = head.header("authentication-results").lower()
    results: dict[str, str] = dict(_RESULT.findall(told))
    if "pass" in {results.get("dmarc"), results.get("auth")}:
        return False
    if results.get("dmarc") == "fail":
        return True
    failed = results.get("spf") in {"fail", "softfail"} or results.get("dkim") == "fail"
    return failed and "pass" not in {results.get("spf"), results.get("dkim")}
