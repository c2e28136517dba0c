"""The demo workspace: 18 months replayed through the same actions that people use, with a simulated clock.

Nothing leaves the machine: the demo has no mailbox, so its e-mails are logged as written by hand. A person is one
transaction, and the cursor is committed with it, so a killed worker goes on with the next person.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from twelfth.accounts.actions import become_a_demo
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member, Role
from twelfth.background.actions import go_on
from twelfth.background.models import Job
from twelfth.background.turns import give_way
from twelfth.cadences.models import CadenceVersion
from twelfth.cadences.queries import latest_version
from twelfth.deals.actions import open_deal
from twelfth.demo import lines as texts
from twelfth.demo.cast import CastPerson, cast
from twelfth.demo.life import live
from twelfth.flow.enrol import enrol
from twelfth.people.actions import NewPerson, add_person, remember, tag
from twelfth.people.models import Person, Remark

DEMO = "demo"
_SEED = 12
_SIZE = 300
_MONTHS = timedelta(days=548)


def replay(job: Job, clock: Callable[[], datetime]) -> None:
    """Fill the job's workspace, a person at a time. Raises JobLost."""
    now = clock()
    team = _team(job, now=now)
    version = latest_version(job.workspace, "first-meeting")
    if version is None:
        return
    people = cast(random.Random(_SEED), _SIZE)  # noqa: S311 (a story, not a secret)
    job.total = len(people)
    # The calendar of the demo hangs on the day it was begun, also when a second worker goes on with it.
    began = job.created_at
    for index in range(job.cursor.get("person", 0), len(people)):
        dice = random.Random(_SEED * 100_000 + index)  # noqa: S311 (a story, not a secret)
        with transaction.atomic():
            _meet_and_follow(
                people[index], Actor(job.workspace, dice.choice(team)), version, dice, index, began
            )
            job.done, job.cursor = index + 1, {"person": index + 1}
            job.result = {"people": index + 1}
            go_on(job, now=clock())
        give_way()


def _team(job: Job, *, now: datetime) -> list[Member]:
    """The founder and three invented colleagues, who cannot log in."""
    colleagues = [(name, Role(role)) for name, role in texts.COLLEAGUES]
    become_a_demo(Actor(job.workspace), colleagues, now=now)
    founder = job.started_by or Member.objects.filter(workspace=job.workspace, role=Role.OWNER)[0]
    others = Member.objects.filter(workspace=job.workspace).exclude(pk=founder.pk).order_by("pk")
    # Whoever looks at the demo is the one with most to do.
    return [founder, founder, *others]


def _meet_and_follow(
    told: CastPerson, by: Actor, version: CadenceVersion, dice: random.Random, index: int, began: datetime
) -> None:
    """One person from the first meeting to today."""
    # More were met lately, as in any business that grows.
    met = began - _MONTHS * (1 - (index / _SIZE) ** 0.8) - timedelta(hours=dice.randrange(6, 30))
    person = _meet(told, by, dice, at=met)
    if dice.random() < 0.06:
        return  # Met, and never followed up: the list of those without a next step is not empty.
    deal = None
    if dice.random() < 0.5:
        amount = dice.choice(texts.AMOUNTS)
        deal = open_deal(
            by, person, told.matter.capitalize(), amount=Decimal(amount), currency="EUR", now=met
        )
    owner = by.member
    if owner is not None:
        followup = enrol(by, person, version, owner=owner, matter=told.matter, deal=deal, now=met)
        # The last two days are left to whoever looks at the demo: there is something to do today.
        live(by, followup, dice, until=began - timedelta(hours=dice.randrange(0, 60)))


def _meet(told: CastPerson, by: Actor, dice: random.Random, *, at: datetime) -> Person:
    new = NewPerson(
        full_name=told.full_name,
        given_name=told.given,
        family_name=told.family,
        company=told.company,
        title=told.title,
        city=told.city,
        country=told.country,
        zone=told.zone,
        zone_source="address",
        source=told.where,
        points=told.points,
    )
    person = add_person(by, new, now=at)
    if dice.random() < 0.8:
        remember(by, person, Remark.SAID, told.said, where=told.where, on=at.date(), now=at)
    if told.shared:
        remember(by, person, Remark.SHARED, told.shared, where=told.where, on=at.date(), now=at)
    if told.interest:
        remember(by, person, Remark.INTEREST, told.interest, where="", on=at.date(), now=at)
    tag(by, person, dice.choice(["fair", "introduced", "inbound", "old customer"]), now=at)
    return person
