"""Somebody we know wrote: an answer, an absence, or something that is neither."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from twelfth.flow.heard import MOST_IN_AN_HOUR, Batch, Heard, new_incoming, storable
from twelfth.flow.match import Match
from twelfth.flow.opt_out import stop
from twelfth.flow.understand import Incoming
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.messages.ports import FolderUse
from twelfth.people.actions import note_absence
from twelfth.people.models import Person
from twelfth.reading.classify import Kind
from twelfth.reading.mail import Mail
from twelfth.reading.reply import reply_text
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.actions import NewTouch

#: How long an out-of-office without a date is taken to last, and the longest that is believed.
ABSENCE = timedelta(days=14)
LONGEST_ABSENCE = timedelta(days=366)
#: What people do with invitations: they accept, decline, propose another time, or invite us. The rest is housekeeping.
_BY_A_PERSON = re.compile(r"\bmethod\b[^:=\n]{0,60}[:=]\s*\"?(?:REPLY|COUNTER|REQUEST)\b", re.IGNORECASE)
_IN_JUNK = "It lay in the Junk folder."
_FLOOD = f"More than {MOST_IN_AN_HOUR} letters within an hour: those that followed are in the mailbox alone."


def take_incoming(batch: Batch, got: Incoming) -> Heard:
    """Store it, and let it move what it should."""
    person, kind = got.match.person, _kind(got)
    if batch.lately[person.pk] >= MOST_IN_AN_HOUR:
        _obey(batch, got)
        return Heard.FLOOD
    match = _of_its_time(got.match, got.mail, now=batch.now)
    incoming = new_incoming(batch, got.mail, got.identity, match, kind)
    incoming.text = storable(reply_text(got.mail) or (got.mail.subject if kind != got.said.kind else ""))
    incoming.return_date = got.said.return_date
    if kind == Kind.AUTO_REPLY:
        return _absence(batch, got, incoming)
    if kind in {Kind.REPLY, Kind.UNSUBSCRIBE}:
        return _answer(batch, got, incoming)
    return Heard.NOTED if batch.store(incoming) else Heard.KNOWN_ALREADY


def _kind(got: Incoming) -> Kind:
    """What people do with an invitation is an answer like any other."""
    if got.said.kind == Kind.CALENDAR and _is_by_a_person(got.mail):
        return Kind.REPLY
    return got.said.kind


def _is_by_a_person(mail: Mail) -> bool:
    return any(
        _BY_A_PERSON.search(part.parameters) or _BY_A_PERSON.search(part.text[:5000])
        for part in mail.parts_of("text/calendar", "application/ics")
    )


def _of_its_time(match: Match, mail: Mail, *, now: datetime) -> Match:
    """A letter from before the follow-up began answers nothing of it. One in a thread of ours does."""
    begun = (
        match.followup is None or match.answers is not None or (mail.date or now) >= match.followup.started_at
    )
    if begun:
        return match
    return Match(person=match.person, followup=None, answers=None, by=match.by, sharing=match.sharing)


def _answer(batch: Batch, got: Incoming, incoming: IncomingMessage) -> Heard:
    """A human answered: everything automatic to the person stops, and their follow-up waits for somebody to look."""
    touch = _touch(incoming, Outcome.REPLIED, note="\n".join(_notes(batch, got)))
    if not batch.store(incoming, touch):
        return Heard.KNOWN_ALREADY
    if incoming.followup_id is not None:
        _let_wait(incoming.followup_id, incoming.received_at)
    batch.answered.add(incoming.person_id)
    for person, followup in got.sharing:
        _answered_for(batch, person, followup, incoming)
    _obey(batch, got)
    return Heard.ANSWER


def _notes(batch: Batch, got: Incoming) -> list[str]:
    notes = [_IN_JUNK] if got.use == FolderUse.JUNK else []
    if batch.lately[got.match.person.pk] == MOST_IN_AN_HOUR - 1:
        notes.append(_FLOOD)
    return notes


def _answered_for(batch: Batch, person: Person, followup: FollowUp | None, incoming: IncomingMessage) -> None:
    """Two people share the address, and nobody knows which of them wrote: what runs with the other waits as well."""
    if followup is None or incoming.received_at < followup.started_at:
        return
    note = f"From {incoming.from_address}, which they share with {incoming.person.full_name}: see there."
    batch.add_touch(person, followup, _touch(incoming, Outcome.REPLIED, note=note))
    _let_wait(followup.pk, incoming.received_at)
    batch.answered.add(person.pk)


def _let_wait(followup_id: int, since: datetime) -> None:
    waits = FollowUp.objects.filter(pk=followup_id, ended_at=None, answer_waits_since=None)
    waits.update(answer_waits_since=since)


def _obey(batch: Batch, got: Incoming) -> None:
    if got.said.opt_out and got.said.kind == Kind.UNSUBSCRIBE:
        stop(got.match.person, Channel.EMAIL, "asked by e-mail", now=batch.now)
        batch.moved.add(got.match.person.pk)


def _absence(batch: Batch, got: Incoming, incoming: IncomingMessage) -> Heard:
    """Not an answer: nothing to look at, but nothing is sent before they are back."""
    if not batch.store(incoming, _touch(incoming, Outcome.AUTO_REPLY)):
        return Heard.KNOWN_ALREADY
    back = got.said.return_date or _day(got.match.person, incoming.received_at + ABSENCE)
    today = _day(got.match.person, batch.now)
    if back > today:
        note_absence(batch.by, got.match.person, min(back, today + LONGEST_ABSENCE), now=batch.now)
        batch.away.add(incoming.person_id)
    return Heard.ABSENCE


def _day(person: Person, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(person.zone or person.workspace.zone)).date()


def _touch(incoming: IncomingMessage, outcome: Outcome, *, note: str = "") -> NewTouch:
    return NewTouch(
        channel=Channel.EMAIL, direction=Direction.IN, outcome=outcome, at=incoming.received_at, note=note
    )
