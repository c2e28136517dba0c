"""Who writes, where they sit, and how to stop: under every e-mail, once, and never missing where the law wants it."""

from datetime import timedelta

import pytest
from django.test import override_settings

from tests.world import World
from twelfth.flow import act
from twelfth.flow.due import tick
from twelfth.flow.health import problems
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.opt_out import identity_given, lacks_identity, unsubscribe_links
from twelfth.flow.plan_facts import forget_plans
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.people.models import Person
from twelfth.rules.terms import Purpose

IDENTITY = "Duarte Consulting, Rua Nova 12, 1200 Lisboa"


@pytest.fixture
def followup(world: World) -> FollowUp:
    world.mailbox()
    return world.followup(world.person("Ines Carvalho"))


def queued(world: World, followup: FollowUp, body: str = "Hello Ines,\n\nthank you.\n") -> OutgoingMessage:
    approved = act.Approved(number=1, subject="Thank you", body=body)
    return act.send_mail(world.by, followup, approved, now=world.now)


def https() -> override_settings:
    from dataclasses import replace

    from django.conf import settings

    return override_settings(TWELFTH=replace(settings.TWELFTH, public_url="https://crm.duarte.test"))


def test_identity_address_and_how_to_stop(world: World, followup: FollowUp) -> None:
    assert unsubscribe_links(queued(world, followup)).footer == (
        f"-- \n{IDENTITY}\nNo more e-mails? Just answer “stop”."
    )


def test_with_a_reachable_address_the_link(world: World, followup: FollowUp) -> None:
    message = queued(world, followup)
    with https():
        links = unsubscribe_links(message)
    assert links.url.startswith("https://crm.duarte.test/stop/")
    assert links.footer == f"-- \n{IDENTITY}\nNo more e-mails: {links.url}"


def test_in_the_readers_language_where_it_is_known(world: World, followup: FollowUp) -> None:
    message = queued(world, followup)
    Person.objects.filter(pk=followup.person_id).update(language="de-CH")
    message.person.refresh_from_db()
    assert "Antworten Sie einfach mit „Stopp“." in unsubscribe_links(message).footer


def test_an_answer_to_theirs_says_who_writes_and_no_more(world: World, followup: FollowUp) -> None:
    message = queued(world, followup)
    message.touch.purpose = Purpose.ANSWER
    links = unsubscribe_links(message)
    assert links.footer == f"-- \n{IDENTITY}"
    assert links.mailto.startswith("mailto:"), "the headers are the same"
    message.automatic = True
    assert "stop" in unsubscribe_links(message).footer


def test_nothing_is_said_twice(world: World, followup: FollowUp) -> None:
    body = f"Hello,\n\nthank you.\n\n-- \n{IDENTITY}\n"
    assert unsubscribe_links(queued(world, followup, body)).footer == (
        "-- \nNo more e-mails? Just answer “stop”."
    )


def test_a_name_in_the_text_is_no_identity(world: World, followup: FollowUp) -> None:
    world.by.workspace.postal_address = ""
    world.by.workspace.name = "Duarte"
    world.by.workspace.save()
    footer = unsubscribe_links(queued(world, followup, "Hello,\n\nyours, Clara Duarte\n")).footer
    assert footer.startswith("-- \nDuarte\n")


def test_one_empty_line_above_it(world: World, followup: FollowUp) -> None:
    import email

    queued(world, followup, "Hello,\n\nthank you.\n\n\n\n")
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    (raw,) = world.mail.messages("ines@ribeiro.test")
    part = next(p for p in email.message_from_bytes(raw).walk() if p.get_content_type() == "text/plain")
    text = bytes(part.get_payload(decode=True)).decode().replace("\r\n", "\n")
    assert f"thank you.\n\n-- \n{IDENTITY}\n" in text


def due_by_itself(world: World, followup: FollowUp) -> None:
    followup.version.steps.update(automatic=True, channel="email", fallbacks=[])
    forget_plans()
    redecide_person(followup.person_id, now=world.now)
    followup.refresh_from_db()
    assert followup.next_is_automatic
    assert followup.next_at is not None
    world.now = followup.next_at + timedelta(minutes=1)
    Mailbox.objects.update(synced_at=world.now)
    tick(now=world.now)


def without_address(world: World) -> None:
    world.by.workspace.postal_address = "  "
    world.by.workspace.save()


def test_without_an_address_nothing_goes_by_itself_to_somebody_new(world: World, followup: FollowUp) -> None:
    without_address(world)
    due_by_itself(world, followup)
    assert not OutgoingMessage.objects.exists()
    followup.refresh_from_db()
    assert followup.next_reasons[-1] == {"code": "needs_identity"}
    (problem,) = [one for one in problems(world.by.workspace, now=world.now) if one.page == "workspace"]
    assert "postal address" in problem.text


def test_with_the_address_it_goes(world: World, followup: FollowUp) -> None:
    without_address(world)
    due_by_itself(world, followup)
    world.by.workspace.postal_address = "Rua Nova 12"
    world.by.workspace.save()
    assert not lacks_identity(world.by.workspace)
    identity_given(world.by.workspace, now=world.now)
    Mailbox.objects.update(synced_at=world.now + timedelta(minutes=1))
    tick(now=world.later(minutes=1))
    assert OutgoingMessage.objects.filter(automatic=True).count() == 1


def test_a_person_may_write_all_the_same(world: World, followup: FollowUp) -> None:
    without_address(world)
    assert queued(world, followup).state == "queued"
