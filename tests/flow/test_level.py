"""A seller's days stay as full as they may be: what does not fit moves with its reason, the promised never."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World, make_world
from twelfth.accounts.models import Event
from twelfth.agenda.models import WorkingHours
from twelfth.brief.brief import why
from twelfth.flow.act import Logged, log_contact
from twelfth.flow.level import level_all, level_member
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.today import due_today
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.rules.terms import Channel, NextKind, Outcome, Party

pytestmark = pytest.mark.django_db


def strangers(world: World, people: int) -> list[FollowUp]:
    """People who share no company, or the guard would spread them by itself."""
    persons = [world.person(f"Ana Number{n}") for n in range(people)]
    Person.objects.update(company=None)
    return [world.followup(Person.objects.get(pk=person.pk)) for person in persons]


def full_world(people: int, most: int) -> tuple[World, list[FollowUp]]:
    """So many people called today, so that so many second steps fall on one day."""
    world = make_world()
    WorkingHours.objects.create(
        workspace=world.by.workspace, member=world.member, weekdays=[0, 1, 2, 3, 4], most_contacts=most
    )
    followups = strangers(world, people)
    for followup in followups:
        logged = Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
        log_contact(world.by, followup, logged, now=world.now)
    return world, followups


def days(followups: list[FollowUp]) -> dict[date | None, int]:
    counts: dict[date | None, int] = {}
    for followup in FollowUp.objects.filter(pk__in=[f.pk for f in followups]):
        counts[followup.next_day] = counts.get(followup.next_day, 0) + 1
    return counts


def test_what_does_not_fit_moves_and_says_why() -> None:
    world, followups = full_world(people=5, most=2)
    (day,) = days(followups)
    assert day is not None
    assert level_all(now=world.now) == 3
    assert sorted(days(followups).values()) == [1, 2, 2]
    moved = FollowUp.objects.exclude(next_day=day).order_by("pk").first()
    assert moved is not None
    assert "when your day was full" in why(moved, today=world.now.date())
    assert Event.objects.filter(verb="day.levelled", data__moved=3).exists()


def test_levelling_again_moves_nothing() -> None:
    world, followups = full_world(people=5, most=2)
    level_all(now=world.now)
    before = list(FollowUp.objects.order_by("pk").values())
    assert level_all(now=world.now) == 0
    assert list(FollowUp.objects.order_by("pk").values()) == before
    assert days(followups)


def test_a_promise_stays_on_its_day_however_full_it_is() -> None:
    world, followups = full_world(people=4, most=1)
    (day,) = days(followups)
    assert day is not None
    for followup in followups[:3]:
        promise = NewPromise(party=Party.US, text="Send the price", day=day, hour=None, zone="Europe/Lisbon")
        make_promise(
            world.by, world.member, followup.person, promise, followup=followup, touch=None, now=world.now
        )
        redecide_person(followup.person_id, now=world.now)
    level_all(now=world.now)
    promised = FollowUp.objects.filter(next_kind=NextKind.PROMISE)
    assert {followup.next_day for followup in promised} == {day}
    assert days(followups)[day] == 3


def test_the_move_lapses_with_the_step() -> None:
    world, followups = full_world(people=2, most=1)
    level_all(now=world.now)
    moved = FollowUp.objects.exclude(postponed_step=None).get()
    world.later(days=10)
    logged = Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=2)
    log_contact(world.by, moved, logged, now=world.now)
    moved.refresh_from_db()
    assert moved.next_step == 3
    assert "full" not in why(moved, today=world.now.date())
    assert followups


def test_today_is_levelled_only_when_asked_for() -> None:
    world = make_world()
    WorkingHours.objects.create(
        workspace=world.by.workspace, member=world.member, weekdays=[0, 1, 2, 3, 4], most_contacts=1
    )
    followups = strangers(world, 3)
    assert level_all(now=world.now) == 0
    assert due_today(world.member, now=world.now).count() == 3
    assert level_member(world.member, first=world.now.date(), now=world.now) == 2
    assert due_today(world.member, now=world.now).count() == 1
    assert len(days(followups)) == 3


def test_many_take_as_many_queries_as_few() -> None:
    world, _ = full_world(people=8, most=2)
    first = world.now.date() + timedelta(days=1)
    with CaptureQueriesContext(connection) as queries:
        assert level_member(world.member, first=first, now=world.now) == 6
    # SQLite repeats the one UPDATE for each row.
    updates = [query for query in queries if query["sql"].startswith("UPDATE")]
    assert len(updates) <= 6
    assert len(queries) - len(updates) <= 24
