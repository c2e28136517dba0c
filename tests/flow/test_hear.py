"""What each kind of letter does, and to whom it belongs."""

import pytest

from tests.flow.mailroom import HERS, OURS, answer, arrive, begin, letter, read, sent
from tests.world import World, make_world
from twelfth.flow.heard import MOST_IN_AN_HOUR
from twelfth.flow.opt_out import token_for
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingMessage
from twelfth.messages.ports import FolderUse
from twelfth.people.models import ContactPoint, Person
from twelfth.rules.terms import Channel, Outcome
from twelfth.touches.models import Touch


@pytest.fixture
def followup(world: World) -> FollowUp:
    begin(world)
    return world.followup(world.person("Ines Carvalho"))


def waits(followup: FollowUp) -> bool:
    followup.refresh_from_db()
    return followup.answer_waits_since is not None


def test_an_answer_from_another_address_of_the_thread_is_theirs_and_no_address_is_added(
    world: World, followup: FollowUp
) -> None:
    message = sent(world, followup)
    arrive(world, answer(message, "I answer for Ines.", sender="assistant@elsewhere.test"))
    heard = IncomingMessage.objects.get()
    assert (heard.person, heard.matched_by, heard.from_address) == (
        followup.person,
        "thread",
        "assistant@elsewhere.test",
    )
    assert waits(followup)
    assert not ContactPoint.objects.filter(value="assistant@elsewhere.test").exists()


