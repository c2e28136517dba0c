"""Writes to deals: open one, move it on, close it, and say who has a say in it."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.deals.models import Deal, DealRole, Stage
from twelfth.people.models import Person, Say


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


@transaction.atomic
def set_deal_roles(by: Actor, deal: Deal, person: Person, roles: Iterable[Say], *, now: datetime) -> bool:
    """These are their roles in this deal; with none, those count again that they have otherwise. Whether anything
    changed."""
    by.require(Permission.LOG)
    wanted = {role.value for role in roles}
    mine = DealRole.objects.filter(deal=deal, person=person)
    known = set(mine.values_list("role", flat=True))
    if wanted == known:
        return False
    mine.filter(role__in=known - wanted).delete()
    # A colleague may say the same at this moment; then theirs is taken.
    DealRole.objects.bulk_create(
        [
            DealRole(workspace=by.workspace, deal=deal, person=person, role=role)
            for role in sorted(wanted - known)
        ],
        ignore_conflicts=True,
    )
    record(by, "deal.roles_set", deal, now=now, other=person.pk, roles=sorted(wanted))
    return True


def also_decides(by: Actor, deal: Deal, person: Person, *, now: datetime) -> None:
    """They decide in this deal, beside what else they have to say in it, or otherwise where nothing was said of it."""
    roles = DealRole.objects.filter(deal=deal, person=person).values_list("role", flat=True)
    known = set(roles) or set(person.roles.values_list("role", flat=True))
    set_deal_roles(by, deal, person, {*map(Say, known), Say.DECIDER}, now=now)
