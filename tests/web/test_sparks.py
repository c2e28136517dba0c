"""The line of twelve in lists: what was made, what is next and what the plan has left, or how it ended."""

from tests.world import World
from twelfth.flow import act
from twelfth.flow.settle import NewDecision, decide_followup
from twelfth.followups.models import FollowUp
from twelfth.rules.terms import Channel, DecisionKind, Outcome
from twelfth.web.sparks import sparks


def states(followup: FollowUp) -> list[str]:
    followup.refresh_from_db()
    return [dot.state for dot in sparks([followup])[followup.pk]]


def test_a_running_line_has_what_was_made_what_is_next_and_what_the_plan_has_left(world: World) -> None:
    followup = world.followup()
    assert states(followup) == ["next", *["planned"] * 11, "open_end"]
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=1)
    touch = act.log_contact(world.by, followup, logged, now=world.now)
    assert states(followup) == ["done", "next", *["planned"] * 10, "open_end"]
    act.undo(world.by, touch, now=world.later(seconds=3))
    assert states(followup)[0] == "next"


def test_an_ended_line_has_its_decision_and_nothing_to_come(world: World) -> None:
    followup = world.followup()
    new = NewDecision(kind=DecisionKind.YES)
    decide_followup(world.by, followup, new, today=world.now.date(), now=world.now)
    assert states(followup) == ["decided"]
    assert sparks([followup])[followup.pk][0].title == "Yes on 5 May 2026"
