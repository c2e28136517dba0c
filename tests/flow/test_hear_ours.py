"""What we wrote elsewhere is a contact; what is sent to be logged is believed only from us."""

from email.message import EmailMessage

import pytest

from tests.flow.mailroom import HERS, OURS, answer, arrive, begin, colleague, letter, read, sent
from tests.world import World, make_world
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingMessage
from twelfth.rules.terms import Direction, Outcome
from twelfth.touches.models import Touch

LOG = "clara+log@example.test"


@pytest.fixture
def followup(world: World) -> FollowUp:
    begin(world, log_address=LOG)
    return world.followup(world.person("Ines Carvalho"))


def ours(text: str = "As we said on the phone.", **fields: str) -> bytes:
    return letter(text, **{"sender": OURS, "to": HERS, "subject": "Our talk", **fields})


def logged(followup: FollowUp) -> list[Touch]:
    return list(Touch.objects.filter(person=followup.person, direction=Direction.OUT).order_by("pk"))


def test_a_letter_written_elsewhere_is_a_contact_with_its_text(world: World, followup: FollowUp) -> None:
    before = followup.next_at
    world.later(hours=3)
    arrive(world, ours(), folder="Sent")
    [touch] = logged(followup)
    assert (touch.number, touch.outcome, touch.member, touch.step) == (1, Outcome.SENT, world.member, None)
    message = OutgoingMessage.objects.get()
    assert (message.state, message.subject, message.body) == (
        MessageState.SENT,
        "Our talk",
        "As we said on the phone.",
    )
    followup.refresh_from_db()
    assert followup.touch_count == 1
    assert followup.next_at is not None
    assert before is not None
    assert followup.next_at > before, "the clock counts it"


def test_what_the_owner_sends_from_an_alias_is_theirs_and_no_answer(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    world.later(hours=1)
    raw = ours("One more thing.", sender="sales@example.test", In_Reply_To=message.message_id)
    arrive(world, raw, folder="Sent")
    assert [touch.number for touch in logged(followup)] == [1, 2]
    assert not IncomingMessage.objects.exists()


def test_what_somebody_we_know_wrote_is_an_answer_wherever_it_was_moved(
    world: World, followup: FollowUp
) -> None:
    arrive(world, letter("Hello"), folder="Sent")
    followup.refresh_from_db()
    assert followup.answer_waits_since is not None
    assert logged(followup) == []


def test_what_was_written_before_the_follow_up_is_a_contact_and_none_of_its_steps(
    world: World, followup: FollowUp
) -> None:
    FollowUp.objects.update(started_at=world.later(hours=1))
    arrive(world, ours(Date="Tue, 05 May 2026 09:30:00 +0000"), folder="Sent")
    [touch] = logged(followup)
    assert (touch.number, touch.followup) == (None, None)


def test_an_answer_to_it_is_known_by_its_thread(world: World, followup: FollowUp) -> None:
    arrive(world, ours(), folder="Sent")
    message = OutgoingMessage.objects.get()
    arrive(world, answer(message, sender="assistant@elsewhere.test"))
    heard = IncomingMessage.objects.get()
    assert (heard.answers, heard.matched_by) == (message, "thread")


def test_who_answers_elsewhere_has_seen_the_answer(world: World, followup: FollowUp) -> None:
    message = sent(world, followup)
    arrive(world, answer(message))
    arrive(world, ours("September it is."), folder="Sent")
    followup.refresh_from_db()
    assert followup.answer_waits_since is None
    assert IncomingMessage.objects.get().settled_at is not None


def test_it_is_logged_once_however_often_it_is_read(world: World, followup: FollowUp) -> None:
    arrive(world, ours(), folder="Sent")
    world.mail.renumber(OURS, "Sent")
    read(world)
    world.mail.add_folder(OURS, "Archive", world.mail.folders_of(OURS)["Sent"].use.ARCHIVE)
    world.mail.move(OURS, "Sent", "Archive")
    read(world)
    assert len(logged(followup)) == 1


def test_our_own_messages_are_not_logged_a_second_time(world: World, followup: FollowUp) -> None:
    sent(world, followup)
    read(world)
    assert len(logged(followup)) == 1
    assert len(world.mail.messages(OURS, "Sent")) == 1


def test_nor_when_the_server_gave_them_another_message_id(world: World, followup: FollowUp) -> None:
    sent(world, followup)
    raw = world.mail.messages(OURS, "Sent")[0]
    message_id = OutgoingMessage.objects.get().message_id.encode()
    arrive(world, raw.replace(message_id, b"<0102@outlook.test>"), folder="Sent")
    assert len(logged(followup)) == 1


def test_to_several_whom_we_know_it_is_a_contact_with_each(world: World, followup: FollowUp) -> None:
    other = world.followup(world.person("Bo Lind", email="bo@elsewhere.test"))
    arrive(world, ours(Cc="Bo <bo@elsewhere.test>, stranger@elsewhere.test"), folder="Sent")
    assert len(logged(followup)) == len(logged(other)) == 1
    assert "As we said" in logged(other)[0].note


def test_a_letter_to_strangers_is_none_of_our_business(world: World, followup: FollowUp) -> None:
    arrive(world, ours(to="friend@elsewhere.test"), folder="Sent")
    assert not Touch.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_our_address_in_from_proves_nothing_in_the_inbox(world: World, followup: FollowUp) -> None:
    arrive(world, ours())
    assert not Touch.objects.exists()


def test_two_workspaces_may_see_the_same_letter(world: World, followup: FollowUp) -> None:
    other = make_world("Elsewhere", "ana@elsewhere.test")
    other.mail, other.now = world.mail, world.now
    account = world.mail.account("ana")
    other.mailbox(account)
    theirs = other.followup(other.person("Ines Carvalho"))
    read(other)
    arrive(world, ours(), folder="Sent")
    same = ours().replace(OURS.encode(), account.address.encode())
    for _ in range(2):
        arrive(other, same, folder="Sent", address=account.address)
    assert len(logged(followup)) == len(logged(theirs)) == 1


def test_a_hidden_copy_to_the_log_is_a_contact(world: World, followup: FollowUp) -> None:
    arrive(world, ours(Delivered_To=LOG))
    [touch] = logged(followup)
    assert (touch.number, touch.outcome) == (1, Outcome.SENT)


def test_a_colleague_logs_at_the_same_address(world: World, followup: FollowUp) -> None:
    rita = colleague(world, "Rita")
    arrive(
        world, ours(sender=rita.address, Received=f"from x by y for <{LOG}>; Tue, 5 May 2026 10:00:00 +0000")
    )
    [touch] = logged(followup)
    assert touch.member == rita.owner


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": "eve@elsewhere.test"},
        {"Authentication_Results": "mx.example.test; spf=fail; dkim=none; dmarc=fail"},
        {"Authentication_Results": "mx.example.test; spf=softfail smtp.mailfrom=x"},
        {"Authentication_Results": "mx.example.test; dkim=fail header.d=example.test; spf=none"},
    ],
)
def test_what_others_or_forgers_send_there_is_ignored(
    world: World, followup: FollowUp, fields: dict[str, str]
) -> None:
    arrive(world, ours(Delivered_To=LOG, **fields))
    assert not Touch.objects.exists()


