"""A plan as people write it: its steps with all their words, before it is a version in the database.

`check` says whether it can work at all, and refuses with a sentence that names the step and the mend; `plan_advice`
says what could be better.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from twelfth.rules.balance import weight
from twelfth.rules.conditions import KINDS, Asks
from twelfth.rules.facts import Anchor, Condition, Offset
from twelfth.rules.merge_fields import MergeField
from twelfth.rules.terms import CLOCK_UNITS, Channel, FollowUpKind, Purpose
from twelfth.rules.words import WordsError, parse, render

#: More than anybody plans by hand; beyond it, a file is no plan.
MOST_STEPS = 200
#: The longest time between two contacts that a step may name, in its own unit.
MOST_AMOUNT = 2_000
#: Characters of a step's key.
MOST_KEY = 50


class PlanRefused(Exception):
    """A plan cannot be used; the message names the step and the mend. `step` is its number, 0 for the whole."""

    def __init__(self, message: str, *, step: int = 0) -> None:
        super().__init__(message)
        self.step = step


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a step, in Liquid: for a mail, a call, its voicemail, and a line or two for other channels."""

    subject: str = ""
    body: str = ""
    opening: str = ""
    talking_points: tuple[str, ...] = ()
    voicemail: str = ""
    short_text: str = ""

    def over(self, other: "Words") -> "Words":
        """These, with what is empty taken from `other`."""
        names = self.__dataclass_fields__
        return Words(**{name: getattr(self, name) or getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBranch:
    """Once the step is done, it goes on at the step with the key `go_to` if all of `when` hold."""

    when: tuple[Condition, ...]
    go_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another wording of a step, tried on its share of the people. What it leaves empty is that of the step."""

    name: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step. Each may carry words for mail, call and voicemail whatever its channel, because the person may lack
    the one it is meant for."""

    key: str
    title: str
    offset: Offset
    channel: Channel
    purpose: Purpose
    anchor: Anchor | None = None
    fallbacks: tuple[Channel, ...] = ()
    automatic: bool = False
    #: Its e-mail answers the last one to them, where there is one.
    same_thread: bool = False
    gives: str = ""
    asks: str = ""
    only_if: tuple[Condition, ...] = ()
    branches: tuple[PlanBranch, ...] = ()
    words: Words = Words()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of its wordings, the first being its own; () when there is but one."""
        return ("A", *(other.name for other in self.alternatives)) if self.alternatives else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole plan. `then` and `repeat_from` as in the CadenceVersion that is made of it."""

    key: str
    name: str
    kind: FollowUpKind
    description: str = ""
    steps: tuple[PlanStep, ...] = ()
    then: str = ""
    then_from: str = ""
    repeat_from: str = ""
    stop_when: tuple[Condition, ...] = ()

    def number_of(self, key: str) -> int:
        """The number of the step with that key, 0 when there is none."""
        return next((number for number, step in enumerate(self.steps, 1) if step.key == key), 0)


def key_of(title: str, taken: Collection[str] = ()) -> str:
    """A key for a title: "Thank-you on the way" gives "thank-you-on-the-way"; with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_KEY].strip("-") or "step"
    if slug not in taken:
        return slug
    return next(key for number in range(2, len(taken) + 3) if (key := f"{slug}-{number}") not in taken)


def check(plan: Plan, own: Collection[MergeField] | None = None) -> None:
    """Whether the plan can work. `own` are the fields that its workspace has added; None: whose plan it is is not
    known. Raises PlanRefused for the first thing that cannot."""
    if not plan.name.strip():
        raise PlanRefused("The plan has no name. Give it one.")
    if not plan.steps:
        raise PlanRefused(f"The plan “{plan.name}” has no steps. Add at least one.")
    if len(plan.steps) > MOST_STEPS:
        raise PlanRefused(
            f"The plan “{plan.name}” has {len(plan.steps)} steps. Keep it to {MOST_STEPS}, or let it start over."
        )
    keys = [step.key for step in plan.steps]
    for number, step in enumerate(plan.steps, start=1):
        if step.key in keys[: number - 1]:
            raise PlanRefused(
                f"Step {number} has the same key as step {keys.index(step.key) + 1}, “{step.key}”. "
                "Give each step a key of its own.",
                step=number,
            )
        check_step(plan, number, own)
    _check_whole(plan)


def check_step(plan: Plan, number: int, own: Collection[MergeField] | None = None) -> None:
    """Whether one step of the plan can work where it stands. Raises PlanRefused."""
    step = plan.steps[number - 1]
    _check_step(number, step)
    for name, text in texts(step):
        _check_words(number, name, text, own)
    _check_ways(number, step, plan)


def _check_whole(plan: Plan) -> None:
    if plan.repeat_from and not plan.number_of(plan.repeat_from):
        raise PlanRefused(
            f"The plan starts over at “{plan.repeat_from}”, and has no such step. Use the key of one of its steps."
        )
    if plan.repeat_from and plan.then:
        raise PlanRefused(
            f"The plan starts over again and again, so it can never go on with “{plan.then}”. Keep one of the two."
        )
    if plan.then == plan.key and plan.then:
        raise PlanRefused(
            "The plan goes over into itself, which would never end. To start over, use repeat_from."
        )
    if plan.then_from and not plan.then:
        raise PlanRefused(
            f"“{plan.then_from}” names a step of the next plan, but there is none. Name it in “then”."
        )
    for condition in plan.stop_when:
        _check_condition(0, condition, plan)
    round_ = plan.steps[plan.number_of(plan.repeat_from) - 1 :] if plan.repeat_from else ()
    if round_ and all(step.anchor is None and not step.offset.amount for step in round_):
        raise PlanRefused(
            "The steps that start over again and again have no time between them, so they would never stop. "
            "Give at least one of them an “after” of a day or more."
        )


def _check_step(number: int, step: PlanStep) -> None:
    channels = (step.channel, *step.fallbacks)
    if not step.title.strip():
        raise PlanRefused(f"Step {number} has no title. Say in a few words what it is.", step=number)
    if step.offset.amount < 0:
        raise PlanRefused(
            f"Step {number} lies before the one it follows. Its “after” must be 0 or more.", step=number
        )
    if step.offset.amount > MOST_AMOUNT:
        raise PlanRefused(
            f"Step {number} waits {step.offset.amount}: use at most {MOST_AMOUNT}.", step=number
        )
    if step.anchor is not None and step.offset.unit in CLOCK_UNITS:
        raise PlanRefused(
            f"Step {number} counts {step.offset.unit} from a date, which has no hour. Use days.", step=number
        )
    if step.automatic and step.channel is not Channel.EMAIL:
        raise PlanRefused(
            f"Step {number} cannot go by itself: only an e-mail can. Leave “automatic” out.", step=number
        )
    if len(set(channels)) < len(channels):
        raise PlanRefused(
            f"Step {number} names a channel twice. Name each once in “channel” and “fallbacks”.", step=number
        )
    if weight(step.purpose) > 0 and not step.gives.strip():
        raise PlanRefused(
            f"Step {number} is a gift and does not say of what. Write its “gives”.", step=number
        )
    if weight(step.purpose) < 0 and not step.asks.strip():
        raise PlanRefused(f"Step {number} asks and does not say for what. Write its “asks”.", step=number)
    _check_lengths(number, step)
    names = step.variants
    if len(set(names)) < len(names):
        raise PlanRefused(
            f"Step {number} has two wordings of one name. The step's own is A; call the others B, C …",
            step=number,
        )


def _check_lengths(number: int, step: PlanStep) -> None:
    subjects = (step.words.subject, *(other.words.subject for other in step.alternatives))
    lines = {
        "title": (step.title, 120),
        "gives": (step.gives, 200),
        "asks": (step.asks, 200),
        "key": (step.key, 60),
    }
    lines |= {"subject": (max(subjects, key=len), 200)}
    for name, (text, most) in lines.items():
        if len(text) > most:
            raise PlanRefused(
                f"Step {number}: its {name} has {len(text)} characters. Keep it to {most}.", step=number
            )


def texts(step: PlanStep) -> Iterator[tuple[str, str]]:
    """Every text of a step that is not empty, with what it is called."""
    for variant, words in (
        ("", step.words),
        *((f" of {other.name}", other.words) for other in step.alternatives),
    ):
        yield from ((f"{name}{variant}", text) for name, text in _texts_of(words) if text.strip())


def _texts_of(words: Words) -> Iterator[tuple[str, str]]:
    yield "subject", words.subject
    yield "mail", words.body
    yield "call", words.opening
    for point in words.talking_points:
        yield "point", point
    yield "voicemail", words.voicemail
    yield "short", words.short_text


def _check_words(number: int, name: str, text: str, own: Collection[MergeField] | None) -> None:
    try:
        parse(text, own)
        written = render(text, {}).text
    except WordsError as error:
        raise PlanRefused(f"Step {number}, {name}: {error}", step=number) from error
    if not written.strip():
        raise PlanRefused(
            f"Step {number}, {name}: it says nothing while the brief is empty. Add an {{% else %}}.",
            step=number,
        )


def _check_ways(number: int, step: PlanStep, plan: Plan) -> None:
    """The conditions and branches of a step: they name what there is, and lead only forwards."""
    for condition in step.only_if:
        _check_condition(number, condition, plan)
    for branch in step.branches:
        for condition in branch.when:
            _check_condition(number, condition, plan)
        there = plan.number_of(branch.go_to)
        if not there:
            raise PlanRefused(
                f"Step {number} goes on at “{branch.go_to}”, and there is no such step. Use the key of a later one.",
                step=number,
            )
        if there <= number:
            where = "itself" if there == number else f"step {there}, which lies before it"
            raise PlanRefused(
                f"Step {number} goes on at {where}: that would go round in a circle. Name a later step.",
                step=number,
            )
        if not branch.when:
            raise PlanRefused(
                f"Step {number} always goes on at “{branch.go_to}”, so nobody would reach the steps between. "
                "Say when, or take those steps out.",
                step=number,
            )


def _check_condition(number: int, condition: Condition, plan: Plan) -> None:
    if KINDS[condition.kind].asks is not Asks.STEP:
        return
    if not plan.number_of(condition.value):
        where = f"Step {number}" if number else "A reason to stop"
        raise PlanRefused(
            f"{where} asks for “{condition.value}”, and there is no such step. Use the key of a step.",
            step=number,
        )


def check_chain(plan: Plan, others: Collection[tuple[str, str]]) -> None:
    """Whether plans that go over into each other come to an end. `others` are (key, then) of the workspace's other
    plans. Raises PlanRefused."""
    following = {key: then for key, then in others if then} | ({plan.key: plan.then} if plan.then else {})
    way = [plan.key]
    while (then := following.get(way[-1])) is not None:
        if then in way:
            raise PlanRefused(
                f"The plans go over into each other in a circle: {' → '.join((*way, then))}. Let one of them end."
            )
        way.append(then)
