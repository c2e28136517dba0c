"""A delivery report says something of each recipient it names. What counts is what it says of the one we wrote to."""

from dataclasses import dataclass

import pytest

from tests.world import World
from twelfth.flow import act
from twelfth.flow.heard import MOST_IN_AN_HOUR
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox, sync
from twelfth.messages.models import IncomingMessage, OutgoingMessage
from twelfth.people.models import ContactPoint
from twelfth.reading.classify import Kind
from twelfth.rules.terms import Channel, Outcome

HERS = "ines@ribeiro.test"
#: With every letter goes a copy to ourselves, so a report on one letter may well name two.
OURS = "clara@example.test"


@dataclass(frozen=True)
class Said:
    """What a report says of one recipient."""

    of: str
    action: str
    status: str
    words: str


def dead(of: str) -> Said:
    return Said(of, "failed", "5.1.1", "550 5.1.1 User unknown")


def full(of: str) -> Said:
    return Said(of, "failed", "4.2.2", "452 4.2.2 The mailbox is full")


def late(of: str) -> Said:
    return Said(of, "delayed", "4.4.1", "421 4.4.1 Connection timed out")


@pytest.fixture
def message(world: World) -> OutgoingMessage:
    """A letter to Ines that was accepted by the server."""
    world.mailbox()
    followup = world.followup(world.person("Ines Carvalho"))
    sync.read_some("me", world.wiring)
    approved = act.Approved(number=1, subject="Thank you", body="Hello Ines\n")
    sent = act.send_mail(world.by, followup, approved, now=world.later(minutes=1))
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    return sent


def report(message: OutgoingMessage, *told: Said) -> bytes:
    prose = "".join(f"<{said.of}>: {said.words}\r\n" for said in told)
    entries = "".join(
        f"Final-Recipient: rfc822; {said.of}\r\nAction: {said.action}\r\nStatus: {said.status}\r\n"
        f"Diagnostic-Code: smtp; {said.words}\r\n\r\n"
        for said in told
    )
    return (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <report@mx.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/plain\r\n\r\n{prose}"
        f"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n{entries}"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message.message_id}\r\n\r\n--x--\r\n"
    ).encode()


def hear(world: World, raw: bytes) -> None:
    world.mail.deliver(raw, to=world.mail.account("clara").address)
    sync.read_some("me", world.wiring)
    world.later(minutes=1)


def outcome(message: OutgoingMessage) -> tuple[str, str, int]:
    """What became of the letter's contact, of the address, and how many contacts count."""
    message.touch.refresh_from_db()
    address = ContactPoint.objects.get(person=message.person_id, channel=Channel.EMAIL)
    counted = FollowUp.objects.get(person=message.person_id).touch_count
    return message.touch.outcome, address.state, counted


@pytest.mark.parametrize(
    ("told", "heard", "address"),
    [
        pytest.param([late(HERS), dead(OURS)], Outcome.SENT, ContactPoint.WORKS, id="hers is only late"),
        pytest.param([dead(OURS), late(HERS)], Outcome.SENT, ContactPoint.WORKS, id="the same, ours first"),
        pytest.param([dead(OURS), full(HERS)], Outcome.BOUNCED, ContactPoint.WORKS, id="hers is only full"),
        pytest.param([full(OURS), dead(HERS)], Outcome.BOUNCED, ContactPoint.BOUNCED, id="hers is dead"),
        pytest.param([late(OURS), dead(HERS)], Outcome.BOUNCED, ContactPoint.BOUNCED, id="dead, ours late"),
        pytest.param([late(HERS), dead(HERS)], Outcome.BOUNCED, ContactPoint.BOUNCED, id="late, then dead"),
        pytest.param([full(HERS), dead(HERS)], Outcome.BOUNCED, ContactPoint.BOUNCED, id="full and dead"),
        pytest.param([dead(OURS)], Outcome.SENT, ContactPoint.WORKS, id="others alone"),
    ],
)
def test_of_several_recipients_ours_counts(
    world: World, message: OutgoingMessage, told: list[Said], heard: str, address: str
) -> None:
    before = outcome(message)
    hear(world, report(message, *told))
    after = outcome(message)
    assert after[:2] == (heard, address)
    if heard == Outcome.SENT:
        assert after == before, "nothing moved"
    message.refresh_from_db()
    assert message.trouble.startswith("Came back") == (heard == Outcome.BOUNCED)


def test_a_report_that_names_nobody_speaks_of_its_letter(world: World, message: OutgoingMessage) -> None:
    raw = (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <report@mx.test>\r\nIn-Reply-To: {message.message_id}\r\nReturn-Path: <>\r\n\r\n"
        "Your message could not be delivered: 550 5.1.1 User unknown\r\n"
    )
    hear(world, raw.encode())
    assert outcome(message)[:2] == (Outcome.BOUNCED, ContactPoint.BOUNCED)


def nameless(of: str, at: str = "report") -> bytes:
    """As many write: no original, no Message-ID, only whom it was for."""
    return (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <{at}@mx.test>\r\nReturn-Path: <>\r\n\r\n"
        f"Your message to the following recipient could not be delivered:\r\n\r\n<{of}>: 550 5.1.1 User unknown\r\n"
    ).encode()


def test_a_report_that_names_only_whom_is_shown_and_changes_nothing(
    world: World, message: OutgoingMessage
) -> None:
    before = outcome(message)
    hear(world, nameless(HERS))
    assert outcome(message) == before, "nothing moved"
    shown = IncomingMessage.objects.get(kind=Kind.BOUNCE)
    assert (shown.answers, shown.matched_by) == (message, "address")
    assert "does not say which letter" in shown.text
    hear(world, nameless("somebody@else.test", at="other"))
    assert IncomingMessage.objects.count() == 1, "nobody wrote there"


def test_an_old_letter_does_not_come_back_any_more(world: World, message: OutgoingMessage) -> None:
    world.later(days=8)
    hear(world, nameless(HERS))
    assert not IncomingMessage.objects.exists()


def test_forged_reports_do_not_fill_the_inbox(world: World, message: OutgoingMessage) -> None:
    for number in range(MOST_IN_AN_HOUR + 5):
        world.mail.deliver(nameless(HERS, at=f"r{number}"), to=world.mail.account("clara").address)
    sync.read_some("me", world.wiring)
    assert IncomingMessage.objects.count() == MOST_IN_AN_HOUR
