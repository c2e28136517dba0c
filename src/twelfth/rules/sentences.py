"""Reasons in words. Every code that a reason may carry has its renderer here.

A renderer gives a clause: no capital, no full stop. `explain` joins them: what it is about, a colon, the
grounds, and what deserves a sentence of its own after that:

    Step 5 of 12: three working days after your voicemail of Thu 7 May; Mon 11 May is a holiday and does not
    count (Victory Day); 10:00 at their place in Lisbon.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from twelfth.rules.conditions import read_condition, says
from twelfth.rules.reasons import Reason
from twelfth.rules.sentences_guard import GUARD_SENTENCES, Renderer, fixed
from twelfth.rules.terms import AnchorKind, DecisionKind, OffsetUnit
from twelfth.rules.wording import (
    ADDRESSES,
    ANCHORS,
    DECISIONS,
    NOUNS,
    ON,
    PLURALS,
    Reader,
    Values,
    because,
    city,
    contact,
    count,
    hours_in_words,
    planned_contact,
)


def sentence(reason: Reason, *, zone: str, today: date) -> str:
    """One reason as a sentence. `zone` and `today` are the reader's. Raises KeyError for an unknown code."""
    return _finish(SENTENCES[reason.code](Values(reason), Reader(zone, today)))


def explain(reasons: Iterable[Reason], *, zone: str, today: date) -> str:
    """All reasons of one answer as a sentence or a few, "" for none. `zone` and `today` are the reader's.

    Raises KeyError for an unknown code.
    """
    reader = Reader(zone, today)
    reasons = tuple(reasons)
    not_counted = [reason for reason in reasons if reason.code == "not_counted"]
    heads: list[str] = []
    grounds: list[str] = []
    own: list[str] = []
    for reason in reasons:
        if reason.code == "not_counted" and len(not_counted) > 1:
            clause = _several_not_counted(not_counted, reader)
        else:
            clause = SENTENCES[reason.code](Values(reason), reader)
        place = heads if reason.code in HEADS else own if reason.code in OWN_SENTENCES else grounds
        if clause not in place:
            place.append(clause)
    first = ": ".join(part for part in (", ".join(heads), "; ".join(grounds)) if part)
    return " ".join(_finish(part) for part in (first, *own) if part)


def _finish(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}{'' if clause.endswith(('.', '?', '!')) else '.'}"


# Where a step falls.


def _offset(values: Values) -> str:
    amount = values.number("amount")
    if not amount:
        return "on the day of"
    return f"{count(amount, _UNITS[OffsetUnit(values.text('unit'))])} {'before' if values.flag('before') else 'after'}"


_UNITS = {
    OffsetUnit.WORKING_DAYS: "working day",
    OffsetUnit.CALENDAR_DAYS: "day",
    OffsetUnit.HOURS: "hour",
    OffsetUnit.MINUTES: "minute",
}


def _from_anchor(values: Values, reader: Reader) -> str:
    """As "60 days before the end of their contract on Mon 1 Mar"."""
    what = f"{_offset(values)} {ANCHORS[AnchorKind(values.text('anchor'))]}"
    day = reader.date(values.text("on"))
    if values.flag("is_known"):
        return f"{what} on {day}"
    return f"{what} (no day is entered, so the start of the plan counts: {day})"


def _after_contact(values: Values, reader: Reader) -> str:
    return f"{_offset(values)} {contact(values)} of {reader.day(values.text('at'))}"


def _after_start(values: Values, reader: Reader) -> str:
    day = reader.day(values.text("at"))
    if not values.number("amount"):
        return f"on the day the plan starts, {day}"
    return f"{_offset(values)} the start of the plan on {day}"


def _after_planned(values: Values, reader: Reader) -> str:
    return f"{_offset(values)} {planned_contact(values)} ({reader.day(values.text('at'))})"


def _after_skipped(values: Values, _: Reader) -> str:
    steps = values.text("steps")
    if values.number("count") == 1:
        return f"the days of step {steps}, which was left out, are added"
    return f"the days of steps {steps}, which were left out, are added"


def _their_time(values: Values, _: Reader) -> str:
    return f"{values.text('at')[11:16]} at their place{city(values.text('zone'))}"


# Days that do not count, and days from which a contact moves.


def _whose(values: Values) -> str:
    return {"theirs": " at their place", "ours": " at yours"}.get(values.text("whose"), "")


