"""The kinds that have no file of their own."""

from datetime import UTC, datetime

import pytest

from tests.reading.builders import OUR_ID, OURS, answer, letter
from twelfth.reading import Classification, Kind, classify, read

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)


def classified(raw: bytes) -> Classification:
    return classify(read(raw), now=NOW)


def feedback(kind: str, extra: str = "") -> bytes:
    return (
        f"From: feedback@isp.example\nTo: {OURS}\nSubject: FW: Your training days\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\nThis is an abuse report.\n\n"
        f"--b\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: x/1\nVersion: 1\n{extra}\n"
        f"--b\nContent-Type: message/rfc822\n\nMessage-ID: {OUR_ID}\nTo: jo@buyer.example\n\nhi\n--b--\n"
    ).encode()


def test_a_complaint_names_who_and_what() -> None:
    found = classified(feedback("abuse", "Original-Rcpt-To: <jo@buyer.example>\n"))
    assert found.kind is Kind.COMPLAINT
    assert found.complaint is not None
    assert found.complaint.recipients == ("jo@buyer.example",)
    assert found.complaint.original_message_id == OUR_ID
    assert not found.opt_out
    assert classified(feedback("opt-out")).opt_out
    assert classified(feedback("not-spam")).kind is not Kind.COMPLAINT


def test_a_read_receipt_is_neither_reply_nor_bounce() -> None:
    raw = (
        f"From: jo@buyer.example\nTo: {OURS}\nSubject: Read: Your training days\nIn-Reply-To: {OUR_ID}\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nYour message was read.\n\n"
        "--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; jo@buyer.example\n"
        "Disposition: manual-action/MDN-sent-automatically; displayed\n\n--b--\n"
    )
    assert classified(raw.encode()).kind is Kind.OTHER


@pytest.mark.parametrize("method", ["REQUEST", "REPLY", "CANCEL", "COUNTER"])
def test_calendar(method: str) -> None:
    raw = (
        f"From: jo@buyer.example\nTo: {OURS}\nSubject: Accepted: Talk\nIn-Reply-To: {OUR_ID}\nMIME-Version: 1.0\n"
        "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nJo has answered.\n\n"
        f"--b\nContent-Type: text/calendar; charset=utf-8; method={method}\n\nBEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n--b--\n"
    )
    assert classified(raw.encode()).kind is Kind.CALENDAR


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Your email requires verification verify#1a2b",
            (
                "The message you sent requires that you verify that you are a real live human being and not a spam source. To complete "
                "this verification, simply reply to this message and leave the subject line intact."
            ),
        ),
        (
            "Please confirm your message to jo@buyer.example",
            (
                "I am protected by a spam filter. Click the link below to confirm that you sent this e-mail; you only have to do this once. "
                "https://filter.example/c/1"
            ),
        ),
        (
            "Merci de confirmer l'envoi de votre message",
            "Cliquez sur le lien ci-dessous pour confirmer, votre message sera alors remis à son destinataire.",
        ),
    ],
)
def test_challenge(subject: str, text: str) -> None:
    raw = letter(
        text,
        subject=subject,
        headers={"Precedence": "bulk", "Auto-Submitted": "auto-replied", "In-Reply-To": OUR_ID},
    )
    assert classified(raw).kind is Kind.CHALLENGE


def test_a_person_who_asks_for_confirmation_is_a_person() -> None:
    assert classified(answer("Please confirm that you sent the offer, I cannot find it.")).kind is Kind.REPLY


def test_newsletters() -> None:
    news = {"List-Id": "<news.x.example>", "List-Unsubscribe": "<https://x.example/u>", "Precedence": "bulk"}
    assert classified(letter("News!", subject="Our news", headers=news)).kind is Kind.LIST


def test_an_answer_through_a_list_is_an_answer() -> None:
    raw = letter("Yes, gladly.", headers={"List-Id": "<sales.buyer.example>", "In-Reply-To": OUR_ID})
    assert classified(raw).kind is Kind.REPLY


def test_a_fresh_letter_of_a_person_is_a_reply() -> None:
    assert classified(letter("Could you call me?", subject="Training")).kind is Kind.REPLY


def test_notifications_are_other() -> None:
    raw = letter("Your invoice is ready.", subject="Invoice 12", sender="no-reply@shop.example")
    assert classified(raw).kind is Kind.OTHER
    raw = letter("Job done.", subject="cron", headers={"Auto-Submitted": "auto-generated"})
    assert classified(raw).kind is Kind.OTHER


def test_apples_unsubscribe_button() -> None:
    found = classified(letter("", subject="", headers={"X-Apple-Unsubscribe": "true"}))
    assert (found.kind, found.opt_out) == (Kind.UNSUBSCRIBE, True)


def test_nothing_at_all() -> None:
    assert classified(b"").kind is Kind.OTHER
