"""Enrol, act, decide: the next moment is always there, and says why."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.world import World
from twelfth.accounts.models import Event
from twelfth.flow import act, settle
from twelfth.flow.enrol import AlreadyFollowed, OptedOut, enrol
from twelfth.flow.opt_out import person_of, stop, token_for
from twelfth.flow.today import today
from twelfth.followups.models import FollowUp
from twelfth.promises.models import Promise
from twelfth.rules.terms import Channel, DecisionKind, NextKind, Outcome
from twelfth.touches.actions import AlreadyLogged
from twelfth.touches.models import Touch


def call(outcome: Outcome, number: int, **more: object) -> act.Logged:
    return act.Logged(channel=Channel.PHONE, outcome=outcome, number=number, **more)  # type: ignore[arg-type]  # the fields vary from test to test


def test_the_first_contact_is_due_on_the_same_day(world: World) -> None:
    followup = world.followup()
    assert (followup.next_kind, followup.next_step, followup.next_channel) == (
        NextKind.STEP,
        1,
        Channel.PHONE,
    )
    assert followup.next_day == world.now.date()
    assert [item.followup.pk for item in today(world.member, now=world.now).items] == [followup.pk]
    assert "Step 1 of 12" in today(world.member, now=world.now).items[0].why


def test_logging_moves_on_and_undo_moves_back(world: World) -> None:
    followup = world.followup()
    touch = act.log_contact(world.by, followup, call(Outcome.VOICEMAIL, 1), now=world.now)
    followup.refresh_from_db()
    assert (followup.touch_count, followup.next_step, followup.next_day) == (1, 2, date(2026, 5, 7))
    act.undo(world.by, touch, now=world.later(minutes=1))
    followup.refresh_from_db()
    assert (followup.touch_count, followup.next_step) == (0, 1)


def test_a_second_click_logs_nothing(world: World) -> None:
    followup = world.followup()
    act.log_contact(world.by, followup, call(Outcome.VOICEMAIL, 1), now=world.now)
    events = Event.objects.count()
    with pytest.raises(AlreadyLogged):
        act.log_contact(world.by, followup, call(Outcome.VOICEMAIL, 1), now=world.now)
    assert Touch.objects.count() == 1
    assert Event.objects.count() == events


def test_a_dated_promise_outranks_the_plan_and_calling_keeps_it(world: World) -> None:
    followup = world.followup()
    logged = call(Outcome.CALL_BACK, 1, call_back=date(2026, 5, 6))
    act.log_contact(world.by, followup, logged, now=world.now)
    followup.refresh_from_db()
    assert (followup.next_kind, followup.next_day) == (NextKind.PROMISE, date(2026, 5, 6))
    world.later(days=1)
    act.log_contact(world.by, followup, call(Outcome.NO_ANSWER, 2), now=world.now)
    assert Promise.objects.get().state == "kept"
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.STEP


def test_an_answer_elsewhere_waits_for_a_person(world: World) -> None:
    followup = world.followup()
    act.log_contact(world.by, followup, call(Outcome.VOICEMAIL, 1), now=world.now)
    act.log_answer(world.by, followup, Channel.WHATSAPP, note="Call me in June", now=world.later(hours=1))
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.ANSWER
    assert followup.next_at is not None
    assert followup.next_at <= world.now
    act.carry_on(world.by, followup, now=world.later(hours=1))
    followup.refresh_from_db()
    assert (followup.next_kind, followup.next_step) == (NextKind.STEP, 2)


def test_not_yet_comes_back_on_its_day_and_yes_ends_it(world: World) -> None:
    followup = world.followup()
    new = settle.NewDecision(kind=DecisionKind.NOT_YET, wake_on=date(2026, 9, 1))
    settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)
    followup.refresh_from_db()
    assert (followup.next_kind, followup.next_day, followup.ended_at) == (
        NextKind.WAKE,
        date(2026, 9, 1),
        None,
    )
    yes = settle.NewDecision(kind=DecisionKind.YES)
    settle.decide_followup(world.by, followup, yes, today=world.now.date(), now=world.now)
    followup.refresh_from_db()
    assert (followup.next_at, followup.decision) == (None, "yes")
    settle.reopen(world.by, followup, now=world.later(days=1))
    followup.refresh_from_db()
    assert (followup.next_kind, followup.decision) == (NextKind.STEP, "")


def test_not_yet_until_yesterday_is_refused(world: World) -> None:
    followup = world.followup()
    new = settle.NewDecision(kind=DecisionKind.NOT_YET, wake_on=world.now.date() - timedelta(days=1))
    with pytest.raises(settle.WakeInThePast):
        settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)
    followup.refresh_from_db()
    assert followup.decision == ""


def test_nobody_is_followed_twice_about_the_same_thing(world: World) -> None:
    followup = world.followup()
    with pytest.raises(AlreadyFollowed):
        world.followup(followup.person)
    assert FollowUp.objects.count() == 1


def test_who_asked_to_be_left_alone_is_on_nobodys_plan(world: World) -> None:
    followup = world.followup()
    stop(person_of(token_for(followup.person_id)), None, "link", now=world.now)
    followup.refresh_from_db()
    assert (followup.next_kind, followup.next_channel) == (NextKind.REVIEW, "")
    followup.person.refresh_from_db()
    with pytest.raises(OptedOut):
        enrol(world.by, followup.person, world.version, owner=world.member, matter="other", now=world.now)
    again = world.person("Inês Carvalho")
    again.refresh_from_db()
    assert again.opted_out_at is not None, "the wish holds when the address comes back under a new person"


def test_a_contact_by_a_colleague_moves_the_clock(world: World) -> None:
    person = world.person()
    one = world.followup(person, "one matter")
    other = world.followup(person, "another matter")
    act.log_contact(world.by, one, call(Outcome.TALKED, 1), now=world.now)
    other.refresh_from_db()
    assert other.next_day is not None
    assert other.next_day > world.now.date()


def test_the_database_refuses_a_follow_up_without_a_next_moment(world: World) -> None:
    followup = world.followup()
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=followup.pk).update(next_at=None)
