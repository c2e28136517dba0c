"""A row -> a contact that was made, a task to come, or a note. Pure: no database, no clock, no network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from twelfth.importing import reach
from twelfth.importing.cells import Cells
from twelfth.importing.columns import Recognised
from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, is_time, read_wall
from twelfth.importing.drafts import ActivityDraft, Whom, Wrong
from twelfth.importing.fields import Column, Field, System
from twelfth.importing.past.kinds import (
    Kind,
    channel_in,
    is_cancelled,
    is_done,
    is_incoming,
    kind_of,
    outcome_of_call,
)
from twelfth.importing.points import split_emails
from twelfth.reading.html import text_of
from twelfth.rules.terms import Channel, Direction, Outcome

#: What a file of one kind of thing is full of, by a column that only it has.
_FILES: tuple[tuple[str, Channel | Kind], ...] = (
    ("call", Channel.PHONE),
    ("email", Channel.EMAIL),
    ("meeting", Channel.VISIT),
    ("task", Kind.TASK),
    ("note body", Kind.NOTE),
    ("note content", Kind.NOTE),
    ("sent time", Channel.EMAIL),
)
#: A day and, where it is told, its hour.
_Wall = tuple[date, time | None]
_IN_BRACKETS = re.compile(r"\s*[(<\[]\s*([^()<>\[\]]*@[^()<>\[\]]*)[)>\]]\s*")
_TAG = re.compile(r"</?(p|br|div|span|ul|ol|li|strong|em|html|body)\b[^>]{0,500}>", re.IGNORECASE)
#: Of one row, more are a mailing list.
_MOST_PEOPLE = 50
_LONGEST_NOTE = 20_000
#: A day beyond these is a slip.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
#: A note of so many characters says what came of a call, and not what was talked about.
_SHORT = 80


@dataclass(frozen=True, slots=True)
class PastReading:
    """How the rows of a file about contacts are read; the first five as in `rows.Reading`. `full_of` is what a file of
    one kind holds, where its columns say so."""

    columns: tuple[Column, ...]
    system: System
    orders: Mapping[int, DayOrder]
    country: str
    zone: tzinfo
    full_of: Channel | Kind | None = None


def full_of(recognised: Recognised) -> Channel | Kind | None:
    """What every row of a file is, by the names of its columns; None where each row says it."""
    names = [column.header.casefold() for column in recognised.columns if column.field]
    return next((kind for word, kind in _FILES if any(name.startswith(word) for name in names)), None)


def read_activity(cells: Cells, row: int, how: PastReading) -> ActivityDraft | Wrong:
    """What one row says. Never raises."""
    return _Reader(cells, row, how).draft()


class _Reader:
    """Puts together what one row says."""

    def __init__(self, cells: Cells, row: int, how: PastReading) -> None:
        self._cells, self._row, self._how = cells, row, how
        self._title = " ".join(plain(cells.first(Field.ACTIVITY_SUBJECT)).split())[:300]
        self._state = [text for _, text in cells.all(Field.ACTIVITY_STATE)]
        self._outcome = " ".join(text for _, text in cells.all(Field.ACTIVITY_OUTCOME))

    def draft(self) -> ActivityDraft | Wrong:
        whom = self._whom()
        if not whom:
            return Wrong(
                self._row, "The row does not say with whom it was: no id, e-mail address, number or name."
            )
        kind = self._kind()
        channel = kind if isinstance(kind, Channel) else channel_in(self._title)
        direction = self._direction()
        is_done = self._is_done()
        happened, due = self._moments(is_done=is_done)
        at = self._moment(happened) if happened else None
        if at is None and due is None and kind is not Kind.NOTE and is_done is not False:
            return Wrong(self._row, "The row does not say when it was, or its date cannot be read.")
        return ActivityDraft(
            row=self._row,
            whom=whom,
            channel=channel,
            direction=_way(channel, direction),
            outcome=self._came_of(channel, direction),
            is_note=kind is Kind.NOTE,
            is_task=kind is Kind.TASK,
            is_done=is_done,
            at=at,
            is_timed=happened is not None and happened[1] is not None,
            day=due[0] if due else None,
            hour=due[1] if due else None,
            title=self._title,
            text=self._text(),
            external_id=self._cells.first(Field.ACTIVITY_ID)[:90],
            by=self._cells.first(Field.OWNER),
            warnings=tuple(self._cells.warnings),
        )

    def _whom(self) -> Whom:
        cells = self._cells
        ids = [
            part for _, text in cells.all(Field.ACTIVITY_PEOPLE_IDS) for part in re.split(r"[;,\s]+", text)
        ]
        emails = [point.value for point in reach.emails(cells)]
        names: list[str] = []
        for _, text in cells.all(Field.FULL_NAME):
            for part in re.split(r"[;\n]|\s:::\s", text):
                emails += [
                    one.lower() for inside in _IN_BRACKETS.findall(part) for one in split_emails(inside)
                ]
                if name := " ".join(_IN_BRACKETS.sub(" ", part).split()):
                    if "@" in name:
                        emails.append(name.lower())
                    else:
                        names.append(name)
        given, family = cells.first(Field.GIVEN_NAME), cells.first(Field.FAMILY_NAME)
        if given or family:
            names.append(f"{given} {family}".strip())
        return Whom(
            ids=tuple(dict.fromkeys(one for one in ids if one))[:_MOST_PEOPLE],
            emails=tuple(dict.fromkeys(emails))[:_MOST_PEOPLE],
            phones=tuple(phone.value for phone, _ in reach.phones(cells, self._how.country))[:_MOST_PEOPLE],
            names=tuple(dict.fromkeys(names))[:_MOST_PEOPLE],
            company=cells.first(Field.COMPANY)[:200],
        )

    def _kind(self) -> Channel | Kind:
        """By its own word, else by what the file is full of, else by the words of its title."""
        if self._how.full_of in {Kind.TASK, Kind.NOTE}:
            return self._how.full_of
        for _, text in self._cells.all(Field.ACTIVITY_KIND):
            found = kind_of(text)
            if isinstance(found, Channel) or found is Kind.NOTE:
                return found
        return self._how.full_of or channel_in(self._title) or Kind.TASK

    def _direction(self) -> Direction:
        told = [text for _, text in self._cells.all(Field.ACTIVITY_DIRECTION)]
        told += [text for _, text in self._cells.all(Field.ACTIVITY_KIND)]
        return Direction.IN if any(is_incoming(text) for text in told) else Direction.OUT

    def _is_done(self) -> bool | None:
        if self._cells.first(Field.ACTIVITY_DONE_AT):
            return True
        told = [is_done(text) for text in self._state]
        return next((one for one in told if one is not None), None)

    def _moments(self, *, is_done: bool | None) -> tuple[_Wall | None, _Wall | None]:
        """When it happened, and when it is due: each stands in for the other where a row has only one."""
        at = self._first(Field.ACTIVITY_DONE_AT) or self._first(Field.ACTIVITY_AT)
        due = self._first(Field.ACTIVITY_DUE) or (None if is_done else self._first(Field.ACTIVITY_AT))
        happened = (
            at
            or self._first(Field.ACTIVITY_DUE)
            or (self._first(Field.CREATED_AT) if is_done or self._how.full_of is Kind.NOTE else None)
        )
        return happened, due

    def _came_of(self, channel: Channel | None, direction: Direction) -> Outcome:
        if is_cancelled(" ".join([self._outcome, *self._state])):
            return Outcome.SKIPPED
        if channel in _MEETINGS:
            return Outcome.MET
        if channel is Channel.PHONE:
            return Outcome.CALLED_US if direction is Direction.IN else self._came_of_call()
        if direction is Direction.IN:
            return Outcome.REPLIED if channel is Channel.EMAIL else Outcome.ANSWERED_THERE
        return Outcome.SENT if channel in _WRITTEN else Outcome.DONE

    def _came_of_call(self) -> Outcome:
        """By the column for it, else by what a title or a short note says of it."""
        if told := outcome_of_call(self._outcome):
            return told
        notes = (text for _, text in self._cells.all(Field.NOTES) if len(text) <= _SHORT)
        found = (outcome_of_call(text) for text in (self._title, *notes))
        return next((one for one in found if one and one not in _SAID_OTHERWISE), Outcome.DONE)

    def _first(self, wanted: Field) -> _Wall | None:
        """The first day under such a column that can be read, with its hour, which may stand in a column of its own."""
        hours = [text for _, text in self._cells.all(Field.ACTIVITY_TIME)]
        hours += [text for _, text in self._cells.all(wanted) if is_time(text)]
        for column, text in self._cells.all(wanted):
            if is_time(text):
                continue
            order = self._how.orders.get(column.index, DayOrder.UNKNOWN)
            try:
                day, hour = read_wall(text, order, self._how.zone)
                if hour is None and hours and wanted is not Field.CREATED_AT:
                    day, hour = read_wall(f"{day.isoformat()} {hours[0]}", order, self._how.zone)
            except (AmbiguousDate, NotADate) as error:
                is_two = isinstance(error, AmbiguousDate)
                what = "could be two different days" if is_two else "is not a date that we can read"
                self._cells.warnings.append(f"“{text[:60]}” under {column.header} {what}.")
                continue
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return day, hour
            self._cells.warnings.append(f"“{text[:60]}” under {column.header} is no day of our time.")
        return None

    def _moment(self, told: _Wall) -> datetime:
        """A day without an hour is meant at its noon."""
        day, hour = told
        return datetime.combine(day, hour or time(12), self._how.zone).astimezone(UTC)

    def _text(self) -> str:
        told = [plain(text) for _, text in self._cells.all(Field.NOTES)]
        texts = [text for text in dict.fromkeys(told) if text and text.casefold() != self._title.casefold()]
        return "\n\n".join([*texts, *self._cells.kept])[:_LONGEST_NOTE]


def _way(channel: Channel | None, direction: Direction) -> Direction:
    """One met: that was nobody's attempt."""
    return Direction.IN if channel in _MEETINGS else direction


_MEETINGS = frozenset({Channel.VISIT, Channel.VIDEO, Channel.EVENT})
_WRITTEN = frozenset(Channel) - _MEETINGS - {Channel.PHONE, Channel.POST}
#: A title says what was meant ("Call back Ana"), which need not have come of it.
_SAID_OTHERWISE = frozenset({Outcome.TALKED, Outcome.CALL_BACK})


def plain(text: str) -> str:
    """Text without the tags of a page, which some programs export."""
    return text_of(text).strip() if _TAG.search(text) else text.strip()
