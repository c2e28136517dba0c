"""What could be better about a plan that works. Advice, never a refusal: whoever writes a plan may know better.

`rules.plan.check` refuses what cannot work; this looks at what tires people, what asks too much, and what loses them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from twelfth.rules.balance import weight
from twelfth.rules.conditions import KINDS, Asks
from twelfth.rules.facts import Condition
from twelfth.rules.own_merge_fields import is_own
from twelfth.rules.plan import Plan, PlanStep, texts
from twelfth.rules.terms import ANCHORED_AT_START, FollowUpKind, OffsetUnit, Purpose
from twelfth.rules.wording import ANCHORS, ON
from twelfth.rules.words import WordsError, fields, render, sample

#: As many contacts on one channel, one after the other, are a habit that they notice.
SAME_CHANNEL = 3
#: Fewer contacts than this before the decision is asked for are thin: most who say yes say it later.
THIN = 5
#: After more days than this without a word one begins anew.
LONG_GAP = 45
#: Words from this step on should carry on from what was before.
BUILDS_FROM = 3

_DECISIONS = frozenset({Purpose.ASK_DECISION, Purpose.ASK_WASTING_TIME})
_WAYS = _DECISIONS | {Purpose.ASK_MEETING}
#: Kinds of plans that are on the way to a decision.
_TOWARDS = frozenset({FollowUpKind.PROSPECT, FollowUpKind.PROPOSAL})
_BUILDS_ON = ("last.", "promise.", "said", "shared")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One piece of advice: `says` is what is noticed, `mend` what to do about it. `step` is the number of the step
    it is about, 0 for the whole plan; `code` never changes, whatever the sentence."""

    code: str
    step: int
    says: str
    mend: str


def advise(plan: Plan) -> tuple[Advice, ...]:
    """All advice about a plan: first about the whole, then by step."""
    if not plan.steps:
        return ()
    found = [*_whole(plan), *_channels(plan), *_account(plan), *_times(plan), *_purposes(plan)]
    found += [*_words(plan), *_ways(plan)]
    return tuple(sorted(found, key=lambda advice: advice.step))


def days_of(step: PlanStep) -> float:
    """About how many days on the calendar a step waits: five working days are a week."""
    amount = step.offset.amount
    match step.offset.unit:
        case OffsetUnit.WORKING_DAYS:
            return amount * 7 / 5
        case OffsetUnit.CALENDAR_DAYS:
            return float(amount)
        case OffsetUnit.HOURS:
            return amount / 24
        case OffsetUnit.MINUTES:
            return amount / (24 * 60)


def _numbered(plan: Plan) -> Iterator[tuple[int, PlanStep]]:
    return enumerate(plan.steps, start=1)


def _decision(plan: Plan) -> int:
    """The number of the first step that asks for a decision, 0 when none does."""
    return next((number for number, step in _numbered(plan) if step.purpose in _DECISIONS), 0)


def _whole(plan: Plan) -> Iterator[Advice]:
    decision = _decision(plan)
    before = decision - 1 if decision else len(plan.steps)
    is_towards = plan.kind in _TOWARDS
    if plan.kind is FollowUpKind.PROSPECT and before < THIN and not plan.then:
        yield Advice(
            code="thin",
            step=0,
            says=f"Only {before} contact{'' if before == 1 else 's'} before the decision.",
            mend=f"Plan at least {THIN}: most people who say yes say it after several contacts.",
        )
    asks = sum(weight(step.purpose) < 0 for step in plan.steps)
    if asks * 2 > len(plan.steps) and len(plan.steps) > 1:
        yield Advice(
            code="ask_heavy",
            step=0,
            says=f"{asks} of the {len(plan.steps)} contacts ask for something.",
            mend="Turn one or two of them into something they can use: an article, an introduction, thanks.",
        )
    has_way = any(step.purpose in _WAYS for step in plan.steps) or plan.then or plan.repeat_from
    if is_towards and not has_way:
        yield Advice(
            code="no_decision",
            step=0,
            says="Nothing in this plan leads to a decision.",
            mend="Ask for a meeting or a decision, ask whether you are wasting their time, or name the plan it goes "
            "over into.",
        )


def _channels(plan: Plan) -> Iterator[Advice]:
    run = 1
    for number, (before, step) in enumerate(pairwise(plan.steps), start=2):
        run = run + 1 if step.channel is before.channel else 1
        if run == SAME_CHANNEL:
            yield Advice(
                code="same_channel",
                step=number,
                says=f"The third contact running {ON[step.channel]}.",
                mend="Reach them another way here: what is missed on one channel is seen on another.",
            )


def _account(plan: Plan) -> Iterator[Advice]:
    """The account by the plan alone; what they invite is never a withdrawal, but that only time tells."""
    gave = asked = 0
    for number, step in _numbered(plan):
        change = weight(step.purpose)
        gave, asked = gave + (change > 0), asked + (change < 0)
        if change < 0 and asked == gave + 1:
            yield Advice(
                code="overdrawn",
                step=number,
                says=f"By now it has asked {_times_of(asked)} and given {_times_of(gave)}.",
                mend="Give something before this step.",
            )


