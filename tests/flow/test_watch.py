"""News on an open connection wakes the reading; without one everything is polled."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.flow.mailroom import OURS, answer, begin, colleague, sent
from tests.servers.waiting import until
from tests.world import World
from twelfth.background.actions import beat
from twelfth.jobs import sync
from twelfth.jobs.watch import ARRANGE_EVERY, STAGE, Watch, watcher_of
from twelfth.messages.models import IncomingMessage, Mailbox
from twelfth.messages.ports import ServerUnreachable


@contextmanager
def watching(world: World, *, most: int = 10, worker: str = "me") -> Iterator[Watch]:
    watch = Watch(worker, world.wiring, most=most, between=0.01)
    try:
        yield watch
    finally:
        watch.stop()


def arrange(world: World, watch: Watch) -> None:
    world.later(seconds=ARRANGE_EVERY.total_seconds())
    watch.work()


def settled(world: World, mailbox: Mailbox) -> None:
    """Its turn is over, and the next one is not yet."""
    while sync.read_some("me", world.wiring):
        pass
    mailbox.refresh_from_db()
    assert mailbox.sync_lease_until is not None


def test_an_answer_is_read_without_waiting_for_the_next_turn(world: World) -> None:
    mailbox = begin(world)
    message = sent(world, world.followup(world.person("Ines Carvalho")))
    with watching(world) as watch:
        watch.work()
        until(lambda: mailbox.pk in watch.watching, "the connection is open")
        watch.work()
        settled(world, mailbox)
        world.mail.deliver(answer(message), to=OURS)
        until(lambda: not watch.work() and sync.read_some("me", world.wiring), "the news woke the reading")
    assert IncomingMessage.objects.count() == 1


def test_news_while_a_mailbox_is_being_read_are_passed_on_afterwards(world: World) -> None:
    mailbox = begin(world)
    with watching(world) as watch:
        Mailbox.objects.update(sync_claimed_by="other")
        watch.work()
        until(lambda: mailbox.pk in watch.watching, "the connection is open")
        watch.work()
        mailbox.refresh_from_db()
        assert mailbox.sync_lease_until is not None
        Mailbox.objects.update(sync_claimed_by="")
        watch.work()
        mailbox.refresh_from_db()
        assert mailbox.sync_lease_until is None


def test_a_server_that_tells_nothing_is_polled(world: World) -> None:
    begin(world)
    world.mail.pushes = False
    logins = world.mail.logins[OURS]
    with watching(world) as watch:
        watch.work()
        until(lambda: world.mail.logins[OURS] == logins + 1, "it was asked")
        until(lambda: all(one.ended for one in watch._watched.values()), "it is given up")
        for _ in range(5):
            arrange(world, watch)
        assert watch.watching == frozenset()
    assert world.mail.logins[OURS] == logins + 1


def test_a_refused_connection_is_tried_again_with_growing_pauses(world: World) -> None:
    mailbox = begin(world)
    world.mail.reader_error = ServerUnreachable("Too many connections.")
    with watching(world) as watch:
        pauses = []
        for _ in range(6):
            rest = watch._rests[mailbox.pk].until
            if rest is not None:
                pauses.append((rest - world.now).total_seconds())
                world.now = max(rest, world.now)
            arrange(world, watch)
            until(lambda: all(one.ended for one in watch._watched.values()), "it was refused")
            watch._reap(world.now)
        assert pauses == sorted(pauses)
        assert pauses[-1] > 4 * pauses[0]
        world.mail.reader_error = None
        world.later(hours=1)
        arrange(world, watch)
        until(lambda: mailbox.pk in watch.watching, "it is open again")


def test_no_more_connections_than_allowed_and_who_sent_last_comes_first(world: World) -> None:
    begin(world)
    rita = colleague(world, "Rita")
    Mailbox.objects.filter(pk=rita.pk).update(sent_at=world.now)
    with watching(world, most=1) as watch:
        watch.work()
        until(lambda: watch.watching == {rita.pk}, "one is open")
        arrange(world, watch)
        assert watch.watching == {rita.pk}


def test_a_mailbox_of_somebody_who_left_is_no_longer_watched(world: World) -> None:
    mailbox = begin(world)
    with watching(world) as watch:
        watch.work()
        until(lambda: mailbox.pk in watch.watching, "it is open")
        mailbox.owner.left_at = world.now
        mailbox.owner.save()
        arrange(world, watch)
        until(lambda: not watch.watching, "it is closed")


def test_of_two_workers_one_watches(world: World) -> None:
    mailbox = begin(world)
    for worker in ("me", "other"):
        beat(worker, STAGE, "", now=world.now)
    with watching(world, worker="me") as mine, watching(world, worker="other") as others:
        mine.work()
        others.work()
        until(lambda: bool(mine.watching | others.watching), "one of them is open")
        assert len(mine._watched) + len(others._watched) == 1
        assert mailbox.pk in mine.watching | others.watching


def test_when_a_worker_goes_only_its_own_mailboxes_move() -> None:
    before = {pk: watcher_of(pk, ["a", "b", "c"]) for pk in range(200)}
    after = {pk: watcher_of(pk, ["a", "b"]) for pk in range(200)}
    assert all(before[pk] == after[pk] for pk in before if before[pk] != "c")
    assert set(before.values()) == {"a", "b", "c"}


@pytest.mark.servers
def test_a_real_server_tells_of_news(world: World, mail) -> None:
    from tests.adapters.worlds import Real

    real = Real(mail)
    account = real.account("watched")
    mailbox = world.mailbox(account)
    world.wiring.reader = lambda: real.reader  # type: ignore[method-assign]  # a real one
    followup = world.followup(world.person("Ines Carvalho"))
    assert sync.read_some("me", world.wiring)
    world.later(minutes=1)
    with watching(world) as watch:
        watch.work()
        until(lambda: mailbox.pk in watch.watching, "the connection is open")
        until(
            lambda: not watch.work() and sync.read_some("me", world.wiring),
            "opening it woke the reading once",
        )
        from tests.flow.mailroom import letter

        mail.deliver(letter("Yes, please."), to=account.address)
        until(lambda: not watch.work() and sync.read_some("me", world.wiring), "the news woke the reading")
    followup.refresh_from_db()
    assert followup.answer_waits_since is not None
