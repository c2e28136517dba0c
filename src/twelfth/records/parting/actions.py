"""Parting: a merge taken back, however long ago.

1. The row of the one that was gone comes back under its old key, and every row that was dropped.
2. Every row that was moved goes back, unless somebody has moved it on since; and what has come to it since (a contact
   in a follow-up, a promise made in it) goes with it.
3. Every value that the merge changed is what it was, unless somebody has changed it since: then it stays.
4. What hung on nothing that was merged, and came since, stays with the one that stayed.

Merges into one and the same person may be taken back in any order: what a later one dropped, because an earlier one
had brought the same, is put in its place (`_revive`).
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Model, Q

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.flow.next_moment import redecide_people
from twelfth.messages.models import IncomingMessage, OutgoingMessage
from twelfth.people.actions import index, note_contact
from twelfth.people.models import Company, Person, Suppression
from twelfth.promises.models import Promise
from twelfth.records.belongings import COMPANY, PERSON
from twelfth.records.errors import MergedOnward, NoLongerThere, PartedAlready
from twelfth.records.merging.actions import refuse_letters_on_their_way
from twelfth.records.merging.rows import column, from_json, row_from, to_json
from twelfth.records.merging.values import CHOICES
from twelfth.records.models import Double, Merge, MergeRow
from twelfth.touches.models import COUNTS, Touch

#: All that a merge can have noted a row of.
_NOTED: tuple[type[Model], ...] = (
    Person,
    Company,
    Suppression,
    *(each.model for each in (*PERSON, *COMPANY)),
)
_MODELS = {model._meta.label_lower: model for model in _NOTED}


@dataclass(frozen=True, slots=True)
class Parted:
    """Who is back, and what could not be put back as it was: the names of fields that somebody has changed since."""

    back: Model
    kept_since: tuple[str, ...]


@transaction.atomic
def part_people(by: Actor, merge: Merge, *, now: datetime) -> Parted:
    """Take the merge of two people back, and remember that they are not the same. Raises CannotMerge, NotAllowed."""
    by.require(Permission.WORK)
    kept = _hold(by, merge, Person)
    refuse_letters_on_their_way([kept.pk])
    kept_since = _put_back(merge, kept)
    gone = Person.objects.get(pk=merge.gone)
    _bring_what_came_since(merge, kept, gone)
    _close(by, merge, now=now)
    for person in (Person.objects.get(pk=kept.pk), gone):
        index(person)
    redecide_people([kept.pk, gone.pk], now=now)
    Double.objects.update_or_create(
        first_id=min(kept.pk, gone.pk),
        second_id=max(kept.pk, gone.pk),
        defaults={
            "workspace": by.workspace, "state": Double.NOT_SAME, "weight": 0.0, "found_at": now,
            "decided_at": now, "decided_by": by.member,
        },
    )  # fmt: skip
    record(by, "person.parted", kept, now=now, back=gone.pk, merge=merge.pk)
    return Parted(gone, kept_since)


@transaction.atomic
def part_companies(by: Actor, merge: Merge, *, now: datetime) -> Parted:
    """The same for two companies."""
    by.require(Permission.WORK)
    kept = _hold(by, merge, Company)
    kept_since = _put_back(merge, kept)
    gone = Company.objects.get(pk=merge.gone)
    _close(by, merge, now=now)
    people = list(Person.objects.filter(company=gone).select_related("company"))
    for person in people:
        index(person)
    redecide_people([person.pk for person in people], now=now)
    record(by, "company.parted", kept, now=now, back=gone.pk, merge=merge.pk)
    return Parted(gone, kept_since)


def _hold(by: Actor, merge: Merge, model: type[Model]) -> Any:
    """The one that stayed, locked. Raises PartedAlready, MergedOnward, NoLongerThere."""
    mine = model._default_manager.filter(workspace=by.workspace)
    kept = mine.select_for_update().filter(pk=merge.kept).first()
    now = Merge.objects.get(pk=merge.pk)
    if now.undone_at is not None:
        raise PartedAlready(PartedAlready.__doc__)
    if (now.into_id or now.into_company_id) != merge.kept:
        raise MergedOnward(MergedOnward.__doc__)
    if kept is None:
        raise NoLongerThere(NoLongerThere.__doc__)
    return kept


def _close(by: Actor, merge: Merge, *, now: datetime) -> None:
    """Only one of two who take it back at once gets here with it open."""
    done = Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=now, undone_by=by.member)
    if not done:
        raise PartedAlready(PartedAlready.__doc__)
    # Word for word what the other one was: no longer needed, so no longer kept.
    MergeRow.objects.filter(merge=merge).delete()


def _put_back(merge: Merge, kept: Model) -> tuple[str, ...]:
    """All rows of the merge; the names of the fields that stay as somebody has made them since."""
    noted = list(merge.rows.order_by("pk"))
    for row in noted:
        if row.what == MergeRow.ADDED:
            _model(row)._default_manager.filter(pk=row.subject_id).delete()
    dropped = [row for row in noted if row.what == MergeRow.DROPPED]
    # The one that was gone first: the others hang on it.
    for row in sorted(dropped, key=lambda row: row.subject_type != kept._meta.label_lower):
        _insert(row)
    moved: dict[tuple[type[Model], str], list[int]] = defaultdict(list)
    for row in noted:
        if row.what == MergeRow.MOVED:
            moved[_model(row), row.field].append(row.subject_id)
    for (model, name), keys in moved.items():
        _revive(merge, kept, model, keys)
        model._default_manager.filter(pk__in=keys, **{name: kept.pk}).update(**{name: merge.gone})
    changed = [row for row in noted if row.what == MergeRow.CHANGED]
    return tuple(name for row in changed for name in _restore(merge, row))


def _insert(row: MergeRow) -> None:
    """Nothing, where what it hung on has gone since, or it is there again."""
    model = _model(row)
    back = row_from(model, row.before)
    if back is not None:
        model._default_manager.bulk_create([back], ignore_conflicts=True)


def _revive(merge: Merge, kept: Model, model: type[Model], leaving: Collection[int]) -> None:
    """A later merge found the same there already, and dropped its own: now that the first goes, that one counts."""
    for row in MergeRow.objects.filter(
        _later(merge),
        what=MergeRow.DROPPED,
        subject_type=model._meta.label_lower,
        instead__in=list(leaving),
    ).order_by("pk"):
        name = next(field.name for field in model._meta.concrete_fields if field.related_model is type(kept))
        # First the one that leaves: both at once would be the same twice.
        model._default_manager.filter(pk=row.instead).update(**{name: merge.gone})
        back = row_from(model, {**row.before, column(model, name): kept.pk})
        if back is not None:
            model._default_manager.bulk_create([back], ignore_conflicts=True)
            MergeRow.objects.filter(pk=row.pk).update(
                what=MergeRow.MOVED, field=name, before={}, instead=None
            )


def _later(merge: Merge) -> Q:
    """Of the rows of merges: those of a later merge into the same, that stands."""
    into = Q(merge__into=merge.into_id) if merge.into_id else Q(merge__into_company=merge.into_company_id)
    return into & Q(merge__undone_at=None, merge__pk__gt=merge.pk)


def _restore(merge: Merge, row: MergeRow) -> list[str]:
    """The values before, where they are still those of the merge. A later merge that has noted one of them as what was
    before it is told, so that it brings back the right one."""
    model = _model(row)
    present = model._default_manager.filter(pk=row.subject_id).first()
    if present is None:
        return []
    later = list(
        MergeRow.objects.filter(
            _later(merge), what=MergeRow.CHANGED, subject_type=row.subject_type, subject_id=row.subject_id
        ).order_by("pk")
    )
    values: dict[str, Any] = {}
    stays: list[str] = []
    for name, before in row.before.items():
        told = next((each for each in later if each.before.get(name) == row.after[name]), None)
        if told is not None:
            told.before[name] = before
            MergeRow.objects.filter(pk=told.pk).update(before=told.before)
        elif name == "last_contact_at" or to_json(getattr(present, name)) == row.after[name]:
            # Of the last contact `_bring_what_came_since` sees to what is left.
            values[name] = from_json(model, name, before)
        elif model in CHOICES:
            stays.append(name.removesuffix("_id"))
    if values:
        model._default_manager.filter(pk=present.pk).update(**values)
    return stays


def _bring_what_came_since(merge: Merge, kept: Person, gone: Person) -> None:
    """Whatever belongs to a follow-up that went back belongs to the same person as the follow-up does."""
    for model in (Touch, Promise, IncomingMessage):
        model._default_manager.filter(followup__person=gone, person=kept).update(person=gone)
    OutgoingMessage.objects.filter(touch__person=gone, person=kept).update(person=gone)
    since = Touch.objects.filter(COUNTS, recorded_at__gt=merge.at)
    for person in (kept, gone):
        latest = since.filter(person=person).aggregate(at=Max("at"))["at"]
        if latest is not None:
            note_contact(person.pk, latest)


def _model(row: MergeRow) -> type[Model]:
    return _MODELS[row.subject_type]
