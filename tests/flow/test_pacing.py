"""A mailbox's limits in the moment of sending and when queueing: counted over all workers, with the reason shown."""

import itertools
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.flow.together import at_once
from tests.world import TUESDAY, World, make_world
from twelfth.accounts.actor import NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.flow import pacing
from twelfth.flow.act import Approved, send_mail
from twelfth.flow.pacing import NewLimits, cold_among, end_ramps, outlook, set_limits, take
from twelfth.messages.compose import new_message_id
from twelfth.messages.mailboxes.actions import save_mailbox
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.people.models import Person
from twelfth.rules.pacing import GMAIL, GOOGLE, MICROSOFT, Limits, Provider
from twelfth.rules.terms import Channel, Direction, Outcome
from twelfth.touches.models import Touch, TouchState

MINUTE = timedelta(minutes=1)


def letter(mailbox: Mailbox, person: Person, **fields: Any) -> OutgoingMessage:
    """One as it lies in the outbox, ready a minute ago unless said otherwise."""
    at = fields.get("at", TUESDAY - MINUTE)
    assert isinstance(at, datetime)
    touch = Touch.objects.create(
        workspace=mailbox.workspace,
        person=person,
        at=at,
        channel=Channel.EMAIL,
        direction=Direction.OUT,
        outcome=Outcome.SENT,
        state=TouchState.IN_FLIGHT,
        recorded_at=at,
    )
    state = fields.get("state", MessageState.QUEUED)
    went = state in {MessageState.SENT, MessageState.UNKNOWN, MessageState.CLAIMED}
    return OutgoingMessage.objects.create(
        workspace=mailbox.workspace,
        mailbox=mailbox,
        touch=touch,
        person=person,
        to_address=str(fields.get("to", f"{touch.pk}@reader{touch.pk}.test")),
        subject="Hello",
        body="Hello.",
        message_id=new_message_id("example.test", f"{touch.pk:032}"),
        automatic=fields.get("automatic", False),
        is_cold=fields.get("cold", False),
        state=state,
        queued_at=at,
        send_after=at,
        claimed_at=at if went else None,
        sent_at=at if state == MessageState.SENT else None,
    )


def letters(mailbox: Mailbox, person: Person, many: int, **fields: Any) -> list[OutgoingMessage]:
    return [letter(mailbox, person, **fields) for _ in range(many)]


def mailbox_with(world: World, **limits: object) -> Mailbox:
    mailbox = world.mailbox()
    Mailbox.objects.filter(pk=mailbox.pk).update(**limits)
    mailbox.refresh_from_db()
    return mailbox


def states(mailbox: Mailbox) -> dict[str, int]:
    found = list(OutgoingMessage.objects.filter(mailbox=mailbox).values_list("state", flat=True))
    return {state: found.count(state) for state in sorted(set(found))}


# --- in the moment of sending -----------------------------------------------------------------------------


def test_only_as_many_are_let_through_as_the_hour_has_places(world: World) -> None:
    mailbox = mailbox_with(world, most_in_1_hour=5)
    person = world.person()
    letters(mailbox, person, 2, state=MessageState.SENT, at=TUESDAY - 20 * MINUTE)
    letter(mailbox, person, state=MessageState.UNKNOWN, at=TUESDAY - 10 * MINUTE)
    letters(mailbox, person, 6)
    going = take("me", 20, now=world.now)
    assert len(going) == 2
    assert [message.state for message in going] == [MessageState.CLAIMED] * 2
    waiting = OutgoingMessage.objects.filter(state=MessageState.QUEUED).order_by("send_after")
    # Where the two sent 20 minutes ago leave the hour, where the unknown one does, and where today's do.
    assert [(message.send_after - TUESDAY) / MINUTE for message in waiting] == [40, 40, 50, 60]
    # 9:30 UTC is half past ten in Lisbon.
    assert waiting[0].trouble == "Your mailbox sends 5 an hour; the next free place is 11:10."


def test_what_waits_is_not_claimed_again_before_its_place(world: World) -> None:
    mailbox = mailbox_with(world, most_in_1_hour=1)
    letters(mailbox, world.person(), 2)
    assert len(take("me", 20, now=world.now)) == 1
    assert take("me", 20, now=world.later(minutes=59)) == []
    OutgoingMessage.objects.filter(state=MessageState.CLAIMED).update(
        state=MessageState.SENT, sent_at=TUESDAY
    )
    assert len(take("me", 20, now=world.later(minutes=1))) == 1


def test_what_a_person_approved_goes_before_what_goes_by_itself(world: World) -> None:
    mailbox = mailbox_with(world, most_in_1_hour=3)
    person = world.person()
    letters(mailbox, person, 3, automatic=True, at=TUESDAY - 5 * MINUTE)
    by_hand = letters(mailbox, person, 3)
    assert {message.pk for message in take("me", 20, now=world.now)} == {message.pk for message in by_hand}


