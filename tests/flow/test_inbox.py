"""What waits for an answer, in which order, and what settles it: at the letter and at the follow-up alike."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.flow.letters import answered, letter
from tests.world import World, make_world
from twelfth.accounts.actions import Newcomer, accept_invitation, invite
from twelfth.accounts.models import Role
from twelfth.flow import act, inbox, settle
from twelfth.flow.inbox import Tab
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.models import ContactPoint
from twelfth.reading.classify import Kind
from twelfth.rules.terms import Channel, DecisionKind, Direction, NextKind, Outcome
from twelfth.touches.models import Touch


def waiting(world: World, tab: Tab = Tab.ANSWERS) -> list[str]:
    found = inbox.waiting(world.by.workspace, world.member, tab, now=world.now)
    return [one.newest.person.full_name for one in found]


def followup_of(message: IncomingMessage) -> FollowUp:
    return FollowUp.objects.select_related("person__workspace", "owner", "workspace").get(
        pk=message.followup_id or 0
    )


def test_whoever_waits_longest_stands_first(world: World) -> None:
    for name, hours in (("Two Days", 48), ("One Hour", 1), ("Five Days", 120)):
        answered(world, name, hours_ago=hours)
    assert waiting(world) == ["Five Days", "Two Days", "One Hour"]
    assert inbox.count_waiting(world.by.workspace, world.member) == 3


def test_three_letters_about_one_matter_are_one_line(world: World) -> None:
    first = answered(world, hours_ago=5)
    followup = followup_of(first)
    newest = letter(world, followup.person, followup, text="And another thing", at=world.now)
    (line,) = inbox.waiting(world.by.workspace, world.member, Tab.ANSWERS, now=world.now)
    assert (line.newest, line.letters, line.since) == (newest, 2, first.received_at)
    assert inbox.letters_with(newest) == [first, newest]
    inbox.set_aside(world.by, newest, now=world.now)
    assert waiting(world) == []


def send(world: World, followup: FollowUp) -> None:
    approved = act.Approved(number=1, subject="Re: papers", body="Yes.")
    act.send_mail(world.by, followup, approved, now=world.now)


def call(world: World, followup: FollowUp) -> None:
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1)
    act.log_contact(world.by, followup, logged, now=world.now)


def decide(kind: DecisionKind) -> Callable[[World, FollowUp], None]:
    def event(world: World, followup: FollowUp) -> None:
        day = world.now.date()
        wake = day + timedelta(days=30) if kind == DecisionKind.NOT_YET else None
        new = settle.NewDecision(kind=kind, wake_on=wake)
        settle.decide_followup(world.by, followup, new, today=day, now=world.now)

    return event


SETTLES: dict[str, Callable[[World, FollowUp], object]] = {
    "an answer": send,
    "a call": call,
    "yes": decide(DecisionKind.YES),
    "no": decide(DecisionKind.NO),
    "not yet": decide(DecisionKind.NOT_YET),
    "carry on": lambda world, followup: act.carry_on(world.by, followup, now=world.now),
    "needs nothing": lambda world, followup: inbox.set_aside(
        world.by, IncomingMessage.objects.get(followup=followup), now=world.now
    ),
}


@pytest.mark.parametrize("what", SETTLES)
def test_what_settles_it_settles_both(world: World, what: str) -> None:
    message, other = answered(world), answered(world, "Otto Brandt")
    world.later(hours=1)
    SETTLES[what](world, followup_of(message))
    message.refresh_from_db()
    assert message.settled_at == world.now
    assert followup_of(message).answer_waits_since is None
    assert waiting(world) == ["Otto Brandt"], "and nobody else's"
    assert followup_of(other).answer_waits_since is not None


def test_a_call_that_nobody_took_answers_nothing(world: World) -> None:
    message = answered(world)
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.NO_ANSWER, number=1)
    act.log_contact(world.by, followup_of(message), logged, now=world.now)
    assert waiting(world) == ["Ines Carvalho"]


def test_taking_the_answer_back_lets_it_wait_again(world: World) -> None:
    message = answered(world, hours_ago=3)
    approved = act.Approved(number=1, subject="Re: papers", body="Yes.")
    sent = act.send_mail(world.by, followup_of(message), approved, now=world.now)
    act.undo(world.by, sent.touch, now=world.later(seconds=5))
    assert waiting(world) == ["Ines Carvalho"]
    followup = followup_of(message)
    assert (followup.answer_waits_since, followup.next_kind) == (message.received_at, NextKind.ANSWER)


class TestNotedByHand:
    """What they answered where no letter of theirs is: on WhatsApp, say."""

    def noted(self, world: World) -> FollowUp:
        followup = world.followup()
        act.log_answer(world.by, followup, Channel.WHATSAPP, note="Call me", now=world.now)
        return followup

    def waits_since(self, followup: FollowUp) -> object:
        return FollowUp.objects.get(pk=followup.pk).answer_waits_since

    def test_what_settled_it_is_taken_back(self, world: World) -> None:
        followup, since = self.noted(world), world.now
        world.later(hours=1)
        call(world, followup)
        assert self.waits_since(followup) is None
        act.undo(world.by, Touch.objects.get(direction=Direction.OUT), now=world.later(seconds=5))
        assert self.waits_since(followup) == since
        assert FollowUp.objects.get(pk=followup.pk).next_kind == NextKind.ANSWER

    def test_a_decision_is_taken_back(self, world: World) -> None:
        followup, since = self.noted(world), world.now
        decide(DecisionKind.NO)(world, FollowUp.objects.get(pk=followup.pk))
        settle.reopen(world.by, FollowUp.objects.get(pk=followup.pk), now=world.later(minutes=2))
        assert self.waits_since(followup) == since

    def test_an_answer_noted_by_mistake_waits_no_longer(self, world: World) -> None:
        followup = self.noted(world)
        act.undo(world.by, Touch.objects.get(direction=Direction.IN), now=world.later(seconds=5))
        assert self.waits_since(followup) is None
        assert FollowUp.objects.get(pk=followup.pk).next_kind == NextKind.STEP

    def test_beside_a_letter_that_waited_before(self, world: World) -> None:
        message = answered(world, hours_ago=3)
        followup = followup_of(message)
        act.log_answer(world.by, followup, Channel.WHATSAPP, note="Call me", now=world.now)
        touch = Touch.objects.filter(direction=Direction.IN).latest("pk")
        act.undo(world.by, touch, now=world.later(seconds=5))
        assert self.waits_since(followup) == message.received_at


def test_a_decision_taken_back_at_once_lets_it_wait_again(world: World) -> None:
    message = answered(world)
    decide(DecisionKind.NO)(world, followup_of(message))
    settle.reopen(world.by, followup_of(message), now=world.later(minutes=2))
    assert waiting(world) == ["Ines Carvalho"]
    assert followup_of(message).next_kind == NextKind.ANSWER


def test_taken_up_again_months_later_the_old_answer_is_old(world: World) -> None:
    message = answered(world)
    decide(DecisionKind.NOT_YET)(world, followup_of(message))
    settle.reopen(world.by, followup_of(message), now=world.later(days=40))
    assert waiting(world) == []
    assert followup_of(message).answer_waits_since is None


def test_set_aside_by_mistake_it_is_brought_back(world: World) -> None:
    message = answered(world, hours_ago=2)
    inbox.set_aside(world.by, message, now=world.now)
    message.refresh_from_db()
    inbox.bring_back(world.by, message, now=world.later(minutes=1))
    assert waiting(world) == ["Ines Carvalho"]
    assert followup_of(message).answer_waits_since == message.received_at


def test_somebody_nobody_follows_up_waits_too(world: World) -> None:
    person = world.person("Rui Teixeira", email="rui@teixeira.test")
    message = letter(world, person)
    assert waiting(world) == ["Rui Teixeira"]
    inbox.set_aside(world.by, message, now=world.now)
    assert waiting(world) == []
    message.refresh_from_db()
    inbox.bring_back(world.by, message, now=world.now)
    assert waiting(world) == ["Rui Teixeira"]


def test_quiet_things_lie_in_their_own_tabs(world: World) -> None:
    person = world.person("Quiet One", email="quiet@ribeiro.test")
    followup = world.followup(person)
    for kind in (Kind.AUTO_REPLY, Kind.CHALLENGE, Kind.COMPLAINT, Kind.CALENDAR):
        letter(world, person, followup, kind=kind)
    letter(world, person, followup, kind=Kind.AUTO_REPLY, at=world.now - timedelta(days=31))
    counts = inbox.count_tabs(world.by.workspace, world.member, now=world.now)
    assert counts == {Tab.ANSWERS: 0, Tab.STOPPED: 1, Tab.AWAY: 1, Tab.BOUNCED: 0, Tab.OTHER: 2}
    assert inbox.set_all_aside(world.by, world.member, Tab.AWAY, now=world.now) == 2
    assert inbox.set_all_aside(world.by, world.member, Tab.ANSWERS, now=world.now) == 0
    assert waiting(world, Tab.AWAY) == []


@pytest.mark.parametrize("kind", [Kind.CALENDAR, Kind.UNSUBSCRIBE])
@pytest.mark.parametrize("at_once", [True, False])
def test_looking_at_a_quiet_letter_settles_no_answer(world: World, kind: Kind, *, at_once: bool) -> None:
    message = answered(world, hours_ago=2)
    followup = followup_of(message)
    quiet = letter(world, followup.person, followup, kind=kind)
    if at_once:
        tab = Tab.OTHER if kind is Kind.CALENDAR else Tab.STOPPED
        assert inbox.set_all_aside(world.by, world.member, tab, now=world.now) == 1
    else:
        inbox.set_aside(world.by, quiet, now=world.now)
    assert waiting(world) == ["Ines Carvalho"]
    assert followup_of(message).answer_waits_since == message.received_at


def test_a_dead_address_of_somebody_who_is_followed_up_is_shown(world: World) -> None:
    followup = world.followup()
    world.person("Not Followed", email="gone@ribeiro.test")
    ContactPoint.objects.filter(channel="email").update(state=ContactPoint.BOUNCED)
    assert list(inbox.dead_ends(world.by.workspace, world.member)) == [followup.person]
    ContactPoint.objects.create(
        workspace=world.by.workspace, person=followup.person, channel="email", value="new@ribeiro.test"
    )
    assert not inbox.dead_ends(world.by.workspace, world.member)


def test_a_letter_that_came_back_is_listed_until_it_was_seen(world: World) -> None:
    person = world.person("Full Box", email="full@ribeiro.test")
    letter(world, person, world.followup(person), kind=Kind.BOUNCE, text="Their mailbox is full.")
    assert waiting(world, Tab.BOUNCED) == ["Full Box"]
    assert inbox.count_tabs(world.by.workspace, world.member, now=world.now)[Tab.BOUNCED] == 1
    assert inbox.set_all_aside(world.by, world.member, Tab.BOUNCED, now=world.now) == 1
    assert waiting(world, Tab.BOUNCED) == []


def test_who_has_no_address_left_is_not_listed_a_second_time_by_letter(world: World) -> None:
    person = world.person("Dead End", email="gone@ribeiro.test")
    letter(world, person, world.followup(person), kind=Kind.BOUNCE, text="No such mailbox.")
    ContactPoint.objects.filter(person=person, channel="email").update(state=ContactPoint.BOUNCED)
    assert waiting(world, Tab.BOUNCED) == []
    assert inbox.count_tabs(world.by.workspace, world.member, now=world.now)[Tab.BOUNCED] == 1
    assert inbox.set_all_aside(world.by, world.member, Tab.BOUNCED, now=world.now) == 0
    assert list(inbox.dead_ends(world.by.workspace, world.member)) == [person]


def test_everybody_sees_their_own_and_no_other_workspaces(world: World) -> None:
    mine = answered(world, "Mine Alone")
    token = invite(world.by, name="Bo", role=Role.SELLER, now=world.now)
    newcomer = Newcomer(
        name="Bo Lee", email="bo@duarte.test", password="a long enough phrase", zone="Europe/Lisbon"
    )
    bo = accept_invitation(token, newcomer, now=world.now)
    other = make_world("Another", "otto@another.test")
    answered(other, "Elsewhere Person")
    assert waiting(world) == ["Mine Alone"]
    assert inbox.count_waiting(world.by.workspace, bo) == 0
    assert inbox.count_waiting(world.by.workspace, None) == 1
    FollowUp.objects.filter(pk=mine.followup_id or 0).update(owner=bo)
    assert inbox.count_waiting(world.by.workspace, bo) == 1, "whoever follows up answers"
    assert waiting(world) == []


def test_a_thousand_cost_as_many_queries_as_one(world: World) -> None:
    answered(world)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            inbox.waiting(world.by.workspace, world.member, Tab.ANSWERS, now=world.now)
            inbox.count_tabs(world.by.workspace, world.member, now=world.now)
        return len(seen)

    few = queries()
    for number in range(12):
        answered(world, f"Person{number} Many")
    assert queries() == few


@pytest.mark.sqlite_only  # PostgreSQL sees the values, and chooses by the sizes of tables, which are empty here
@pytest.mark.parametrize("what", ["count", "page"])
def test_the_count_in_the_navigation_comes_from_its_index(world: World, what: str) -> None:
    """Every page asks for it; a workspace keeps every letter it ever got."""
    rows = inbox._of(Tab.ANSWERS, world.by.workspace, world.member)
    plan = rows.values("person", "followup").distinct() if what == "count" else rows.order_by("received_at")
    assert "incoming_waiting" in plan.explain()
