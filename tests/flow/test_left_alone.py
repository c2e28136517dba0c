"""Whatever happens in whatever order: nothing goes to somebody who asked to be left alone."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World
from twelfth.accounts.actor import NotAllowed
from twelfth.flow import act, settle
from twelfth.flow.due import tick
from twelfth.flow.guarded import GuardRefuses, NoReason, NothingToPass, pass_guard
from twelfth.flow.key_dates import set_dates
from twelfth.flow.move import NothingToPutOff, pause, put_off, resume
from twelfth.flow.opt_out import complain, forgive, stop
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import Mailbox
from twelfth.rules.terms import AnchorKind, Channel, DecisionKind, Outcome, Postponed
from twelfth.touches.actions import AlreadyLogged

_REFUSALS = (
    AlreadyLogged, GuardRefuses, NoReason, NotAllowed, NothingToPass, NothingToPutOff, act.FollowUpEnded, act.NoAddress,
    settle.StillRunning, settle.WakeInThePast,
)  # fmt: skip

Event = Callable[[World, FollowUp], object]


def _send(reason: str) -> Event:
    def event(world: World, followup: FollowUp) -> object:
        approved = act.Approved(number=followup.touch_count + 1, subject="Thank you", body="Hello")
        return act.send_mail(world.by, followup, approved, reason=reason, now=world.now)

    return event


def _later(**delta: float) -> Event:
    return lambda world, _followup: world.later(**delta)


def _log(outcome: Outcome) -> Event:
    def event(world: World, followup: FollowUp) -> object:
        call_back = world.now.date() + timedelta(days=1) if outcome == Outcome.CALL_BACK else None
        logged = act.Logged(
            channel=Channel.PHONE, outcome=outcome, number=followup.touch_count + 1, call_back=call_back
        )
        return act.log_contact(world.by, followup, logged, now=world.now)

    return event


def _not_yet(world: World, followup: FollowUp) -> object:
    day = world.now.date() + timedelta(days=30)
    new = settle.NewDecision(kind=DecisionKind.NOT_YET, wake_on=day)
    return settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)


def _work(world: World, followup: FollowUp) -> None:
    """The worker's round, with a mailbox that was just read."""
    Mailbox.objects.update(synced_at=world.now)
    tick(now=world.now)
    outbox.send_some("me", world.wiring)


def _day(world: World) -> dict[str, object]:
    return {"today": world.now.date(), "now": world.now}


EVENTS: dict[str, Event] = {
    "send": _send(""),
    "send with a reason": _send("She asked for it"),
    "talk": _log(Outcome.TALKED),
    "call back": _log(Outcome.CALL_BACK),
    "they answer": lambda world, followup: act.log_answer(
        world.by, followup, Channel.LINKEDIN, note="", now=world.now
    ),
    "carry on": lambda world, followup: act.carry_on(world.by, followup, now=world.now),
    "not yet": _not_yet,
    "reopen": lambda world, followup: settle.reopen(world.by, followup, now=world.now),
    "complain": lambda world, followup: complain(world.by, followup.person, "", now=world.now),
    "forgive": lambda world, followup: forgive(world.by, followup.person, now=world.now),
    "pass": lambda world, followup: pass_guard(world.by, followup, Channel.EMAIL, "x", now=world.now),
    "pause": lambda world, followup: pause(
        world.by,
        followup,
        until=world.now.date() + timedelta(days=3),
        **_day(world),  # type: ignore[arg-type]  # both are named there
    ),
    "resume": lambda world, followup: resume(world.by, followup, today=world.now.date(), now=world.now),
    "put off": lambda world, followup: put_off(
        world.by,
        followup,
        world.now.date() + timedelta(days=2),
        why=Postponed.BY_HAND,
        today=world.now.date(),
        now=world.now,
    ),
    "a date": lambda world, followup: set_dates(
        world.by, followup, {AnchorKind.MEETING: world.now.date()}, now=world.now
    ),
    "skip": lambda world, followup: act.skip_step(world.by, followup, now=world.now),
    "work": _work,
    "eleven seconds": _later(seconds=11),
    "a day": _later(days=1),
    "a month": _later(days=31),
}

events = st.lists(st.sampled_from(sorted(EVENTS)), max_size=8)


def _happen(world: World, followup: FollowUp, name: str) -> None:
    followup = FollowUp.objects.select_related("person__workspace", "owner", "workspace").get(pk=followup.pk)
    try:
        with transaction.atomic():
            EVENTS[name](world, followup)
    except _REFUSALS:
        pass


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=events, channel=st.sampled_from([None, Channel.EMAIL]), after=events)
def test_nothing_is_sent_after_a_wish_to_be_left_alone(
    world: World, before: list[str], channel: Channel | None, after: list[str]
) -> None:
    began = world.now
    with transaction.atomic():
        if not Mailbox.objects.exists():
            world.mailbox()
        followup = world.followup(world.person("Ines Carvalho"))
        followup.version.steps.update(automatic=True, channel="email", fallbacks=[])
        for name in before:
            _happen(world, followup, name)
        arrived = len(world.mail.messages("ines@ribeiro.test"))
        stop(followup.person, channel, "told us", now=world.now)
        for name in [*after, "eleven seconds", "work", "a month", "work", "eleven seconds", "work"]:
            _happen(world, followup, name)
        assert len(world.mail.messages("ines@ribeiro.test")) == arrived
        running = FollowUp.objects.get(pk=followup.pk)
        assert (running.ended_at is None) == (running.next_at is not None)
        transaction.set_rollback(True)
    world.now = began


def test_without_the_wish_the_same_events_do_send(world: World) -> None:
    """The test above would pass if nothing were ever sent."""
    world.mailbox()
    followup = world.followup(world.person("Ines Carvalho"))
    for name in ["send", "eleven seconds", "work"]:
        _happen(world, followup, name)
    assert len(world.mail.messages("ines@ribeiro.test")) == 1
