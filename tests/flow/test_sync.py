"""Rounds over a mailbox: every folder, nothing twice, nothing missed, and trouble told."""

from datetime import timedelta

import pytest

from tests.flow.mailroom import OURS, answer, arrive, begin, colleague, letter, read, sent
from tests.world import World
from twelfth.flow import hear_answers
from twelfth.flow.understand import understand
from twelfth.followups.models import FollowUp
from twelfth.jobs import sync
from twelfth.messages.mailboxes.queries import letters_lost
from twelfth.messages.models import IncomingMessage, Mailbox, MailFolder, OutgoingMessage
from twelfth.messages.ports import FolderUse, ServerUnreachable
from twelfth.reading.reply import reply_text
from twelfth.touches.models import Touch


@pytest.fixture
def followup(world: World) -> FollowUp:
    begin(world)
    return world.followup(world.person("Ines Carvalho"))


@pytest.fixture
def message(world: World, followup: FollowUp) -> OutgoingMessage:
    return sent(world, followup)


def heard() -> int:
    return IncomingMessage.objects.count()


def mailbox() -> Mailbox:
    return Mailbox.objects.get()


@pytest.mark.parametrize(
    ("folder", "use", "counts"),
    [
        ("Archive", FolderUse.ARCHIVE, 1),
        ("Kunden", FolderUse.OTHER, 1),
        ("Junk", FolderUse.JUNK, 1),
        ("Trash", FolderUse.TRASH, 0),
        ("Drafts", FolderUse.DRAFTS, 0),
    ],
)
def test_rules_of_the_server_hide_no_answer(
    world: World, message: OutgoingMessage, folder: str, use: FolderUse, counts: int
) -> None:
    """The folder is new: the rule that sorts into it made it."""
    world.mail.add_folder(OURS, folder, use)
    arrive(world, answer(message), folder=folder)
    assert heard() == counts
    arrive(world, answer(message, "And another thing."), folder=folder)
    assert heard() == 2 * counts


def test_the_first_round_leaves_alone_what_was_there(world: World) -> None:
    world.followup(world.person("Ines Carvalho"))
    world.mail.add_folder(OURS, "Kunden")
    world.mail.deliver(letter("Long ago"), to=OURS)
    world.mail.deliver(letter("Long ago as well"), to=OURS, folder="Kunden")
    begin(world)
    read(world)
    assert heard() == 0
    arrive(world, letter("Now"), folder="Kunden")
    assert heard() == 1


def test_a_first_round_that_breaks_off_begins_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.followup(world.person("Ines Carvalho"))
    world.mail.deliver(letter("Long ago"), to=OURS)
    monkeypatch.setattr(sync.Place, "write", lambda _: 1 / 0)
    world.mailbox()
    with pytest.raises(ZeroDivisionError):
        read(world)
    assert not MailFolder.objects.exists()
    monkeypatch.undo()
    world.later(minutes=10)
    read(world)
    read(world)
    assert heard() == 0


def test_a_letter_moved_before_it_was_seen_is_seen_where_it_lies(
    world: World, message: OutgoingMessage
) -> None:
    world.mail.add_folder(OURS, "Kunden")
    read(world)
    world.mail.deliver(answer(message), to=OURS)
    world.mail.move(OURS, "INBOX", "Kunden")
    read(world)
    assert heard() == 1


def test_a_letter_moved_after_it_was_seen_counts_once(world: World, message: OutgoingMessage) -> None:
    arrive(world, answer(message))
    world.mail.add_folder(OURS, "Kunden")
    world.mail.move(OURS, "INBOX", "Kunden")
    read(world)
    assert heard() == Touch.objects.filter(direction="in").count() == 1


