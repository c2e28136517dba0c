"""Merging: everything that hangs on the one that goes hangs on the one that stays from then on.

One transaction, worked through as `belongings` says:

1. Both are locked, and the letters waiting for them; while one of these is being sent, nothing is merged.
2. Of two follow-ups about the same matter one ends: it is one person, who is to be asked once.
3. What hangs on the one that goes is moved; where the other has the same already, one is enough, and the stricter
   counts.
4. The one that stays gets its values, a wish to be left alone counts for all its addresses, and the other one's row
   goes. Its key still leads here.
5. What is worked out from all this is worked out anew: the words of the search, and when the next contact is.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.flow.next_moment import redecide_people
from twelfth.followups.models import RUNNING, FollowUp
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import SUPPRESSED, NewEntry, index, suppress
from twelfth.people.models import Company, ContactPoint, FormerCompany, FormerPerson, OptOut, Person
from twelfth.records.belongings import Belonging, OnMerge, of, rows
from twelfth.records.errors import LetterOnItsWay, NoLongerThere, TheSame
from twelfth.records.merging.ledger import Ledger
from twelfth.records.merging.rows import column
from twelfth.records.merging.values import settle, worse_state
from twelfth.records.models import Double, Merge, MergeRow
from twelfth.rules.terms import Channel, DecisionKind

Owner = TypeVar("Owner", Person, Company)


@transaction.atomic
def merge_people(
    by: Actor, kept: Person, gone: Person, *, from_gone: Collection[str] = (), now: datetime
) -> Merge:
    """Make two people one: `kept` stays, with the values of `gone` in the fields named in `from_gone`, and where it
    has none. Raises CannotMerge, NotAllowed; then nothing is changed."""
    by.require(Permission.WORK)
    if kept.pk == gone.pk:
        raise TheSame(TheSame.__doc__)
    kept, gone = lock_both(by, Person, kept.pk, gone.pk)
    refuse_letters_on_their_way([kept.pk, gone.pk])
    merge = Merge.objects.create(
        workspace=by.workspace, into=kept, kept=kept.pk, gone=gone.pk, at=now, by=by.member
    )
    ledger = Ledger(merge)
    ledger.watch([kept])
    ledger.watch(FollowUp.objects.filter(RUNNING, person__in=[kept.pk, gone.pk]))
    _end_one_of_two(kept, gone, now=now)
    _tell_on_decisions(ledger, kept, gone, now=now)
    _move_all(ledger, kept, gone)
    ids = {kept.external_id, gone.external_id}
    settle(kept, gone, from_gone)
    kept.save()
    _keep_wishes(by, ledger, kept, now=now)
    _let_go(ledger, gone)
    # Of two ids of the system they come from, the one that is not kept still means this person.
    other_id = min(ids - {kept.external_id, ""}, default="")
    former = FormerPerson(workspace=by.workspace, person=kept, key=gone.pk, external_id=other_id)
    former.save()
    ledger.added(former)
    index(kept)
    redecide_people([kept.pk], now=now)
    _write(ledger)
    record(by, "person.merged", kept, now=now, gone=gone.pk, merge=merge.pk)
    return merge


@transaction.atomic
def merge_companies(
    by: Actor, kept: Company, gone: Company, *, from_gone: Collection[str] = (), now: datetime
) -> Merge:
    """The same for two companies. Raises CannotMerge, NotAllowed; then nothing is changed."""
    by.require(Permission.WORK)
    if kept.pk == gone.pk:
        raise TheSame(TheSame.__doc__)
    kept, gone = lock_both(by, Company, kept.pk, gone.pk)
    merge = Merge.objects.create(
        workspace=by.workspace, into_company=kept, kept=kept.pk, gone=gone.pk, at=now, by=by.member
    )
    ledger = Ledger(merge)
    ledger.watch([kept])
    people = list(Person.objects.filter(company=gone))
    _move_all(ledger, kept, gone)
    settle(kept, gone, from_gone)
    kept.save()
    _let_go(ledger, gone)
    former = FormerCompany(workspace=by.workspace, company=kept, key=gone.pk, match_key=gone.match_key)
    former.save()
    ledger.added(former)
    for person in Person.objects.filter(pk__in=[each.pk for each in people]).select_related("company"):
        index(person)
    # What is counted for a company, such as contacts in seven days, is counted for both together now.
    redecide_people([each.pk for each in people], now=now)
    _write(ledger)
    record(by, "company.merged", kept, now=now, gone=gone.pk, merge=merge.pk)
    return merge


def lock_both(by: Actor, model: type[Owner], kept: int, gone: int) -> tuple[Owner, Owner]:
    """Both, ours until the transaction ends: of two merges at once the second sees what the first has done.
    Raises NoLongerThere."""
    mine = model._default_manager.filter(workspace=by.workspace, pk__in=[kept, gone])
    locked = {row.pk: row for row in mine.select_for_update().order_by("pk")}
    if len(locked) < 2:
        raise NoLongerThere(NoLongerThere.__doc__)
    return locked[kept], locked[gone]


def refuse_letters_on_their_way(people: Collection[int]) -> None:
    """A worker that has a letter in its hands knows whom it goes to, and will write down what became of it. Those that
    still wait are locked, so that none can be taken up meanwhile; afterwards they are judged as the one's they are.
    Raises LetterOnItsWay."""
    waiting = OutgoingMessage.objects.filter(
        person__in=people, state__in=[MessageState.QUEUED, MessageState.CLAIMED]
    )
    states = waiting.select_for_update(of=("self",)).order_by("pk").values_list("state", flat=True)
    if MessageState.CLAIMED in set(states):
        raise LetterOnItsWay(LetterOnItsWay.__doc__)


def _end_one_of_two(kept: Person, gone: Person, *, now: datetime) -> None:
    """Of two that run about the same matter, the one that has come further goes on; the other ends undecided."""
    mine = {each.matter: each for each in FollowUp.objects.filter(RUNNING, person=kept)}
    for other in FollowUp.objects.filter(RUNNING, person=gone, matter__in=mine).order_by("pk"):
        both = sorted([mine[other.matter], other], key=lambda each: (each.touch_count, each is not other))
        ends, goes_on = both
        FollowUp.objects.filter(pk=ends.pk).update(
            ended_at=now,
            decision=DecisionKind.DROPPED,
            decided_at=now,
            decision_number=ends.touch_count,
            decision_note="The same matter was followed up twice with one person.",
            answer_waits_since=None,
            next_at=None, next_day=None, next_wall="", next_zone="", next_kind="", next_is_due=False,
            next_is_timed=False, next_is_automatic=False, next_step=None, next_channel="", next_promise=None,
            next_variant="", next_reasons=[],
        )  # fmt: skip
        if ends.answer_waits_since is not None and goes_on.answer_waits_since is None:
            # An answer that waits is answered in the one that goes on.
            FollowUp.objects.filter(pk=goes_on.pk).update(answer_waits_since=ends.answer_waits_since)


def _tell_on_decisions(ledger: Ledger, kept: Person, gone: Person, *, now: datetime) -> None:
    """What was found, or said, of the one that goes and somebody else holds for the one that stays."""
    pairs = Double.objects.filter(workspace=ledger.merge.workspace_id)
    known = set(pairs.filter(first=kept).values_list("second", flat=True))
    known |= set(pairs.filter(second=kept).values_list("first", flat=True))
    for double in [*pairs.filter(first=gone), *pairs.filter(second=gone)]:
        other = double.second_id if double.first_id == gone.pk else double.first_id
        if other == kept.pk or other in known:
            continue
        told = Double(
            workspace_id=double.workspace_id,
            first_id=min(kept.pk, other),
            second_id=max(kept.pk, other),
            weight=double.weight,
            is_certain=double.is_certain,
            evidence=double.evidence,
            state=double.state,
            found_at=now,
            decided_at=double.decided_at,
            decided_by_id=double.decided_by_id,
        )
        told.save()
        ledger.added(told)


def _move_all(ledger: Ledger, kept: Person | Company, gone: Person | Company) -> None:
    for belonging in of(type(kept)):
        if belonging.merge is OnMerge.DROP:
            _drop(ledger, belonging, gone)
        elif belonging.merge is OnMerge.UNLESS_THERE:
            _move_unless_there(ledger, belonging, kept, gone)
        elif belonging.merge is OnMerge.MOVE:
            _move(ledger, belonging, kept, gone)


def _drop(ledger: Ledger, belonging: Belonging, gone: Person | Company) -> None:
    """What is worked out anew for whoever is left is not remembered; what was said of two people is."""
    theirs = rows(belonging, gone)
    if belonging.model is Double:
        for row in theirs:
            ledger.dropped(row)
    theirs.delete()


def _move(ledger: Ledger, belonging: Belonging, kept: Person | Company, gone: Person | Company) -> None:
    theirs = rows(belonging, gone)
    if belonging.model is type(kept):
        # What the one that goes was above of: its daughters are the other's now, but nobody is their own.
        theirs = theirs.exclude(pk=kept.pk)
    for row in _between_both(belonging, kept, gone):
        ledger.dropped(row)
        row.delete()
    keys = list(theirs.values_list("pk", flat=True))
    ledger.moved(belonging.model, belonging.path, keys)
    belonging.model._default_manager.filter(pk__in=keys).update(**{belonging.path: kept})


def _between_both(belonging: Belonging, kept: Person | Company, gone: Person | Company) -> Iterable[Model]:
    """Rows that say something between the two that are one now: nobody has a relation to themselves."""
    ends = [
        other.path
        for other in of(type(kept))
        if other.model is belonging.model and other.path != belonging.path and other.hangs_directly
    ]
    for end in ends:
        yield from rows(belonging, gone).filter(**{end: kept})


def _move_unless_there(
    ledger: Ledger, belonging: Belonging, kept: Person | Company, gone: Person | Company
) -> None:
    for row in _between_both(belonging, kept, gone):
        ledger.dropped(row)
        row.delete()
    mine = {_sameness(belonging, row): row for row in rows(belonging, kept)}
    theirs = list(rows(belonging, gone).order_by("pk"))
    has_primary = {row.channel for row in mine.values() if isinstance(row, ContactPoint) and row.is_primary}
    ledger.watch([row for row in [*mine.values(), *theirs] if isinstance(row, ContactPoint | OptOut)])
    for row in theirs:
        there = mine.get(_sameness(belonging, row))
        if there is not None:
            ledger.dropped(row, instead=there.pk)
            _stricter(there, row)
            row.delete()
            continue
        ledger.moved(belonging.model, belonging.path, [row.pk])
        changes: dict[str, Any] = {belonging.path: kept}
        if isinstance(row, ContactPoint) and row.channel in has_primary:
            changes["is_primary"] = False
        belonging.model._default_manager.filter(pk=row.pk).update(**changes)


def _sameness(belonging: Belonging, row: Model) -> tuple[Any, ...]:
    return tuple(getattr(row, column(type(row), name)) for name in belonging.same)


def _stricter(there: Model, other: Model) -> None:
    """Two rows say the same of one person; of what they say differently, the stricter counts."""
    if isinstance(there, ContactPoint) and isinstance(other, ContactPoint):
        ContactPoint.objects.filter(pk=there.pk).update(state=worse_state(there, other))
    if isinstance(there, OptOut) and isinstance(other, OptOut) and other.at < there.at:
        OptOut.objects.filter(pk=there.pk).update(at=other.at, how=other.how)


def _keep_wishes(by: Actor, ledger: Ledger, kept: Person, *, now: datetime) -> None:
    """A wish counts for all the addresses that are one person's now, and outlives that person with them."""
    for wish in OptOut.objects.filter(person=kept).exclude(how=SUPPRESSED).order_by("pk"):
        points = ContactPoint.objects.filter(person=kept)
        concerned = points.filter(channel=wish.channel) if wish.channel else points
        channel = Channel(wish.channel) if wish.channel else None
        entries = [NewEntry(value=point.value, channel=channel, why=wish.how) for point in concerned]
        for added in suppress(by, entries, now=now):
            ledger.added(added)


def _let_go(ledger: Ledger, gone: Person | Company) -> None:
    """The row itself. Nothing may hang on it any more: the database would take that with it."""
    left = [each for each in of(type(gone)) if each.hangs_directly and rows(each, gone).exists()]
    if left:
        raise AssertionError(f"still hangs on the one that goes: {[each.model.__name__ for each in left]}")
    ledger.dropped(gone)
    type(gone)._default_manager.filter(pk=gone.pk).delete()


def _write(ledger: Ledger) -> None:
    ledger.changed()
    MergeRow.objects.bulk_create(ledger.rows, batch_size=500)
