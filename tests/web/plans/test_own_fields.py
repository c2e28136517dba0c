"""The editor knows the workspace's own fields, and no others."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.plans.made import STEP, a_draft, held, page
from tests.world import World
from twelfth.cadences.actions import create_plan
from twelfth.cadences.plan_file import read, write
from twelfth.people.custom.actions import define_field
from twelfth.people.custom.kinds import Kind
from twelfth.rules.plan import Plan, PlanRefused

pytestmark = pytest.mark.django_db


def test_they_are_listed_and_filled_in_as_one_types(world: World, client: Client) -> None:
    define_field(world.by, "Limit", Kind.NUMBER, now=world.now)
    shown = page(client.get(reverse("draft-step", args=[a_draft(world).pk])))
    assert "person.own[&#x27;limit&#x27;]" in shown
    assert "Limit, a field of your own" in shown
    written = page(client.post(reverse("plan-words"), {"w0-body": "Up to {{ person.own['limit'] }}."}))
    assert "Up to 12." in written
    refused = page(client.post(reverse("plan-words"), {"w0-body": "\n{{ person.own.limt }}"}))
    assert "Line 2: There is no field of your own behind “person.own.limt”" in refused
    assert "Did you mean person.own.limit?" in refused


def test_a_step_that_names_none_there_is_is_not_kept(world: World, client: Client) -> None:
    draft = a_draft(world)
    was = held(draft)
    url = reverse("draft-step", args=[draft.pk])
    answer = client.post(url, {**STEP, "w0-body": "Due in {{ person.own.renewal }}."})
    assert answer.status_code == 422
    assert "There is no field of your own behind “person.own.renewal”. Add it in the settings" in page(answer)
    assert held(draft) == was
    define_field(world.by, "Renewal", Kind.TEXT, now=world.now)
    assert client.post(url, {**STEP, "w0-body": "Due in {{ person.own.renewal }}."}).status_code == 302


def test_a_file_from_elsewhere_is_a_draft_that_tells_what_is_not_here(world: World, client: Client) -> None:
    plan = read(write(_naming("{{ company.own.fleet_size }} lorries.")))
    with pytest.raises(PlanRefused, match=r"Step 1, mail: .*company\.own\.fleet_size"):
        create_plan(world.by, plan, now=world.now)
    draft = a_draft(world, plan)
    assert "company.own.fleet_size" in page(client.get(reverse("draft", args=[draft.pk])))
    assert client.post(reverse("draft-save", args=[draft.pk])).status_code == 409
    define_field(world.by, "Fleet size", Kind.NUMBER, of="company", now=world.now)
    assert client.post(reverse("draft-save", args=[draft.pk])).status_code == 302


def _naming(body: str) -> Plan:
    plan = good()
    first = plan.steps[0]
    return replace(
        plan,
        key="from-elsewhere",
        steps=(replace(first, words=replace(first.words, body=body)), *plan.steps[1:]),
    )