def test_what_the_server_vouches_for_is_believed(world: World, followup: FollowUp) -> None:
    told = "mx.example.test; spf=softfail; dkim=pass header.d=example.test; dmarc=pass"
    arrive(world, ours(Delivered_To=LOG, Authentication_Results=told))
    assert len(logged(followup)) == 1


FORWARD = """See below.

---------- Forwarded message ---------
From: Ines <ines@ribeiro.test>
Date: Tue, 5 May 2026 at 10:40
Subject: Your offer
To: Clara <clara.private@elsewhere.test>

We would like to talk in June.
"""


def test_an_answer_passed_on_to_the_log_pauses(world: World, followup: FollowUp) -> None:
    world.later(hours=2)
    arrive(world, letter(FORWARD, sender=OURS, to=LOG, subject="Fwd: Your offer"))
    followup.refresh_from_db()
    assert followup.answer_waits_since is not None
    heard = IncomingMessage.objects.get()
    assert (heard.person, heard.matched_by, heard.from_address) == (followup.person, "forward", HERS)
    assert heard.text == "We would like to talk in June."


def test_one_of_ours_passed_on_is_a_contact(world: World, followup: FollowUp) -> None:
    world.later(hours=2)
    told = FORWARD.replace("From: Ines <ines@ribeiro.test>", f"From: Clara <{OURS}>").replace(
        "Clara <clara.private@elsewhere.test>", f"Ines <{HERS}>"
    )
    arrive(world, letter(told, sender=OURS, to=LOG, subject="Fwd: Your offer"))
    assert len(logged(followup)) == 1
    assert not IncomingMessage.objects.exists()


def test_an_attached_letter_counts_once_with_the_letter_itself(world: World, followup: FollowUp) -> None:
    original = letter("We would like to talk.", Date="Tue, 05 May 2026 09:30:30 +0000")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = OURS, LOG, "Fwd", "<f@example.test>"
    mail.set_content("See attached.")
    from email import message_from_bytes, policy

    mail.add_attachment(message_from_bytes(original, policy=policy.default))
    arrive(world, mail.as_bytes())
    arrive(world, original)
    assert IncomingMessage.objects.count() == 1
    assert Touch.objects.filter(outcome=Outcome.REPLIED).count() == 1


def test_a_letter_of_a_stranger_passed_on_is_not_stored(world: World, followup: FollowUp) -> None:
    told = FORWARD.replace(HERS, "bank@bank.test")
    arrive(world, letter(told, sender=OURS, to=LOG, subject="Fwd: Your offer"))
    assert not IncomingMessage.objects.exists()
    assert not Touch.objects.exists()
