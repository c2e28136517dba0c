"""What is stored follows from what happened: forget every next moment, decide again, and the same stands there."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.world import World, make_world
from twelfth.cadences.queries import latest_version
from twelfth.flow.act import FollowUpEnded, Logged, carry_on, log_answer, log_contact, skip_step, undo
from twelfth.flow.due import tick
from twelfth.flow.move import NothingToPutOff, move_to_plan, pause, place_at, put_off, resume
from twelfth.flow.next_moment import NEXT, redecide_person
from twelfth.flow.settle import NewDecision, StillRunning, decide_followup, reopen
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.rules.terms import Channel, DecisionKind, Outcome, Party, Postponed
from twelfth.touches.models import Touch, TouchState

pytestmark = pytest.mark.django_db

#: What a decision does not follow from facts alone: the wording that was drawn is itself a fact.
KEPT = ("variants", "touch_count")
FORGOTTEN: dict[str, Any] = {
    "next_kind": "step", "next_day": None, "next_wall": "", "next_zone": "", "next_is_due": False, "next_is_timed": False,
    "next_is_automatic": False, "next_step": None, "next_channel": "", "next_promise": None, "next_variant": "",
    "next_reasons": [],
}  # fmt: skip

Act = Callable[[World, FollowUp, random.Random], object]


def call(world: World, followup: FollowUp, dice: random.Random) -> object:
    outcome = dice.choice([Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.TALKED, Outcome.WRONG_NUMBER])
    logged = Logged(channel=Channel.PHONE, outcome=outcome, number=followup.touch_count + 1)
    return log_contact(world.by, followup, logged, now=world.now)


def answer(world: World, followup: FollowUp, dice: random.Random) -> object:
    channel = dice.choice([Channel.LINKEDIN, Channel.WHATSAPP])
    return log_answer(world.by, followup, channel, note="", now=world.now)


def promise(world: World, followup: FollowUp, dice: random.Random) -> object:
    day = world.now.date() + timedelta(days=dice.randrange(1, 20))
    new = NewPromise(party=Party.US, text="Send it", day=day, hour=None, zone="Europe/Lisbon")
    made = make_promise(
        world.by, world.member, followup.person, new, followup=followup, touch=None, now=world.now
    )
    redecide_person(followup.person_id, now=world.now)
    return made


def defer(world: World, followup: FollowUp, dice: random.Random) -> object:
    today = local_today(world.member, world.now)
    new = NewDecision(kind=DecisionKind.NOT_YET, wake_on=today + timedelta(days=dice.randrange(1, 60)))
    return decide_followup(world.by, followup, new, today=today, now=world.now)


def rest(world: World, followup: FollowUp, dice: random.Random) -> object:
    today = local_today(world.member, world.now)
    until = dice.choice([None, today + timedelta(days=dice.randrange(1, 40))])
    return pause(world.by, followup, until=until, today=today, now=world.now)


def later(world: World, followup: FollowUp, dice: random.Random) -> object:
    today = local_today(world.member, world.now)
    to = today + timedelta(days=dice.randrange(1, 30))
    return put_off(world.by, followup, to, why=Postponed.BY_HAND, today=today, now=world.now)


def move(world: World, followup: FollowUp, dice: random.Random) -> object:
    version = latest_version(world.by.workspace, dice.choice(["ten-day-close", "not-yet", "customer-care"]))
    assert version is not None
    return move_to_plan(world.by, followup, place_at(version, ""), now=world.now)


def take_back(world: World, followup: FollowUp, _: random.Random) -> object:
    touch = Touch.objects.filter(followup=followup, state=TouchState.DONE).order_by("-pk").first()
    return undo(world.by, touch, now=world.now) if touch else None


ACTS: list[Act] = [
    *[call] * 4,
    answer,
    lambda world, followup, _: carry_on(world.by, followup, now=world.now),
    lambda world, followup, _: skip_step(world.by, followup, now=world.now),
    lambda world, followup, _: resume(
        world.by, followup, today=local_today(world.member, world.now), now=world.now
    ),
    lambda world, followup, _: reopen(world.by, followup, now=world.now),
    lambda world, *_: tick(now=world.now),
    promise,
    defer,
    rest,
    later,
    move,
    take_back,
]


@pytest.mark.parametrize("seed", range(8))
def test_the_next_moment_follows_from_what_happened(seed: int) -> None:
    dice = random.Random(seed)
    world = make_world()
    followup = world.followup()
    for _ in range(14):
        world.later(hours=dice.choice([1, 5, 24, 72, 200]))
        followup = FollowUp.objects.get(pk=followup.pk)
        act = dice.choice(ACTS)
        try:
            act(world, followup, dice)
        except (FollowUpEnded, NothingToPutOff, StillRunning):
            continue
    redecide_person(followup.person_id, now=world.now)
    names = [name for name in NEXT if name not in KEPT]
    before = FollowUp.objects.values(*names).get(pk=followup.pk)
    FollowUp.objects.filter(pk=followup.pk).update(next_at=world.now, **FORGOTTEN)
    redecide_person(followup.person_id, now=world.now)
    assert FollowUp.objects.values(*names).get(pk=followup.pk) == before
    assert before["next_at"] is not None
