"""Many at once on the pages: choose, look, confirm once, see what was done, take it back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.flow.bulk import colleague, worked
from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.background.models import Job, JobRow
from twelfth.flow.bulk import BULK
from twelfth.flow.selection import State
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person

DRAFT = "/people/change/"


@pytest.fixture(autouse=True)
def _standing_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)


def drafted(client: Client, **data: object) -> Job:
    response = client.post(DRAFT, data)
    assert response.status_code == 302
    return Job.objects.get(pk=int(response.headers["Location"].strip("/").rpartition("/")[2]))


def test_from_the_people_list_to_an_undo(world: World) -> None:
    client = client_of(world)
    for number in range(4):
        world.person(f"Person{number} Test")
    world.person("Else Body", phone="+351912555099")
    page = client.get("/people/?q=test").content.decode()
    assert "All 4 that match" in page
    job = drafted(client, of="people", q="test", verb="enrol")
    page = client.get(reverse("bulk", args=[job.pk])).content.decode()
    assert "Start a plan with 4 people" in page
    assert "<strong>4</strong> of 4 will change" in page
    assert FollowUp.objects.count() == 0, "a preview changes nothing"
    answers = {"version": world.version.pk, "matter": "paper"}
    for _ in range(2):
        response = client.post(reverse("bulk-begin", args=[job.pk]), answers)
        assert response.headers["Location"] == reverse("job", args=[job.pk])
    assert Job.objects.filter(kind=BULK).count() == 1
    assert "See it, or take it back" in _done_page(client, worked(world, job))
    assert FollowUp.objects.filter(matter="paper").count() == 4
    assert "4 changed" in client.get(reverse("bulk", args=[job.pk])).content.decode()
    for _ in range(2):
        client.post(reverse("bulk-undo", args=[job.pk]))
    undo = worked(world, Job.objects.get(undoes=job))
    assert FollowUp.objects.count() == 0
    assert "4 taken back" in client.get(reverse("bulk", args=[undo.pk])).content.decode()
    assert "This was taken back" in client.get(reverse("bulk", args=[job.pk])).content.decode()


def _done_page(client: Client, job: Job) -> str:
    return client.get(reverse("job", args=[job.pk])).content.decode()


def test_ticked_rows_alone_are_meant(world: World) -> None:
    client = client_of(world)
    followups = [world.followup(world.person(f"Person{number} Test")) for number in range(3)]
    job = drafted(client, of="followups", verb="stop", id=[followups[0].pk, followups[2].pk])
    url = reverse("bulk-begin", args=[job.pk])
    refused = client.post(url, {"cause": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    client.post(url, {"cause": "no_need"})
    worked(world, job)
    assert list(FollowUp.objects.order_by("pk").values_list("decision", flat=True)) == [
        "dropped",
        "",
        "dropped",
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"of": "people", "verb": "erase"},
        {"of": "deals", "verb": "stop"},
        {"of": "followups", "verb": "stop", "owner": "x"},
        {"of": "followups", "verb": "stop", "state": "lost"},
        {"of": "followups", "verb": "stop", "id": "1 or 2"},
        {"of": "people", "verb": "enrol", "tag": "of another workspace"},
    ],
)
def test_a_filter_that_cannot_be_read_selects_nobody(world: World, data: dict[str, str]) -> None:
    world.followup()
    assert client_of(world).post(DRAFT, data).status_code == 404
    assert Job.objects.count() == 0


def test_looking_again_changes_nothing(world: World) -> None:
    client, followup = client_of(world), world.followup()
    job = drafted(client, of="followups", verb="pause")
    url = reverse("bulk", args=[job.pk])
    response = client.post(url, {"until": "2026-05-19"}, headers={"HX-Request": "true"})
    assert "Tue 19 May" in response.content.decode()
    response = client.post(url, {"until": "2026-09-01"}, headers={"HX-Request": "true"})
    assert "The first contact falls on 1 September 2026" in response.content.decode()
    assert "Choose a day after today" not in response.content.decode()
    assert client.post(url, {"until": "2026-05-05"}).status_code == 422
    job.refresh_from_db()
    followup.refresh_from_db()
    assert (job.state, followup.paused_at) == (Job.DRAFT, None)


def test_a_leaver_is_nobodys_choice_and_a_book_goes_with_people(world: World) -> None:
    client, otto = client_of(world), colleague(world)
    world.followup()
    Person.objects.update(owner=world.member)
    job = drafted(client, of="followups", owner=world.member.pk, verb="hand_over")
    page = client.get(reverse("bulk", args=[job.pk])).content.decode()
    assert "Otto Brandt</option>" in page
    assert "Clara Duarte</option>" not in page
    look = client.post(reverse("bulk", args=[job.pk]), {"to": otto.pk, "with_people": "on"})
    assert "and 1 person goes along" in look.content.decode()


def test_what_was_left_out_is_listed(world: World) -> None:
    client = client_of(world)
    world.followup(world.person("Ana Test"))
    world.person("Ben Test", phone="+351912555098")
    job = drafted(client, of="people", verb="enrol")
    client.post(reverse("bulk-begin", args=[job.pk]), {"version": world.version.pk})
    worked(world, job)
    page = client.get(reverse("bulk", args=[job.pk])).content.decode()
    assert "1 changed · 1 left out" in page
    assert "They are being followed up already." in page
    assert "Ana Test" in page
    assert JobRow.objects.count() == 2


def test_a_viewer_sees_no_bar_and_starts_nothing(world: World) -> None:
    world.followup()
    world.member.role = Role.VIEWER
    world.member.save()
    client = client_of(world)
    assert 'id="many"' not in client.get("/people/").content.decode()
    assert client.post(DRAFT, {"of": "followups", "verb": "stop"}).status_code == 403
    assert Job.objects.count() == 0


def test_the_list_shows_what_is_paused_waits_or_has_ended(world: World) -> None:
    client = client_of(world)
    followups = [world.followup(world.person(f"Person{number} Test")) for number in range(3)]
    FollowUp.objects.filter(pk=followups[0].pk).update(paused_at=world.now, next_kind="pause")
    FollowUp.objects.filter(pk=followups[1].pk).update(
        ended_at=world.now, next_at=None, next_day=None, next_kind="", decision="yes"
    )
    pages = {
        state: client.get(f"/people/follow-ups/?state={state}").content.decode()
        for state in (State.ANY, State.PAUSED, State.ENDED)
    }
    names = {state: [n for n in range(3) if f"Person{n} Test</a>" in page] for state, page in pages.items()}
    assert names == {State.ANY: [0, 2], State.PAUSED: [0], State.ENDED: [1]}
    day = date(2026, 5, 5)
    found = client.get(
        f"/people/follow-ups/?next_from={day}&next_until={day}&plan={world.version.cadence_id}"
    )
    assert "All 2 that match" in found.content.decode()


def test_a_long_list_goes_on_behind_its_last_moment(world: World) -> None:
    client = client_of(world)
    for number in range(53):
        world.followup(world.person(f"Person{number:02} Test"))
    first = client.get("/people/follow-ups/?q=test")
    behind = {"q": "test", "after": first.context["after"]}
    rest = client.get("/people/follow-ups/", behind)
    ids = [row.followup.pk for page in (first, rest) for row in page.context["rows"]]
    assert len(ids) == len(set(ids)) == 53
    few = queries_of(lambda: client.get("/people/follow-ups/", behind))
    assert queries_of(lambda: client.get("/people/follow-ups/?q=test")) == few


def test_many_are_left_alone_with_a_reason(world: World) -> None:
    client = client_of(world)
    followup = world.followup()
    job = drafted(client, of="people", verb="leave_alone")
    page = client.get(reverse("bulk", args=[job.pk])).content.decode()
    assert "Leave 1 person alone" in page
    assert "Nothing more goes out in 1 follow-up;" in page, "also before a reason is given"
    assert "not said yet" not in page
    begin = reverse("bulk-begin", args=[job.pk])
    assert client.post(begin, {"why": " "}).status_code == 422
    looked = client.post(reverse("bulk", args=[job.pk]), {"why": "Closed down"}).content.decode()
    assert "Nothing more goes out in 1 follow-up;" in looked
    client.post(begin, {"why": "Closed down"})
    worked(world, job)
    followup.person.refresh_from_db()
    assert followup.person.opted_out_at == world.now
    assert "Why: Closed down" in client.get(reverse("bulk", args=[job.pk])).content.decode()
