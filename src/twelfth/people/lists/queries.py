"""Which lists a member sees."""

from django.db.models import Q, QuerySet

from twelfth.accounts.actor import Actor, Permission
from twelfth.people.models import SavedList


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
