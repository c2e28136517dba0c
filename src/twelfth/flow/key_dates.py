"""The dates of the matter: the meeting, the proposal, the sale, the end of their contract. Steps count from them, and a
"not yet" may wait for one."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.flow.next_moment import lock, redecide
from twelfth.followups.models import FollowUp, KeyDate
from twelfth.rules.terms import AnchorKind

#: The dates that belong to a follow-up, in the order in which they come. (A birthday is the person's.)
OF_THE_MATTER = (AnchorKind.MEETING, AnchorKind.PROPOSAL, AnchorKind.SALE, AnchorKind.CONTRACT_END)


def dates_of(followup: FollowUp) -> dict[AnchorKind, date]:
    """Those that are known."""
    rows = KeyDate.objects.filter(followup=followup).values_list("kind", "on")
    return {AnchorKind(kind): on for kind, on in rows}


@transaction.atomic
def set_dates(
    by: Actor, followup: FollowUp, dates: Mapping[AnchorKind, date | None], *, now: datetime
) -> FollowUp:
    """Keep these dates, forget those given as None, and decide anew."""
    by.require(Permission.WORK)
    followup = lock(followup.pk)
    for kind, on in dates.items():
        keep_date(by, followup, kind, on, now=now)
    if followup.ended_at is None:
        redecide(followup, now=now)
    return followup


def keep_date(by: Actor, followup: FollowUp, kind: AnchorKind, on: date | None, *, now: datetime) -> None:
    """Keep one date (None: forget it), in the caller's transaction, which decides anew."""
    rows = KeyDate.objects.filter(followup=followup, kind=kind)
    if rows.values_list("on", flat=True).first() == on:
        return
    if on is None:
        rows.delete()
    else:
        rows.update_or_create(
            followup=followup, kind=kind, defaults={"workspace": followup.workspace, "on": on}
        )
    record(by, "followup.date_set", followup, now=now, date=kind, on=on.isoformat() if on is not None else "")
