"""Months of one relation, whatever happens in it: contacts by seller, machine and colleagues, answers, absences, opt-outs,
decisions, pauses, moves, and clocks that jump. What the engine promises has to hold after every event."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.rules.strategies import CHANNELS, places, plans, policies
from tests.rules.test_properties import is_open
from twelfth.rules.calendar import local_day
from twelfth.rules.conditions import all_hold
from twelfth.rules.contacts import is_ours
from twelfth.rules.decide import decide
from twelfth.rules.facts import (
    DecisionFacts,
    Due,
    Ended,
    Facts,
    Pause,
    PersonFacts,
    Place,
    Postponement,
    PromiseFacts,
    StepFacts,
    TouchFacts,
    Waiting,
)
from twelfth.rules.guard import Clear, verdict
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import (
    Channel,
    DecisionKind,
    Direction,
    NextKind,
    Outcome,
    Party,
    Postponed,
    Purpose,
)

START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
OURS = (Outcome.VOICEMAIL, Outcome.NO_ANSWER, Outcome.TALKED, Outcome.HESITATED, Outcome.DONE)
THEIRS = (Outcome.REPLIED, Outcome.CALLED_US, Outcome.ANSWERED_THERE)


class Relation(RuleBasedStateMachine):
    """The seller, the machine, a colleague and the person; `facts` is what the database would hold."""

    facts: Facts
    now: datetime
    #: (moment, by the machine) of every contact of ours that the plan led to.
    planned: list[tuple[datetime, bool]]
    opted_out_at: datetime | None

    @initialize(steps=plans(least=1), person=places(), seller=places(with_days_off=True), policy=policies)
    def begin(self, steps: tuple[StepFacts, ...], person: Place, seller: Place, policy: object) -> None:
        self.now = START
        self.planned = []
        self.opted_out_at = None
        self.facts = Facts(
            started_at=START,
            steps=steps,
            touches=(),
            person=PersonFacts(place=person, reachable=frozenset(CHANNELS)),
            seller=seller,
            policy=policy,  # type: ignore[arg-type]  # (a strategy of GuardPolicy)
            seed=7,
        )

    # What happens.

    @rule(minutes=st.integers(1, 60 * 24 * 12))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(hours=st.integers(1, 3))
    def the_clock_is_set_back(self, hours: int) -> None:
        """A machine whose clock was wrong: nothing that happened becomes undone by it."""
        latest = max((t.at for t in self.facts.touches), default=START)
        self.now = max(latest, self.now - timedelta(hours=hours))

    @rule()
    def the_tick(self) -> None:
        """The machine does what is due and its own, as flow.due does: decided anew, guarded again."""
        decided = decide(self.facts, self.now)
        if not isinstance(decided, Due) or not decided.automatic or decided.moment.at > self.now:
            return
        if decided.kind is NextKind.CONTINUE:
            return
        step = step_at(self.facts, decided.step or 0)
        assert step is not None
        answer = verdict(
            self.facts,
            channel=decided.channel,
            at=self.now,
            now=self.now,
            promised=False,
            automatic=True,
            purpose=step.purpose,
        )
        if isinstance(answer, Clear):
            self.contact(decided, Outcome.SENT, by_machine=True)

    @rule(outcome=st.sampled_from(OURS))
    def the_seller_does_what_is_due(self, outcome: Outcome) -> None:
        decided = decide(self.facts, self.now)
        if isinstance(decided, Due) and decided.kind is NextKind.STEP and decided.moment.at > self.now:
            self.now = decided.moment.at
        if isinstance(decided, Due) and decided.kind is NextKind.STEP:
            self.contact(decided, outcome, by_machine=False)

    def contact(self, due: Due, outcome: Outcome, *, by_machine: bool) -> None:
        # Nobody does by hand what is late in the middle of the night: only what is done on its moment is judged.
        if by_machine or due.moment.at == self.now:
            self.planned.append((self.now, by_machine))
        step = step_at(self.facts, due.step or 0)
        self.add(
            TouchFacts(
                at=self.now,
                channel=due.channel or Channel.PHONE,
                direction=Direction.OUT,
                outcome=outcome,
                step=due.step,
                number=len(self.facts.touches) + 1,
                purpose=step.purpose if step else None,
            )
        )

    @rule(outcome=st.sampled_from(THEIRS), channel=st.sampled_from(CHANNELS))
    def they_answer(self, outcome: Outcome, channel: Channel) -> None:
        self.add(TouchFacts(at=self.now, channel=channel, direction=Direction.IN, outcome=outcome))
        self.facts = replace(self.facts, answer_waits_since=self.facts.answer_waits_since or self.now)

    @precondition(lambda self: self.facts.answer_waits_since is not None)
    @rule()
    def the_seller_looks_at_the_answer(self) -> None:
        self.facts = replace(self.facts, answer_waits_since=None)

    @rule(channel=st.sampled_from(CHANNELS))
    def a_colleague_calls(self, channel: Channel) -> None:
        self.add(
            TouchFacts(
                at=self.now,
                channel=channel,
                direction=Direction.OUT,
                outcome=Outcome.TALKED,
                own=False,
                by="Ana Silva",
            )
        )

    @rule(days=st.integers(1, 30))
    def they_are_away(self, days: int) -> None:
        person = self.facts.person
        back = local_day(self.now, person.place.zone) + timedelta(days=days)
        self.facts = replace(self.facts, person=replace(person, away_until=back, away_since=self.now))

    @rule(channel=st.sampled_from(CHANNELS))
    def they_refuse_a_channel(self, channel: Channel) -> None:
        person = self.facts.person
        self.facts = replace(self.facts, person=replace(person, opted_out=person.opted_out | {channel}))

    @rule()
    def they_want_no_more_contact(self) -> None:
        person = self.facts.person
        self.opted_out_at = self.opted_out_at or self.now
        self.facts = replace(
            self.facts, person=replace(person, opted_out_of_all=True, opted_out_at=self.opted_out_at)
        )

    @rule(days=st.integers(1, 60), timed=st.booleans())
    def the_seller_promises(self, days: int, timed: bool) -> None:
        promise = PromiseFacts(
            id=len(self.facts.promises) + 1,
            party=Party.US,
            due_at=self.now + timedelta(days=days),
            timed=timed,
        )
        self.facts = replace(self.facts, promises=(*self.facts.promises, promise))

    @precondition(lambda self: self.facts.promises)
    @rule()
    def the_promise_is_kept(self) -> None:
        self.facts = replace(self.facts, promises=self.facts.promises[1:])

    @rule(days=st.integers(1, 90))
    def they_say_not_yet(self, days: int) -> None:
        wake_on = local_day(self.now, self.facts.seller.zone) + timedelta(days=days)
        decision = DecisionFacts(kind=DecisionKind.NOT_YET, at=self.now, wake_on=wake_on)
        self.facts = replace(self.facts, decision=decision, answer_waits_since=None)

    @rule(days=st.none() | st.integers(1, 40))
    def it_is_paused(self, days: int | None) -> None:
        until = None if days is None else local_day(self.now, self.facts.seller.zone) + timedelta(days=days)
        self.facts = replace(self.facts, pause=Pause(at=self.now, until=until))

    @precondition(lambda self: self.facts.pause is not None)
    @rule()
    def it_is_taken_up_again(self) -> None:
        assert self.facts.pause is not None
        today = local_day(self.now, self.facts.seller.zone)
        self.facts = replace(self.facts, pause=replace(self.facts.pause, until=today))

    @rule(days=st.integers(1, 30), why=st.sampled_from(Postponed))
    def the_step_is_put_off(self, days: int, why: Postponed) -> None:
        decided = decide(self.facts, self.now)
        if isinstance(decided, Due) and decided.step is not None:
            to = local_day(self.now, self.facts.person.place.zone) + timedelta(days=days)
            self.facts = replace(self.facts, postponed=Postponement(step=decided.step, to=to, why=why))

    def add(self, touch: TouchFacts) -> None:
        self.facts = replace(self.facts, touches=(*self.facts.touches, touch))

    # What holds.

    @invariant()
    def it_has_exactly_one_next_moment(self) -> None:
        if hasattr(self, "facts"):
            decided = decide(self.facts, self.now)
            assert not isinstance(decided, Ended)
            assert isinstance(decided, Due | Waiting)
            assert decided.reasons

    @invariant()
    def it_is_the_same_whoever_asks_and_however_often(self) -> None:
        if hasattr(self, "facts"):
            again = replace(self.facts, touches=tuple(replace(t) for t in self.facts.touches))
            assert decide(again, self.now) == decide(self.facts, self.now)

    @invariant()
    def nobody_is_contacted_who_asked_not_to_be(self) -> None:
        if hasattr(self, "facts") and self.opted_out_at is not None:
            assert all(moment <= self.opted_out_at for moment, _ in self.planned)
            decided = decide(self.facts, self.now)
            assert isinstance(decided, Ended) or decided.kind in {NextKind.REVIEW, NextKind.ANSWER}

    @invariant()
    def no_planned_contact_fell_into_their_night_or_holiday(self) -> None:
        if hasattr(self, "facts"):
            assert all(is_open(self.facts.person.place, moment) for moment, _ in self.planned)

    @invariant()
    def no_planned_contact_came_too_soon_after_another(self) -> None:
        if not hasattr(self, "facts") or not self.planned:
            return
        moment, _ = self.planned[-1]
        touch = next(t for t in reversed(self.facts.touches) if t.at == moment and t.step is not None)
        if touch.purpose is Purpose.ANSWER:
            return  # They wait for it.
        before = [t.at for t in self.facts.touches if is_ours(t) and t is not touch and t.at <= moment]
        others = [at for at in before if at < moment]
        assert all(moment - at >= self.facts.policy.least_gap for at in others)
        day = local_day(moment, self.facts.person.place.zone)
        same_day = [at for at in others if local_day(at, self.facts.person.place.zone) == day]
        assert len(same_day) < self.facts.policy.most_in_1_day

    @invariant()
    def a_step_that_is_due_meets_its_conditions(self) -> None:
        if hasattr(self, "facts"):
            decided = decide(self.facts, self.now)
            if isinstance(decided, Due) and decided.step is not None:
                step = step_at(self.facts, decided.step)
                assert step is not None
                assert all_hold(self.facts, step.only_if)


Relation.TestCase.settings = settings(
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "30")), stateful_step_count=25, deadline=None
)
TestRelation = Relation.TestCase
