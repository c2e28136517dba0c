"""The link under every e-mail: one click stops, whoever clicks; opening it stops nothing."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World
from twelfth.accounts.models import Event
from twelfth.flow import act
from twelfth.flow.opt_out import person_in_subject, token_for, unsubscribe_links
from twelfth.flow.pacing import take
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.models import OptOut, Person, Suppression

ONE_CLICK = "List-Unsubscribe=One-Click"
MULTIPART = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'


@pytest.fixture
def followup(world: World, monkeypatch: pytest.MonkeyPatch) -> FollowUp:
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


@pytest.fixture
def stranger() -> Client:
    """A mail program: no cookie, no referrer, no token of a form."""
    return Client(enforce_csrf_checks=True)


def link(person: Person) -> str:
    return reverse("stop", args=[token_for(person.pk)])


def queued(world: World, followup: FollowUp) -> OutgoingMessage:
    approved = act.Approved(number=1, subject="Thank you", body="Hello Ines,\n\nthank you.\n")
    return act.send_mail(world.by, followup, approved, now=world.now)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (ONE_CLICK, "application/x-www-form-urlencoded"),
        (MULTIPART, "multipart/form-data; boundary=x"),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe not a form", "multipart/form-data"),
        (b"--x\r\ncut off", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        ("&".join(f"a{number}=1" for number in range(2000)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_post_stops_whatever_it_carries(
    stranger: Client, followup: FollowUp, body: str | bytes, kind: str
) -> None:
    answer = stranger.post(link(followup.person), body, content_type=kind)
    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert not answer.cookies
    assert list(followup.person.opt_outs.values_list("channel", "how")) == [("email", "link")]


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "delete"])
def test_nothing_but_a_post_stops(stranger: Client, followup: FollowUp, method: str) -> None:
    answer = getattr(stranger, method)(link(followup.person))
    assert answer.status_code == 200
    assert not OptOut.objects.exists()
    assert not Suppression.objects.exists()


def test_no_link_on_the_page_stops_either(stranger: Client, followup: FollowUp) -> None:
    """What a scanner finds by following everything it sees."""
    page = stranger.get(link(followup.person)).content.decode()
    assert page.count("<form") == 1
    assert 'method="post"' in page
    assert "<a " not in page
    assert "no-cache" in stranger.get(link(followup.person)).headers["Cache-Control"]


def test_pressed_again_and_again_it_stays_one_wish(stranger: Client, followup: FollowUp) -> None:
    for _ in range(30):
        assert stranger.post(link(followup.person), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert OptOut.objects.count() == 1
    assert Suppression.objects.count() == 1
    assert Event.objects.filter(verb="person.opted_out").count() == 1


def test_the_second_button_stops_all_contact(stranger: Client, followup: FollowUp) -> None:
    assert "will not contact you" in stranger.post(link(followup.person), {"what": "all"}).content.decode()
    assert followup.person.opt_outs.get().channel == ""
    assert set(Suppression.objects.values_list("value", "channel")) == {
        ("ines@ribeiro.test", ""),
        ("+351912555014", ""),
    }


def test_it_works_for_whoever_is_logged_in_too(world: World, followup: FollowUp) -> None:
    member = Client()
    member.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    member.post(link(followup.person))
    assert Event.objects.get(verb="person.opted_out").member is None, (
        "it is the reader's wish, not the seller's"
    )


def test_what_is_queued_is_taken_back_in_the_same_moment(
    world: World, stranger: Client, followup: FollowUp
) -> None:
    message = queued(world, followup)
    stranger.post(link(followup.person))
    message.refresh_from_db()
    assert message.state == MessageState.HELD
    world.later(minutes=1)
    outbox.send_some("me", world.wiring)
    assert world.mail.messages("ines@ribeiro.test") == []


def test_what_a_worker_has_in_its_hands_does_not_go_either(
    world: World, stranger: Client, followup: FollowUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claimed, and then the wish comes, before anything is handed over: the check in the moment of sending sees it."""
    message = queued(world, followup)
    world.later(seconds=11)

    def taken_then_stopped(*args: Any, **how: Any) -> list[OutgoingMessage]:
        taken = take(*args, **how)
        if taken:
            stranger.post(link(followup.person))
        return taken

    monkeypatch.setattr(outbox, "take", taken_then_stopped)
    outbox.send_some("me", world.wiring)
    message.refresh_from_db()
    assert OptOut.objects.exists(), "the wish came between the claim and the sending"
    assert (message.state, world.mail.messages("ines@ribeiro.test")) == (MessageState.HELD, [])


