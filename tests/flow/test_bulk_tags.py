"""A tag on many, off many, and back as it was."""

import pytest

from tests.flow.bulk import undone, worked
from tests.world import World
from twelfth.background.models import Job
from twelfth.flow.bulk import begin_bulk, draft_bulk
from twelfth.flow.bulk_changes import Change, Tagging, Untagging, from_json, to_json, verb_of
from twelfth.flow.bulk_preview import preview
from twelfth.flow.filtering.conditions import Condition
from twelfth.flow.selection import PeopleFilter, Selection
from twelfth.people.actions import tag
from twelfth.people.models import Person, PersonTag

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(world: World) -> World:
    for name in ("Ana Test", "Ben Test", "Eva Else"):
        world.person(name, email=f"{name.split()[0].lower()}@x.invalid")
    tag(world.by, Person.objects.get(full_name="Ana Test"), "VIP", now=world.now)
    return world


def tagged() -> list[str]:
    rows = PersonTag.objects.filter(tag__name="VIP")
    return sorted(rows.values_list("person__full_name", flat=True))


def done(world: World, selected: PeopleFilter, change: Change) -> Job:
    selection = Selection(world.by.workspace, selected)
    job = draft_bulk(world.by, selection, verb_of(change), "Tags", now=world.now)
    begin_bulk(world.by, job, change, now=world.now)
    return worked(world, Job.objects.get(pk=job.pk))


def test_a_tag_is_put_on_those_who_have_it_not_and_taken_back_from_them(crowd: World) -> None:
    change = Tagging(name="VIP")
    selection = Selection(crowd.by.workspace, PeopleFilter(words="test"))
    seen = preview(crowd.by, selection, change, now=crowd.now)
    assert (seen.count, seen.changed) == (2, 1)
    assert tagged() == ["Ana Test"]
    job = done(crowd, PeopleFilter(words="test"), change)
    assert job.result == {"changed": 1, "left out": 1}
    assert tagged() == ["Ana Test", "Ben Test"]
    undone(crowd, job)
    assert tagged() == ["Ana Test"]


def test_a_tag_is_taken_off_those_who_are_found_by_it(crowd: World) -> None:
    tag(crowd.by, Person.objects.get(full_name="Eva Else"), "VIP", now=crowd.now)
    selected = PeopleFilter(groups=((Condition("tag", "is", "VIP"),),))
    job = done(crowd, selected, Untagging(name="VIP"))
    assert tagged() == []
    assert job.result["changed"] == 2
    undone(crowd, job)
    assert tagged() == ["Ana Test", "Eva Else"]


def test_who_went_meanwhile_is_kept_out_of_the_undo(crowd: World) -> None:
    job = done(crowd, PeopleFilter(), Tagging(name="VIP"))
    Person.objects.filter(full_name="Ben Test").delete()
    undo = undone(crowd, job)
    assert undo.result == {"taken back": 1, "kept": 1}
    assert tagged() == ["Ana Test"]


@pytest.mark.parametrize("change", [Tagging(name="VIP"), Untagging(name="VIP")])
def test_it_is_kept_as_json(change: Change) -> None:
    assert from_json(to_json(change)) == change
