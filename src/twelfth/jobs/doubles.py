"""The stage "doubles": each night, when nobody works there, every workspace is looked through for people who are there
twice. The work itself is a job, done by the stage "long work"."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.records.doubles.actions import search
from twelfth.wiring import Wiring

#: The hour of the workspace's own night.
AT = 2


def begin(wiring: Wiring) -> bool:
    """Queue the search of each workspace whose night has come since its last one. Once is enough, so always False.

    A workspace that is new, or that was asleep at that hour, is searched in the next round.
    """
    now = wiring.now()
    for workspace in Workspace.objects.order_by("pk"):
        search(Actor(workspace), since=last_night(workspace.zone, now), now=now)
    return False


def last_night(zone: str, now: datetime) -> datetime:
    """When that hour was last there."""
    local = now.astimezone(ZoneInfo(zone))
    at = local.replace(hour=AT, minute=0, second=0, microsecond=0)
    return at if at <= local else at - timedelta(days=1)
