"""Reasons in words. Every code that a reason may carry has its renderer here.

A renderer gives a clause: no capital, no full stop. `explain` joins them: what it is about, a colon, the
grounds, and what deserves a sentence of its own after that:

    Step 5 of 12: three working days after your voicemail of Thu 7 May; Mon 11 May is a holiday and does not
    count (Victory Day); 10:00 at their place in Lisbon.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from twelfth.rules.reasons import Reason
from twelfth.rules.terms import DecisionKind, OffsetUnit
from twelfth.rules.wording import (
    ADDRESSES,
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
    deed,
    planned_contact,
    times,
)

Renderer = Callable[[Values, Reader], str]


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
    unit = "working day" if values.text("unit") == OffsetUnit.WORKING_DAYS else "day"
    amount = values.number("amount")
    return f"{count(amount, unit)} after" if amount else "on the day of"


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


def _closed_holiday(values: Values, reader: Reader) -> str:
    return f"{reader.date(values.text('day'))} is a holiday at their place ({values.text('name')})"


def _quiet_hours(values: Values, _: Reader) -> str:
    where = city(values.text("zone"))
    return f"it is {values.text('at')[11:16]} at their place{where}, outside their hours"


# What the guard says.


def _least_gap(values: Values, reader: Reader) -> str:
    minutes = values.number("minutes")
    gap = count(minutes // 60, "hour") if minutes % 60 == 0 else count(minutes, "minute")
    when = reader.when(values.text("at"))
    return f"{deed(values)} on {when}, and at least {gap} should lie between two contacts"


def _most_in_days(values: Values, reader: Reader) -> str:
    most = values.number("most")
    limit = (
        f"{count(most, 'contact')} in {values.number('days')} days {'is' if most == 1 else 'are'} the most"
    )
    return f"{limit}: last, {deed(values)} on {reader.when(values.text('at'))}"


def _away(values: Values, reader: Reader) -> str:
    return f"they are away and back on {reader.date(values.text('back'))}"


def _away_undated(values: Values, reader: Reader) -> str:
    until = reader.date(values.text("back"))
    return f"they are away and did not say for how long, so we wait until {until}"


def _answer_waits(values: Values, reader: Reader) -> str:
    return f"they answered on {reader.when(values.text('at'))}, and nobody has looked at it yet"


def _unanswered(values: Values, reader: Reader) -> str:
    how = ON[values.channel()]
    return f"they came to us {how} on {reader.when(values.text('at'))}, and we have not answered since"


def _overdrawn(values: Values, _: Reader) -> str:
    gave = values.number("gave")
    asked = f"so far you have asked {times(values.number('asked'))}"
    given = f"given {times(gave)}" if gave else "given nothing"
    return f"this asks for something, and {asked} and {given}: give something first"


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
    return f"they said not yet{because(values)}: back on {reader.date(values.text('on'))}"


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


def _fixed(clause: str) -> Renderer:
    return lambda _values, _reader: clause


def _step(values: Values) -> str:
    return f"step {values.number('number')} of {values.number('of')}"


SENTENCES: Mapping[str, Renderer] = {
    # what it is about
    "step": lambda v, _: _step(v),
    "promise": _promise,
    "answer": lambda v, r: f"they answered on {r.when(v.text('at'))}: look at it first",
    "wake": _wake,
    "wake_undated": _wake_undated,
    "under_way": _fixed("a message is on its way to them; what comes next is decided when it has gone out"),
    "plan_done": _plan_done,
    "no_plan": _no_plan,
    "decided": _decided,
    # where a step falls
    "after_contact": _after_contact,
    "after_start": _after_start,
    "after_planned": _after_planned,
    "after_skipped": _after_skipped,
    "not_counted": _not_counted,
    "moved_weekend": _moved_weekend,
    "moved_holiday": _moved_holiday,
    "moved_day_off": lambda v, r: f"moved from {r.date(v.text('day'))}, when you are off",
    "moved_evening": lambda v, r: f"moved from the evening of {r.date(v.text('day'))}",
    "no_shared_hours": _fixed("your hours and theirs do not meet, so theirs count"),
    "no_shared_days": _fixed("you and they share no working day, so theirs count"),
    "their_time": _their_time,
    "planned_anew": lambda v, r: f"it could not go out on {r.when(v.text('at'))}, so it was planned anew",
    "plan_waits": lambda v, _: f"the plan waits until then; {_step(v)} comes after it",
    # what the guard says
    "opted_out_of_all": _fixed("they asked not to be contacted"),
    "close_it": _fixed("nothing more goes out; close this follow-up"),
    "opted_out_of_channel": lambda v, _: f"they asked for no more {PLURALS[v.channel()]}",
    "answer_waits": _answer_waits,
    "unanswered": _unanswered,
    "overdrawn": _overdrawn,
    "away": _away,
    "away_undated": _away_undated,
    "least_gap": _least_gap,
    "most_in_days": _most_in_days,
    "closed_weekend": lambda v, r: f"{r.date(v.text('day'))} is no working day at their place",
    "closed_holiday": _closed_holiday,
    "closed_day_off": lambda v, r: f"they are off on {r.date(v.text('day'))}",
    "quiet_hours": _quiet_hours,
    # channels
    "refused": lambda v, _: f"they want no {PLURALS[v.channel()]} from us, so choose another way",
    "came_back": _came_back,
    "no_address": _no_address,
    "other_channel": _other_channel,
    "all_channels_refused": _fixed(
        "they refused every way this step could be done: choose another, or decide"
    ),
    # why a person does what could have gone by itself
    "by_hand": _fixed("so it does not go out by itself; a person looks first"),
    "needs_mailbox": _fixed("it could go out by itself, but no mailbox is connected"),
    "needs_address": _fixed("it could go out by itself, but no working e-mail address is known"),
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
        "needs_address",
        "needs_mailbox",
        "needs_words",
        "no_address",
        "overdrawn",
        "plan_waits",
        "planned_anew",
        "refused",
        "unanswered",
    }
)
