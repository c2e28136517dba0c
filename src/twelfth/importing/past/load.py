"""What the rows about contacts become: contacts in the story, promises for what is still to do, and what we know.

Nothing is planned or sent, and no follow-up is started; what runs with somebody is decided anew, because a contact
moves its clock, whoever made it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member
from twelfth.importing.drafts import ActivityDraft
from twelfth.importing.fields import System
from twelfth.importing.ledger import Did, promise_mark, remark_mark, touch_mark
from twelfth.importing.matching import external_id
from twelfth.importing.past import actions
from twelfth.importing.past.whom import Circle
from twelfth.importing.results import Outcome as Became
from twelfth.importing.results import RowResult
from twelfth.people.models import Person, Remark
from twelfth.promises.actions import START_OF_DAY
from twelfth.promises.models import Promise
from twelfth.rules.terms import Channel, Outcome, Party
from twelfth.touches.models import Touch

#: A task that is overdue for longer is no longer a promise: nobody waits for it.
STILL_MEANT = timedelta(days=30)
_NOBODY = "Nobody who is here is named {told}. Import the people first, then this row again."
_CANCELLED = "It did not take place, so it is no contact."
_NO_CONTACT = "The task was done, but nothing says by which channel: it is not counted as a contact."
_ELSEWHERE = "The task was done; what was done stands in the export of calls, e-mails and meetings."
_WITHOUT_DAY = "An open task without a day: nothing to be reminded of."
_LONG_AGO = "The task was due more than 30 days ago and never done, so it did not become a promise."
_NO_KEEPER = "Nobody who works here could keep it: name one under the column of the owner."
_AGAIN = "It is here already."
_ADDED = {Touch: "A contact", Promise: "A promise", Remark: "A note"}

New = Touch | Promise | Remark


@dataclass(slots=True)
class _Batch:
    """What is about to be written, and what of it each row told."""

    by: Actor
    system: System
    members: Mapping[str, Member]
    now: datetime
    new: list[tuple[int, New]] = field(default_factory=list)


def load_activities(
    by: Actor,
    system: System,
    drafts: Sequence[ActivityDraft],
    members: Mapping[str, Member],
    *,
    now: datetime,
) -> dict[int, RowResult]:
    """Write what some rows tell; call it inside a transaction. A result for each, by its row."""
    if not drafts:
        return {}
    circle = Circle(by.workspace, system, drafts)
    batch = _Batch(by, system, members, now)
    results = {draft.row: _read(draft, circle, batch) for draft in drafts}
    fresh = actions.without_known(by.workspace, batch.new)
    actions.write_new([one for _, one in fresh])
    _note(results, batch.new, fresh)
    heard = actions.move_clocks([one for _, one in fresh if isinstance(one, Touch)], now=now)
    _note_heard(results, fresh, heard)
    return results


def _read(draft: ActivityDraft, circle: Circle, batch: _Batch) -> RowResult:
    """The row's result as far as it can be told before anything is written."""
    people = circle.find(draft.whom)
    if not people:
        return RowResult(
            draft.row, Became.WRONG, _NOBODY.format(told=draft.whom.told), warnings=draft.warnings
        )
    news, why = _made(draft, people, batch)
    batch.new += [(draft.row, one) for one in news]
    return RowResult(draft.row, Became.SKIPPED, why, people[0].pk, draft.warnings)


def _made(draft: ActivityDraft, people: Sequence[Person], batch: _Batch) -> tuple[list[New], str]:
    """What a row becomes for each of its people, or why nothing comes of it."""
    if draft.is_note:
        text = _words(draft)
        return (
            ([_remark(draft, one, text, batch) for one in people], "") if text else ([], "The note is empty.")
        )
    if draft.outcome is Outcome.SKIPPED:
        return [], _CANCELLED
    is_done = draft.is_done if draft.is_done is not None else draft.at is not None and draft.at <= batch.now
    if not is_done or (draft.at is not None and draft.at > batch.now):
        return _still_to_do(draft, people, batch)
    if draft.channel is None or draft.at is None:
        return [], _NO_CONTACT
    if draft.is_task and batch.system is System.HUBSPOT_ACTIVITIES:
        return [], _ELSEWHERE
    return [_touch(draft, one, batch, channel=draft.channel, at=draft.at) for one in people], ""


def _still_to_do(draft: ActivityDraft, people: Sequence[Person], batch: _Batch) -> tuple[list[New], str]:
    if draft.day is None:
        return [], _WITHOUT_DAY
    wall = datetime.combine(draft.day, draft.hour or START_OF_DAY)
    due_at = wall.replace(tzinfo=ZoneInfo(batch.by.workspace.zone)).astimezone(UTC)
    if due_at < batch.now - STILL_MEANT:
        return [], _LONG_AGO
    # Of a meeting of several it is one thing that is to do.
    owner = _keeper(draft, people[0], batch)
    if owner is None:
        return [], _NO_KEEPER
    return [_promise(draft, people[0], batch, owner=owner, wall=wall, due_at=due_at)], ""


