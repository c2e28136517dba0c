"""The list of plans and the page of one: who may, and what they cost."""

from dataclasses import replace

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.plans.made import a_draft, changed_version, page
from tests.world import World
from twelfth.agenda.queries import places
from twelfth.cadences.actions import create_plan
from twelfth.cadences.models import Cadence
from twelfth.cadences.queries import plan_of
from twelfth.cadences.shipped import shipped
from twelfth.flow.facts import load
from twelfth.flow.projection import project_ahead
from twelfth.web.cadences.rows import Beginning, days_ahead


def test_the_list_shows_own_plans_and_those_to_add_and_adding_is_one_click(
    world: World, client: Client
) -> None:
    world.followup()
    Cadence.objects.filter(key="ten-day-close").delete()
    shown = page(client.get(reverse("cadences")))
    assert "<b>1</b> running" in shown
    assert "Ten-day close" in shown
    response = client.post(reverse("plan-add"), {"key": "ten-day-close"})
    added = Cadence.objects.get(workspace=world.by.workspace, key="ten-day-close")
    assert response.headers["Location"] == reverse("cadence", args=[added.pk])
    client.post(reverse("plan-add"), {"key": "ten-day-close"})
    assert Cadence.objects.filter(key="ten-day-close").count() == 1


def test_a_plan_that_is_not_shipped_is_not_added(world: World, client: Client) -> None:
    before = Cadence.objects.count()
    assert client.post(reverse("plan-add"), {"key": "made-up"}).status_code == 302
    assert Cadence.objects.count() == before


def test_a_longer_list_of_plans_costs_no_more_queries(world: World, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("cadences"))
        return len(seen)

    queries()
    few = queries()
    for number in range(5):
        create_plan(world.by, replace(good(), key=f"good-{number}"), now=world.now)
    assert queries() == few
    assert few <= 14


def test_a_retired_plan_is_offered_again(world: World, client: Client) -> None:
    pk = world.version.cadence_id
    client.post(reverse("cadence-retire", args=[pk]))
    assert Cadence.objects.get(pk=pk).retired_at is not None
    assert "No longer offered" in page(client.get(reverse("cadences")))
    client.post(reverse("cadence-offer", args=[pk]))
    assert Cadence.objects.get(pk=pk).retired_at is None


def test_an_earlier_version_can_be_looked_at(world: World, client: Client) -> None:
    second = plan_of(world.version).steps[1].title
    changed_version(world)
    url = reverse("cadence", args=[Cadence.objects.get(key="first-meeting").pk])
    assert second not in page(client.get(url))
    assert second in page(client.get(f"{url}?v=1"))
    assert client.get(f"{url}?v=nonsense").status_code == 200


def test_every_shipped_plan_has_its_pages(world: World, client: Client) -> None:
    for plan in shipped.all():
        client.post(reverse("plan-add"), {"key": plan.key})
        pk = Cadence.objects.get(key=plan.key).pk
        draft = a_draft(world, plan)
        pages = [reverse(name, args=[pk]) for name in ("cadence", "cadence-dates", "cadence-load")]
        for url in [*pages, reverse("draft", args=[draft.pk])]:
            assert client.get(url).status_code == 200, url


def test_the_line_of_a_plan_has_the_days_that_a_follow_up_would_get(world: World, client: Client) -> None:
    """No contact on a weekend, none on a day that its own preview does not have."""
    followup = world.followup()
    ahead = project_ahead(followup, load(followup))
    days = days_ahead(
        plan_of(world.version),
        Beginning(
            seller=places([world.member])[world.member.pk], policy=world.by.workspace.policy, now=world.now
        ),
    )
    assert days == {one.step: one.moment.wall.date() for one in ahead}
    assert all(day.weekday() < 5 for day in days.values())
