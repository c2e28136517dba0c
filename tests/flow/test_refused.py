"""A server that refuses a reader at once tells the same as a report that comes back."""

import pytest

from tests.world import World
from twelfth.adapters.mail.fake import Point
from twelfth.flow import act
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.people.models import ContactPoint
from twelfth.rules.terms import Channel


@pytest.fixture
def message(world: World) -> OutgoingMessage:
    world.mailbox()
    followup: FollowUp = world.followup(world.person("Ines Carvalho"))
    approved = act.Approved(number=1, subject="Thank you", body="Hello\n")
    return act.send_mail(world.by, followup, approved, now=world.now)


def sent(world: World, message: OutgoingMessage) -> OutgoingMessage:
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    return message


def address(message: OutgoingMessage) -> ContactPoint:
    return ContactPoint.objects.get(person=message.person, channel=Channel.EMAIL)


def test_no_such_user_is_a_hard_bounce(world: World, message: OutgoingMessage) -> None:
    world.mail.refuse(Point.RCPT, 550, "5.1.1 no such user here")
    assert sent(world, message).state == MessageState.FAILED
    assert (message.bounce_class, message.bounced_at) == ("hard", world.now)
    assert address(message).state == ContactPoint.BOUNCED
    assert Mailbox.objects.get().send_trouble == "", "the mailbox is well"


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [(550, "5.7.1 blocked by our policy", "blocked"), (552, "5.2.2 mailbox full", "full")],
)
def test_what_says_nothing_of_the_address_leaves_it(
    world: World, message: OutgoingMessage, code: int, words: str, kind: str
) -> None:
    world.mail.refuse(Point.RCPT, code, words)
    assert sent(world, message).state == MessageState.FAILED
    assert message.bounce_class == kind
    assert address(message).state == ContactPoint.WORKS


def test_a_refusal_for_now_is_no_bounce(world: World, message: OutgoingMessage) -> None:
    world.mail.refuse(Point.RCPT, 451, "4.7.1 greylisted")
    assert sent(world, message).state == MessageState.QUEUED
    assert (message.bounce_class, message.bounced_at) == ("", None)
    assert address(message).state == ContactPoint.WORKS
