"""What servers say -> what it means for the address. The words are those of the big providers and common servers."""

import pytest

from twelfth.reading.bounce_reason import (
    Reason,
    Refusal,
    Stage,
    class_of,
    explain,
    reason_by_code,
    reason_in_words,
    status_in,
)
from twelfth.reading.bounce_text import stage_in

HARD = [
    (
        "5.1.1",
        "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address",
    ),
    ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
    ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied. [AM0.prod.protection.outlook.com]"),
    ("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)."),
    ("5.1.1", "550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table"),
    ("", "554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0]"),
    ("", "550 Requested action not taken: mailbox unavailable"),
    ("", "550 No Such User Here"),
    ("", "550 Unrouteable address"),
    ("", "Host or domain name not found. Name service error for name=b.example type=A: Host not found"),
    ("5.1.2", "550 5.1.2 Host unknown (Name server: b.example.: host not found)"),
    ("5.1.10", "556 5.1.10 Recipient address has null MX"),
    ("", "550 5.7.1 <a@b.example>... User unknown (in reply to RCPT TO command)"),
    ("5.1.6", "551 5.1.6 User has moved to a new address"),
    ("5.1.1", "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient."),
    ("5.1.1", "550 Benutzer unbekannt"),
]
FULL = [
    (
        "5.2.2",
        "552-5.2.2 The email account that you tried to reach is over quota. Please direct\n552-5.2.2 the recipient to",
    ),
    ("5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"),
    ("4.2.2", "452 4.2.2 Over quota"),
    ("", "552 Quota exceeded (mailbox for user is full)"),
    ("", "550 Mailbox size limit exceeded"),
    ("5.2.2", "552 5.2.2 user has exceeded their disk quota"),
    ("", "User a@b.example mailbox is full: retry timeout exceeded"),
]
BLOCKED = [
    ("5.7.1", "554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org"),
    ("5.7.26", "550 5.7.26 This mail has been blocked because the sender is unauthenticated."),
    ("5.7.1", "550 5.7.1 Message rejected as spam by Content Filtering."),
    ("5.7.25", "550 5.7.25 The IP address sending this message does not have a PTR record setup"),
    (
        "4.7.0",
        "421 4.7.0 [TSS04] Messages from 203.0.113.9 temporarily deferred due to unexpected volume or user complaints",
    ),
    ("5.7.1", "550 5.7.1 Relaying denied"),
    ("5.1.1", "550 5.1.1 <a@b.example> - 203.0.113.9 has sent to too many recipients this hour"),
    ("5.7.1", "550 5.7.1 [CS] Message blocked. Please see https://example.org/policy"),
    ("5.7.511", "550 5.7.511 Access denied, banned sender[203.0.113.9]"),
    (
        "",
        "550 SC-001 Unfortunately, messages from 203.0.113.9 weren't sent. part of their network is on our block list",
    ),
    ("5.7.9", "554 5.7.9 Message not accepted for policy reasons."),
    ("5.1.8", "501 5.1.8 Sender address rejected"),
    ("", "554 5.7.1 message contains a virus"),
    ("4.7.1", "450 4.7.1 <a@b.example>: Recipient address rejected: Greylisted, see http://example.org"),
]
SOFT = [
    ("5.3.4", "552 5.3.4 Message size exceeds fixed limit"),
    ("4.4.1", "connect to mx.b.example[203.0.113.5]:25: Connection timed out"),
    ("4.4.7", "Message expired: unable to deliver in 840 minutes"),
    ("5.2.1", "550 5.2.1 The email account that you tried to reach is disabled."),
    ("4.3.1", "452 4.3.1 Insufficient system storage"),
    ("5.4.6", "554 5.4.6 Hop count exceeded - possible mail loop"),
    (
        "4.4.3",
        "Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again",
    ),
    ("", "mail for b.example loops back to myself"),
    ("", ""),
]


def reason(status: str, words: str) -> Reason:
    said = Refusal(status or status_in(words), words, stage_in(words))
    return reason_in_words(said) or reason_by_code(said)


@pytest.mark.parametrize(
    ("class_", "status", "words"),
    [
        *(("hard", *one) for one in HARD),
        *(("full", *one) for one in FULL),
        *(("blocked", *one) for one in BLOCKED),
        *(("soft", *one) for one in SOFT),
    ],
)
def test_class(class_: str, status: str, words: str) -> None:
    assert class_of(reason(status, words)) == class_


def test_the_code_decides_where_the_words_say_nothing() -> None:
    assert reason("5.1.1", "550 Address rejected") is Reason.NO_SUCH_USER
    assert reason("5.2.2", "552 Requested mail action aborted") is Reason.MAILBOX_FULL
    assert reason_by_code(Refusal("", "550 no", Stage.CONTENT)) is Reason.REFUSED
    assert reason_by_code(Refusal("4.1.1", "", Stage.UNKNOWN)) is not Reason.NO_SUCH_USER


def test_a_gateways_heading_yields_to_the_words_it_quotes() -> None:
    from twelfth.reading.bounce_reason import remote_words

    assert (
        remote_words("5.1.0 - Unknown address error 550-'5.7.1 Access denied'") == "550 5.7.1 Access denied"
    )


def test_every_reason_is_explained_in_one_sentence() -> None:
    for one in Reason:
        assert explain(one).endswith(".")
        assert explain(one).count(". ") == 0