def test_automatic_letters_go_one_by_one(world: World) -> None:
    mailbox = world.mailbox()
    letters(mailbox, world.person(), 4, automatic=True)
    assert len(take("me", 20, now=world.now)) == 1
    waits = sorted(
        OutgoingMessage.objects.filter(state=MessageState.QUEUED).values_list("send_after", flat=True)
    )
    gaps = [
        (later - earlier).total_seconds() for earlier, later in zip([TUESDAY, *waits], waits, strict=False)
    ]
    assert all(84 <= gap <= 156 for gap in gaps), gaps


def test_a_burst_at_opening_time_is_spread(world: World) -> None:
    """Thirty that were all held until nine o'clock do not go out at nine o'clock."""
    mailbox = world.mailbox()
    for number in range(30):
        letter(mailbox, world.person(f"Person{number} Test"), automatic=True, cold=True, at=TUESDAY)
    gone: list[datetime] = []
    for _ in range(12 * 60):
        for message in take("me", 20, now=world.now):
            OutgoingMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=world.now)
            gone.append(world.now)
        world.later(minutes=1)
    assert len(gone) == 30
    gaps = {(later - earlier) / MINUTE for earlier, later in itertools.pairwise(gone)}
    assert min(gaps) >= 7
    assert max(gaps) <= 15
    assert len(gaps) > 3


def test_what_is_too_late_gets_no_new_place_but_is_planned_anew(world: World) -> None:
    mailbox = mailbox_with(world, most_in_1_hour=1)
    late = letters(mailbox, world.person(), 3, automatic=True, at=TUESDAY - 2 * 60 * MINUTE)
    # All are let through: the guard, which looks next, takes them back.
    assert {message.pk for message in take("me", 20, now=world.now)} == {message.pk for message in late}


def test_one_mailbox_at_its_limit_keeps_no_other_waiting(world: World) -> None:
    full = mailbox_with(world, most_in_1_hour=1)
    person = world.person()
    letters(full, person, 30, at=TUESDAY - 5 * MINUTE)
    other = second_mailbox(world)
    letters(other, person, 1)
    claimed: list[OutgoingMessage] = []
    for _ in range(3):
        claimed += take("me", 20, now=world.now)
    assert sorted(message.mailbox_id for message in claimed) == sorted([full.pk, other.pk])


def second_mailbox(world: World) -> Mailbox:
    from twelfth.accounts.models import Member, User

    user = User.objects.create(email="bo@duarte.test", created_at=TUESDAY)
    bo = Member.objects.create(
        workspace=world.by.workspace, user=user, name="Bo", zone="Europe/Lisbon", joined_at=TUESDAY
    )
    return Mailbox.objects.create(
        workspace=world.by.workspace,
        owner=bo,
        address="bo@example.test",
        display_name="Bo",
        username="bo",
        password_locked="locked",
        smtp_host="localhost",
        imap_host="localhost",
        created_at=TUESDAY,
        synced_at=TUESDAY,
    )


@pytest.mark.parametrize("automatic", [True, False])
def test_the_number_of_queries_does_not_grow(
    world: World, automatic: bool, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    mailbox = mailbox_with(world, ramp_since=date(2026, 5, 1))
    person = world.person()
    letters(mailbox, person, 15, state=MessageState.SENT, at=TUESDAY - 90 * MINUTE)
    messages = letters(mailbox, person, 20, automatic=automatic)
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]  # a fixture's own type
        pacing.waits(messages, now=world.now)


def test_two_mailboxes_of_one_provider_know_its_limits(world: World) -> None:
    mailbox = world.mailbox()
    found: list[Provider | None] = []
    for host, auth, address in [
        ("smtp.gmail.com", "password", "clara@duarte.test"),
        ("smtp.gmail.com", "password", "clara@gmail.com"),
        ("elsewhere.test", "google", "clara@duarte.test"),
        ("smtp.office365.com", "password", "clara@duarte.test"),
        ("smtp-mail.outlook.com", "password", "clara@outlook.com"),
        ("mail.duarte.test", "password", "clara@duarte.test"),
        ("notgmail.com", "password", "clara@duarte.test"),
    ]:
        mailbox.smtp_host, mailbox.auth, mailbox.address = host, auth, address
        found.append(pacing.provider_of(mailbox))
    assert found == [GOOGLE, GMAIL, GOOGLE, MICROSOFT, MICROSOFT, None, None]


# --- two workers ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_four_workers_together_let_through_no_more_than_the_limit() -> None:
    world = make_world()
    mailbox = mailbox_with(world, most_in_1_hour=7)
    letters(mailbox, world.person(), 40)

    def work(name: str) -> Callable[[], list[int]]:
        return lambda: [message.pk for _ in range(6) for message in take(name, 3, now=world.now)]

    taken = at_once(*(work(f"worker{number}") for number in range(4)))
    for mine in taken:
        assert isinstance(mine, list), mine
    going = [pk for mine in taken if isinstance(mine, list) for pk in mine]
    assert len(going) == len(set(going)) == 7
    assert states(mailbox) == {"claimed": 7, "queued": 33}
    # Each of the others has a place of its own: no two fill the same one.
    waiting = OutgoingMessage.objects.filter(state=MessageState.QUEUED)
    assert all(message.send_after > world.now and message.trouble for message in waiting)


