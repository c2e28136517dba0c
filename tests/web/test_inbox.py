"""The inbox page: whoever waits longest is open, acting opens the next, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.flow.letters import answered, letter, mailbox_of
from tests.world import World
from twelfth.accounts.models import Role
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, OutgoingMessage
from twelfth.people.models import ContactPoint
from twelfth.promises.models import Promise
from twelfth.reading.classify import Kind
from twelfth.rules.terms import DecisionKind


@pytest.fixture
def client(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, address: str = "") -> str:
    response = client.get(address or reverse("inbox"))
    assert response.status_code == 200
    return response.content.decode()


def opened(html: str) -> str:
    """Who wrote the letter that is open."""
    found = re.search(r'aria-label="Open ([^"]+)"', html)
    return found[1] if found else ""


def act_on(client: Client, message: IncomingMessage, name: str, data: dict[str, str] | None = None) -> str:
    response = client.post(reverse(f"inbox-{name}", args=[message.pk]), data or {}, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def test_empty_it_says_what_will_come(client: Client) -> None:
    html = page(client)
    assert "Nobody waits for an answer." in html
    assert "Connect your mailbox" in html


def test_whoever_waits_longest_is_open(world: World, client: Client) -> None:
    answered(world, "Short Wait", hours_ago=2)
    answered(world, "Long Wait", hours_ago=49)
    html = page(client)
    assert opened(html) == "Long Wait"
    assert "waits 2 days" in html
    assert "waits 2 hours" in html
    assert re.search(r'Inbox</span> <span class="count">2<', html)


def test_the_letter_shows_what_is_new_and_folds_the_rest(world: World, client: Client) -> None:
    message = answered(world)
    files = [{"name": "<b>offer</b>.pdf", "type": "application/pdf", "size": 20480}]
    IncomingMessage.objects.filter(pk=message.pk).update(attachments=files)
    html = page(client, reverse("inbox-letter", args=[message.pk]))
    assert "Could we do September?" in html
    assert "The whole letter" in html
    assert "&lt;b&gt;offer&lt;/b&gt;.pdf" in html
    assert "20.0" in html
    assert "the plan goes on:" in html


def test_an_answer_goes_into_the_thread_and_the_next_opens(world: World, client: Client) -> None:
    first = answered(world, "Long Wait", hours_ago=49)
    answered(world, "Short Wait", hours_ago=2)
    IncomingMessage.objects.filter(pk=first.pk).update(references="<ours@duarte.test>")
    html = page(client)
    data = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html)[1].replace("&lt;", "<").replace("&gt;", ">")  # type: ignore[index]  # it is there, or this fails
        for name in ("number", "subject", "in_reply_to", "references")
    }
    assert data["subject"] == "Re: The supplier papers"
    html = act_on(client, first, "answer", {**data, "body": "Hello, September it is."})
    sent = OutgoingMessage.objects.get()
    assert (sent.in_reply_to, sent.references) == (
        first.identity,
        f"<ours@duarte.test> {first.identity}",
    )
    assert opened(html) == "Short Wait"
    assert "goes out in ten seconds" in html
    assert opened(act_on(client, first, "back")) == "Long Wait"
    sent.refresh_from_db()
    assert sent.state == "held"


def test_a_second_click_sends_once(world: World, client: Client) -> None:
    message = answered(world)
    data = {"number": "1", "subject": "Re: papers", "body": "Yes."}
    for _ in range(2):
        client.post(reverse("inbox-answer", args=[message.pk]), data)
    assert OutgoingMessage.objects.count() == 1


def test_what_is_refused_comes_back_with_what_was_typed(world: World, client: Client) -> None:
    message = answered(world)
    ContactPoint.objects.filter(channel="email").delete()
    data = {"number": "1", "subject": "Re: papers", "body": "A long and careful answer"}
    response = client.post(reverse("inbox-answer", args=[message.pk]), data)
    assert response.status_code == 422
    html = response.content.decode()
    assert "A long and careful answer" in html
    assert "no working e-mail address" in html
    assert not OutgoingMessage.objects.exists()


def test_not_yet_needs_a_day_and_then_waits_for_it(world: World, client: Client) -> None:
    message = answered(world)
    short = {"later": "1", "kind": "not_yet"}
    response = client.post(reverse("inbox-decide", args=[message.pk]), {**short, "note": "After the audit"})
    assert response.status_code == 422
    assert "Not yet until when?" in response.content.decode()
    assert "After the audit" in response.content.decode()
    assert "Nobody waits" in act_on(client, message, "decide", {**short, "wake": "in two months"})
    followup = FollowUp.objects.get()
    assert (followup.decision, followup.ended_at) == (DecisionKind.NOT_YET, None)
    act_on(client, message, "back")
    followup.refresh_from_db()
    assert (followup.decision, followup.answer_waits_since) == ("", message.received_at)


def test_a_no_is_a_decision(world: World, client: Client) -> None:
    message = answered(world)
    act_on(client, message, "decide", {"kind": "no", "note": "They have somebody"})
    assert FollowUp.objects.get().decision == DecisionKind.NO


def test_a_promise_keeps_the_letter_open(world: World, client: Client) -> None:
    message = answered(world)
    data = {"party": "us", "text": "Send the checklist", "when": "Friday"}
    html = act_on(client, message, "promise", data)
    assert opened(html) == "Ines Carvalho"
    assert "You: Send the checklist" in html
    assert Promise.objects.get().text == "Send the checklist"


def test_it_needs_nothing_and_can_be_brought_back(world: World, client: Client) -> None:
    message = answered(world)
    html = act_on(client, message, "done")
    assert "The plan goes on." in html
    assert f'action="{reverse("inbox-back", args=[message.pk])}"' in html
    assert opened(act_on(client, message, "back")) == "Ines Carvalho"


def test_after_the_last_of_the_list_the_first_opens(world: World, client: Client) -> None:
    answered(world, "First One", hours_ago=9)
    last = answered(world, "Last One", hours_ago=1)
    assert opened(act_on(client, last, "done")) == "First One"


def test_somebody_nobody_follows_up_is_put_on_a_plan(world: World, client: Client) -> None:
    message = letter(world, world.person("Rui Teixeira", email="rui@teixeira.test"))
    assert "Nobody follows up on Rui Teixeira" in page(client)
    data = {"version": str(world.version.pk), "owner": str(world.member.pk), "matter": "papers"}
    act_on(client, message, "start", data)
    assert FollowUp.objects.get().person.full_name == "Rui Teixeira"
    message.refresh_from_db()
    assert message.settled_at is not None


def test_on_a_letter_whose_followup_has_ended_nothing_is_sent(world: World, client: Client) -> None:
    message = answered(world)
    FollowUp.objects.update(ended_at=world.now, next_at=None, decision="no", decided_at=world.now)
    assert "has ended" in page(client, reverse("inbox-letter", args=[message.pk]))
    data = {"number": "1", "subject": "Re: papers", "body": "Yes."}
    assert "has ended" in act_on(client, message, "answer", data)
    assert not OutgoingMessage.objects.exists()


def test_the_quiet_tabs(world: World, client: Client) -> None:
    person = world.person("Quiet One", email="quiet@ribeiro.test")
    followup = world.followup(person)
    back = world.now.date() + timedelta(days=9)
    letter(world, person, followup, kind=Kind.AUTO_REPLY, text="I am away", return_date=back)
    letter(world, person, followup, kind=Kind.CHALLENGE, text="Prove it")
    html = page(client)
    assert "Nobody waits" in html
    away = page(client, reverse("inbox") + "?tab=away")
    assert f"Back on {back.day} {back:%B}." in away
    assert "Quiet One" in page(client, reverse("inbox") + "?tab=other")
    client.post(reverse("inbox-all-seen") + "?tab=away")
    assert "Nothing here." in page(client, reverse("inbox") + "?tab=away")
    assert "Nothing here." in page(client, reverse("inbox") + "?tab=bounced")
    assert "Nobody waits" in page(client, reverse("inbox") + "?tab=nonsense&first=-1")


def test_who_asked_to_stop_is_shown_and_not_answered(world: World, client: Client) -> None:
    from twelfth.flow.opt_out import stop

    person = world.person("Pia Novak", email="pia@novak.test")
    message = letter(world, person, world.followup(person), kind=Kind.UNSUBSCRIBE, text="Please stop")
    stop(person, None, "asked by e-mail", now=world.now)
    html = page(client, reverse("inbox-letter", args=[message.pk]) + "?tab=stopped")
    assert "They asked to be left alone, and are" in html
    client.post(
        reverse("inbox-answer", args=[message.pk]), {"number": "1", "subject": "Re: x", "body": "But why?"}
    )
    assert not OutgoingMessage.objects.exists()


def test_who_came_back_leads_to_another_address(world: World, client: Client) -> None:
    followup = world.followup()
    ContactPoint.objects.filter(channel="email").update(state=ContactPoint.BOUNCED)
    html = page(client, reverse("inbox") + "?tab=bounced")
    assert reverse("person", args=[followup.person_id]) in html
    assert "Find another address" in html


def test_what_came_back_softly_says_why_and_is_put_away(world: World, client: Client) -> None:
    person = world.person("Full Box", email="full@ribeiro.test")
    message = letter(world, person, world.followup(person), kind=Kind.BOUNCE, text="The mailbox is full.")
    html = page(client, reverse("inbox") + "?tab=bounced")
    assert "Full Box" in html
    assert "The mailbox is full." in page(client, reverse("inbox-letter", args=[message.pk]) + "?tab=bounced")
    client.post(reverse("inbox-all-seen") + "?tab=bounced")
    assert "Nothing here." in page(client, reverse("inbox") + "?tab=bounced")


class TestAnAddressThatWeDidNotKnow:
    def test_is_kept_with_the_person_by_one_click(self, world: World, client: Client) -> None:
        message = answered(world)
        address = reverse("inbox-letter", args=[message.pk])
        assert f"Keep it with {message.person.full_name}" in page(client, address)
        act_on(client, message, "address")
        assert message.person.contact_points.filter(value="them@ribeiro.test").exists()
        assert "Keep it with" not in page(client, address)

    @pytest.mark.parametrize("by", ["sender", "forward"])
    def test_is_not_taken_from_who_only_passed_something_on(
        self, world: World, client: Client, by: str
    ) -> None:
        message = answered(world)
        IncomingMessage.objects.update(matched_by=by)
        assert "Keep it with" not in page(client, reverse("inbox-letter", args=[message.pk]))
        was = ContactPoint.objects.count()
        act_on(client, message, "address")
        assert ContactPoint.objects.count() == was


def test_only_managers_see_everybodys(world: World, client: Client) -> None:
    message = answered(world)
    from twelfth.accounts.actions import Newcomer, accept_invitation, invite

    token = invite(world.by, name="Bo", role=Role.SELLER, now=world.now)
    newcomer = Newcomer(
        name="Bo Lee", email="bo@duarte.test", password="a long enough phrase", zone="Europe/Lisbon"
    )
    bo = accept_invitation(token, newcomer, now=world.now)
    FollowUp.objects.filter(pk=message.followup_id or 0).update(owner=bo)
    assert "Nobody waits" in page(client)
    assert opened(page(client, reverse("inbox") + "?all=1")) == "Ines Carvalho"
    FollowUp.objects.update(owner=world.member)
    seller = Client()
    seller.force_login(bo.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    html = page(seller, reverse("inbox") + "?all=1")
    assert "Nobody waits" in html
    assert "Everybody" not in html


def test_a_viewer_looks_and_does_nothing(world: World, client: Client) -> None:
    message = answered(world)
    world.member.role = Role.VIEWER
    world.member.save()
    html = page(client)
    assert "Could we do September?" in html
    assert "Needs nothing" not in html
    assert client.post(reverse("inbox-done", args=[message.pk])).status_code == 403
    message.refresh_from_db()
    assert message.settled_at is None


def test_a_long_list_costs_no_more_queries_and_has_pages(world: World, client: Client) -> None:
    mailbox_of(world)
    answered(world, "First Person", hours_ago=100)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(client)
        return len(seen)

    page(client)
    few = queries()
    assert few <= 50, "one more is a decision"
    for number in range(52):
        answered(world, f"Person{number} Many", hours_ago=number)
    assert queries() == few
    assert "?first=50" in page(client)
    assert page(client, reverse("inbox") + "?first=50").count("data-item") == 3


def test_what_they_wrote_is_never_markup(world: World, client: Client) -> None:
    message = answered(world)
    evil = "<script>alert(1)</script>\u202e"
    IncomingMessage.objects.filter(pk=message.pk).update(text=evil, subject=evil, full_text=evil + "x")
    assert "<script>alert" not in page(client)
