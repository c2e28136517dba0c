"""Not yet, no longer there, reopened: what is put off comes back by itself, and nobody is lost by moving on."""

from datetime import date

import pytest

from tests.world import World
from twelfth.brief.brief import why
from twelfth.flow import act, settle
from twelfth.flow.due import tick
from twelfth.flow.enrol import AlreadyFollowed
from twelfth.flow.key_dates import dates_of, set_dates
from twelfth.flow.move import pause
from twelfth.flow.moved import MovedOn, NewPlace, Successor, moved_on
from twelfth.flow.opt_out import stop
from twelfth.flow.today import today
from twelfth.followups.models import FollowUp
from twelfth.people.actions import NewPerson
from twelfth.people.models import Company, Person, Remark
from twelfth.rules.terms import AnchorKind, Cause, Channel, DecisionKind, NextKind, Outcome


def not_yet(world: World, followup: FollowUp, **more: object) -> FollowUp:
    new = settle.NewDecision(kind=DecisionKind.NOT_YET, **more)  # type: ignore[arg-type]  # the fields vary
    return settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)


def wake(world: World, followup: FollowUp, day: date) -> FollowUp:
    """On the morning of that day, after the tick."""
    world.later(days=(day - world.now.date()).days)
    tick(now=world.now)
    return FollowUp.objects.get(pk=followup.pk)


def test_until_a_day_it_sleeps_and_on_that_day_it_is_back(world: World) -> None:
    followup = not_yet(world, world.followup(), wake_on=date(2026, 6, 1), cause=Cause.BUDGET)
    assert (followup.ended_at, followup.next_kind, followup.next_is_due) == (None, NextKind.WAKE, False)
    assert wake(world, followup, date(2026, 5, 29)).next_is_due is False
    assert today(world.member, now=world.now).total == 0
    assert wake(world, followup, date(2026, 6, 1)).next_is_due
    assert [item.followup.pk for item in today(world.member, now=world.now).items] == [followup.pk]


def test_until_an_event_whose_day_is_entered_right_there(world: World) -> None:
    followup = world.followup()
    not_yet(world, followup, wake_anchor=AnchorKind.CONTRACT_END, anchor_on=date(2026, 9, 30))
    followup.refresh_from_db()
    assert dates_of(followup) == {AnchorKind.CONTRACT_END: date(2026, 9, 30)}
    assert followup.next_day == date(2026, 9, 30)
    assert "the end of their contract" in why(followup, today=world.now.date())


def test_the_event_moves_and_the_waking_moves_with_it(world: World) -> None:
    followup = world.followup()
    not_yet(world, followup, wake_anchor=AnchorKind.MEETING, anchor_on=date(2026, 6, 10))
    set_dates(world.by, followup, {AnchorKind.MEETING: date(2026, 6, 24)}, now=world.now)
    followup.refresh_from_db()
    assert followup.next_day == date(2026, 6, 24)
    set_dates(world.by, followup, {AnchorKind.MEETING: None}, now=world.now)
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.WAKE
    assert not dates_of(followup)


def test_an_event_without_a_day_comes_back_on_the_latest_day(world: World) -> None:
    followup = world.followup()
    not_yet(world, followup, wake_anchor=AnchorKind.CONTRACT_END, wake_on=date(2026, 12, 3))
    followup.refresh_from_db()
    assert followup.next_day == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({}, settle.WakesNever),
        ({"wake_on": date(2026, 5, 5)}, settle.WakeInThePast),
        ({"wake_anchor": AnchorKind.SALE}, settle.WakesNever),
        ({"wake_anchor": AnchorKind.SALE, "anchor_on": date(2026, 5, 1)}, settle.WakeInThePast),
    ],
)
def test_it_always_comes_back_on_a_day_to_come(
    world: World, more: dict[str, object], refusal: type[Exception]
) -> None:
    followup = world.followup()
    before = followup.next_at
    with pytest.raises(refusal):
        not_yet(world, followup, **more)
    followup.refresh_from_db()
    assert (followup.decision, followup.next_at, dates_of(followup)) == ("", before, {})


def test_a_pause_ends_with_the_decision(world: World) -> None:
    followup = world.followup()
    pause(world.by, followup, until=None, today=world.now.date(), now=world.now)
    not_yet(world, followup, wake_on=date(2026, 6, 1))
    woken = wake(world, followup, date(2026, 6, 1))
    assert woken.next_kind == NextKind.WAKE
    reopened = settle.reopen(world.by, woken, now=world.now)
    assert (reopened.next_kind, reopened.wake_anchor) == (NextKind.STEP, "")