@pytest.mark.django_db(transaction=True)
def test_limits_hold_while_workers_send(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock moves, workers claim and settle as they like: in no hour are there more."""
    world = make_world()
    mailbox = mailbox_with(world, most_in_1_hour=6, most_in_1_day=20)
    letters(mailbox, world.person(), 30)
    lock = threading.Lock()
    gone: list[datetime] = []

    def work(name: str) -> Callable[[], None]:
        def run() -> None:
            for step in range(40):
                now = TUESDAY + step * 11 * MINUTE
                for message in take(name, 2, now=now):
                    OutgoingMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=now)
                    with lock:
                        gone.append(now)

        return run

    assert at_once(work("one"), work("two"), work("three")) == [None, None, None]
    gone.sort()
    assert len(gone) >= 18
    for first in gone:
        assert sum(first <= one < first + 60 * MINUTE for one in gone) <= 6
    assert sum(one.date() == TUESDAY.date() for one in gone) <= 20


# --- what a mailbox is, and may ---------------------------------------------------------------------------


def test_cold_is_who_was_never_contacted_by_anybody(world: World) -> None:
    person = world.person()
    assert cold_among([person.pk]) == {person.pk}
    world.mailbox()
    followup = world.followup(person)
    send_mail(world.by, followup, Approved(number=1, subject="Hi", body="Hello."), now=world.now)
    assert cold_among([person.pk]) == set()


def test_the_outlook_counts_what_went_and_what_is_left(world: World) -> None:
    mailbox = mailbox_with(world, ramp_since=date(2026, 5, 5))
    person = world.person()
    letters(mailbox, person, 4, state=MessageState.SENT, cold=True, at=TUESDAY - 90 * MINUTE)
    letters(mailbox, person, 2, state=MessageState.SENT, at=TUESDAY - 10 * MINUTE)
    letter(mailbox, person, state=MessageState.CLAIMED)
    letter(mailbox, person, automatic=True, cold=True, at=TUESDAY + 30 * MINUTE)
    # Yesterday evening counts for no part of today.
    letter(mailbox, person, state=MessageState.SENT, at=TUESDAY - 720 * MINUTE)
    seen = outlook(mailbox, now=world.now)
    assert (seen.sent_today, seen.sent_in_1_hour, seen.new_today, seen.queued) == (7, 3, 4, 1)
    assert (seen.most_today, seen.most_new_today, seen.left_today) == (20, 10, 13)
    assert seen.is_warming_up
    assert seen.next_by_hand.until == world.now
    assert seen.next_new.until == world.now


def test_the_ramp_counts_days_on_which_it_sent_and_ends_by_itself(world: World) -> None:
    mailbox = mailbox_with(world, ramp_since=date(2026, 3, 1), most_in_1_day=40, most_new_in_1_day=20)
    person = world.person()
    for days_ago in (1, 1, 3, 90):
        letter(mailbox, person, state=MessageState.SENT, at=TUESDAY - timedelta(days=days_ago))
    ramp = pacing.limits_of(mailbox, now=world.now).ramp
    assert ramp is not None
    assert ramp.days == 2
    assert end_ramps(now=world.now) == 1
    mailbox.refresh_from_db()
    assert mailbox.ramp_since is None
    assert Event.objects.filter(verb="mailbox.warm").count() == 1
    assert end_ramps(now=world.now) == 0


NEW = NewLimits(
    most_in_1_day=100, most_in_1_hour=20, most_new_in_1_day=30, cold_gap_minutes=15, warms_up=True
)


def test_a_manager_sets_limits(world: World) -> None:
    mailbox = world.mailbox()
    set_limits(world.by, mailbox, NEW, now=world.now)
    mailbox.refresh_from_db()
    assert (mailbox.most_in_1_day, mailbox.most_in_1_hour, mailbox.cold_gap_minutes) == (100, 20, 15)
    assert mailbox.ramp_since == date(2026, 5, 5)
    world.later(days=2)
    set_limits(world.by, mailbox, NEW, now=world.now)
    mailbox.refresh_from_db()
    assert mailbox.ramp_since == date(2026, 5, 5)
    limits: Limits = pacing.limits_of(mailbox, now=world.now)
    assert limits.cold_gap == 15 * MINUTE


def test_a_seller_does_not(world: World) -> None:
    mailbox = world.mailbox()
    world.member.role = Role.SELLER
    with pytest.raises(NotAllowed):
        set_limits(world.by, mailbox, NEW, now=world.now)
    mailbox.refresh_from_db()
    assert mailbox.most_in_1_day == 200
    assert not Event.objects.filter(verb="mailbox.limits").exists()


def test_a_mailbox_that_is_new_warms_up_and_one_that_is_mended_does_not_begin_again(world: World) -> None:
    mailbox = world.mailbox()
    mailbox.delete()
    mailbox.pk, mailbox._state.adding = None, True
    save_mailbox(world.by, mailbox, now=world.now)
    assert Mailbox.objects.get().ramp_since == date(2026, 5, 5)
    Mailbox.objects.update(ramp_since=None)
    mailbox.refresh_from_db()
    save_mailbox(world.by, mailbox, now=world.later(days=3))
    assert Mailbox.objects.get().ramp_since is None
