"""Drafts of plans: kept as they are typed, saved as a version or not at all."""

from dataclasses import replace

import pytest

from tests.rules.test_plan_advice import good
from tests.world import World, make_world
from twelfth.accounts.actor import NotAllowed
from twelfth.accounts.models import Role
from twelfth.cadences.actions import (
    ChangedMeanwhile,
    PlanExists,
    change_draft,
    discard_draft,
    rebase_draft,
    save_draft,
    save_version,
    start_draft,
    undo_in_draft,
)
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import read_unchecked
from twelfth.cadences.queries import plan_of
from twelfth.rules.plan import Plan, PlanRefused


def renamed(plan: Plan) -> Plan:
    return replace(plan, name="Another name")


def emptied(plan: Plan) -> Plan:
    return replace(plan, steps=())


def draft_of(world: World) -> PlanDraft:
    return start_draft(world.by, plan_of(world.version), version=world.version, now=world.now)


def test_a_draft_of_what_there_is_changes_nothing(world: World) -> None:
    draft = draft_of(world)
    assert read_unchecked(draft.text) == plan_of(world.version)
    assert save_draft(world.by, draft, now=world.now).number == 1
    assert not PlanDraft.objects.exists()


def test_a_draft_is_begun_once(world: World) -> None:
    draft = draft_of(world)
    change_draft(world.by, draft, renamed, now=world.now)
    assert draft_of(world).pk == draft.pk
    assert read_unchecked(PlanDraft.objects.get().text).name == "Another name"


def test_a_draft_becomes_the_next_version(world: World) -> None:
    draft = draft_of(world)
    change_draft(world.by, draft, renamed, now=world.now)
    version = save_draft(world.by, draft, note="a better name", now=world.now)
    assert (version.number, version.note, version.cadence.name) == (2, "a better name", "Another name")


def test_a_draft_may_be_a_plan_that_cannot_work_and_is_then_not_saved(world: World) -> None:
    draft = draft_of(world)
    change_draft(world.by, draft, emptied, now=world.now)
    with pytest.raises(PlanRefused, match="no steps"):
        save_draft(world.by, draft, now=world.now)
    assert PlanDraft.objects.count() == 1
    assert CadenceVersion.objects.filter(cadence=world.version.cadence).count() == 1


def test_who_comes_second_hears_of_it_and_may_still_put_theirs_on_top(world: World) -> None:
    draft, version = draft_of(world), world.version
    change_draft(world.by, draft, renamed, now=world.now)
    theirs = save_version(
        world.by, version.cadence, replace(plan_of(version), name="Theirs"), based_on=1, now=world.now
    )
    with pytest.raises(ChangedMeanwhile):
        save_draft(world.by, draft, now=world.now)
    assert PlanDraft.objects.count() == 1
    rebase_draft(world.by, draft, theirs, now=world.now)
    assert save_draft(world.by, draft, now=world.now).number == 3


def test_a_new_plan_of_a_taken_key_becomes_a_version_or_another_plan_on_purpose(world: World) -> None:
    draft = start_draft(world.by, replace(good(), key="first-meeting"), now=world.now)
    with pytest.raises(PlanExists):
        save_draft(world.by, draft, now=world.now)
    rebase_draft(world.by, draft, None, now=world.now)
    assert save_draft(world.by, draft, now=world.now).cadence.key == "good"
    other = start_draft(world.by, good(), now=world.now)
    rebase_draft(world.by, other, world.version, now=world.now)
    version = save_draft(world.by, other, now=world.now)
    assert (version.cadence.key, version.number) == ("first-meeting", 2)
    assert Cadence.objects.filter(workspace=world.by.workspace, key="good").count() == 1


def test_the_last_change_can_be_taken_back_and_that_too(world: World) -> None:
    draft = draft_of(world)
    assert not undo_in_draft(world.by, draft, now=world.now)
    change_draft(world.by, draft, emptied, now=world.now)
    assert undo_in_draft(world.by, draft, now=world.now)
    assert read_unchecked(PlanDraft.objects.get().text) == plan_of(world.version)
    undo_in_draft(world.by, draft, now=world.now)
    assert read_unchecked(PlanDraft.objects.get().text).steps == ()


def test_throwing_a_draft_away_leaves_the_plan(world: World) -> None:
    discard_draft(world.by, draft_of(world))
    assert not PlanDraft.objects.exists()
    assert world.version.number == 1


def test_a_viewer_may_not_and_nothing_is_stored(world: World) -> None:
    world.member.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        draft_of(world)
    assert not PlanDraft.objects.exists()


def test_two_members_do_not_share_a_draft(world: World) -> None:
    other = make_world("Another", "otto@another.test")
    draft_of(world)
    draft_of(other)
    assert PlanDraft.objects.count() == 2
