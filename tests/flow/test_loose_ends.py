"""What has no next step is listed, and what has one is not."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World
from twelfth.accounts.actions import become_a_demo
from twelfth.accounts.models import Member, Role
from twelfth.deals.actions import open_deal
from twelfth.flow import act, settle
from twelfth.flow.loose_ends import count_loose_ends, loose_ends
from twelfth.flow.move import pause, resume
from twelfth.flow.opt_out import stop
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import Channel, DecisionKind, Outcome


def listed(world: World, member: Member | None = None) -> tuple[list[int], list[int], list[int]]:
    found = loose_ends(world.by.workspace, member or world.member, now=world.now)
    return (
        [followup.pk for followup in found.followups],
        [person.pk for person in found.people],
        [deal.pk for deal in found.deals],
    )


def talk(world: World, followup: FollowUp) -> None:
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1)
    act.log_contact(world.by, followup, logged, now=world.now)


def test_what_runs_has_a_next_step(world: World) -> None:
    world.followup()
    assert listed(world) == ([], [], [])


def test_a_pause_without_an_end_is_listed_until_it_goes_on(world: World) -> None:
    followup = world.followup()
    pause(world.by, followup, until=None, today=world.now.date(), now=world.now)
    assert listed(world)[0] == [followup.pk]
    resume(world.by, followup, today=world.now.date(), now=world.now)
    assert listed(world)[0] == []
    day = world.now.date() + timedelta(days=9)
    pause(world.by, followup, until=day, today=world.now.date(), now=world.now)
    assert listed(world)[0] == []


def test_who_wants_no_contact_is_to_be_closed(world: World) -> None:
    followup = world.followup()
    stop(followup.person, None, "told us", now=world.now)
    assert listed(world)[0] == [followup.pk]


def test_a_contact_without_a_follow_up_is_listed_until_one_runs(world: World) -> None:
    followup = world.followup()
    talk(world, followup)
    FollowUp.objects.filter(pk=followup.pk).update(ended_at=world.now, next_at=None)
    assert listed(world)[1] == [followup.person_id]
    world.followup(followup.person, matter="another")
    assert listed(world)[1] == []


def test_who_has_decided_is_no_loose_end(world: World) -> None:
    followup = world.followup()
    talk(world, followup)
    new = settle.NewDecision(kind=DecisionKind.NO)
    settle.decide_followup(world.by, followup, new, today=world.now.date(), now=world.later(minutes=1))
    assert listed(world) == ([], [], [])


def test_who_was_contacted_long_ago_is_not_listed(world: World) -> None:
    followup = world.followup()
    talk(world, followup)
    FollowUp.objects.filter(pk=followup.pk).update(ended_at=world.now, next_at=None)
    world.later(days=31)
    assert listed(world)[1] == []


def test_an_open_deal_nobody_follows_up(world: World) -> None:
    deal = open_deal(world.by, world.person(), "Papers", amount=None, currency="", now=world.now)
    assert listed(world)[2] == [deal.pk]


def test_everybody_sees_their_own(world: World) -> None:
    followup = world.followup()
    pause(world.by, followup, until=None, today=world.now.date(), now=world.now)
    become_a_demo(world.by, [("Rui Costa", Role.SELLER)], now=world.now)
    colleague = Member.objects.get(name="Rui Costa")
    assert listed(world, colleague) == ([], [], [])
    assert count_loose_ends(world.by.workspace, world.member, now=world.now) == 1
    everybody = loose_ends(world.by.workspace, None, now=world.now)
    assert [row.pk for row in everybody.followups] == [followup.pk]


def test_three_queries_however_many(world: World) -> None:
    for number in range(4):
        followup = world.followup(world.person(f"Person{number} Many"))
        pause(world.by, followup, until=None, today=world.now.date(), now=world.now)
    with CaptureQueriesContext(connection) as seen:
        found = loose_ends(world.by.workspace, world.member, now=world.now)
        assert [row.person.company for row in found.followups]
    assert len(seen) == 3
