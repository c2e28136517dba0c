"""The alarm and the automatic stop: what comes back is counted, stops what goes by itself, and is never in silence."""

from datetime import timedelta

import pytest

from tests.flow.test_pacing import letter, letters, second_mailbox
from tests.world import TUESDAY, World
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.flow.health import problems
from twelfth.flow.pacing import take
from twelfth.flow.standing import came_back, go_on, judge, judge_all, tally
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.people.models import Person
from twelfth.rules.standing import Standing, Tally

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def sent(mailbox: Mailbox, person: Person, many: int, *, days_ago: float = 1, **fields: object) -> None:
    made = letters(mailbox, person, many, state=MessageState.SENT, at=TUESDAY - days_ago * DAY)
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in made]).update(**fields)


def test_dead_addresses_stop_what_goes_by_itself(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 57)
    sent(mailbox, person, 3, bounced_at=TUESDAY, bounce_class="hard")
    judgement = judge(mailbox.pk, world.now)
    assert judgement.standing is Standing.STOP
    mailbox.refresh_from_db()
    assert mailbox.stopped_at == world.now
    assert mailbox.stopped_why == "3 of 60 letters in 7 days came back because there is no such address."
    assert Event.objects.filter(verb="mailbox.stopped").count() == 1
    automatic = letter(mailbox, person, automatic=True)
    by_hand = letter(mailbox, person)
    assert [message.pk for message in take("me", 20, now=world.now)] == [by_hand.pk]
    automatic.refresh_from_db()
    assert automatic.state == MessageState.QUEUED


def test_it_stops_once(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard")
    judge(mailbox.pk, world.now)
    judge(mailbox.pk, world.later(minutes=5))
    mailbox.refresh_from_db()
    assert mailbox.stopped_at == TUESDAY
    assert Event.objects.filter(verb="mailbox.stopped").count() == 1


def test_what_is_no_dead_address_is_not_counted(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 50)
    for bounce_class in ("soft", "full", "blocked", "delayed"):
        sent(mailbox, person, 5, bounced_at=TUESDAY, bounce_class=bounce_class)
    assert judge(mailbox.pk, world.now).standing is Standing.GOOD
    assert tally(mailbox, now=world.now) == Tally(70, 0, 0)
    # It is shown all the same.
    assert came_back(mailbox, now=world.now).count() == 20


def test_what_is_older_than_a_week_or_of_another_mailbox_is_not_counted(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60)
    sent(mailbox, person, 30, days_ago=8, bounced_at=TUESDAY, bounce_class="hard")
    sent(second_mailbox(world), person, 30, bounced_at=TUESDAY, bounce_class="hard")
    assert judge(mailbox.pk, world.now).standing is Standing.GOOD
    mailbox.refresh_from_db()
    assert mailbox.stopped_at is None


def test_two_complaints_stop_and_one_warns(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 99)
    sent(mailbox, person, 1, complained_at=TUESDAY)
    assert judge(mailbox.pk, world.now).standing is Standing.WARNING
    mailbox.refresh_from_db()
    assert mailbox.stopped_at is None
    assert "complained about spam" in " ".join(
        problem.text for problem in problems(world.by.workspace, now=world.now)
    )
    sent(mailbox, person, 1, complained_at=TUESDAY)
    assert judge(mailbox.pk, world.now).standing is Standing.STOP


def test_a_refusal_at_once_counts_too(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 57)
    made = letters(mailbox, person, 3, state=MessageState.SENT, at=TUESDAY - DAY)
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in made]).update(
        state=MessageState.FAILED, sent_at=None, bounced_at=TUESDAY, bounce_class="hard"
    )
    assert tally(mailbox, now=world.now) == Tally(60, 3, 0)


def test_whoever_looked_lets_it_go_on_and_the_same_bounces_do_not_stop_it_again(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard")
    judge(mailbox.pk, world.now)
    assert go_on(world.by, mailbox, now=world.later(minutes=5))
    assert not go_on(world.by, mailbox, now=world.now)
    assert judge(mailbox.pk, world.now).standing is Standing.GOOD
    mailbox.refresh_from_db()
    assert (mailbox.stopped_at, mailbox.stopped_why) == (None, "")
    assert judge_all(now=world.now) == 0
    # What comes back from then on counts again.
    world.later(days=1)
    made = letters(mailbox, person, 50, state=MessageState.SENT, at=world.now)
    OutgoingMessage.objects.filter(pk__in=[message.pk for message in made]).update(
        bounced_at=world.now, bounce_class="hard"
    )
    assert judge(mailbox.pk, world.now).standing is Standing.STOP


def test_the_owner_of_the_mailbox_may_let_it_go_on_and_other_sellers_may_not(world: World) -> None:
    mailbox = second_mailbox(world)
    Mailbox.objects.filter(pk=mailbox.pk).update(stopped_at=TUESDAY, stopped_why="Too much came back.")
    world.member.role = Role.SELLER
    with pytest.raises(NotAllowed):
        go_on(world.by, mailbox, now=world.now)
    mailbox.refresh_from_db()
    assert mailbox.stopped_at == TUESDAY
    bo = Actor(world.by.workspace, mailbox.owner)
    assert go_on(bo, mailbox, now=world.now)


def test_a_stop_is_on_every_page(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard")
    judge(mailbox.pk, world.now)
    [banner] = [
        problem for problem in problems(world.by.workspace, now=world.now) if problem.page == "sending"
    ]
    assert banner.level == "error"
    assert mailbox.address in banner.text
    assert "60 of 60 letters" in banner.text


def test_the_worker_judges_what_sent_lately(world: World) -> None:
    mailbox, person = world.mailbox(), world.person()
    sent(mailbox, person, 60, bounced_at=TUESDAY, bounce_class="hard")
    Mailbox.objects.filter(pk=mailbox.pk).update(sent_at=TUESDAY - DAY)
    from twelfth.jobs.standing import look_at_all

    assert not look_at_all(world.wiring)
    mailbox.refresh_from_db()
    assert mailbox.stopped_at == TUESDAY
