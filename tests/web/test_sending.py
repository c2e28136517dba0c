"""The page “Sending”: what it shows, to whom, and what it refuses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.flow.test_pacing import letters, second_mailbox
from tests.flow.test_standing import sent
from tests.web.test_walk import client_of
from tests.world import TUESDAY, World, make_world
from twelfth.accounts.models import Event, Member, Role
from twelfth.flow.standing import judge
from twelfth.messages.models import Mailbox, MessageState

LIMITS = {
    "most_in_1_day": "100", "most_in_1_hour": "20", "most_new_in_1_day": "30", "cold_gap_minutes": "12", "warms_up": "on",
}  # fmt: skip


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    monkeypatch.setattr("twelfth.wiring.Wiring", lambda: world.wiring)
    return client_of(world)


def page(client: Client, mailbox: Mailbox | None = None) -> str:
    address = reverse("sending-of", args=[mailbox.pk]) if mailbox else reverse("sending")
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_without_a_mailbox_it_says_what_comes_first(client: Client) -> None:
    assert "Connect your mailbox" in page(client)


def test_today_is_counted_and_the_next_place_is_told(world: World, client: Client) -> None:
    mailbox = world.mailbox()
    Mailbox.objects.update(most_in_1_hour=3)
    letters(
        mailbox, world.person(), 3, state=MessageState.SENT, cold=True, at=TUESDAY - timedelta(minutes=20)
    )
    text = page(client)
    assert "<b>3</b> of 200" in text
    assert "<b>3</b> of 3" in text
    assert "<b>3</b> of 50" in text
    assert "Your mailbox sends 3 an hour; the next free place is 11:10." in text


def test_the_plan_of_warming_up_is_told(world: World, client: Client) -> None:
    world.mailbox()
    Mailbox.objects.update(ramp_since=TUESDAY.date())
    text = page(client)
    assert (
        "10 new people today, 15 tomorrow, 20 on Thursday … 50 from Wed 13 May, if it sends every day."
        in text
    )
    assert "20 by itself while it warms up" in text
    assert "<b>0</b> of 10" in text


def test_few_letters_bear_no_share(world: World, client: Client) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 9)
    sent(mailbox, person, 1, bounced_at=TUESDAY, bounce_class="hard")
    text = page(client)
    assert "<b>1</b> of 10 letters<small>Too few to tell" in text
    assert "10.0 %" not in text
    sent(mailbox, person, 90)
    assert "<b>1</b> of 100 letters, 1.0 %" in page(client)


def test_a_stop_is_told_on_every_page_and_whoever_looked_lets_it_go_on(world: World, client: Client) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard", trouble="Came back: no such user")
    judge(mailbox.pk, world.now)
    assert "no longer sends by itself" in client.get(reverse("people")).content.decode()
    text = page(client)
    assert "60 of 60 letters in 7 days came back because there is no such address." in text
    assert "Came back: no such user" in text
    response = client.post(reverse("sending-go-on", args=[mailbox.pk]))
    assert response.status_code == 302
    mailbox.refresh_from_db()
    assert mailbox.stopped_at is None
    assert "I have looked" not in page(client)
    assert client.get(reverse("sending-go-on", args=[mailbox.pk])).status_code == 405


def test_limits_are_kept(world: World, client: Client) -> None:
    mailbox = world.mailbox()
    assert client.post(reverse("sending-limits", args=[mailbox.pk]), LIMITS).status_code == 302
    mailbox.refresh_from_db()
    assert (mailbox.most_in_1_day, mailbox.most_in_1_hour, mailbox.most_new_in_1_day) == (100, 20, 30)
    assert (mailbox.cold_gap_minutes, mailbox.ramp_since) == (12, TUESDAY.date())
    assert Event.objects.filter(verb="mailbox.limits").count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"most_in_1_day": "0"}, "At least one, or nothing could ever go out."),
        ({"most_in_1_hour": "200"}, "More are allowed in an hour than in a day"),
        ({"most_new_in_1_day": "101"}, "More new people than letters a day"),
        ({"cold_gap_minutes": "2000"}, "That is more than a day"),
        ({"most_in_1_day": "3000"}, "Google locks accounts that send more than 2,000 a day"),
        ({"most_in_1_day": "many"}, "Enter a whole number"),
        ({"most_in_1_day": "99999999"}, "No mailbox sends so much: give at most 20,000."),
    ],
)
def test_limits_that_cannot_be_meant_are_refused(
    world: World, client: Client, given: dict[str, str], sentence: str
) -> None:
    mailbox = world.mailbox()
    Mailbox.objects.update(smtp_host="smtp.gmail.com")
    response = client.post(reverse("sending-limits", args=[mailbox.pk]), LIMITS | given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    mailbox.refresh_from_db()
    assert (mailbox.most_in_1_day, mailbox.ramp_since) == (200, None)


def test_a_seller_sees_their_own_mailbox_alone_and_changes_no_limits(world: World, client: Client) -> None:
    mine, other = world.mailbox(), second_mailbox(world)
    assert other.address in page(client)
    assert other.address in page(client, other)
    Member.objects.filter(pk=world.member.pk).update(role=Role.SELLER)
    text = page(client)
    assert mine.address in text
    assert "Save" not in text
    for name in ("sending-of", "sending-limits"):
        assert client.get(reverse(name, args=[other.pk])).status_code in {403, 404}
    for name in ("sending-check", "sending-go-on"):
        assert client.post(reverse(name, args=[other.pk])).status_code == 404
    assert client.post(reverse("sending-limits", args=[mine.pk]), LIMITS).status_code == 403
    mine.refresh_from_db()
    assert mine.most_in_1_day == 200


def test_another_workspaces_mailbox_is_not_found(world: World, client: Client) -> None:
    other = make_world("Other", "other@other.test")
    mailbox = other.mailbox(other.mail.account("other"))
    assert client.get(reverse("sending-of", args=[mailbox.pk])).status_code == 404
    for name in ("sending-limits", "sending-check", "sending-go-on"):
        assert client.post(reverse(name, args=[mailbox.pk]), LIMITS).status_code == 404


def test_the_records_are_looked_up_and_offered_to_paste(world: World, client: Client) -> None:
    mailbox = world.mailbox()
    mailbox.address = "clara@duarte.test"
    mailbox.save()
    assert client.post(reverse("sending-check", args=[mailbox.pk])).status_code == 302
    text = page(client)
    assert "v=DMARC1; p=none; rua=mailto:postmaster@duarte.test" in text
    assert 'data-copies="record-' in text
    assert "Look again" in text


def test_a_silent_name_server_is_told_and_keeps_what_was_found(world: World, client: Client) -> None:
    mailbox = world.mailbox()
    client.post(reverse("sending-check", args=[mailbox.pk]))
    mailbox.refresh_from_db()
    before = (mailbox.records_found, mailbox.records_checked_at)
    world.dns.silent = True
    world.later(minutes=5)
    response = client.post(reverse("sending-check", args=[mailbox.pk]), follow=True)
    assert "No name server answered when we asked about" in response.content.decode()
    mailbox.refresh_from_db()
    assert (mailbox.records_found, mailbox.records_checked_at) == before


def test_the_number_of_queries_does_not_grow(
    world: World, client: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard")
    Mailbox.objects.update(ramp_since=TUESDAY.date())
    page(client)
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]  # a fixture's own type
        page(client)
