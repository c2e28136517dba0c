"""The pages on which it is decided how a follow-up goes on."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of, queries_of
from tests.world import World
from twelfth.accounts.models import Member, Role
from twelfth.flow import settle
from twelfth.flow.opt_out import complain, stop
from twelfth.followups.models import FollowUp, KeyDate
from twelfth.messages.models import OutgoingMessage, Override
from twelfth.people.models import Person
from twelfth.rules.terms import Cause, Channel, DecisionKind, Postponed
from twelfth.touches.models import Touch


@pytest.fixture(autouse=True)
def _clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)


@pytest.fixture
def client(world: World) -> Client:
    return client_of(world)


@pytest.fixture
def followup(world: World) -> FollowUp:
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


def post(client: Client, name: str, followup: FollowUp, **data: object) -> str:
    response = client.post(reverse(name, args=[followup.pk]), data, follow=True)
    assert response.status_code in {200, 422}
    followup.refresh_from_db()
    return response.content.decode()


def page(client: Client, followup: FollowUp) -> str:
    return client.get(reverse("contact", args=[followup.pk])).content.decode()


def as_role(world: World, role: Role) -> None:
    Member.objects.filter(pk=world.member.pk).update(role=role)


def test_not_yet_until_the_end_of_their_contract(client: Client, followup: FollowUp) -> None:
    post(
        client,
        "contact-decide",
        followup,
        kind="not_yet",
        anchor="contract_end",
        anchor_on="30 September",
        cause="competitor_contract",
    )
    assert (followup.next_day, followup.decision_cause) == (date(2026, 9, 30), Cause.COMPETITOR_CONTRACT)
    shown = page(client, followup)
    assert "30 September 2026" in shown
    assert "the day of the end of their contract" in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Not yet until when?"),
        ({"anchor": "sale"}, "When does it come back?"),
        ({"anchor": "sale", "anchor_on": "5 May"}, "Choose a day after today"),
        ({"wake": "9/8"}, "could be"),
    ],
)
def test_what_is_wrong_with_a_not_yet_is_said_and_what_was_typed_is_there(
    client: Client, followup: FollowUp, given: dict[str, str], sentence: str
) -> None:
    shown = post(
        client, "contact-decide", followup, kind="not_yet", note="ask again after the audit", **given
    )
    assert sentence in shown
    assert "ask again after the audit" in shown
    assert followup.decision == ""
    assert not KeyDate.objects.exists()


def test_it_comes_back_with_the_story_so_far(world: World, client: Client, followup: FollowUp) -> None:
    client.post(
        reverse("contact-log", args=[followup.pk]),
        {"number": 1, "channel": "phone", "outcome": "talked", "note": "Budget is spent"},
    )
    post(
        client,
        "contact-decide",
        followup,
        kind="not_yet",
        wake="1 July",
        cause="budget",
        note="Come back in summer",
    )
    world.later(days=57, hours=1)
    from twelfth.flow.due import tick

    tick(now=world.now)
    listed = client.get("/").content.decode()
    assert "Back as agreed" in listed
    shown = page(client, followup)
    assert "The story so far" in shown
    for part in (
        "After 1 contact",
        "5 May 2026",
        "budget",
        "Come back in summer",
        "Budget is spent",
        "Go on with the plan",
    ):
        assert part in shown, part
    assert "Call" in shown


@pytest.mark.parametrize(
    ("why", "kind", "cause"),
    [
        ("no_need", DecisionKind.DROPPED, Cause.NO_NEED),
        ("unreachable", DecisionKind.UNREACHABLE, Cause.NO_ANSWER),
    ],
)
def test_dropped_with_one_key_and_a_cause_and_taken_back(
    client: Client, followup: FollowUp, why: str, kind: DecisionKind, cause: Cause
) -> None:
    shown = page(client, followup)
    assert 'data-open-key="o"' in shown
    assert f'value="{why}" data-key=' in shown
    post(client, "contact-drop", followup, why=why)
    assert (followup.decision, followup.decision_cause) == (kind, cause)
    post(client, "contact-reopen", followup)
    assert followup.ended_at is None


def test_dropping_needs_a_cause(client: Client, followup: FollowUp) -> None:
    assert "Say why it ends." in post(client, "contact-drop", followup)
    assert followup.ended_at is None


def test_one_tap_says_that_they_answered_and_the_rest_is_added_after(
    client: Client, followup: FollowUp
) -> None:
    shown = post(client, "contact-answered", followup)
    touch = Touch.objects.get()
    assert (touch.direction, touch.outcome, touch.channel) == ("in", "answered_there", "phone")
    assert followup.next_kind == "answer"
    assert "Noted: they answered. Where?" in shown
    post(client, "contact-answered", followup)
    assert Touch.objects.count() == 1, "a second tap is no second answer"
    post(client, "contact-amend", followup, touch=touch.pk, channel="linkedin", note="Call me in June")
    touch.refresh_from_db()
    assert (touch.channel, touch.note) == ("linkedin", "Call me in June")


def test_only_an_answer_noted_by_hand_is_amended(client: Client, followup: FollowUp) -> None:
    client.post(
        reverse("contact-log", args=[followup.pk]), {"number": 1, "channel": "phone", "outcome": "talked"}
    )
    touch = Touch.objects.get()
    post(client, "contact-amend", followup, touch=touch.pk, channel="linkedin", note="x")
    touch.refresh_from_db()
    assert (touch.channel, touch.note) == ("phone", "")


def test_today_has_the_one_tap_too(client: Client, followup: FollowUp) -> None:
    listed = client.get("/").content.decode()
    assert reverse("contact-answered", args=[followup.pk]) in listed


def test_no_longer_there_in_one_form(world: World, client: Client, followup: FollowUp) -> None:
    plan = world.version.pk
    points = list(followup.person.contact_points.values_list("pk", flat=True))
    form = client.get(reverse("contact-moved", args=[followup.pk])).content.decode()
    gone = re.findall(r'name="wrong"[^>]* checked', form)
    assert len(gone) == len(points), "the addresses at the company are taken to be gone"
    shown = post(
        client, "contact-moved", followup,
        company="Harbour Partners", email="ines@harbour.test", wrong=points, plan=plan, next_name="Rui Costa", next_plan=plan,
    )  # fmt: skip
    assert "It goes on with Ines Carvalho and Rui Costa." in shown
    assert set(followup.led_to.values_list("person__full_name", flat=True)) == {"Ines Carvalho", "Rui Costa"}
    assert followup.decision == DecisionKind.MOVED


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"next_name": "Rui Costa"}, "With which plan?"),
        ({"email": "not an address"}, "This is no e-mail address"),
        ({"next_phone": "12"}, "This"),
    ],
)
def test_what_is_wrong_with_the_form_is_said_and_nothing_is_stored(
    client: Client, followup: FollowUp, given: dict[str, str], sentence: str
) -> None:
    shown = post(client, "contact-moved", followup, company="Harbour Partners", **given)
    assert sentence in shown
    assert "Harbour Partners" in shown
    assert followup.decision == ""
    assert Person.objects.count() == 1


def test_a_warning_is_passed_with_one_key(client: Client, followup: FollowUp, world: World) -> None:
    client.post(
        reverse("contact-log", args=[followup.pk]), {"number": 1, "channel": "phone", "outcome": "voicemail"}
    )
    world.later(hours=1)
    shown = page(client, followup)
    assert "at least 20 hours should lie between two contacts" in shown
    assert "Welcome from" in shown
    assert "all the same <kbd>Enter</kbd>" in shown


@pytest.mark.parametrize("role", Role)
def test_who_may_pass_a_refusal(world: World, client: Client, followup: FollowUp, role: Role) -> None:
    complain(world.by, followup.person, "", now=world.now)
    as_role(world, role)
    shown = page(client, followup)
    assert "they complained" in shown.lower()
    assert "tel:" not in shown
    response = client.post(
        reverse("contact-override", args=[followup.pk]),
        {"channel": "phone", "reason": "She asked me to call"},
    )
    if role in {Role.OWNER, Role.MANAGER}:
        assert response.status_code == 302
        after = page(client, followup)
        assert "She asked me to call" in after
        assert "tel:" in after
        story = client.get(reverse("person", args=[followup.person_id])).content.decode()
        assert "The guard was passed for one contact (Phone)" in story
    else:
        assert response.status_code == 403
        assert "Call all the same" not in shown
        assert not Override.objects.exists()


def test_a_reason_has_to_be_written(world: World, client: Client, followup: FollowUp) -> None:
    complain(world.by, followup.person, "", now=world.now)
    shown = post(client, "contact-override", followup, channel="phone", reason=" ")
    assert "Write down why this contact is made all the same." in shown
    assert not Override.objects.exists()


def test_a_refused_mail_comes_back_with_every_word_and_goes_with_a_reason(
    world: World, client: Client, followup: FollowUp
) -> None:
    url = reverse("contact-mail", args=[followup.pk])
    typed = {"number": 1, "subject": "The papers", "body": "Dear Ines, a long and careful letter"}
    client.get(url)
    complain(world.by, followup.person, "", now=world.now)
    response = client.post(url, typed)
    assert response.status_code == 422
    shown = response.content.decode()
    assert "a long and careful letter" in shown
    assert "An owner or a manager can pass this" in shown
    assert not OutgoingMessage.objects.exists()
    assert client.post(url, typed | {"reason": "She asked for it"}).status_code == 302
    assert OutgoingMessage.objects.get().override is not None


def test_a_wish_to_be_left_alone_offers_no_way_around(
    world: World, client: Client, followup: FollowUp
) -> None:
    stop(followup.person, Channel.PHONE, "told us", now=world.now)
    FollowUp.objects.filter(pk=followup.pk).update(next_channel="phone")
    shown = page(client, followup)
    assert "Nobody can pass this" in shown
    assert "tel:" not in shown
    assert "all the same" not in shown
    post(client, "contact-override", followup, channel="phone", reason="But I am the owner")
    assert not Override.objects.exists()


def test_a_complaint_and_its_end(world: World, client: Client, followup: FollowUp) -> None:
    post(client, "contact-complained", followup, words="Far too many mails")
    assert Person.objects.get(pk=followup.person_id).complained_at == world.now
    assert "Far too many mails" in page(client, followup)
    as_role(world, Role.SELLER)
    assert client.post(reverse("contact-forgiven", args=[followup.pk])).status_code == 403
    as_role(world, Role.MANAGER)
    post(client, "contact-forgiven", followup)
    assert Person.objects.get(pk=followup.person_id).complained_at is None


def test_put_off_paused_and_taken_up(client: Client, followup: FollowUp) -> None:
    post(client, "contact-put-off", followup, to="in two weeks")
    assert (followup.next_day, followup.postponed_why) == (date(2026, 5, 19), Postponed.BY_HAND)
    post(client, "contact-pause", followup, until="1 July", note="Holiday")
    assert (followup.next_kind, followup.next_day) == ("pause", date(2026, 7, 1))
    assert "Holiday" in client.get(reverse("contact-plan", args=[followup.pk])).content.decode()
    post(client, "contact-resume", followup)
    assert followup.next_kind == "step"


def test_another_plan_shows_its_dates_first(world: World, client: Client, followup: FollowUp) -> None:
    other = world.by.workspace.cadenceversion_set.exclude(pk=followup.version_id).order_by("pk").first()
    assert other is not None
    shown = client.get(reverse("contact-plan", args=[followup.pk]), {"plan": other.pk}).content.decode()
    assert f"Go on with “{other.cadence.name}”" in shown
    followup.refresh_from_db()
    assert followup.version_id != other.pk, "looking changes nothing"
    post(client, "contact-move", followup, plan=other.pk)
    assert (followup.version_id, followup.leg) == (other.pk, 2)


def test_the_dates_of_the_matter_and_the_birthday(client: Client, followup: FollowUp) -> None:
    post(client, "contact-dates", followup, contract_end="2026-12-31", birthday="29 February")
    assert KeyDate.objects.get().on == date(2026, 12, 31)
    assert Person.objects.get().birthday == "--02-29"
    shown = page(client, followup)
    assert "31 December 2026" in shown
    assert "29 February" in shown
    assert "This is no birthday" in post(client, "contact-dates", followup, birthday="soon")
    post(client, "contact-dates", followup, birthday="3 March 1980")
    assert not KeyDate.objects.exists()
    assert Person.objects.get().birthday == "1980-03-03"


def test_the_zone_and_how_it_is_known(client: Client, followup: FollowUp) -> None:
    Person.objects.update(zone_source="phone")
    assert "from their phone number" in page(client, followup)
    post(client, "contact-zone", followup, zone="America/New_York")
    person = Person.objects.get()
    assert (person.zone, person.zone_source) == ("America/New_York", "told")
    assert "they told you" in page(client, followup)
    assert followup.next_zone == "America/New_York"


def test_handing_over(world: World, client: Client, followup: FollowUp) -> None:
    from twelfth.accounts.actions import become_a_demo

    become_a_demo(world.by, [("Rui Costa", Role.SELLER)], now=world.now)
    colleague = Member.objects.get(name="Rui Costa")
    post(client, "contact-hand-over", followup, to=colleague.pk)
    assert followup.owner_id == colleague.pk


@pytest.mark.parametrize("name", ["contact-plan", "contact-moved"])
def test_pages_cost_few_queries(client: Client, followup: FollowUp, name: str) -> None:
    client.get(reverse(name, args=[followup.pk]))
    assert queries_of(lambda: client.get(reverse(name, args=[followup.pk]))) <= 16


def test_a_decision_may_be_taken_back_from_the_page(world: World, client: Client, followup: FollowUp) -> None:
    settle.decide_followup(
        world.by, followup, settle.NewDecision(kind=DecisionKind.NO), today=world.now.date(), now=world.now
    )
    world.followup(followup.person)
    assert "is being followed up about this matter already" in post(client, "contact-reopen", followup)
