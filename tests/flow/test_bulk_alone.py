"""Many left alone at once, and freed again: but never one who asked for it."""

import pytest

from tests.flow.bulk import acting, changed, colleague, selection, undone
from tests.world import World
from twelfth.accounts.models import Event, Role
from twelfth.background.models import JobRow
from twelfth.flow.bulk_changes import LeaveAlone, from_json, to_json
from twelfth.flow.bulk_preview import preview
from twelfth.flow.left_alone import leave_alone
from twelfth.flow.opt_out import stop
from twelfth.flow.selection import PeopleFilter
from twelfth.followups.models import FollowUp
from twelfth.people.actions import NewEntry, opt_out
from twelfth.people.models import OptOut, Person, Suppression
from twelfth.records.merging.actions import merge_people
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db
ALONE = LeaveAlone(why="They went with somebody else")


@pytest.fixture
def crowd(world: World) -> World:
    for name in ("Ana Test", "Ben Test", "Cara Test", "Eva Else"):
        world.person(name, email=f"{name.split()[0].lower()}@x.invalid")
    return world


def named(name: str) -> Person:
    return Person.objects.get(full_name=name)


def alone() -> list[str]:
    rows = Person.objects.filter(opted_out_at__isnull=False)
    assert set(rows) == {wish.person for wish in OptOut.objects.filter(channel="")}
    return sorted(rows.values_list("full_name", flat=True))


def kept() -> list[str]:
    return sorted(JobRow.objects.filter(state=JobRow.KEPT).values_list("note", flat=True))


def test_those_found_are_left_alone_and_freed_again(crowd: World) -> None:
    running = crowd.followup(named("Ana Test"))
    opt_out(crowd.by, named("Ben Test"), None, "told us", now=crowd.now)
    chosen = selection(crowd, PeopleFilter(words="test"))
    seen = preview(crowd.by, chosen, ALONE, now=crowd.now)
    assert (seen.count, seen.changed, seen.stopped) == (3, 2, 1)
    assert seen.left_out == (("They are left alone already.", 1),)
    assert alone() == ["Ben Test"]
    before = FollowUp.objects.values("next_step", "next_kind", "next_is_due").get(pk=running.pk)
    listed = Suppression.objects.count()
    job = changed(crowd, chosen, ALONE)
    assert job.result == {"changed": 2, "left out": 1}
    assert alone() == ["Ana Test", "Ben Test", "Cara Test"]
    assert Suppression.objects.count() == listed, "it is no wish of theirs"
    held = FollowUp.objects.get(pk=running.pk)
    assert held.ended_at is None
    assert [reason["code"] for reason in held.next_reasons] == ["opted_out_of_all", "close_it"]
    assert Event.objects.filter(verb="people.left_alone").count() == 1
    assert undone(crowd, job).result == {"taken back": 2, "kept": 0}
    assert alone() == ["Ben Test"]
    assert FollowUp.objects.values("next_step", "next_kind", "next_is_due").get(pk=running.pk) == before


def test_whoever_asked_since_stays_left_alone(crowd: World) -> None:
    job = changed(crowd, selection(crowd, PeopleFilter()), ALONE)
    stop(named("Ana Test"), None, "link", now=crowd.now)
    stop(named("Eva Else"), Channel.EMAIL, "link", now=crowd.now)
    leave_alone(crowd.by, [NewEntry(value="ben@x.invalid", channel=None, why="told us")], now=crowd.now)
    undo = undone(crowd, job)
    assert undo.result == {"taken back": 2, "kept": 2}
    assert alone() == ["Ana Test", "Ben Test"]
    assert kept() == [
        "An address of theirs is on the do-not-contact list.",
        "They asked for it themselves since.",
    ]
    assert OptOut.objects.filter(person=named("Eva Else"), channel=Channel.EMAIL).exists()


def test_a_wish_that_came_with_a_double_is_not_lost(crowd: World) -> None:
    job = changed(crowd, selection(crowd, PeopleFilter(words="ana")), ALONE)
    opt_out(crowd.by, named("Ben Test"), None, "told us", now=crowd.now)
    Suppression.objects.all().delete()
    merge_people(crowd.by, named("Ana Test"), named("Ben Test"), now=crowd.now)
    Suppression.objects.all().delete()
    assert undone(crowd, job).result == {"taken back": 0, "kept": 1}
    assert alone() == ["Ana Test"]


def test_a_second_time_takes_back_its_own_alone(crowd: World) -> None:
    chosen = selection(crowd, PeopleFilter(words="ana"))
    first = changed(crowd, chosen, ALONE)
    again = changed(crowd, selection(crowd, PeopleFilter()), ALONE)
    assert again.result == {"changed": 3, "left out": 1}
    undone(crowd, again)
    assert alone() == ["Ana Test"]
    undone(crowd, first)
    assert alone() == []


def test_a_seller_leaves_alone_whom_they_own(crowd: World) -> None:
    otto = colleague(crowd, role=Role.SELLER)
    Person.objects.filter(full_name="Ana Test").update(owner=otto)
    job = changed(crowd, selection(crowd, PeopleFilter(words="test")), ALONE, acting(otto))
    theirs = Person.objects.filter(opted_out_at__isnull=False)
    assert all(person.owner_id in {None, otto.pk} for person in theirs)
    assert named("Ana Test") in theirs
    assert job.result["changed"] + job.result["left out"] == 3


def test_it_is_kept_as_json() -> None:
    assert from_json(to_json(ALONE)) == ALONE
