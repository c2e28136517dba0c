"""A plan tried out: real dates and the load, with nothing stored."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.plans.made import a_draft, page
from tests.world import World
from twelfth.followups.models import FollowUp
from twelfth.touches.models import Touch


def test_real_dates_for_a_person_store_nothing(world: World, client: Client) -> None:
    person = world.person()
    before = FollowUp.objects.count(), Touch.objects.count()
    draft = a_draft(world, good())
    url = reverse("draft-dates", args=[draft.pk])
    assert person.full_name in page(client.get(url, {"q": "Inês"}))
    response = client.get(url, {"person": str(person.pk), "start": "2026-12-18"})
    shown = page(response)
    assert "Fri 25 Dec 2026" in shown
    assert "Christmas Day" in shown
    assert "Europe/Lisbon" in shown
    contacts = response.context["contacts"]
    assert [row["step"].key for row in contacts] == ["a", "b", "c", "d", "e", "f"]
    assert str(contacts[0]["day"]) == "2026-12-18"
    assert (FollowUp.objects.count(), Touch.objects.count()) == before


def test_real_dates_for_a_place(world: World, client: Client) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    shown = page(client.get(url, {"start": "2026-12-18", "country": "JP", "zone": "Asia/Tokyo"}))
    assert "holidays of Japan" in shown
    assert "at their place in Tokyo" in shown


def test_who_wants_no_contact_has_no_dates(world: World, client: Client) -> None:
    person = world.person()
    person.opted_out_at = world.now
    person.save()
    from twelfth.people.models import OptOut

    OptOut.objects.create(workspace=world.by.workspace, person=person, channel="", at=world.now, how="told")
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    assert "asked not to be contacted" in page(client.get(url, {"person": person.pk}))


@pytest.mark.parametrize("wrong", [{"start": "soon"}, {"start": "2199-01-01"}, {"zone": "Mars/Olympus"}])
def test_a_day_or_zone_that_is_none_is_said(world: World, client: Client, wrong: dict[str, str]) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    response = client.get(url, dict(wrong))
    assert response.status_code == 422
    assert 'class="error"' in page(response)


def test_somebody_elses_person_is_nobody(world: World, client: Client) -> None:
    url = reverse("cadence-dates", args=[world.version.cadence_id])
    assert client.get(url, {"person": 999_999}).status_code == 404
    assert client.get(url, {"person": "x"}).status_code == 200


def test_a_date_of_the_matter_can_be_tried(world: World, client: Client) -> None:
    from twelfth.rules.facts import Anchor
    from twelfth.rules.terms import AnchorKind

    plan = good()
    anchored = replace(plan.steps[5], anchor=Anchor(AnchorKind.CONTRACT_END, before=True))
    draft = a_draft(world, replace(plan, steps=(*plan.steps[:5], anchored)))
    url = reverse("draft-dates", args=[draft.pk])
    assert "no day is known for the end of their contract" in page(client.get(url))
    response = client.get(url, {"on-contract_end": "2026-12-01"})
    assert len(response.context["contacts"]) == 6


def test_the_load_says_that_its_rates_are_assumed_and_takes_others(world: World, client: Client) -> None:
    url = reverse("cadence-load", args=[world.version.cadence_id])
    response = client.get(url)
    assert "these rates are assumed" in page(response)
    assert "Most days" in page(response)
    few = client.get(url, {"decided": "100"}).context["load"]
    assert sum(week.total for week in few.weeks) < sum(week.total for week in response.context["load"].weeks)
    assert client.get(url, {"people": "many"}).status_code == 422


def test_the_load_of_a_plan_without_steps_says_so(world: World, client: Client) -> None:
    draft = a_draft(world, replace(good(), steps=()))
    assert "no steps yet" in page(client.get(reverse("draft-load", args=[draft.pk])))
    assert "no steps yet" in page(client.get(reverse("draft-dates", args=[draft.pk])))


def test_rates_are_measured_from_the_last_quarter(world: World, client: Client) -> None:
    from twelfth.flow import act
    from twelfth.flow.plan_rates import ENOUGH, measured
    from twelfth.rules.terms import Channel, Outcome

    for at in range(ENOUGH):
        followup = world.followup(world.person(f"Person{at} Many"))
        outcome = Outcome.TALKED if at % 3 == 0 else Outcome.VOICEMAIL
        logged = act.Logged(channel=Channel.PHONE, outcome=outcome, number=1)
        act.log_contact(world.by, followup, logged, now=world.now)
    found = measured(world.by.workspace, now=world.now)
    assert found.contacts == ENOUGH
    assert found.rates.answered[Channel.PHONE] == pytest.approx(1 / 3)
    assert found.rates.reached[Channel.EMAIL] == 1
    assert found.rates.decided == 0
    assert measured(world.by.workspace, now=world.now + timedelta(days=92)).is_assumed
