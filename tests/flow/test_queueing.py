"""What the tick queues by itself: in groups, each letter at a place of its own, and one's trouble is nobody else's."""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.flow.test_pacing import MINUTE, letter, mailbox_with
from tests.flow.together import at_once
from tests.world import World
from twelfth.accounts.models import Event, Workspace
from twelfth.brief.words import mail_draft
from twelfth.cadences.models import Step
from twelfth.flow import queueing
from twelfth.flow.act import skip_step
from twelfth.flow.due import due, tick
from twelfth.flow.pacing import Ahead
from twelfth.flow.queueing import queue_due
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import Suppression
from twelfth.people.suppressions import address_hash
from twelfth.rules.pacing import Letter
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.actions import NewTouch, add_touch
from twelfth.touches.models import Touch, TouchState


def test_a_queued_letter_says_why_it_waits(world: World) -> None:
    mailbox = mailbox_with(world, most_new_in_1_day=1)
    letter(mailbox, world.person("Ana Silva"), state=MessageState.SENT, cold=True, automatic=True)
    wanted = Letter(domain="ribeiro.test", is_cold=True, automatic=True, seed=1)
    at, why = Ahead(mailbox, now=world.now).take(wanted, lambda at: at)
    assert at.isoformat() == "2026-05-05T23:00:00+00:00"
    assert why == "Your mailbox writes to 1 new people a day; the next free place is tomorrow 00:00."


def test_the_place_is_one_that_is_welcome(world: World) -> None:
    mailbox = mailbox_with(world, most_new_in_1_day=1)
    letter(mailbox, world.person("Ana Silva"), state=MessageState.SENT, cold=True, automatic=True)

    def from_nine(at: datetime) -> datetime:
        return max(at, datetime.fromisoformat("2026-05-06T08:00:00+00:00"))

    wanted = Letter(domain="ribeiro.test", is_cold=True, automatic=True, seed=1)
    at, why = Ahead(mailbox, now=world.now).take(wanted, from_nine)
    assert at.isoformat() == "2026-05-06T08:00:00+00:00"
    assert why.endswith("tomorrow 09:00.")


def test_the_tick_gives_each_its_own_place_and_nothing_to_a_stopped_mailbox(world: World) -> None:
    mailbox = world.mailbox()
    for number in range(3):
        world.followup(world.person(f"Person{number} Test"))
    due_all(world)
    Mailbox.objects.filter(pk=mailbox.pk).update(stopped_at=world.now, stopped_why="Too much came back.")
    tick(now=world.now)
    assert not OutgoingMessage.objects.exists()
    Mailbox.objects.filter(pk=mailbox.pk).update(stopped_at=None, stopped_why="")
    tick(now=world.now)
    queued = list(OutgoingMessage.objects.order_by("send_after"))
    assert len(queued) == 3
    slots = [message.send_after for message in queued]
    assert slots[0] == world.now
    assert all((later - earlier) >= 84 * timedelta(seconds=1) for earlier, later in itertools.pairwise(slots))
    assert queued[0].trouble == ""
    assert all("the next free place is" in message.trouble for message in queued[1:])


def due_all(world: World) -> None:
    """Steps 1 to 5 are skipped, so that step 6, which goes by itself, is next; and the moment of all of them comes."""
    for followup in FollowUp.objects.all():
        for _ in range(5):
            skip_step(world.by, followup, now=world.now)
    moments = FollowUp.objects.filter(next_is_automatic=True).values_list("next_at", flat=True)
    world.now = max(moment for moment in moments if moment is not None) + MINUTE
    Mailbox.objects.update(synced_at=world.now)


def ready(world: World, count: int) -> Mailbox:
    """So many people at a step that goes by itself and whose moment has come; the mailbox sends as much as it likes."""
    mailbox = mailbox_with(world, most_in_1_day=5_000, most_in_1_hour=5_000, most_new_in_1_day=5_000)
    for number in range(count):
        world.followup(world.person(f"Person{number} Test", email=f"p{number}@house{number}.test"))
    due_all(world)
    return mailbox


def reasons_of(followup: FollowUp) -> list[str]:
    followup.refresh_from_db()
    return [reason["code"] for reason in followup.next_reasons]


def test_a_group_is_queued_in_as_many_queries_as_two(world: World) -> None:
    ready(world, 14)
    ids = due(now=world.now)
    with CaptureQueriesContext(connection) as two:
        queue_due(ids[:2], now=world.now)
    with CaptureQueriesContext(connection) as twelve:
        queue_due(ids[2:], now=world.now)
    assert OutgoingMessage.objects.count() == 14
    assert len(twelve) == len(two)


