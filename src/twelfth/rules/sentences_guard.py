"""What the guard says, in words: one renderer for each of its reasons."""

from collections.abc import Callable, Mapping

from twelfth.rules.wording import ON, PLURALS, Reader, Values, city, count, deed, hours_in_words, times

Renderer = Callable[[Values, Reader], str]


def fixed(clause: str) -> Renderer:
    """A renderer for a reason without values."""
    return lambda _values, _reader: clause


def _closed_holiday(values: Values, reader: Reader) -> str:
    return f"{reader.date(values.text('day'))} is a holiday at their place ({values.text('name')})"


def _quiet_hours(values: Values, _: Reader) -> str:
    where = city(values.text("zone"))
    return f"it is {values.text('at')[11:16]} at their place{where}, outside their hours"


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


def _channel_gap(values: Values, reader: Reader) -> str:
    minutes = values.number("minutes")
    days, hours = minutes // 1440, minutes // 60
    gap = count(days, "day") if minutes % 1440 == 0 else count(hours, "hour")
    many = PLURALS[values.channel()]
    return f"{deed(values)} on {reader.when(values.text('at'))}, and at least {gap} should lie between two {many}"


def _most_in_a_day(values: Values, reader: Reader) -> str:
    most = values.number("most")
    limit = f"{count(most, 'contact')} on one day {'is' if most == 1 else 'are'} the most"
    return f"{limit}: {deed(values)} on {reader.when(values.text('at'))}"


def _company_most(values: Values, reader: Reader) -> str:
    limit = f"{count(values.number('most'), 'contact')} with one company in {values.number('days')} days are the most"
    who = f"{values.text('by') or 'you'} contacted {values.text('with')}"
    return f"{limit}: last, {who} on {reader.when(values.text('at'))}"


def _live_exchange(values: Values, reader: Reader) -> str:
    who = f"{values.text('by')} is in conversation with {values.text('with')}"
    return f"{who} of the same company (last heard on {reader.when(values.text('at'))})"


def _not_now(values: Values, reader: Reader) -> str:
    return f"they said on {reader.day(values.text('at'))} not to come back before {reader.date(values.text('on'))}"


def _hours_impossible(values: Values, _: Reader) -> str:
    prefers = hours_in_words(values.text("hours"))
    return f"they prefer {prefers}, and that is outside the hours in which anything is sent or planned"


GUARD_SENTENCES: Mapping[str, Renderer] = {
    "opted_out_of_all": fixed("they asked not to be contacted"),
    "opted_out_of_channel": lambda v, _: f"they asked for no more {PLURALS[v.channel()]}",
    "complained": lambda v, r: f"they complained on {r.day(v.text('at'))}",
    "answer_waits": _answer_waits,
    "unanswered": _unanswered,
    "overdrawn": _overdrawn,
    "away": _away,
    "away_undated": _away_undated,
    "not_now": _not_now,
    "least_gap": _least_gap,
    "channel_gap": _channel_gap,
    "most_in_a_day": _most_in_a_day,
    "most_in_days": _most_in_days,
    "company_most": _company_most,
    "live_exchange": _live_exchange,
    "closed_weekend": lambda v, r: f"{r.date(v.text('day'))} is no working day at their place",
    "closed_holiday": _closed_holiday,
    "closed_day_off": lambda v, r: f"they are off on {r.date(v.text('day'))}",
    "quiet_hours": _quiet_hours,
    "prefers_hours": lambda v, _: f"they prefer {hours_in_words(v.text('hours'))}",
    "hours_impossible": _hours_impossible,
    "rather_not": lambda v, _: f"they would rather get no {PLURALS[v.channel()]}",
}
