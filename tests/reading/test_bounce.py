"""Delivery reports: recognised, for whom, which of our letters, and never a person's letter."""

from datetime import UTC, datetime

import pytest

from tests.reading.builders import OUR_ID, OURS, answer, letter
from twelfth.reading import Bounce, BounceClass, Classification, Kind, Reason, classify, read

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)


def classified(raw: bytes) -> Classification:
    return classify(read(raw), now=NOW)


def bounce(raw: bytes) -> Bounce:
    found = classified(raw)
    assert found.kind is Kind.BOUNCE
    assert found.bounce is not None
    return found.bounce


def report(
    *entries: str, text: str = "Your message could not be delivered.", original: str = f"Message-ID: {OUR_ID}"
) -> bytes:
    """A report in the form of RFC 3464, one block of fields per entry."""
    blocks = "\n\n".join(entries)
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.buyer.example>\nTo: {OURS}\nReturn-Path: <>\n"
        "Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        f"--b\n\n{text}\n\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.buyer.example\n\n{blocks}\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{original}\nTo: jo@buyer.example\nSubject: Your training days\n\nHello\n--b--\n"
    ).encode()


def entry(status: str, words: str, *, action: str = "failed", recipient: str = "jo@buyer.example") -> str:
    return f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {words}"


def test_a_dead_address() -> None:
    found = bounce(
        report(entry("5.1.1", "550 5.1.1 <jo@buyer.example>: Recipient address rejected: User unknown"))
    )
    assert found.class_ is BounceClass.HARD
    assert found.status == "5.1.1"
    assert found.reason is Reason.NO_SUCH_USER
    assert found.recipients == ("jo@buyer.example",)
    assert found.original_message_id == OUR_ID


def test_each_recipient_has_a_class_of_his_own() -> None:
    found = bounce(
        report(
            entry("5.2.2", "552 5.2.2 Mailbox full", recipient="kim@buyer.example"),
            entry("5.1.1", "550 5.1.1 No such user", recipient="jo@buyer.example"),
        )
    )
    assert [(one.recipients, one.class_) for one in found.failures] == [
        (("kim@buyer.example",), BounceClass.FULL),
        (("jo@buyer.example",), BounceClass.HARD),
    ]
    assert found.recipients == ("kim@buyer.example", "jo@buyer.example")


def test_recipients_without_a_blank_line_between() -> None:
    both = (
        entry("5.1.1", "550 No such user", recipient="a@x.example")
        + "\n"
        + entry("4.2.2", "452 full", recipient="b@x.example")
    )
    assert bounce(report(both)).recipients == ("a@x.example", "b@x.example")


def test_a_letter_passed_on_names_both_addresses() -> None:
    found = bounce(
        report(entry("5.1.1", "550 unknown user") + "\nOriginal-Recipient: rfc822;info@buyer.example")
    )
    assert found.recipients == ("jo@buyer.example", "info@buyer.example")


def test_a_notice_of_delay_is_no_failure() -> None:
    found = bounce(
        report(entry("4.4.1", "connect to mx.buyer.example: Connection timed out", action="delayed"))
    )
    assert found.class_ is BounceClass.DELAYED


def test_a_confirmation_of_delivery_is_no_bounce() -> None:
    assert classified(report(entry("2.0.0", "250 OK", action="delivered"))).kind is Kind.OTHER
    assert classified(report(entry("2.0.0", "250 OK", action="relayed"))).kind is Kind.OTHER


QMAIL = """Hi. This is the qmail-send program at mx.seller.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<jo@buyer.example>:
203.0.113.5 does not like recipient.
Remote host said: 550 5.1.1 unknown mailbox
Giving up on 203.0.113.5.

--- Below this line is a copy of the message.

Return-Path: <sam@seller.example>
Message-ID: <touch-3.f2a1@seller.example>
"""
EXIM = """This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  jo@buyer.example
    host mx.buyer.example [203.0.113.5]
    SMTP error from remote mail server after RCPT TO:<jo@buyer.example>:
    550 No such user here

------ This is a copy of the message, including all the headers. ------

Message-ID: <touch-3.f2a1@seller.example>
"""
GMAIL = """Delivery to the following recipient failed permanently:

     jo@buyer.example

Technical details of permanent failure:
The error that the other server returned was:
550 5.1.1 The email account that you tried to reach does not exist.

----- Original message -----

Message-ID: <touch-3.f2a1@seller.example>
To: jo@buyer.example
"""


