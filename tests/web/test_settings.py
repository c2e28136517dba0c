"""Settings of the guard and of one's own time: each refuses nonsense with a sentence, and stores what is meant."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth.accounts.models import Event, Member, Role, Workspace
from twelfth.agenda.models import DayOff, WorkingHours
from twelfth.rules.terms import Channel

GUARD = {
    "least_gap_hours": "24", "most_in_1_day": "2", "most_in_7_days": "4", "most_in_30_days": "9",
    "company_most_in_7_days": "6", "live_exchange_days": "5", "refuses_overdrawn": "on", "gap_post": "30", "gap_email": "",
}  # fmt: skip
HOURS = {"weekdays": ["0", "1", "2"], "start": "08:00", "end": "16:00", "most_contacts": "25", "days_off": ""}


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    return client_of(world)


def test_the_guard_keeps_what_it_is_told(world: World, client: Client) -> None:
    assert client.post(reverse("guard"), GUARD).status_code == 302
    policy = Workspace.objects.get().policy
    assert (policy.least_gap, policy.most_in_1_day, policy.most_in_7_days) == (timedelta(hours=24), 2, 4)
    assert policy.channel_gaps == ((Channel.POST, timedelta(days=30)),)
    assert policy.refuses_overdrawn
    assert Event.objects.filter(verb="guard.changed").count() == 1
    assert 'value="30"' in client.get(reverse("guard")).content.decode()


def test_hours_set_elsewhere_survive_looking_and_saving(world: World, client: Client) -> None:
    Workspace.objects.update(channel_gap_hours={"email": 30, "video": 99})
    client.post(reverse("guard"), GUARD | {"gap_email": "2", "gap_post": ""})
    assert Workspace.objects.get().channel_gap_hours == {"email": 30, "video": 99}
    client.post(reverse("guard"), GUARD | {"gap_email": "3", "gap_post": ""})
    assert Workspace.objects.get().channel_gap_hours == {"email": 72, "video": 99}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"most_in_7_days": "0"}, "nobody could ever be contacted"),
        ({"most_in_1_day": "5"}, "More are allowed on one day than in 7 days"),
        ({"most_in_30_days": "3"}, "More are allowed in 7 days than in 30"),
        ({"least_gap_hours": "2000"}, "leaves no plan to follow"),
        ({"gap_post": "-1"}, "greater than or equal to 0"),
    ],
)
def test_the_guard_refuses_nonsense(client: Client, given: dict[str, str], sentence: str) -> None:
    response = client.post(reverse("guard"), GUARD | given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Workspace.objects.get().most_in_7_days == 3


@pytest.mark.parametrize("role", [Role.SELLER, Role.VIEWER])
def test_only_who_manages_sets_the_guard(world: World, client: Client, role: Role) -> None:
    Member.objects.update(role=role)
    assert client.get(reverse("guard")).status_code == 403
    assert client.post(reverse("guard"), GUARD).status_code == 403
    assert Workspace.objects.get().least_gap_hours == 20


def test_hours_capacity_and_days_off(world: World, client: Client) -> None:
    written = "24 December 2026 to 2 January 2027\n1 June"
    assert client.post(reverse("hours"), HOURS | {"days_off": written}).status_code == 302
    assert WorkingHours.objects.get().most_contacts == 25
    days = list(DayOff.objects.order_by("day").values_list("day", flat=True))
    assert (days[0], days[1], days[-1], len(days)) == (
        date(2026, 6, 1),
        date(2026, 12, 24),
        date(2027, 1, 2),
        11,
    )
    shown = client.get(reverse("hours")).content.decode()
    assert "24 December 2026 to 2 January 2027" in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"days_off": "9/8/2026"}, "Write the month as a word"),
        ({"days_off": "2 June to 1 June"}, "the last day lies before the first"),
        ({"most_contacts": "0"}, "nothing could ever be due"),
    ],
)
def test_hours_refuse_nonsense(client: Client, given: dict[str, str], sentence: str) -> None:
    response = client.post(reverse("hours"), HOURS | given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not WorkingHours.objects.exists()
    assert not DayOff.objects.exists()


def test_a_day_off_moves_what_is_near(world: World, client: Client) -> None:
    followup = world.followup()
    client.post(reverse("hours"), HOURS | {"weekdays": ["0", "1", "2", "3", "4"], "days_off": "today"})
    followup.refresh_from_db()
    assert followup.next_day is not None
    assert followup.next_day > world.now.date()
