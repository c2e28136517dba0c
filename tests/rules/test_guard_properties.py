"""What the guard keeps for every follow-up that could exist: the day they named, a colleague's talk, a company's peace."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.strategies import CHANNELS, moments, step_facts
from tests.rules.test_properties import NEVER_OURS, ours, quick
from twelfth.rules.calendar import start_of_day
from twelfth.rules.contacts import ANSWERS
from twelfth.rules.decide import decide
from twelfth.rules.facts import (
    DecisionFacts,
    Elsewhere,
)
from twelfth.rules.guard import Clear, Never, NotBefore, verdict
from twelfth.rules.rounds import step_at
from twelfth.rules.terms import (
    HEARD,
    DecisionKind,
    Direction,
    NextKind,
    Purpose,
)


@quick
@given(step_facts(), moments, st.sampled_from(CHANNELS), st.booleans())
def test_a_not_now_is_honoured_to_the_day(facts, now, channel, automatic):
    """Until the day they named, nobody contacts them with one key, whoever asks; unless they came to us since."""
    wake_on = (now + timedelta(days=40)).date()
    decision = DecisionFacts(kind=DecisionKind.NOT_YET, at=now - timedelta(days=1), wake_on=wake_on)
    deferred = replace(
        facts, decision=decision, touches=tuple(t for t in facts.touches if t.outcome not in HEARD)
    )
    for day in (0, 20, 38):
        at = now + timedelta(days=day)
        answer = verdict(
            deferred,
            channel=channel,
            at=at,
            now=at,
            promised=False,
            automatic=automatic,
            purpose=Purpose.SHARE,
        )
        assert isinstance(answer, Never) or (isinstance(answer, NotBefore) and answer.hard)
        if isinstance(answer, NotBefore):
            assert answer.moment.at >= start_of_day(wake_on, facts.seller.zone)


@quick
@given(step_facts(), moments, st.sampled_from(CHANNELS), st.sampled_from(sorted(HEARD)), st.floats(0, 0.99))
def test_the_machine_keeps_out_of_a_colleagues_conversation(facts, now, channel, outcome, part):
    assume(facts.policy.live_exchange)
    heard = Elsewhere(
        at=now - facts.policy.live_exchange * part,
        direction=Direction.IN,
        outcome=outcome,
        channel=channel,
        with_whom="Rui Costa",
        by="Ana Silva",
    )
    facts = replace(facts, elsewhere=(*(e for e in facts.elsewhere if e.at <= heard.at), heard))
    answer = verdict(
        facts,
        channel=channel,
        at=now,
        now=now,
        promised=False,
        automatic=True,
        purpose=Purpose.SHARE,
    )
    assert not isinstance(answer, Clear)
    if isinstance(answer, NotBefore):
        assert answer.moment.at >= heard.at + facts.policy.live_exchange


@quick
@given(step_facts(), moments)
def test_a_company_is_not_contacted_more_often_than_the_workspace_allows(facts, now):
    due = decide(facts, now)
    assume(due.kind is NextKind.STEP and facts.elsewhere)
    purpose = step_at(facts, due.step).purpose
    assume(purpose is not Purpose.ANSWER or not any(t.outcome in ANSWERS for t in facts.touches))
    at, week = due.moment.at, timedelta(days=7)
    theirs = [e.at for e in facts.elsewhere if e.direction is Direction.OUT and e.outcome not in NEVER_OURS]
    if any(at - week < made <= at for made in theirs):
        made = [*ours(facts), *theirs]
        assert sum(at - week < moment <= at for moment in made) < facts.policy.company_most_in_7_days