def test_a_renamed_folder_is_read_on_where_it_was(world: World, message: OutgoingMessage) -> None:
    world.mail.add_folder(OURS, "Kunden")
    read(world)
    MailFolder.objects.filter(name="Kunden").update(uidvalidity=1_700_000_000)
    world.mail.folders_of(OURS)["Kunden"].uidvalidity = 1_700_000_000
    arrive(world, answer(message), folder="Kunden")
    world.mail.rename_folder(OURS, "Kunden", "Customers")
    arrive(world, answer(message, "Once more."), folder="Customers")
    assert heard() == 2
    assert MailFolder.objects.get(name="Customers").uid == 2
    assert not MailFolder.objects.filter(name="Kunden").exists()


def test_a_name_used_again_for_another_folder_hides_nothing(world: World, message: OutgoingMessage) -> None:
    world.mail.add_folder(OURS, "Kunden")
    arrive(world, letter("a"), folder="Kunden")
    arrive(world, letter("b"), folder="Kunden")
    world.mail.remove_folder(OURS, "Kunden")
    world.mail.add_folder(OURS, "Kunden")
    arrive(world, answer(message, "c"), folder="Kunden")
    assert heard() == 3


def test_a_folder_numbered_anew_is_read_from_the_last_whole_round_on(
    world: World, message: OutgoingMessage
) -> None:
    """What came before was seen; only the days around the last round are looked through again."""
    arrive(world, answer(message))
    world.later(days=30)
    read(world)
    world.mail.deliver(
        answer(message, "Seen long ago"), to=OURS, received_on=(world.now - timedelta(days=20)).date()
    )
    world.mail.deliver(answer(message, "New"), to=OURS, received_on=world.now.date())
    world.mail.renumber(OURS)
    read(world)
    assert heard() == 2
    read(world)
    assert heard() == 2


def test_where_a_folder_holds_all_mail_it_is_read_once(world: World, message: OutgoingMessage) -> None:
    Mailbox.objects.update(sent_saved_by_server=True)
    world.mail.add_folder(OURS, "All", FolderUse.ALL)
    read(world)
    raw = answer(message)
    world.mail.deliver(raw, to=OURS)
    arrive(world, raw, folder="All")
    assert heard() == 1
    assert MailFolder.objects.get(name="INBOX").uid < 2, "not read"


def test_unchanged_folders_are_not_opened(world: World, message: OutgoingMessage) -> None:
    world.mail.add_folder(OURS, "Kunden")
    arrive(world, letter("a"), folder="Kunden")
    world.mail.unreadable = {"Kunden", "Sent"}
    read(world)
    assert mailbox().sync_trouble == ""


def test_a_folder_that_cannot_be_read_is_named_and_the_others_are_read(
    world: World, message: OutgoingMessage
) -> None:
    world.mail.add_folder(OURS, "Kunden")
    read(world)
    proven = mailbox().synced_at
    world.mail.unreadable = {"Kunden"}
    world.mail.deliver(letter("a"), to=OURS, folder="Kunden")
    arrive(world, answer(message))
    assert heard() == 1
    assert "“Kunden”" in mailbox().sync_trouble
    assert mailbox().synced_at == proven, "only a whole round is proof"
    world.mail.unreadable = set()
    world.later(minutes=15)
    read(world)
    assert (heard(), mailbox().sync_trouble) == (2, "")
    assert mailbox().synced_at != proven


def test_a_connection_that_breaks_loses_nothing(world: World, message: OutgoingMessage) -> None:
    for number in range(5):
        world.mail.deliver(answer(message, f"Number {number}"), to=OURS)
    world.mail.breaks_after = 3
    read(world)
    assert mailbox().sync_trouble
    world.later(minutes=10)
    read(world)
    assert heard() == 5
    assert mailbox().sync_trouble == ""


def test_the_longer_it_does_not_work_the_longer_are_the_pauses(world: World, followup: FollowUp) -> None:
    world.mail.reader_error = ServerUnreachable("The server does not answer.")
    before = world.mail.logins[OURS]
    tries = 0
    for _ in range(24 * 60):
        world.later(minutes=1)
        row = Mailbox.objects.get()
        if row.sync_lease_until is None or row.sync_lease_until <= world.now:
            tries += 1
        sync.read_some("me", world.wiring)
    assert 140 < tries < 200
    world.mail.reader_error = None
    world.later(minutes=11)
    read(world)
    assert mailbox().sync_trouble == ""
    assert world.mail.logins[OURS] > before


