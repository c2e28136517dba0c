"""Which lists a member sees, and with which columns."""

from django.db.models import Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.people.lists.columns import USUAL
from twelfth.people.models import ListColumns, SavedList


def seen_by(actor: Actor) -> QuerySet[SavedList]:
    """Their own and those that are shared, in their order."""
    rows = SavedList.objects.filter(workspace=actor.workspace, removed_at=None)
    return rows.filter(Q(by=actor.member) | Q(is_shared=True)).order_by("position", "pk")


def changed_by(actor: Actor) -> QuerySet[SavedList]:
    """Those that they may rename, change and remove, removed ones among them: their own, and for whoever manages
    the workspace the shared ones."""
    mine = Q(by=actor.member)
    if actor.may(Permission.MANAGE):
        mine |= Q(is_shared=True)
    return SavedList.objects.filter(mine, workspace=actor.workspace)


def column_keys(actor: Actor, row: SavedList | None = None) -> tuple[str, ...]:
    """The columns that a member sees, on a saved list or (None) on the list of people: those they chose there, then
    those that whoever made the saved list chose for it, then those they chose for the list of people."""
    rows = ListColumns.objects.filter(workspace=actor.workspace)
    theirs = Q(member=actor.member, saved_list=None)
    if row is not None:
        theirs |= Q(saved_list=row, member__in=[actor.member, row.by_id])
    found = {(one.member_id, one.saved_list_id): one.columns for one in rows.filter(theirs)}
    me, here = actor.member and actor.member.pk, row and row.pk
    for asked in ((me, here), (row and row.by_id, here), (me, None)):
        if asked in found:
            return tuple(found[asked])
    return USUAL
