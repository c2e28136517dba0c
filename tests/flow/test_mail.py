"""Out and in: sent once, guarded in the moment of sending, and an answer stops the machine."""

import email
from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.world import World
from twelfth.adapters.mail.fake import Point
from twelfth.flow import act
from twelfth.flow.due import tick
from twelfth.flow.look import expire_claims
from twelfth.flow.opt_out import stop
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox, sync
from twelfth.messages import actions
from twelfth.messages.models import IncomingMessage, Mailbox, MessageState, OutgoingMessage
from twelfth.people.models import ContactPoint
from twelfth.records.backups import hold_all_mail
from twelfth.rules.terms import Channel, NextKind, Outcome
from twelfth.touches.models import Touch, TouchState

HERS = "inês@ribeiro.test"


@pytest.fixture
def followup(world: World) -> FollowUp:
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


def send(world: World, followup: FollowUp, number: int = 1) -> OutgoingMessage:
    approved = act.Approved(number=number, subject="Thank you", body="Hello Ines,\n\nthank you.\n")
    return act.send_mail(world.by, followup, approved, now=world.now)


def arrived(world: World) -> list[bytes]:
    return world.mail.messages("ines@ribeiro.test")


def reply(to: OutgoingMessage, text: str, **fields: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Ines <ines@ribeiro.test>",
        "clara@example.test",
        "Re: Thank you",
    )
    mail["Message-ID"], mail["In-Reply-To"] = f"<{abs(hash(text))}@ribeiro.test>", to.message_id
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def sent_by(world: World, followup: FollowUp) -> OutgoingMessage:
    """A message that a person approved and that has gone out."""
    started(world)
    message = send(world, followup)
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    return message


def hear(world: World, raw: bytes) -> None:
    world.mail.deliver(raw, to=world.mail.account("clara").address)
    sync.read_some("me", world.wiring)
    world.later(minutes=1)


def started(world: World) -> None:
    """The first round only notes where the mailbox ends."""
    sync.read_some("me", world.wiring)
    world.later(minutes=1)