def test_a_mailbox_with_news_is_next(world: World, followup: FollowUp) -> None:
    rita = colleague(world, "Rita")
    read(world)
    assert not sync.read_some("me", world.wiring)
    assert sync.wake(rita.pk)
    assert sync.read_some("me", world.wiring)
    assert not sync.read_some("me", world.wiring)


def test_a_mailbox_that_is_being_read_is_not_woken(world: World, followup: FollowUp) -> None:
    Mailbox.objects.update(sync_claimed_by="other", sync_lease_until=world.now + timedelta(minutes=5))
    assert not sync.wake(mailbox().pk)
    assert mailbox().sync_claimed_by == "other"


def test_who_lost_the_claim_stores_nothing_more(
    world: World, message: OutgoingMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease ran out while it read, and another thread of the same worker reads now."""
    real = understand

    def taken_over(*arguments, **more):
        Mailbox.objects.update(sync_lease_until=world.now + timedelta(minutes=20))
        return real(*arguments, **more)

    monkeypatch.setattr(sync, "understand", taken_over)
    world.mail.deliver(answer(message), to=OURS)
    world.later(minutes=1)
    assert not sync.read_some("me", world.wiring)
    assert heard() == 0
    monkeypatch.undo()
    world.later(minutes=30)
    read(world)
    assert heard() == 1


def test_one_letter_that_cannot_be_taken_in_does_not_keep_the_others(
    world: World, message: OutgoingMessage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = reply_text

    def stumble(mail):
        if "poison" in mail.text:
            raise ValueError("a fault of ours")
        return real(mail)

    monkeypatch.setattr(hear_answers, "reply_text", stumble)
    # In a folder that is new, so that its row is new as well.
    world.mail.add_folder(OURS, "Kunden")
    for text in ("first", "poison", "third"):
        world.mail.deliver(answer(message, text), to=OURS, folder="Kunden")
    read(world)
    assert sorted(IncomingMessage.objects.values_list("text", flat=True)) == ["first", "third"]
    assert MailFolder.objects.get(name="Kunden").uid == 3
    assert "could not be taken in" in caplog.text
    assert letters_lost(mailbox(), now=world.now) == [world.now], "its page tells, and doctor"


def test_a_mailbox_connected_anew_while_it_is_read_keeps_its_new_beginning(
    world: World, message: OutgoingMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the old one was read to says nothing about it."""
    real = understand

    def connected_anew(*arguments, **more):
        MailFolder.objects.update(uidvalidity=-1, modseq=0)
        return real(*arguments, **more)

    monkeypatch.setattr(sync, "understand", connected_anew)
    world.mail.deliver(answer(message), to=OURS)
    world.later(minutes=1)
    assert not sync.read_some("me", world.wiring)
    assert (heard(), mailbox().sync_claimed_by) == (0, "")
    assert set(MailFolder.objects.values_list("uidvalidity", flat=True)) == {-1}
    monkeypatch.undo()
    read(world)
    assert heard() == 1


def test_a_disconnected_mailbox_is_not_read(world: World, message: OutgoingMessage) -> None:
    Mailbox.objects.update(password_locked="")
    logins = world.mail.logins[OURS]
    read(world)
    assert (world.mail.logins[OURS], mailbox().sync_trouble) == (logins, "")


def test_what_was_not_foreseen_frees_the_mailbox_and_is_told(
    world: World, message: OutgoingMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "look", lambda *_, **__: 1 / 0)
    world.later(minutes=1)
    with pytest.raises(ZeroDivisionError):
        sync.read_some("me", world.wiring)
    assert mailbox().sync_claimed_by == ""
    assert "not foreseen" in mailbox().sync_trouble
