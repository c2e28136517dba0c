"""Writes to deals: open one, move it on, close it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.deals.models import Deal, Stage
from twelfth.people.models import Person


@transaction.atomic
def open_deal(
    by: Actor, person: Person, title: str, *, amount: Decimal | None, currency: str, now: datetime
) -> Deal:
    by.require(Permission.WORK)
    deal = Deal.objects.create(
        workspace=by.workspace,
        title=title.strip()[:200],
        person=person,
        company=person.company,
        amount=amount,
        currency=currency,
        owner=by.member,
        created_at=now,
    )
    record(by, "deal.opened", deal, now=now)
    return deal


@transaction.atomic
def move_deal(by: Actor, deal: Deal, stage: Stage, *, now: datetime) -> None:
    by.require(Permission.WORK)
    if deal.stage == stage:
        return
    deal.stage = stage
    deal.closed_at = now if stage in {Stage.WON, Stage.LOST} else None
    deal.save(update_fields=["stage", "closed_at"])
    record(by, "deal.moved", deal, now=now, stage=stage)
