"""Bulk changes as a member makes them: draft, confirm, and the worker does the rest."""

from typing import Any

from django.db.models import QuerySet

from tests.world import World
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member, Role, User
from twelfth.background.models import Job
from twelfth.flow.bulk import begin_bulk, draft_bulk
from twelfth.flow.bulk_changes import Change, verb_of
from twelfth.flow.bulk_undo import start_undo
from twelfth.flow.selection import FollowUpFilter, PeopleFilter, Selection
from twelfth.followups.models import FollowUp
from twelfth.jobs.long_work import do_one


def selection(world: World, by: PeopleFilter | FollowUpFilter, only: tuple[int, ...] = ()) -> Selection:
    return Selection(world.by.workspace, by, only)


def queued(world: World, chosen: Selection, change: Change, by: Actor | None = None) -> Job:
    by = by or world.by
    job = draft_bulk(by, chosen, verb_of(change), "Some", now=world.now)
    assert begin_bulk(by, job, change, now=world.now)
    return job


def changed(world: World, chosen: Selection, change: Change, by: Actor | None = None) -> Job:
    """Asked for and done."""
    return worked(world, queued(world, chosen, change, by))


def worked(world: World, job: Job) -> Job:
    while do_one("tester", world.wiring):
        pass
    job.refresh_from_db()
    return job


def undone(world: World, job: Job, by: Actor | None = None) -> Job:
    return worked(world, start_undo(by or world.by, job, now=world.now))


def colleague(world: World, name: str = "Otto Brandt", role: Role = Role.SELLER) -> Member:
    user = User.objects.create(email=f"{name.split(maxsplit=1)[0].lower()}@duarte.test", created_at=world.now)
    return Member.objects.create(
        workspace=world.by.workspace,
        user=user,
        name=name,
        role=role,
        zone="Europe/Lisbon",
        country="PT",
        joined_at=world.now,
    )


def acting(member: Member) -> Actor:
    return Actor(member.workspace, member)


def rows_of(followups: "QuerySet[FollowUp] | None" = None) -> list[dict[str, Any]]:
    """Everything that is stored of them, in the order of their ids."""
    rows = FollowUp.objects.all() if followups is None else followups
    return [dict(row) for row in rows.order_by("pk").values()]