def test_not_meant_it_can_be_taken_back_within_the_hour(
    world: World, stranger: Client, followup: FollowUp
) -> None:
    url = link(followup.person)
    assert "Take it back" in stranger.post(url).content.decode()
    world.later(minutes=59)
    assert "as before" in stranger.post(url, {"what": "undo"}).content.decode()
    assert not OptOut.objects.exists()
    assert not Suppression.objects.exists()
    assert Event.objects.get(verb="person.opted_in").data["reason"] == "not_meant"
    followup.refresh_from_db()
    assert followup.ended_at is None


def test_after_an_hour_it_stands(world: World, stranger: Client, followup: FollowUp) -> None:
    url = link(followup.person)
    stranger.post(url)
    world.later(minutes=61)
    assert "The hour is over" in stranger.post(url, {"what": "undo"}).content.decode()
    assert OptOut.objects.count() == 1
    assert Suppression.objects.count() == 1


def test_a_wish_said_to_us_is_not_taken_back_by_the_link(
    world: World, stranger: Client, followup: FollowUp
) -> None:
    from twelfth.flow.opt_out import stop

    stop(followup.person, None, "told us", now=world.now)
    stranger.post(link(followup.person), {"what": "undo"})
    assert OptOut.objects.count() == 1


def test_a_forged_or_changed_link_is_none(stranger: Client, followup: FollowUp) -> None:
    other = followup.person.pk + 1
    token = token_for(followup.person.pk)
    signed = token.partition(":")[2]
    for forged in ("forged", token[:-1], f"{token_for(other).partition(':')[0]}:{signed}"):
        assert stranger.post(reverse("stop", args=[forged])).status_code == 404
    assert not OptOut.objects.exists()


def test_the_link_of_somebody_who_is_gone_says_so(stranger: Client, followup: FollowUp) -> None:
    url = link(followup.person)
    followup.person.delete()
    answer = stranger.post(url, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "no longer on file" in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "asked", "shown"),
    [
        ("", "", "No more e-mails?"),
        ("de", "", "Keine E-Mails mehr?"),
        ("pt-BR", "en", "Não quer mais e-mails?"),
        ("", "fr-CH, en;q=0.5", "Plus d’e-mails ?"),
        ("", "xx, ;;q=nonsense", "No more e-mails?"),
        ("eo", "nl", "Geen e-mails meer?"),
    ],
)
def test_in_the_readers_language(
    stranger: Client, followup: FollowUp, language: str, asked: str, shown: str
) -> None:
    Person.objects.filter(pk=followup.person.pk).update(language=language)
    page = stranger.get(link(followup.person), headers={"Accept-Language": asked} if asked else {})
    assert f"<h1>{shown}</h1>" in page.content.decode()


def test_the_mail_programs_own_button_names_the_person(world: World, followup: FollowUp) -> None:
    mailto = unsubscribe_links(queued(world, followup)).mailto
    subject = unquote(mailto.partition("?subject=")[2])
    assert person_in_subject(subject) == followup.person
    assert person_in_subject(f"[EXTERN] Stop {subject.removeprefix('stop ')}") == followup.person
    assert person_in_subject("stop") is None
    assert person_in_subject(f"{subject}x") is None
