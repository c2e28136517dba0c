"""Bulk changes that are interrupted, and others who change the same people meanwhile."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flow.bulk import changed, colleague, queued, rows_of, selection, undone, worked
from tests.flow.together import at_once
from tests.world import World, make_world
from twelfth.accounts.models import Member
from twelfth.background import turns
from twelfth.background.actions import JobLost, claim_job, go_on
from twelfth.background.models import Job, JobRow
from twelfth.cadences.models import CadenceVersion
from twelfth.flow import act, bulk, bulk_undo, move
from twelfth.flow.bulk_changes import Change, Enrol, HandOver, Move, Pause, Resume, Stop
from twelfth.flow.enrol import AlreadyFollowed, enrol
from twelfth.flow.selection import FollowUpFilter, PeopleFilter
from twelfth.followups.models import FollowUp
from twelfth.jobs.long_work import do_one
from twelfth.rules.terms import Cause, Channel, Outcome
from twelfth.touches.models import Touch

ALL = FollowUpFilter()
JUNE = date(2026, 6, 2)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bulk, bulk_undo):
        monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr(turns, "BREATH", 0)
    monkeypatch.setattr(bulk, "REST", 0.01)


class Killed(BaseException):
    """As if the process were gone: nothing catches it."""


def killing(monkeypatch: pytest.MonkeyPatch, module: Any, at: int) -> Iterator[int]:
    """Let `go_on` die in its `at`-th call of this module, within the transaction of the work."""
    real, calls = module.go_on, iter(range(10**6))

    def dying(job: Job, **more: Any) -> None:
        real(job, **more)
        if next(calls) == at:
            raise Killed

    monkeypatch.setattr(module, "go_on", dying)
    yield at
    monkeypatch.setattr(module, "go_on", real)


def run_to_death(world: World, monkeypatch: pytest.MonkeyPatch, module: Any, at: int) -> bool:
    """Whether it died before it was done."""
    for _ in killing(monkeypatch, module, at):
        try:
            do_one("first", world.wiring)
        except Killed:
            return True
    return False


@pytest.mark.parametrize("at", range(6))
def test_killed_in_any_batch_it_goes_on_exactly_there(
    world: World, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    people = [world.person(f"Person{number} Test") for number in range(5)]
    job = queued(world, selection(world, PeopleFilter()), Enrol(version=world.version.pk))
    assert run_to_death(world, monkeypatch, bulk, at) == (at < 5)
    job.refresh_from_db()
    assert FollowUp.objects.count() == job.done == JobRow.objects.count()
    world.later(minutes=3)  # The lease of the dead one runs out.
    job = worked(world, job)
    assert (job.state, job.done, job.result) == ("done", 5, {"changed": 5, "left out": 0})
    assert sorted(FollowUp.objects.values_list("person", flat=True)) == [person.pk for person in people]


@pytest.mark.parametrize("at", range(4))
def test_a_killed_undo_goes_on_exactly_there(world: World, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    for number in range(5):
        world.followup(world.person(f"Person{number} Test"))
    before = rows_of()
    job = changed(world, selection(world, ALL), Stop(cause=Cause.OTHER))
    undo = bulk_undo.start_undo(world.by, job, now=world.now)
    assert run_to_death(world, monkeypatch, bulk_undo, at)
    world.later(minutes=3)
    assert worked(world, undo).result == {"taken back": 5, "kept": 0}
    assert rows_of() == before


def test_a_batch_that_meets_somebody_elses_change_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        world.followup(world.person(f"Person{number} Test"))
    errors = [OperationalError("deadlock detected"), IntegrityError(), OperationalError("lock timeout")]
    real = go_on

    def interrupted(job: Job, **more: Any) -> None:
        real(job, **more)
        if errors:
            raise errors.pop()

    monkeypatch.setattr(bulk, "go_on", interrupted)
    job = changed(world, selection(world, ALL), Pause(until=JUNE))
    assert (job.done, job.result) == (3, {"changed": 3, "left out": 0})
    assert JobRow.objects.count() == 3


def test_a_job_that_was_taken_over_leaves_off(world: World) -> None:
    world.followup()
    job = queued(world, selection(world, ALL), Pause())
    first = claim_job("first", now=world.now)
    assert first is not None
    world.later(minutes=3)
    second = claim_job("second", now=world.now)
    assert second is not None
    before = rows_of()
    with pytest.raises(JobLost), transaction.atomic():
        bulk.run_bulk(first, world.wiring.now)
    assert rows_of() == before
    bulk.run_bulk(second, world.wiring.now)
    assert JobRow.objects.filter(job=job).count() == 1


CHANGES: list[Callable[[World, Member], Change]] = [
    lambda _, __: Pause(until=JUNE),
    lambda _, __: Pause(),
    lambda _, __: Resume(),
    lambda _, __: Stop(cause=Cause.NO_NEED),
    lambda _, otto: HandOver(to=otto.pk),
    lambda world, _: Move(
        version=CadenceVersion.objects.get(workspace=world.by.workspace, cadence__key="not-yet").pk
    ),
    lambda world, _: Enrol(version=world.version.pk, matter="another"),
    lambda world, _: Enrol(version=world.version.pk, matter="another", alongside=True),
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    touched=st.lists(st.integers(0, 3), max_size=4),
    path=st.lists(st.sampled_from(range(len(CHANGES))), min_size=1, max_size=3),
)
def test_taking_back_in_the_opposite_order_gives_the_same_rows(
    db: None, touched: list[int], path: list[int]
) -> None:
    with transaction.atomic():
        world = make_world()
        otto = colleague(world)
        for number in range(4):
            world.followup(world.person(f"Person{number} Test"))
        followups = list(FollowUp.objects.order_by("pk"))
        for index in touched:
            followup = FollowUp.objects.get(pk=followups[index].pk)
            logged = act.Logged(
                channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=followup.touch_count + 1
            )
            act.log_contact(world.by, followup, logged, now=world.later(hours=1))
        before = rows_of()
        jobs = []
        for one in path:
            change = CHANGES[one](world, otto)
            by = PeopleFilter() if isinstance(change, Enrol) else ALL
            jobs.append(changed(world, selection(world, by), change))
            world.later(minutes=1)
        for job in reversed(jobs):
            assert undone(world, job).result["kept"] == 0
        assert rows_of() == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_and_a_person_start_everybody_once() -> None:
    world = make_world()
    people = [world.person(f"Person{number} Test") for number in range(12)]
    for _ in range(2):
        queued(world, selection(world, PeopleFilter()), Enrol(version=world.version.pk, matter="paper"))

    def by_hand() -> int:
        started = 0
        for person in reversed(people):
            try:
                enrol(world.by, person, world.version, owner=world.member, matter="paper", now=world.now)
                started += 1
            except AlreadyFollowed:
                continue
        return started

    one, other, mine = at_once(
        lambda: do_one("one", world.wiring), lambda: do_one("other", world.wiring), by_hand
    )
    assert (one, other) == (True, True), (one, other)
    assert isinstance(mine, int), mine
    assert FollowUp.objects.count() == 12
    jobs = Job.objects.filter(kind="bulk")
    assert [job.state for job in jobs] == ["done", "done"]
    assert sum(job.result["changed"] for job in jobs) + mine == 12


@pytest.mark.django_db(transaction=True)
def test_what_a_person_does_meanwhile_is_not_lost() -> None:
    world = make_world()
    otto = colleague(world)
    for number in range(10):
        world.followup(world.person(f"Person{number} Test"))
    followups = list(FollowUp.objects.order_by("-pk"))
    queued(world, selection(world, ALL), Pause(until=JUNE))

    def by_hand() -> int:
        for followup in followups:
            move.hand_over(world.by, followup, otto, now=world.now)
            logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
            act.log_contact(world.by, followup, logged, now=world.now)
        return len(followups)

    job, mine = at_once(lambda: do_one("one", world.wiring), by_hand)
    assert (job, mine) == (True, 10)
    rows = FollowUp.objects.values_list("owner", "paused_until", "touch_count")
    assert set(rows) == {(otto.pk, JUNE, 1)}
    assert Touch.objects.count() == 10