def a_move(world: World, person: Person, **more: object) -> MovedOn:
    place = NewPlace(
        company="Harbour Partners",
        title="Finance director",
        points={Channel.EMAIL: "ines@harbour.test"},
        wrong=[point.pk for point in person.contact_points.all()],
    )
    return MovedOn(place=place, note="She left in April", **more)  # type: ignore[arg-type]  # the fields vary


def test_moving_on_keeps_both_relations(world: World) -> None:
    followup = world.followup(world.person("Ines Carvalho"))
    person = followup.person
    successor = Successor(plan=world.version, new=NewPerson(full_name="Rui Costa", family_name="Costa"))
    went = moved_on(
        world.by,
        followup,
        a_move(world, person, plan=world.version, successor=successor),
        today=world.now.date(),
        now=world.now,
    )
    assert (went.ended.decision, went.ended.decision_cause) == (DecisionKind.MOVED, Cause.PERSON_CHANGED)
    person = Person.objects.get(pk=person.pk)
    assert person.company is not None
    assert (person.company.name, person.title) == ("Harbour Partners", "Finance director")
    states = dict(person.contact_points.values_list("value", "state"))
    assert states == {"ines@ribeiro.test": "wrong", "+351912555014": "wrong", "ines@harbour.test": "works"}
    assert person.remarks.get(kind=Remark.BACKGROUND).text == "Was at Ribeiro & Filhos"
    assert went.there is not None
    assert went.here is not None
    assert (went.there.person_id, went.there.came_from_id, went.there.matter) == (
        person.pk, followup.pk, "supplier papers",
    )  # fmt: skip
    assert went.here.person.company == Company.objects.get(name="Ribeiro & Filhos")
    assert (went.here.came_from_id, went.here.owner_id) == (followup.pk, followup.owner_id)


def test_nothing_is_known_of_the_new_place(world: World) -> None:
    followup = world.followup()
    went = moved_on(world.by, followup, MovedOn(place=NewPlace()), today=world.now.date(), now=world.now)
    assert (went.there, went.here) == (None, None)
    person = Person.objects.get(pk=followup.person_id)
    assert (person.company, person.title) == (None, "")


def test_what_cannot_go_on_changes_nothing_at_all(world: World) -> None:
    followup, colleague = world.followup(), world.person("Rui Costa", email="rui@ribeiro.test")
    world.followup(colleague)
    successor = Successor(plan=world.version, person=colleague)
    with pytest.raises(AlreadyFollowed):
        moved_on(
            world.by,
            followup,
            a_move(world, followup.person, successor=successor),
            today=world.now.date(),
            now=world.now,
        )
    followup.refresh_from_db()
    assert followup.decision == ""
    assert Person.objects.filter(company__name="Ribeiro & Filhos", full_name="Inês Carvalho").exists()
    assert not followup.person.remarks.exists()


def test_taken_back_it_goes_on_and_what_nobody_was_contacted_in_ends(world: World) -> None:
    followup = world.followup(world.person("Ines Carvalho"))
    successor = Successor(plan=world.version, new=NewPerson(full_name="Rui Costa"))
    went = moved_on(
        world.by,
        followup,
        a_move(world, followup.person, plan=world.version, successor=successor),
        today=world.now.date(),
        now=world.now,
    )
    assert went.here is not None
    assert went.there is not None
    act.log_contact(
        world.by,
        went.here,
        act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1),
        now=world.now,
    )
    settle.reopen(world.by, followup, now=world.later(hours=1))
    followup.refresh_from_db()
    assert followup.ended_at is None
    assert FollowUp.objects.get(pk=went.there.pk).decision == DecisionKind.DROPPED
    assert FollowUp.objects.get(pk=went.here.pk).ended_at is None


def test_what_runs_again_already_is_not_reopened(world: World) -> None:
    followup = world.followup()
    settle.decide_followup(
        world.by,
        followup,
        settle.NewDecision(kind=DecisionKind.NO),
        today=world.now.date(),
        now=world.now,
    )
    world.followup(followup.person)
    with pytest.raises(settle.AlreadyRunsAgain):
        settle.reopen(world.by, followup, now=world.now)
    followup.refresh_from_db()
    assert followup.decision == DecisionKind.NO


def test_they_moved_on_and_want_no_contact(world: World) -> None:
    followup = world.followup()
    stop(followup.person, None, "told us", now=world.now)
    went = moved_on(
        world.by, followup, MovedOn(place=NewPlace()), today=world.now.date(), now=world.later(hours=1)
    )
    assert went.ended.decision == DecisionKind.MOVED