def _not_counted(values: Values, reader: Reader) -> str:
    day = reader.date(values.text("day"))
    return f"{day} is a holiday{_whose(values)} and does not count ({values.text('name')})"


def _several_not_counted(reasons: list[Reason], reader: Reader) -> str:
    """Eid and Christmas would fill a page: their first and last day say enough."""
    days = [reader.date(Values(reason).text("day")) for reason in reasons]
    if len(days) == 2:
        return f"{days[0]} and {days[1]} are holidays and do not count"
    return f"{count(len(days), 'holiday')} between {days[0]} and {days[-1]} do not count"


def _moved_weekend(values: Values, reader: Reader) -> str:
    day = reader.date(values.text("day"))
    if date.fromisoformat(values.text("day")).weekday() >= 5:
        return f"moved from the weekend ({day})"
    if values.text("whose") == "ours":
        return f"moved from {day}, when you do not work"
    return f"moved from {day}, no working day at their place"


def _moved_holiday(values: Values, reader: Reader) -> str:
    day = reader.date(values.text("day"))
    return f"moved from the holiday{_whose(values)} on {day} ({values.text('name')})"


# Channels.


def _other_channel(values: Values, _: Reader) -> str:
    wanted = values.channel("wanted")
    why = {
        "refused": f"they want no {PLURALS[wanted]}",
        "came_back": f"the {NOUNS[wanted]} did not reach them",
    }.get(values.text("why"), f"no {ADDRESSES[wanted]} is known")
    return f"{ON[values.channel()]}, because {why}"


def _came_back(values: Values, _: Reader) -> str:
    channel = values.channel()
    return f"the {NOUNS[channel]} did not reach them: check the {ADDRESSES[channel]}"


def _no_address(values: Values, _: Reader) -> str:
    return f"no {ADDRESSES[values.channel()]} is known: add one, or choose another way"


def _needs_words(values: Values, _: Reader) -> str:
    fields = values.text("fields")
    missing = f"these are missing: {fields}" if fields else "it has no words yet"
    return f"it could go out by itself, but {missing}"


# What it is about.


def _promise(values: Values, reader: Reader) -> str:
    moment = values.text("at")
    return f"you promised this for {reader.when(moment) if values.flag('timed') else reader.day(moment)}"


def _wake(values: Values, reader: Reader) -> str:
    anchor = values.text("anchor")
    event = f", the day of {ANCHORS[AnchorKind(anchor)]}" if anchor else ""
    return f"they said not yet{because(values)}: back on {reader.date(values.text('on'))}{event}"


def _wake_undated(values: Values, reader: Reader) -> str:
    back = reader.date(values.text("on"))
    return f"they said not yet{because(values)} and named no day: back on {back}"


def _plan_done(values: Values, reader: Reader) -> str:
    of = values.number("of")
    made = "its one step is done" if of == 1 else f"all {count(of, 'step')} are done"
    waited = f"{count(values.number('amount'), 'working day')} after the last contact"
    return f"{made}, and this is {waited} ({reader.day(values.text('at'))}): decide how it ends"


def _no_plan(values: Values, reader: Reader) -> str:
    waited = f"{count(values.number('amount'), 'working day')} after the last contact"
    return f"there is no plan, and this is {waited} ({reader.day(values.text('at'))}): decide what comes next"


def _decided(values: Values, reader: Reader) -> str:
    kind = DecisionKind(values.text("kind"))
    return f"{DECISIONS[kind]}{because(values)}, noted on {reader.day(values.text('at'))}"


def _step(values: Values) -> str:
    of = values.number("of")
    return f"step {values.number('number')} of {of}" if of else f"step {values.number('number')}"


def _paused(values: Values, reader: Reader) -> str:
    return f"paused since {reader.day(values.text('at'))}: it goes on on {reader.date(values.text('until'))}"


def _paused_undated(values: Values, reader: Reader) -> str:
    since = reader.day(values.text("at"))
    return (
        f"paused since {since} without an end: decide on {reader.date(values.text('on'))} whether it goes on"
    )


def _condition(line: str) -> str:
    return says(read_condition(line))


def _unless(line: str) -> str:
    """The clause of a condition that does not hold."""
    condition = read_condition(line)
    return says(replace(condition, negated=not condition.negated))


