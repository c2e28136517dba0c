"""Putting a tag on many people, taking it off, and taking either back."""

from collections.abc import Sequence

from twelfth.accounts.models import Workspace
from twelfth.background.bulk_sql import insert_rows
from twelfth.background.models import JobRow
from twelfth.flow.bulk_changes import Tagging, Untagging
from twelfth.flow.bulk_work import GONE, locked
from twelfth.people.models import Person, PersonTag, Tag

_COLUMNS = ("workspace_id", "person_id", "tag_id")


def left_out(workspace: Workspace, ids: Sequence[int], change: Tagging | Untagging) -> dict[int, str]:
    """Who stays as they are, and why."""
    rows = PersonTag.objects.filter(workspace=workspace, person__in=ids, tag__name=change.name)
    have = set(rows.values_list("person_id", flat=True))
    if isinstance(change, Tagging):
        return dict.fromkeys(have, "They have this tag already.")
    return dict.fromkeys((pk for pk in ids if pk not in have), "They do not have this tag.")


def change_tags(
    workspace: Workspace, ids: Sequence[int], change: Tagging | Untagging
) -> tuple[dict[int, int], dict[int, str]]:
    """Do it to a batch: the tag of each person changed, and why others were left out."""
    tag, _ = Tag.objects.get_or_create(workspace=workspace, name=change.name)
    people = locked(Person.objects.filter(workspace=workspace), ids, lock=True)
    left = {pk: GONE for pk in ids if pk not in people} | left_out(workspace, list(people), change)
    changed = [pk for pk in people if pk not in left]
    if isinstance(change, Tagging):
        insert_rows(PersonTag, _COLUMNS, [(workspace.pk, pk, tag.pk) for pk in changed])
    else:
        PersonTag.objects.filter(person__in=changed, tag=tag).delete()
    return dict.fromkeys(changed, tag.pk), left


def take_back_tags(rows: Sequence[JobRow], *, was_put_on: bool) -> dict[int, str]:
    """Undo a batch; why some rows were kept, by their ids."""
    people = locked(Person.objects.all(), [row.subject_id for row in rows], lock=True)
    kept = {row.pk: GONE for row in rows if row.subject_id not in people}
    meant = [(row.workspace_id, row.subject_id, row.before["tag"]) for row in rows if row.pk not in kept]
    if was_put_on:
        for tag in {tag for _, _, tag in meant}:
            PersonTag.objects.filter(person__in=[pk for _, pk, of in meant if of == tag], tag=tag).delete()
    else:
        there = set(Tag.objects.filter(pk__in={tag for _, _, tag in meant}).values_list("pk", flat=True))
        insert_rows(PersonTag, _COLUMNS, [row for row in meant if row[2] in there])
    return kept
