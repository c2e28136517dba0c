"""A plan as a text file that teams can share: TOML, as docs/reference/plan-files.md describes it."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

import tomli_w

from twelfth.rules.conditions import ConditionUnclear, read_condition, write_condition
from twelfth.rules.facts import Anchor, Condition, Offset
from twelfth.rules.plan import Alternative, Plan, PlanBranch, PlanRefused, PlanStep, Words, check, key_of
from twelfth.rules.terms import AnchorKind, Channel, FollowUpKind, OffsetUnit, Purpose

Word = TypeVar("Word", bound=StrEnum)

#: Characters of a file; the largest that is shipped has a tenth of that.
MOST_CHARACTERS = 1_000_000

_PLAN_KEYS = frozenset(
    {"key", "name", "kind", "description", "then", "then_from", "repeat_from", "stop_when", "steps"}
)
_WORDS = {
    "subject": "subject",
    "mail": "body",
    "call": "opening",
    "points": "talking_points",
    "voicemail": "voicemail",
    "short": "short_text",
}
_STEP_KEYS = frozenset(
    {"key", "title", "after", "before", "unit", "from", "channel", "fallbacks", "purpose", "automatic"}
    | {"same_thread", "gives", "asks", "only_if", "branches", "alternatives", *_WORDS}
)
#: Texts that are read as one paragraph, however they are broken into lines in the file.
_FLOWING = frozenset({"call", "voicemail", "short"})


def read(text: str, *, key: str = "") -> Plan:
    """The plan in a file, checked. `key` is used where the file names none. Raises PlanRefused."""
    plan = read_unchecked(text, key=key)
    check(plan)
    return plan


def read_unchecked(text: str, *, key: str = "") -> Plan:
    """The plan in a file, whether it can work or not: a draft. Raises PlanRefused for what cannot be read."""
    if len(text) > MOST_CHARACTERS:
        raise PlanRefused(f"The file has {len(text):,} characters; a plan has at most {MOST_CHARACTERS:,}.")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanRefused(f"The file is no TOML: {error}. Mend that line, or save the plan anew.") from error
    return _plan(data, key)


def write(plan: Plan) -> str:
    """The file that `read` reads."""
    head = {
        "key": plan.key,
        "name": plan.name,
        "kind": str(plan.kind),
        "description": plan.description,
        "then": plan.then,
        "then_from": plan.then_from,
        "repeat_from": plan.repeat_from,
        "stop_when": [write_condition(condition) for condition in plan.stop_when],
    }
    steps = [_step_data(step) for step in plan.steps]
    return tomli_w.dumps(_given(head) | {"steps": steps}, multiline_strings=True)


def _plan(data: Mapping[str, Any], key: str) -> Plan:
    _only(data, _PLAN_KEYS, "The plan", 0)
    name = _text(data, "name", 0)
    steps = data.get("steps", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise PlanRefused("The steps are no list. Begin each step with a line [[steps]].")
    taken: list[str] = []
    read_steps = []
    for number, step in enumerate(steps, start=1):
        read_steps.append(_step(number, step, taken))
        taken.append(read_steps[-1].key)
    return Plan(
        key=_text(data, "key", 0, default=key or key_of(name)),
        name=name,
        kind=_word(FollowUpKind, data.get("kind", FollowUpKind.PROSPECT), "kind", 0),
        description=" ".join(_text(data, "description", 0, default="").split()),
        steps=tuple(read_steps),
        then=_text(data, "then", 0, default=""),
        then_from=_text(data, "then_from", 0, default=""),
        repeat_from=_text(data, "repeat_from", 0, default=""),
        stop_when=_conditions(data, "stop_when", 0),
    )


def _step(number: int, data: Mapping[str, Any], taken: list[str]) -> PlanStep:
    _only(data, _STEP_KEYS, f"Step {number}", number)
    title = _text(data, "title", number)
    offset, anchor = _when(number, data)
    return PlanStep(
        key=_text(data, "key", number, default=key_of(title, taken)),
        title=title,
        offset=offset,
        anchor=anchor,
        channel=_word(Channel, _needed(data, "channel", number), "channel", number),
        fallbacks=tuple(
            _word(Channel, channel, "fallbacks", number) for channel in _list(data, "fallbacks", number)
        ),
        purpose=_word(Purpose, _needed(data, "purpose", number), "purpose", number),
        automatic=_flag(data, "automatic", number),
        same_thread=_flag(data, "same_thread", number),
        gives=_text(data, "gives", number, default=""),
        asks=_text(data, "asks", number, default=""),
        only_if=_conditions(data, "only_if", number),
        branches=tuple(_branch(number, branch) for branch in _tables(data, "branches", number)),
        words=_words(number, data),
        alternatives=tuple(_alternative(number, other) for other in _tables(data, "alternatives", number)),
    )


def _when(number: int, data: Mapping[str, Any]) -> tuple[Offset, Anchor | None]:
    unit = _word(OffsetUnit, data.get("unit", OffsetUnit.WORKING_DAYS), "unit", number)
    before = "before" in data
    if before and "after" in data:
        raise PlanRefused(f"Step {number} has both “after” and “before”. Keep one of them.", step=number)
    if before and "from" not in data:
        raise PlanRefused(
            f"Step {number} lies before something and does not say what. Name the date in “from”.",
            step=number,
        )
    amount = _needed(data, "before" if before else "after", number)
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise _wrong(number, "before" if before else "after", "a whole number")
    if "from" not in data:
        return Offset(amount, unit), None
    return Offset(amount, unit), Anchor(_word(AnchorKind, data["from"], "from", number), before)


def _branch(number: int, data: Mapping[str, Any]) -> PlanBranch:
    _only(data, frozenset({"when", "go_to"}), f"Step {number}, a branch", number)
    return PlanBranch(when=_conditions(data, "when", number), go_to=_text(data, "go_to", number))


def _alternative(number: int, data: Mapping[str, Any]) -> Alternative:
    _only(data, frozenset({"name", *_WORDS}), f"Step {number}, an alternative", number)
    return Alternative(name=_text(data, "name", number), words=_words(number, data))


def _words(number: int, data: Mapping[str, Any]) -> Words:
    given: dict[str, Any] = {}
    for name, field in _WORDS.items():
        if name == "points":
            given[field] = tuple(_list(data, name, number))
            continue
        text = _text(data, name, number, default="")
        given[field] = " ".join(text.split()) if name in _FLOWING else text
    if given["body"].strip():
        given["body"] = given["body"].strip() + "\n"
    return Words(**given)


def _step_data(step: PlanStep) -> dict[str, Any]:
    distance = "before" if step.anchor is not None and step.anchor.before else "after"
    data = {
        "key": step.key,
        "title": step.title,
        distance: step.offset.amount,
        "unit": "" if step.offset.unit is OffsetUnit.WORKING_DAYS else str(step.offset.unit),
        "from": "" if step.anchor is None else str(step.anchor.kind),
        "channel": str(step.channel),
        "fallbacks": [str(channel) for channel in step.fallbacks],
        "purpose": str(step.purpose),
        "automatic": step.automatic,
        "same_thread": step.same_thread,
        "gives": step.gives,
        "asks": step.asks,
        "only_if": [write_condition(condition) for condition in step.only_if],
        **_words_data(step.words),
        "branches": [
            {"when": [write_condition(condition) for condition in branch.when], "go_to": branch.go_to}
            for branch in step.branches
        ],
        "alternatives": [{"name": other.name, **_words_data(other.words)} for other in step.alternatives],
    }
    return _given(data, keep=distance)


def _words_data(words: Words) -> dict[str, Any]:
    data = {name: getattr(words, field) for name, field in _WORDS.items()}
    return _given(data | {"points": list(words.talking_points)})


def _given(data: Mapping[str, Any], *, keep: str = "") -> dict[str, Any]:
    """Without what is empty: a file says what there is."""
    return {name: value for name, value in data.items() if name == keep or value not in ("", [], False)}


# Reading one value, or saying what is wrong with it.


def _flag(data: Mapping[str, Any], name: str, number: int) -> bool:
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise _wrong(number, name, "true or false")
    return value


def _conditions(data: Mapping[str, Any], name: str, number: int) -> tuple[Condition, ...]:
    try:
        return tuple(read_condition(line) for line in _list(data, name, number))
    except ConditionUnclear as error:
        where = f"Step {number}, {name}" if number else f"The plan, {name}"
        raise PlanRefused(f"{where}: {error}", step=number) from error


def _only(data: Mapping[str, Any], known: frozenset[str], who: str, number: int) -> None:
    if unknown := data.keys() - known:
        raise PlanRefused(
            f"{who} has an unknown “{min(unknown)}”. Use: {', '.join(sorted(known))}.", step=number
        )


def _needed(data: Mapping[str, Any], name: str, number: int) -> Any:
    if name not in data:
        who = f"Step {number}" if number else "The plan"
        raise PlanRefused(f"{who} has no “{name}”. Write it.", step=number)
    return data[name]


def _text(data: Mapping[str, Any], name: str, number: int, *, default: str | None = None) -> str:
    value = _needed(data, name, number) if default is None else data.get(name, default)
    if not isinstance(value, str):
        raise _wrong(number, name, "a text in quotation marks")
    return value.strip()


def _list(data: Mapping[str, Any], name: str, number: int) -> list[str]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(number, name, 'a list of texts, like ["…", "…"]')
    return value


def _tables(data: Mapping[str, Any], name: str, number: int) -> list[dict[str, Any]]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(number, name, f"tables, each begun with a line [[steps.{name}]]")
    return value


def _word(words: type[Word], value: Any, name: str, number: int) -> Word:
    try:
        return words(value)
    except ValueError as error:
        known = ", ".join(words)
        who = f"Step {number}" if number else "The plan"
        raise PlanRefused(f"{who}: “{value}” is no {name}. Use one of: {known}.", step=number) from error


def _wrong(number: int, name: str, wanted: str) -> PlanRefused:
    who = f"Step {number}" if number else "The plan"
    return PlanRefused(f"{who}: its “{name}” must be {wanted}.", step=number)