def test_who_quotes_the_message_of_another_moves_only_their_own(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    other = world.followup(world.person("Bo Lind", email="bo@elsewhere.test"))
    arrive(world, answer(message, "Interesting.", sender="bo@elsewhere.test"))
    assert not waits(followup)
    assert waits(other)
    assert IncomingMessage.objects.get().answers is None


def test_nobody_reaches_into_another_workspace(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    other = make_world("Elsewhere", "ana@elsewhere.test")
    other.mail, other.now = world.mail, world.now
    account = world.mail.account("ana")
    other.mailbox(account)
    read(other)
    arrive(other, answer(message, "Hello there."), address=account.address)
    assert not IncomingMessage.objects.exists()
    theirs = other.followup(other.person("Ines Carvalho"))
    arrive(other, answer(message, "Hello again."), address=account.address)
    heard = IncomingMessage.objects.get()
    assert (heard.workspace, heard.followup, heard.answers) == (other.by.workspace, theirs, None)
    assert not waits(followup)


def test_of_two_at_one_address_both_wait(world: World, followup: FollowUp) -> None:
    colleague = world.followup(world.person("Rui Ribeiro", email=HERS))
    arrive(world, letter("Please call us."))
    assert waits(followup)
    assert waits(colleague)
    assert IncomingMessage.objects.count() == 1
    assert Touch.objects.filter(outcome=Outcome.REPLIED).count() == 2


def test_an_answer_whose_identifiers_were_rewritten_is_known_by_subject_and_company(
    world: World, followup: FollowUp
) -> None:
    message = sent(world, followup)
    arrive(world, letter("Fine.", sender="office@ribeiro.test", subject="AW: Thank you"))
    heard = IncomingMessage.objects.get()
    assert (heard.person, heard.answers, heard.matched_by) == (followup.person, message, "subject")
    assert waits(followup)


@pytest.mark.parametrize(
    ("sender", "subject"),
    [
        ("office@ribeiro.test", "Thank you"),
        ("office@ribeiro.test", "Re: Something else"),
        ("someone@elsewhere.test", "Re: Thank you"),
    ],
    ids=["no answer", "another subject", "another company"],
)
def test_a_subject_alone_proves_nothing(world: World, followup: FollowUp, sender: str, subject: str) -> None:
    sent(world, followup)
    arrive(world, letter("Fine.", sender=sender, subject=subject))
    assert not IncomingMessage.objects.exists()
    assert not waits(followup)


def test_a_subject_that_fits_two_people_fits_nobody(world: World, followup: FollowUp) -> None:
    sent(world, followup)
    sent(world, world.followup(world.person("Rui Ribeiro", email="rui@ribeiro.test")))
    arrive(world, letter("Fine.", sender="office@ribeiro.test", subject="Re: Thank you"))
    assert not IncomingMessage.objects.exists()


def test_an_answer_in_junk_counts_and_says_where_it_lay(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    world.mail.add_folder(OURS, "Junk", FolderUse.JUNK)
    arrive(world, answer(message), folder="Junk")
    assert waits(followup)
    assert "Junk" in Touch.objects.get(outcome=Outcome.REPLIED).note


def test_a_letter_to_two_colleagues_counts_once(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    raw = answer(message)
    from tests.flow.mailroom import colleague

    other = colleague(world, "Rita")
    read(world)
    world.mail.deliver(raw, to=other.address)
    arrive(world, raw)
    assert IncomingMessage.objects.count() == 1
    assert Touch.objects.filter(outcome=Outcome.REPLIED).count() == 1


def test_a_thousand_letters_pause_once_and_are_stored_within_bounds(world: World, followup: FollowUp) -> None:
    for number in range(200):
        world.mail.deliver(letter(f"Number {number}"), to=OURS)
    read(world)
    assert IncomingMessage.objects.count() == MOST_IN_AN_HOUR
    assert waits(followup)
    assert Touch.objects.filter(note__contains="More than").count() == 1
    world.later(hours=2)
    arrive(world, letter("And now?"))
    assert IncomingMessage.objects.count() == MOST_IN_AN_HOUR + 1


def test_a_wish_to_stop_is_obeyed_even_in_a_flood(world: World, followup: FollowUp) -> None:
    for number in range(MOST_IN_AN_HOUR):
        world.mail.deliver(letter(f"Number {number}"), to=OURS)
    arrive(world, letter("Please stop emailing me."))
    assert followup.person.opt_outs.filter(channel=Channel.EMAIL).exists()


def test_the_button_of_their_mail_program_stops_from_any_address(world: World, followup: FollowUp) -> None:
    subject = f"stop {token_for(followup.person_id)}"
    arrive(world, letter("", sender="ines.private@elsewhere.test", subject=subject))
    assert followup.person.opt_outs.get().channel == Channel.EMAIL
    assert IncomingMessage.objects.get().kind == "unsubscribe"


def test_a_token_of_another_workspace_stops_nothing(world: World, followup: FollowUp) -> None:
    other = make_world("Elsewhere", "ana@elsewhere.test")
    stranger = other.person("Bo Lind", email="bo@elsewhere.test")
    arrive(world, letter("", sender="bo@elsewhere.test", subject=f"stop {token_for(stranger.pk)}"))
    assert not stranger.opt_outs.exists()
    assert not IncomingMessage.objects.exists()


def test_an_invitation_is_an_answer_and_its_cancelling_is_shown(world: World, followup: FollowUp) -> None:
    def calendar(method: str) -> bytes:
        raw = letter("", subject=f"{method}: Meeting")
        head, _, _ = raw.partition(b"\n\n")
        head = head.replace(b"text/plain", f'text/calendar; method={method}; x="x"'.encode())
        return head + f"\n\nBEGIN:VCALENDAR\nMETHOD:{method}\nEND:VCALENDAR\n".encode()

    arrive(world, calendar("CANCEL"))
    assert not waits(followup)
    assert IncomingMessage.objects.get().kind == "calendar"
    arrive(world, calendar("REPLY"))
    assert waits(followup)
    assert IncomingMessage.objects.latest("pk").kind == "reply"


def test_a_newsletter_of_somebody_known_is_no_answer(world: World, followup: FollowUp) -> None:
    arrive(
        world, letter("Our offers", List_Unsubscribe="<https://ribeiro.test/u>", List_Id="<n.ribeiro.test>")
    )
    assert not waits(followup)
    assert not IncomingMessage.objects.exists()


def test_what_was_written_before_the_follow_up_began_answers_nothing_of_it(world: World) -> None:
    begin(world)
    world.mail.deliver(letter("An old one", Date="Mon, 04 May 2026 08:00:00 +0000"), to=OURS)
    followup = world.followup(world.person("Ines Carvalho"))
    read(world)
    assert not waits(followup)
    assert IncomingMessage.objects.get().followup is None


def test_attachments_are_named_and_not_kept(world: World, followup: FollowUp) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = HERS, OURS, "Papers", "<p@there.test>"
    mail.set_content("See below.")
    mail.add_attachment(b"x" * 1000, maintype="application", subtype="pdf", filename="offer.pdf")
    arrive(world, mail.as_bytes())
    assert IncomingMessage.objects.get().attachments == [
        {"name": "offer.pdf", "type": "application/pdf", "size": 1000}
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"From: ines@ribeiro.test\nSubject: =?utf-8?b?AAAAAA==?=\nMessage-ID: <n\x00ul@x>\n\nnul \x00 here",
        b"From: ines@ribeiro.test\nSubject: \xff\xfe\xed\xa0\x80\n\n\xed\xa0\x80 half",
        b"From: =?utf-8?q?Ines=0d=0aBcc:_x@x?= <ines@ribeiro.test>\nSubject: =?utf-8?q?a=0d=0ab?=\n\nhello",
        b"From: ines@ribeiro.test\nMessage-ID: <" + b"m" * 3000 + b"@x>\nSubject: long\n\nhello",
        b"From: ines@ribeiro.test\nReferences: " + b"<r@x> " * 5000 + b"\n\nhello",
        b"From: ines@ribeiro.test\nSubject: \xe2\x80\xaeevil\nContent-Type: text/plain; charset=nonsense\n\nhi",
    ],
    ids=["nul", "halves", "injected", "long id", "many references", "turned"],
)
def test_odd_bytes_are_taken_in_without_harm(world: World, followup: FollowUp, raw: bytes) -> None:
    arrive(world, raw)
    heard = IncomingMessage.objects.get()
    assert heard.person == followup.person
    shown = heard.subject + heard.from_address + heard.identity
    assert not set(shown) & set("\x00\r\n\u202e")
    arrive(world, raw)
    assert IncomingMessage.objects.count() == 1


def test_a_bounce_that_names_no_message_of_ours_does_nothing(world: World, followup: FollowUp) -> None:
    sent(world, followup)
    arrive(world, bounce("<guessed@example.test>", HERS))
    assert not IncomingMessage.objects.exists()
    assert ContactPoint.objects.get(channel=Channel.EMAIL, person=followup.person).state == ContactPoint.WORKS


def test_a_bounce_with_the_message_to_somebody_else_does_nothing(world: World, followup: FollowUp) -> None:
    world.person("Bo Lind", email="bo@elsewhere.test")
    message = sent(world, followup)
    arrive(world, bounce(message.message_id, "bo@elsewhere.test"))
    assert not IncomingMessage.objects.exists()
    assert set(ContactPoint.objects.values_list("state", flat=True)) == {ContactPoint.WORKS}
    message.refresh_from_db()
    assert message.bounced_at is None


def test_a_bounce_of_what_was_never_sent_does_nothing(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    OutgoingMessage.objects.update(state=MessageState.HELD)
    arrive(world, bounce(message.message_id, HERS))
    assert not IncomingMessage.objects.exists()


def test_a_bounce_proves_that_an_unknown_message_was_sent(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    OutgoingMessage.objects.update(state=MessageState.UNKNOWN)
    arrive(world, bounce(message.message_id, HERS))
    message.refresh_from_db()
    assert (message.state, message.bounce_class) == (MessageState.SENT, "hard")


def test_a_delay_is_told_and_changes_nothing(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    arrive(world, bounce(message.message_id, HERS, action="delayed", status="4.4.1"))
    message.refresh_from_db()
    assert (message.bounced_at, message.bounce_class) == (None, "delayed")
    assert IncomingMessage.objects.get().kind == "bounce"
    message.touch.refresh_from_db()
    assert message.touch.outcome == Outcome.SENT
    arrive(world, bounce(message.message_id, HERS))
    message.refresh_from_db()
    assert (message.bounced_at is not None, message.bounce_class) == (True, "hard")


def test_a_dead_address_is_dead_for_whoever_has_it(world: World, followup: FollowUp) -> None:
    world.person("Rui Ribeiro", email=HERS)
    message = sent(world, followup)
    arrive(world, bounce(message.message_id, HERS))
    states = ContactPoint.objects.filter(value=HERS).values_list("state", flat=True)
    assert list(states) == [ContactPoint.BOUNCED] * 2


def test_a_complaint_stops_whom_it_is_about(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    arrive(world, complaint(message.message_id))
    message.refresh_from_db()
    person = Person.objects.get(pk=followup.person_id)
    assert message.complained_at is not None
    assert person.complained_at is not None
    assert person.opt_outs.get().channel == Channel.EMAIL
    assert IncomingMessage.objects.get().kind == "complaint"
    arrive(world, complaint(message.message_id))
    assert IncomingMessage.objects.count() == 1


def test_a_forged_complaint_stops_nobody(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    arrive(world, complaint("<guessed@example.test>"))
    arrive(world, complaint(message.message_id, about="bo@elsewhere.test"))
    assert not followup.person.opt_outs.exists()
    assert not IncomingMessage.objects.exists()


def bounce(message_id: str, of: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        f"From: MAILER-DAEMON@mx.test\r\nTo: {OURS}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <{action}-report@mx.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        f"--x\r\nContent-Type: text/plain\r\n\r\n<{of}>: {status}\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        f"Final-Recipient: rfc822; {of}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--x--\r\n"
    ).encode()


def complaint(message_id: str, about: str = HERS) -> bytes:
    return (
        f"From: feedback@provider.test\r\nTo: {OURS}\r\nSubject: FW: Thank you\r\n"
        f"Message-ID: <{abs(hash(message_id + about))}@provider.test>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nAn e-mail abuse report.\r\n"
        "--x\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        f"User-Agent: Provider/1\r\nVersion: 1\r\nOriginal-Rcpt-To: {about}\r\n\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: {OURS}\r\nTo: {about}\r\n"
        f"Message-ID: {message_id}\r\nSubject: Thank you\r\n\r\nHello\r\n--x--\r\n"
    ).encode()