@pytest.mark.parametrize("text", [QMAIL, EXIM, GMAIL])
def test_reports_in_prose(text: str) -> None:
    found = bounce(letter(text, subject="failure notice", sender="MAILER-DAEMON@mx.seller.example"))
    assert found.class_ is BounceClass.HARD
    assert found.recipients == ("jo@buyer.example",)
    assert found.original_message_id == OUR_ID


def test_what_the_server_says_counts_and_not_the_letter_it_returns() -> None:
    text = (
        EXIM.replace("550 No such user here", "552 Mailbox quota exceeded")
        + "\nSubject: no such user here\n\nuser unknown"
    )
    assert (
        bounce(letter(text, subject="Mail delivery failed", sender="MAILER-DAEMON@mx.seller.example")).class_
        is BounceClass.FULL
    )


def test_an_address_that_names_a_reason_gives_none() -> None:
    found = bounce(
        report(
            entry(
                "5.0.0",
                "550 <user-unknown@buyer.example> blocked by policy",
                recipient="user-unknown@buyer.example",
            )
        )
    )
    assert found.class_ is BounceClass.BLOCKED


def test_unknown_user_after_the_content_proves_nothing() -> None:
    text = "<jo@buyer.example>: host mx said: 550 Unknown user (in reply to end of DATA command)"
    assert bounce(report(entry("5.0.0", "550 Unknown user"), text=text)).class_ is BounceClass.BLOCKED


def test_unknown_user_for_now_is_hard_once_the_letter_is_given_up() -> None:
    said = "450 4.1.1 User unknown in local recipient table"
    assert bounce(report(entry("4.1.1", said))).class_ is BounceClass.HARD
    assert bounce(report(entry("4.1.1", said, action="delayed"))).class_ is BounceClass.DELAYED
    for unsure in (
        "450 4.1.1 Recipient address rejected: unverified address",
        "450 4.1.1 User unknown, try again later",
    ):
        assert bounce(report(entry("4.1.1", unsure))).class_ is BounceClass.SOFT


@pytest.mark.parametrize(
    "raw",
    [
        answer(f"Sorry, your last mail came back to me:\n\n> {EXIM}"),
        answer("The address kim@buyer.example bounced: 550 5.1.1 User unknown. Do you have another?"),
        letter("We could not deliver your parcel to <jo@buyer.example>.", subject="Undelivered parcel"),
        letter(GMAIL, subject="Fwd: Delivery Status Notification (Failure)"),
    ],
)
def test_a_person_who_speaks_of_a_bounce_sends_none(raw: bytes) -> None:
    found = classified(raw)
    assert found.kind is Kind.REPLY
    assert found.bounce is None


def test_a_person_who_attaches_a_report_sends_none() -> None:
    raw = report(entry("5.1.1", "550 No such user")).replace(
        b"multipart/report; report-type=delivery-status;", b"multipart/mixed;"
    )
    raw = raw.replace(b"Mail Delivery System <MAILER-DAEMON@mx.buyer.example>", b"Jo <jo@buyer.example>")
    raw = raw.replace(b"Return-Path: <>\n", b"").replace(b"Auto-Submitted: auto-replied\n", b"")
    assert classified(raw).kind is Kind.REPLY


def test_an_out_of_office_with_an_empty_return_path_is_no_bounce() -> None:
    text = "I am on parental leave. Your message will not be delivered to anybody else. Please write to kim@buyer.example."
    raw = letter(
        text,
        subject="Automatic reply: Your training days",
        headers={"Return-Path": "<>", "Auto-Submitted": "auto-replied"},
    )
    assert classified(raw).kind is Kind.AUTO_REPLY