def _keeper(draft: ActivityDraft, person: Person, batch: _Batch) -> Member | None:
    """Who in the team keeps it: whoever the file says, else whoever owns the person, else who imports; of those who
    work here."""
    working = {member.pk: member for member in batch.members.values()}
    told = (batch.members.get(draft.by.casefold()), person.owner, batch.by.member)
    return next((working[one.pk] for one in told if one is not None and one.pk in working), None)


def _touch(draft: ActivityDraft, person: Person, batch: _Batch, *, channel: Channel, at: datetime) -> Touch:
    member = batch.members.get(draft.by.casefold())
    text = "\n\n".join(part for part in (draft.title, draft.text) if part)
    if draft.by and member is None:
        text = f"{text}\n\nBy {draft.by[:100]}.".strip()
    return Touch(
        workspace=batch.by.workspace,
        person=person,
        member=member,
        at=at,
        channel=channel,
        direction=draft.direction,
        outcome=draft.outcome,
        note=text,
        external_id=external_id(batch.system, draft.external_id),
        recorded_at=batch.now,
    )


def _promise(
    draft: ActivityDraft, person: Person, batch: _Batch, *, owner: Member, wall: datetime, due_at: datetime
) -> Promise:
    text = draft.title or draft.text or "As told by the file"
    return Promise(
        workspace=batch.by.workspace,
        person=person,
        owner=owner,
        party=Party.US,
        text=" ".join(text.split())[:300],
        channel=draft.channel if draft.channel in _PROMISED_BY else "",
        due_at=due_at,
        due_day=wall.date(),
        due_wall=wall.isoformat(timespec="minutes"),
        due_zone=batch.by.workspace.zone,
        is_timed=draft.hour is not None,
        made_at=batch.now,
        external_id=external_id(batch.system, draft.external_id),
    )


#: A promise to meet is kept by looking at it, whichever channel the day turns out to need.
_PROMISED_BY = frozenset(
    {Channel.PHONE, Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.LINKEDIN, Channel.POST}
)


def _remark(draft: ActivityDraft, person: Person, text: str, batch: _Batch) -> Remark:
    return Remark(
        workspace=batch.by.workspace,
        person=person,
        kind=Remark.BACKGROUND,
        text=text,
        where=str(batch.system),
        learnt_on=_day(draft, batch),
        by=batch.members.get(draft.by.casefold()),
    )


def _day(draft: ActivityDraft, batch: _Batch) -> date | None:
    if draft.at is not None:
        return draft.at.astimezone(ZoneInfo(batch.by.workspace.zone)).date()
    return draft.day


def _words(draft: ActivityDraft) -> str:
    return "\n\n".join(part for part in (draft.title, draft.text) if part)


def _note(
    results: dict[int, RowResult], told: Sequence[tuple[int, New]], fresh: Sequence[tuple[int, New]]
) -> None:
    """Say of each row what came of it, and keep that for its undo."""
    by_row: dict[int, list[New]] = {}
    for row, one in fresh:
        by_row.setdefault(row, []).append(one)
    for row in dict.fromkeys(row for row, _ in told):
        result, made = results[row], by_row.get(row, [])
        if not made:
            results[row] = _but(result, Became.SKIPPED, _AGAIN, {})
            continue
        names = ", ".join(dict.fromkeys(one.person.full_name for one in made))
        reason = f"{_ADDED[type(made[0])]}: {names[:200]}."
        results[row] = _but(result, Became.CREATED, reason, _did(made))


def _did(made: Sequence[New]) -> Did:
    did: Did = {}
    for one in made:
        if isinstance(one, Touch):
            did.setdefault("touches", []).append([one.pk, touch_mark(one)])
        elif isinstance(one, Promise):
            did.setdefault("promises", []).append([one.pk, promise_mark(one)])
        else:
            did.setdefault("remarks", []).append([one.pk, remark_mark(one)])
    return did


def _note_heard(
    results: dict[int, RowResult],
    fresh: Sequence[tuple[int, New]],
    heard: Mapping[int, tuple[datetime | None, datetime]],
) -> None:
    """The last row about somebody is the one that moved their last contact; of all together it is put back once."""
    last = {one.person_id: row for row, one in fresh if isinstance(one, Touch)}
    for person, row in last.items():
        if person in heard:
            was, became = heard[person]
            told = [
                person,
                was.astimezone(UTC).isoformat() if was else None,
                became.astimezone(UTC).isoformat(),
            ]
            results[row].did.setdefault("heard", []).append(told)


def _but(result: RowResult, outcome: Became, reason: str, did: Did) -> RowResult:
    return RowResult(result.row, outcome, reason, result.person, result.warnings, did)
