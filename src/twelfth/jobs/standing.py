"""The standing stage: mailboxes that sent lately are judged, those that are warm now are let go."""

from twelfth.flow.pacing import end_ramps
from twelfth.flow.standing import judge_all
from twelfth.wiring import Wiring


def look_at_all(wiring: Wiring) -> bool:
    """Judge what came back. Each bounce is judged when it is read; this finds what a share makes of time passing.

    Once is enough, so always False.
    """
    now = wiring.now()
    judge_all(now=now)
    end_ramps(now=now)
    return False