def _times_of(count: int) -> str:
    return {0: "nothing", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _times(plan: Plan) -> Iterator[Advice]:
    first = plan.steps[0]
    is_late = first.offset.amount > 0 and first.offset.unit in {
        OffsetUnit.WORKING_DAYS,
        OffsetUnit.CALENDAR_DAYS,
    }
    if is_late and plan.kind in _TOWARDS and (first.anchor is None or not first.anchor.before):
        yield Advice(
            code="late_start",
            step=1,
            says="The first contact comes later than the same day.",
            mend="Make it 0 days: what one hears on the same day is remembered.",
        )
    decision = _decision(plan) or (len(plan.steps) if plan.kind in _TOWARDS else 0)
    for number, step in _numbered(plan):
        if 1 < number <= decision and step.anchor is None and days_of(step) > LONG_GAP:
            yield Advice(
                code="long_gap",
                step=number,
                says=f"About {round(days_of(step))} days without a word before this contact.",
                mend=f"Put something small in between: after {LONG_GAP} days one begins anew.",
            )
    for number, step in _numbered(plan):
        if step.anchor is not None and step.anchor.kind not in ANCHORED_AT_START:
            what = ANCHORS[step.anchor.kind]
            yield Advice(
                code="unknown_date",
                step=number,
                says=f"It counts from {what}, which is often not known: then this step is left out.",
                mend="Make sure that the plan is good without it.",
            )


def _purposes(plan: Plan) -> Iterator[Advice]:
    for number, (before, step) in enumerate(pairwise(plan.steps), start=2):
        if step.purpose is before.purpose:
            yield Advice(
                code="same_purpose",
                step=number,
                says=f"The same kind of contact as step {number - 1}.",
                mend="Do something else here, so that no two are alike.",
            )


def _words(plan: Plan) -> Iterator[Advice]:
    for number, step in _numbered(plan):
        written = [text for _, text in texts(step)]
        used = _fields(written)
        if number >= BUILDS_FROM and written and not any(name.startswith(_BUILDS_ON) for name in used):
            yield Advice(
                code="starts_anew",
                step=number,
                says="Nothing in its words carries on from the contacts before.",
                mend="Use {{ last.summary }}, {{ said }} or {{ promise.text }} in an {% if %}: it shows that you "
                "remember.",
            )
        lacking = _lacking(step) if step.automatic else ()
        if any(name.startswith("said") for name in lacking):
            yield Advice(
                code="automatic_said",
                step=number,
                says="It goes by itself, but prints what they told you; where nothing is noted, it stays with you.",
                mend="Put that sentence between {% if said %} and {% endif %}.",
            )
        if own := next(filter(is_own, lacking), ""):
            yield Advice(
                code="automatic_own",
                step=number,
                says=f"It goes by itself, but prints {own}; where nothing is known, it stays with you.",
                mend="Put that sentence between an {% if %} and {% endif %}, or give the field a default.",
            )


def _fields(written: list[str]) -> frozenset[str]:
    used: set[str] = set()
    for text in written:
        try:
            used |= fields(text)
        except WordsError:
            continue  # `check` refuses it with the line.
    return frozenset(used)


def _lacking(step: PlanStep) -> tuple[str, ...]:
    """What its letter prints of what is often not known: what they said, and fields of one's own."""
    brief = {name: value for name, value in sample().items() if not name.startswith("said")}
    wordings = (step.words, *(other.words for other in step.alternatives))
    found: dict[str, None] = {}
    for text in (text for words in wordings for text in (words.subject, words.body)):
        try:
            found |= dict.fromkeys(render(text, brief).missing)
        except WordsError:
            continue
    return tuple(found)


# Which steps anybody comes to.


def _ways(plan: Plan) -> Iterator[Advice]:
    reached = _reached(plan)
    for number, step in _numbered(plan):
        if number not in reached:
            says = "Nobody comes to this step: every way leads around it."
        elif (why := _never(plan, number, step)) is not None:
            says = f"Nobody comes to this step: {why}."
        else:
            continue
        mend = "Change the conditions, or take the step out."
        yield Advice(code="unreachable", step=number, says=says, mend=mend)


def _reached(plan: Plan) -> set[int]:
    """The numbers of the steps that some way leads to."""
    reached, ahead = set[int](), [1]
    while ahead:
        number = ahead.pop()
        if number in reached or number > len(plan.steps):
            continue
        reached.add(number)
        step = plan.steps[number - 1]
        ahead += [there for branch in step.branches if (there := plan.number_of(branch.go_to))]
        # A step that is passed over takes no branch.
        may_be_passed = step.only_if or (step.anchor and step.anchor.kind not in ANCHORED_AT_START)
        if may_be_passed or not _is_always_one([branch.when for branch in step.branches]):
            ahead.append(number + 1)
    return reached


def _is_always_one(whens: list[tuple[Condition, ...]]) -> bool:
    """Whether one of these holds whatever happens: two stand alone and are each other's opposite."""
    alone = {when[0] for when in whens if len(when) == 1}
    return any(_opposite(condition) in alone for condition in alone)


def _never(plan: Plan, number: int, step: PlanStep) -> str | None:
    """Why its conditions can never hold; None when they can."""
    asked = set(step.only_if)
    if any(_opposite(condition) in asked for condition in asked):
        return "its conditions are each other's opposite"
    if asked & set(plan.stop_when):
        return "what it asks for stops the plan"
    if plan.repeat_from:
        return None
    for condition in asked:
        if KINDS[condition.kind].asks is Asks.STEP and not condition.negated:
            there = plan.number_of(condition.value)
            if there >= number:
                return f"it asks for step {there}, which is not done by then"
    return None


def _opposite(condition: Condition) -> Condition:
    return Condition(condition.kind, condition.value, not condition.negated)
