"""Letters that came in, as hear() stores them, without a mail server."""

from datetime import datetime, timedelta
from itertools import count

from tests.world import World
from twelfth.accounts.actor import Actor
from twelfth.flow.next_moment import redecide_person
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, Mailbox
from twelfth.people.models import Person
from twelfth.reading.classify import Kind
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.actions import NewTouch, add_touch

_numbers = count(1)


def mailbox_of(world: World) -> Mailbox:
    return Mailbox.objects.filter(owner=world.member).first() or world.mailbox()


def letter(
    world: World,
    person: Person,
    followup: FollowUp | None = None,
    *,
    kind: Kind = Kind.REPLY,
    text: str = "Could we do September?",
    at: datetime | None = None,
    **fields: object,
) -> IncomingMessage:
    """One stored letter; a reply pauses its follow-up."""
    received_at = at or world.now
    touch = None
    if kind in {Kind.REPLY, Kind.UNSUBSCRIBE}:
        new = NewTouch(channel=Channel.EMAIL, direction=Direction.IN, outcome=Outcome.REPLIED, at=received_at)
        touch = add_touch(Actor(world.by.workspace), person, followup, new, number=None, now=world.now)
    number = next(_numbers)
    told = {
        "mailbox": mailbox_of(world),
        "from_address": "them@ribeiro.test",
        "subject": "Re: The supplier papers",
        "full_text": f"{text}\n\nOn Tuesday Clara wrote:\n> Hello\n",
        "matched_by": "thread",
        **fields,
    }
    found = IncomingMessage.objects.create(
        workspace=world.by.workspace,
        person=person,
        followup=followup,
        touch=touch,
        identity=f"<letter-{number}@ribeiro.test>",
        received_at=received_at,
        kind=kind,
        text=text,
        **told,
    )
    if followup is not None and touch is not None:
        FollowUp.objects.filter(pk=followup.pk, ended_at=None, answer_waits_since=None).update(
            answer_waits_since=received_at
        )
        redecide_person(person.pk, now=world.now)
    return found


def answered(world: World, name: str = "Ines Carvalho", *, hours_ago: float = 0) -> IncomingMessage:
    """Somebody who is being followed up and has answered."""
    first, _, _ = name.lower().partition(" ")
    person = world.person(name, email=f"{first}@ribeiro.test", phone="+351912555014")
    followup = world.followup(person)
    return letter(world, person, followup, at=world.now - timedelta(hours=hours_ago))