SENTENCES: Mapping[str, Renderer] = {
    **GUARD_SENTENCES,
    # what it is about
    "step": lambda v, _: _step(v),
    "promise": _promise,
    "answer": lambda v, r: f"they answered on {r.when(v.text('at'))}: look at it first",
    "wake": _wake,
    "wake_undated": _wake_undated,
    "under_way": fixed("a message is on its way to them; what comes next is decided when it has gone out"),
    "plan_done": _plan_done,
    "plan_stopped": lambda v, _: (
        f"{_condition(v.text('because'))}, so the plan stops here: decide how it ends"
    ),
    "goes_over": lambda v, _: (
        f"every step is done and nothing is decided, so it goes on with “{v.text('then')}”"
    ),
    "paused": _paused,
    "paused_undated": _paused_undated,
    "passed_over": lambda v, _: f"step {v.number('step')} is left out, because {_unless(v.text('unless'))}",
    "passed_no_date": lambda v, _: (
        f"step {v.number('step')} is left out, because {ANCHORS[AnchorKind(v.text('anchor'))]} is not known"
    ),
    "passed_until": lambda v, r: (
        f"step {v.number('step')} waits for {ANCHORS[AnchorKind(v.text('anchor'))]} on {r.date(v.text('on'))}"
    ),
    "passed_gone": lambda v, r: (
        f"step {v.number('step')} is left out this time: {ANCHORS[AnchorKind(v.text('anchor'))]} on "
        f"{r.date(v.text('on'))} had its turn"
    ),
    "passed_far": lambda v, r: (
        f"step {v.number('step')} is left out this time: {ANCHORS[AnchorKind(v.text('anchor'))]} is on "
        f"{r.date(v.text('on'))}"
    ),
    "no_plan": _no_plan,
    "decided": _decided,
    # where a step falls
    "after_contact": _after_contact,
    "after_start": _after_start,
    "after_planned": _after_planned,
    "from_anchor": _from_anchor,
    "postponed_levelled": lambda v, r: f"moved from {r.date(v.text('day'))}, when your day was full",
    "postponed_by_hand": lambda v, r: f"put off by hand from {r.date(v.text('day'))}",
    "after_skipped": _after_skipped,
    "not_counted": _not_counted,
    "moved_weekend": _moved_weekend,
    "moved_holiday": _moved_holiday,
    "moved_day_off": lambda v, r: f"moved from {r.date(v.text('day'))}, when you are off",
    "moved_evening": lambda v, r: f"moved from the evening of {r.date(v.text('day'))}",
    "no_shared_hours": fixed("your hours and theirs do not meet, so theirs count"),
    "no_shared_days": fixed("you and they share no working day, so theirs count"),
    "their_time": _their_time,
    "planned_anew": lambda v, r: f"it could not go out on {r.when(v.text('at'))}, so it was planned anew",
    "word_outranks": lambda v, _: (
        f"they prefer {hours_in_words(v.text('hours'))}, but your word counts for more"
    ),
    "prefers_channel": lambda v, _: f"they would rather be reached {ON[v.channel()]}",
    "plan_waits": lambda v, _: f"the plan waits until then; {_step(v)} comes after it",
    "close_it": fixed("nothing more goes out; close this follow-up"),
    # channels
    "refused": lambda v, _: f"they want no {PLURALS[v.channel()]} from us, so choose another way",
    "came_back": _came_back,
    "no_address": _no_address,
    "other_channel": _other_channel,
    "all_channels_refused": fixed(
        "they refused every way this step could be done: choose another, or decide"
    ),
    # why a person does what could have gone by itself
    "by_hand": fixed("so it does not go out by itself; a person looks first"),
    "needs_mailbox": fixed("it could go out by itself, but no mailbox is connected"),
    "needs_identity": fixed(
        "it could go out by itself, but a first e-mail needs your postal address under it (Settings, Workspace)"
    ),
    "needs_address": fixed("it could go out by itself, but no working e-mail address is known"),
    "needs_words": _needs_words,
}

#: What stands before the colon.
HEADS = frozenset({"step", "promise"})

#: What gets a sentence of its own after the rest.
OWN_SENTENCES = frozenset(
    {
        "all_channels_refused",
        "answer_waits",
        "by_hand",
        "came_back",
        "close_it",
        "live_exchange",
        "needs_address",
        "needs_identity",
        "needs_mailbox",
        "hours_impossible",
        "needs_words",
        "no_address",
        "overdrawn",
        "passed_far",
        "passed_gone",
        "passed_no_date",
        "passed_over",
        "passed_until",
        "plan_waits",
        "planned_anew",
        "prefers_channel",
        "rather_not",
        "refused",
        "unanswered",
        "word_outranks",
    }
)
