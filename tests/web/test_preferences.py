"""How somebody likes to be reached: kept on their page, shown in the brief, obeyed by what goes by itself."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.test_walk import client_of
from tests.world import World
from twelfth import wiring
from twelfth.accounts.models import Event, Role
from twelfth.flow import act
from twelfth.flow.may_go import holds
from twelfth.people.models import Person
from twelfth.people.preferences.actions import set_preferences
from twelfth.records.merging.actions import merge_people
from twelfth.rules.hours import read_hours
from twelfth.rules.terms import Channel, Outcome

pytestmark = pytest.mark.django_db

THURSDAYS = {"likes-days": ["3"], "likes-start": "09:00", "likes-end": "12:00"}


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(wiring, "now", lambda: world.now)
    return client_of(world)


@pytest.fixture
def ines(world: World) -> Person:
    return world.person()


def keep(client: Client, person: Person, **typed: object) -> HttpResponse:
    response = client.post(reverse("person-preference", args=[person.pk]), typed)
    assert isinstance(response, HttpResponse)
    return response


def test_they_are_kept_shown_and_forgotten(client: Client, ines: Person) -> None:
    typed = {"likes-prefers": "phone", "likes-avoids": ["email"], **THURSDAYS}
    assert keep(client, ines, **typed).status_code == 302
    ines.refresh_from_db()
    assert (ines.prefers_channel, ines.avoids_channels, ines.prefers_hours) == (
        "phone",
        "email",
        "3 09:00-12:00",
    )
    words = "Prefers to be reached by phone, Thu, 9:00 to 12:00. Would rather get no e-mails."
    assert words in client.get(reverse("person", args=[ines.pk])).content.decode()
    assert keep(client, ines, **typed).status_code == 302
    assert Event.objects.filter(verb="person.preferences_set").count() == 1
    keep(client, ines)
    ines.refresh_from_db()
    assert (ines.prefers_channel, ines.avoids_channels, ines.prefers_hours) == ("", "", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"likes-prefers": "phone", "likes-avoids": ["phone"]}, "cannot prefer it and rather not have it"),
        ({"likes-start": "12:00", "likes-end": "09:00"}, "not after the hour"),
    ],
)
def test_what_cannot_be_is_told(client: Client, ines: Person, typed: dict[str, object], words: str) -> None:
    response = keep(client, ines, **typed)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    ines.refresh_from_db()
    assert (ines.prefers_channel, ines.prefers_hours) == ("", "")


def test_what_is_planned_moves_and_today_and_the_brief_say_why(
    client: Client, world: World, ines: Person
) -> None:
    followup = world.followup(ines)
    keep(client, ines, **THURSDAYS, **{"likes-prefers": "email"})
    followup.refresh_from_db()
    assert followup.next_day is not None
    assert followup.next_day.weekday() == 3
    brief = client.get(reverse("contact", args=[followup.pk])).content.decode()
    assert "Prefers to be reached by e-mail, Thu, 9:00 to 12:00." in brief
    assert "they prefer Thu, 9:00 to 12:00" in brief
    world.later(days=2)
    assert "They would rather be reached by e-mail." in client.get(reverse("today")).content.decode()


def test_hours_that_leave_nothing_are_said_to(client: Client, ines: Person) -> None:
    keep(client, ines, **{"likes-days": ["6"]})
    page = client.get(reverse("person", args=[ines.pk])).content.decode()
    assert "nothing goes to them by itself" in page


def test_a_letter_that_waits_for_its_moment_keeps_to_them(world: World, ines: Person) -> None:
    """The guard in the moment of sending asks again, so that what was queued before they told us is held too."""
    world.mailbox()
    followup = world.followup(ines)
    first = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1)
    act.log_contact(world.by, followup, first, now=world.now)
    world.later(days=3)
    message = act.send_mail(world.by, followup, act.Approved(number=2, subject="s", body="b"), now=world.now)
    message.automatic = True
    message.save(update_fields=["automatic"])
    message.mailbox.synced_at = world.now
    message.mailbox.save(update_fields=["synced_at"])
    hours = read_hours("1 09:00-12:00")
    set_preferences(world.by, ines, prefers=None, avoids=(), hours=hours, now=world.now)
    held = holds([message], now=world.now)[message.pk]
    assert "they prefer Tue, 9:00 to 12:00" in held.why.replace("They", "they")
    assert held.until is not None
    assert held.until - world.now > timedelta(days=3)


def test_of_two_that_become_one_no_wish_is_lost(world: World, ines: Person) -> None:
    other = world.person("Inês C.", email="ines@home.test")
    hours = read_hours("3 09:00-12:00")
    set_preferences(world.by, ines, prefers=None, avoids=[Channel.SMS], hours=None, now=world.now)
    set_preferences(
        world.by, other, prefers=Channel.PHONE, avoids=[Channel.EMAIL], hours=hours, now=world.now
    )
    merge_people(world.by, ines, other, now=world.now)
    ines.refresh_from_db()
    assert (ines.prefers_channel, ines.avoids_channels, ines.prefers_hours) == (
        "phone",
        "email sms",
        "3 09:00-12:00",
    )


def test_who_prefers_a_channel_is_found(client: Client, world: World, ines: Person) -> None:
    world.person("Rui", email="rui@x.test")
    set_preferences(world.by, ines, prefers=Channel.PHONE, avoids=(), hours=None, now=world.now)
    page = client.get(reverse("people"), {"f": "prefers_channel", "o": "is", "v": "phone"}).content.decode()
    assert "Prefers to be reached is “Phone”" in page
    assert (ines.full_name in page, "Rui" in page) == (True, False)


def test_a_viewer_changes_nothing(client: Client, world: World, ines: Person) -> None:
    world.member.role = Role.VIEWER
    world.member.save(update_fields=["role"])
    assert keep(client, ines, **THURSDAYS).status_code == 403
    ines.refresh_from_db()
    assert ines.prefers_hours == ""