def test_it_waits_ten_seconds_and_is_sent_once(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    assert not outbox.send_some("me", world.wiring)
    assert arrived(world) == []
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    outbox.send_some("other", world.wiring)
    message.refresh_from_db()
    assert (message.state, len(arrived(world))) == (MessageState.SENT, 1)
    got = email.message_from_bytes(arrived(world)[0])
    assert got["Message-ID"] == message.message_id
    assert "mailto:" in got["List-Unsubscribe"]
    touch = Touch.objects.get()
    assert (touch.state, touch.number, touch.at) == (TouchState.DONE, 1, message.sent_at)
    followup.refresh_from_db()
    assert followup.next_step == 2


def test_it_can_be_taken_back_while_it_waits(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    act.undo(world.by, message.touch, now=world.later(seconds=5))
    world.later(minutes=5)
    outbox.send_some("me", world.wiring)
    assert arrived(world) == []
    followup.refresh_from_db()
    assert (followup.touch_count, followup.next_step) == (0, 1)


def test_two_workers_claim_each_message_once(world: World, followup: FollowUp) -> None:
    send(world, followup)
    world.later(seconds=11)
    assert len(actions.claim("one", 10, now=world.now)) == 1
    assert actions.claim("two", 10, now=world.now) == []


def test_an_opt_out_between_pressing_send_and_sending_holds_it(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    stop(followup.person, Channel.EMAIL, "link", now=world.later(seconds=3))
    world.later(seconds=30)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert (arrived(world), message.state) == ([], MessageState.HELD)


def test_an_answer_between_pressing_send_and_sending_holds_it(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    act.log_answer(world.by, followup, Channel.LINKEDIN, note="Stop, we signed", now=world.later(seconds=5))
    world.later(seconds=30)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert (arrived(world), message.state) == ([], MessageState.HELD)
    assert "answered" in message.trouble


def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    world.mail.refuse(Point.RCPT, 451, "greylisted")
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert (message.state, message.tries) == (MessageState.QUEUED, 1)
    world.mail.refuse(Point.RCPT, 550, "no such user")
    world.later(minutes=3)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    followup.refresh_from_db()
    assert (followup.touch_count, followup.next_step) == (0, 1), "a failed sending is no contact"


def test_a_cut_after_the_last_dot_is_unknown_found_by_looking_and_never_sent_again(
    world: World, followup: FollowUp
) -> None:
    started(world)
    message = send(world, followup)
    world.mail.cut(Point.ANSWER)
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN
    world.later(hours=1)
    outbox.send_some("me", world.wiring)
    sync.read_some("me", world.wiring)
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert len(arrived(world)) == 1


def test_a_wrong_password_keeps_the_letter_waiting(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    world.mail.set_password(world.mail.account("clara").address, "changed")
    for _ in range(9):
        world.later(minutes=10)
        outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert (message.state, message.tries, arrived(world)) == (MessageState.QUEUED, 0, [])
    world.mail.set_password(world.mail.account("clara").address, world.mail.account("clara").password)
    world.later(minutes=10)
    outbox.send_some("me", world.wiring)
    assert len(arrived(world)) == 1


def test_a_dead_workers_claim_becomes_unknown_not_queued(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    world.later(seconds=11)
    actions.claim("dead", 10, now=world.now)
    expire_claims(now=world.later(minutes=1))
    message.refresh_from_db()
    assert message.state == MessageState.CLAIMED
    expire_claims(now=world.now, dead_workers=frozenset({"dead"}))
    message.refresh_from_db()
    assert message.state == MessageState.UNKNOWN
    outbox.send_some("me", world.wiring)
    assert arrived(world) == []


def test_a_reply_pauses_the_plan_and_lands_on_today(world: World, followup: FollowUp) -> None:
    message = sent_by(world, followup)
    hear(
        world,
        reply(
            message,
            "Could we do September?\n\nOn Tue, 5 May 2026 at 10:31, Clara <clara@example.test> wrote:\n> thank you\n",
        ),
    )
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.ANSWER
    heard = IncomingMessage.objects.get()
    assert (heard.text, heard.matched_by) == ("Could we do September?", "thread")


def test_an_answer_from_a_clock_that_is_slow_stands_behind_what_it_answers(
    world: World, followup: FollowUp
) -> None:
    message = sent_by(world, followup)
    hear(world, reply(message, "Could we do September?", Date="Tue, 05 May 2026 06:00:00 +0000"))
    sent, answer = Touch.objects.filter(followup=followup).order_by("at", "pk")
    assert (sent.outcome, answer.outcome) == (Outcome.SENT, Outcome.REPLIED)


def test_own_copies_are_no_replies_and_are_filed_under_sent(world: World, followup: FollowUp) -> None:
    started(world)
    send(world, followup)
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    world.later(minutes=1)
    sync.read_some("me", world.wiring)
    address = world.mail.account("clara").address
    assert IncomingMessage.objects.count() == 0
    assert world.mail.messages(address) == []
    assert len(world.mail.messages(address, "Sent")) == 1
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.STEP


def test_out_of_office_is_no_answer_but_nothing_is_sent_before_they_are_back(
    world: World, followup: FollowUp
) -> None:
    message = sent_by(world, followup)
    raw = reply(message, "I am out of the office until 18 May 2026.", Auto_Submitted="auto-replied")
    hear(world, raw)
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.STEP
    assert followup.next_day is not None
    assert followup.next_day.isoformat() >= "2026-05-18"


def test_stop_in_words_stops_the_mail(world: World, followup: FollowUp) -> None:
    message = sent_by(world, followup)
    hear(world, reply(message, "Please stop emailing me."))
    assert followup.person.opt_outs.get().channel == Channel.EMAIL


def test_mail_of_strangers_is_not_stored(world: World, followup: FollowUp) -> None:
    started(world)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bank@bank.test", "clara@example.test", "Your account"
    mail["Message-ID"] = "<1@bank.test>"
    mail.set_content("private")
    hear(world, mail.as_bytes())
    assert IncomingMessage.objects.count() == 0


def test_a_message_read_twice_is_heard_once(world: World, followup: FollowUp) -> None:
    message = sent_by(world, followup)
    hear(world, reply(message, "Yes, please."))
    world.mail.renumber(world.mail.account("clara").address)
    world.later(minutes=2)
    sync.read_some("me", world.wiring)
    assert IncomingMessage.objects.count() == 1
    assert Touch.objects.filter(direction="in").count() == 1


def to_the_automatic_step(world: World, followup: FollowUp) -> None:
    """Steps 1 to 5 are skipped, so that step 6, which goes by itself, is next; and its moment comes."""
    for _ in range(5):
        act.skip_step(world.by, followup, now=world.now)
    followup.refresh_from_db()
    assert (followup.next_step, followup.next_is_automatic) == (6, True)
    assert followup.next_at is not None
    world.now = followup.next_at + timedelta(minutes=1)


def test_the_tick_sends_what_may_go_by_itself(world: World, followup: FollowUp) -> None:
    to_the_automatic_step(world, followup)
    Mailbox.objects.update(synced_at=world.now)
    tick(now=world.now)
    tick(now=world.now)
    assert OutgoingMessage.objects.get().automatic
    outbox.send_some("me", world.wiring)
    assert len(arrived(world)) == 1


def test_nothing_goes_by_itself_while_the_mailbox_was_not_read(world: World, followup: FollowUp) -> None:
    to_the_automatic_step(world, followup)
    Mailbox.objects.update(synced_at=world.now - timedelta(minutes=16))
    tick(now=world.now)
    assert OutgoingMessage.objects.count() == 0


def test_what_is_overdue_after_an_outage_is_decided_anew(world: World, followup: FollowUp) -> None:
    to_the_automatic_step(world, followup)
    Mailbox.objects.update(synced_at=world.now)
    tick(now=world.now)
    world.later(hours=5)
    Mailbox.objects.update(synced_at=world.now)
    outbox.send_some("me", world.wiring)
    assert arrived(world) == []
    assert OutgoingMessage.objects.get().state == MessageState.HELD
    followup.refresh_from_db()
    assert followup.next_at is not None


def test_after_a_restore_queued_mail_is_unknown_and_sending_waits(world: World, followup: FollowUp) -> None:
    message = send(world, followup)
    assert hold_all_mail(now=world.now) == 1
    world.later(minutes=1)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert (arrived(world), message.state, message.from_restore) == ([], MessageState.UNKNOWN, True)
    world.by.workspace.refresh_from_db()
    assert world.by.workspace.sending_paused_at is not None


def test_a_hard_bounce_marks_the_address(world: World, followup: FollowUp) -> None:
    message = sent_by(world, followup)
    report = (
        "From: MAILER-DAEMON@mx.test\r\nTo: clara@example.test\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <b@mx.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\n<ines@ribeiro.test>: 550 5.1.1 User unknown\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        "Final-Recipient: rfc822; ines@ribeiro.test\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message.message_id}\r\nSubject: Thank you\r\n\r\n--x--\r\n"
    )
    hear(world, report.encode())
    point = ContactPoint.objects.get(person=followup.person, channel=Channel.EMAIL)
    assert point.state == ContactPoint.BOUNCED
    notice = IncomingMessage.objects.get()
    assert (notice.kind, notice.answers, notice.touch) == ("bounce", message, None)
    assert notice.text.startswith("ines@ribeiro.test: There is no such address.")
    message.refresh_from_db()
    assert (message.bounce_class, message.bounced_at is not None) == ("hard", True)