def test_each_is_numbered_in_flight_and_told_of(world: World) -> None:
    ready(world, 3)
    assert tick(now=world.now) == 3
    for message in OutgoingMessage.objects.select_related("touch__followup"):
        touch = message.touch
        assert touch.state == TouchState.IN_FLIGHT
        assert (touch.number, touch.step) == (1, 6)
        assert message.automatic
        assert message.is_cold
        told = Event.objects.filter(subject_id=touch.pk, verb="touch.recorded").get()
        assert told.data == {"channel": "email", "outcome": "sent"}
    assert Event.objects.filter(verb="message.queued").count() == 3
    assert due(now=world.now) == []


def test_what_some_of_them_lack_keeps_the_others_from_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(world, 5)
    listed, wordless, *others = FollowUp.objects.order_by("pk")
    Suppression.objects.create(
        workspace=world.by.workspace,
        value_hash=address_hash(world.by.workspace.pk, "p0@house0.test"),
        why="list",
        at=world.now,
    )
    draft = mail_draft

    def lacking(brief):
        found = draft(brief)
        return replace(found, missing=("their_problem",)) if brief.followup.pk == wordless.pk else found

    monkeypatch.setattr(queueing, "mail_draft", lacking)
    tick(now=world.now)
    written = set(OutgoingMessage.objects.values_list("person", flat=True))
    assert written == {followup.person_id for followup in others}
    assert "needs_address" in reasons_of(listed)
    assert "needs_words" in reasons_of(wordless)
    assert not FollowUp.objects.filter(pk__in=[listed.pk, wordless.pk], next_is_automatic=True).exists()


def test_an_empty_field_of_ones_own_leaves_the_letter_to_a_person(world: World) -> None:
    renewal = define_field(world.by, "Renewal", Kind.DATE, now=world.now)
    ready(world, 3)
    Step.objects.update(body="Before {{ person.own.renewal }}, a word.", alternatives=[])
    known, *unknown = FollowUp.objects.order_by("pk")
    fill(world.by, known.person, {renewal: "2026-08-31"}, now=world.now)
    tick(now=world.now)
    assert OutgoingMessage.objects.get().body.startswith("Before 31 August 2026, a word.")
    for followup in unknown:
        assert "needs_words" in reasons_of(followup)
        assert not followup.next_is_automatic


def test_nothing_says_who_writes(world: World) -> None:
    ready(world, 2)
    cold, warm = FollowUp.objects.order_by("pk")
    new = NewTouch(
        channel=Channel.PHONE,
        direction=Direction.OUT,
        outcome=Outcome.TALKED,
        at=world.now - timedelta(days=60),
    )
    add_touch(world.by, warm.person, None, new, number=None, now=world.now)
    Workspace.objects.update(postal_address="")
    tick(now=world.now)
    assert set(OutgoingMessage.objects.values_list("person", flat=True)) == {warm.person_id}
    assert "needs_identity" in reasons_of(cold)


def test_one_that_cannot_be_worked_through_keeps_nobody_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(world, 3)
    broken = FollowUp.objects.order_by("pk")[1]
    draft = mail_draft

    def draft_or_break(brief):
        if brief.followup.pk == broken.pk:
            raise RuntimeError
        return draft(brief)

    monkeypatch.setattr(queueing, "mail_draft", draft_or_break)
    assert tick(now=world.now) == 2
    assert OutgoingMessage.objects.count() == 2
    assert not OutgoingMessage.objects.filter(person=broken.person_id).exists()
    assert not Touch.objects.filter(followup=broken, state=TouchState.IN_FLIGHT).exists()


def test_two_matters_of_one_person_are_not_written_about_at_once(world: World) -> None:
    mailbox = mailbox_with(world)
    person = world.person("Inês Carvalho", email="ines@ribeiro.test")
    for _ in range(2):
        FollowUp.objects.filter(person=person).update(matter="An earlier matter")
        world.followup(person)
    due_all(world)
    tick(now=world.now)
    tick(now=world.now)
    assert OutgoingMessage.objects.filter(mailbox=mailbox).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_queue_each_letter_once(world: World) -> None:
    ready(world, 6)

    def work() -> None:
        tick(now=world.now)

    assert at_once(work, work) == [None, None]
    tick(now=world.now)
    assert OutgoingMessage.objects.count() == 6
    assert Touch.objects.filter(state=TouchState.IN_FLIGHT).count() == 6
