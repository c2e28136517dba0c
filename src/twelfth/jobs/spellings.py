"""The stage "spellings": each night the words that may be misspelt are brought in line with the search index.
The work itself is a job, done by the stage "long work"."""

from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Workspace
from twelfth.jobs.doubles import last_night
from twelfth.people.spellings.actions import look_again
from twelfth.wiring import Wiring


def begin(wiring: Wiring) -> bool:
    """Queue the look at each workspace whose night has come since its last one. Once is enough, so always False."""
    now = wiring.now()
    for workspace in Workspace.objects.order_by("pk"):
        look_again(Actor(workspace), since=last_night(workspace.zone, now), now=now)
    return False
