"""What MailReader promises, kept by the real part and by the fake."""

from dataclasses import replace
from datetime import date

import pytest

from tests.adapters.letters import letter, new_id
from tests.adapters.worlds import World, new_user
from twelfth.messages import ports
from twelfth.messages.ports import CheckStep, Cursor, FolderMissing, FolderUse, LoginRefused

START = Cursor(0, 0)


def test_new_messages_come_in_order_and_only_once(world: World) -> None:
    ana = world.account(new_user())
    first, second, third = new_id(), new_id(), new_id()
    for message_id in (first, second):
        world.deliver(letter(message_id), to=ana.address)
    with world.reader.open(ana) as session:
        fetched = list(session.fetch_new("INBOX", START))
        assert [first in str(message.raw) for message in fetched] == [True, False]
        assert [second in str(message.raw) for message in fetched] == [False, True]
        assert fetched[0].cursor_after < fetched[1].cursor_after
        assert not any(message.rescan or message.truncated or message.trouble for message in fetched)
        assert list(session.fetch_new("INBOX", fetched[1].cursor_after)) == []
        world.deliver(letter(third), to=ana.address)
        [message] = session.fetch_new("INBOX", fetched[1].cursor_after)
        assert third.encode() in message.raw


def test_reading_from_a_cursor_between_gives_the_rest(world: World) -> None:
    ana = world.account(new_user())
    for number in range(3):
        world.deliver(letter(subject=f"Number {number}"), to=ana.address)
    with world.reader.open(ana) as session:
        first = next(iter(session.fetch_new("INBOX", START)))
    with world.reader.open(ana) as session:
        rest = list(session.fetch_new("INBOX", first.cursor_after))
    assert [b"Number 1" in rest[0].raw, b"Number 2" in rest[1].raw] == [True, True]
    assert len(rest) == 2


def test_reading_leaves_messages_unread(world: World) -> None:
    ana = world.account(new_user())
    world.deliver(letter(), to=ana.address)
    with world.reader.open(ana) as session:
        list(session.fetch_new("INBOX", START))
    assert world.is_seen(ana.address, "INBOX") == [False]


def test_a_new_mailbox_begins_behind_what_is_there(world: World) -> None:
    ana = world.account(new_user())
    world.deliver(letter(), to=ana.address)
    with world.reader.open(ana) as session:
        cursor = session.newest("INBOX")
        assert list(session.fetch_new("INBOX", cursor)) == []
        world.deliver(letter(subject="Later"), to=ana.address)
        [message] = session.fetch_new("INBOX", cursor)
        assert b"Later" in message.raw


def test_an_empty_folder_has_a_newest_too(world: World) -> None:
    ana = world.account(new_user())
    with world.reader.open(ana) as session:
        cursor = session.newest("INBOX")
        assert cursor.uidvalidity > 0
        world.deliver(letter(), to=ana.address)
        assert len(list(session.fetch_new("INBOX", cursor))) == 1


def test_a_folder_numbered_anew_is_read_from_the_start_and_says_so(world: World) -> None:
    ana = world.account(new_user())
    world.add_folder(ana.address, "Projects")
    for number in range(2):
        world.put(letter(subject=f"Number {number}"), address=ana.address, folder="Projects")
    with world.reader.open(ana) as session:
        *_, last = session.fetch_new("Projects", START)
    world.renumber(ana.address, "Projects")
    with world.reader.open(ana) as session:
        again = list(session.fetch_new("Projects", last.cursor_after))
    assert [message.rescan for message in again] == [True, True]
    assert again[-1].cursor_after.uidvalidity != last.cursor_after.uidvalidity
    with world.reader.open(ana) as session:
        assert list(session.fetch_new("Projects", again[-1].cursor_after)) == []


def test_old_messages_can_be_left_out(world: World) -> None:
    ana = world.account(new_user())
    world.put(letter(subject="Old"), address=ana.address, folder="INBOX", received_on=date(2026, 3, 1))
    world.put(letter(subject="New"), address=ana.address, folder="INBOX", received_on=date(2026, 5, 1))
    with world.reader.open(ana) as session:
        [message] = session.fetch_new("INBOX", START, since=date(2026, 4, 1))
    assert b"New" in message.raw


def test_a_message_too_large_is_read_in_part(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("twelfth.adapters.mail.imap_session", "twelfth.adapters.mail.fake_reader"):
        monkeypatch.setattr(f"{module}.LARGEST_READ", 20_000)
        monkeypatch.setattr(f"{module}.TRUNCATED_TO", 5_000)
    ana = world.account(new_user())
    world.deliver(letter(subject="Before"), to=ana.address)
    world.deliver(letter(subject="Large", text="0123456789\r\n" * 3_000), to=ana.address)
    world.deliver(letter(subject="After"), to=ana.address)
    with world.reader.open(ana) as session:
        before, large, after = session.fetch_new("INBOX", START)
    assert (before.truncated, large.truncated, after.truncated) == (False, True, False)
    assert b"Subject: Large" in large.raw
    assert len(large.raw) == 5_000
    assert b"After" in after.raw


def test_what_is_sent_is_found_where_it_lies(world: World) -> None:
    ana = world.account(new_user())
    here, moved, nowhere = new_id(), new_id(), new_id()
    world.deliver(letter(here), to=ana.address)
    world.put(letter(moved), address=ana.address, folder="Sent")
    with world.reader.open(ana) as session:
        assert session.find(here) == "INBOX"
        assert session.find(moved) == "Sent"
        assert session.find(nowhere) is None
        world.deliver(letter(nowhere), to=ana.address)
        assert session.find(nowhere) == "INBOX"


def test_an_answer_to_a_message_is_not_taken_for_it(world: World) -> None:
    ana = world.account(new_user())
    ours = new_id()
    world.deliver(
        letter().replace(b"\r\n\r\n", f"\r\nIn-Reply-To: {ours}\r\n\r\n".encode(), 1), to=ana.address
    )
    with world.reader.open(ana) as session:
        assert session.find(ours) is None


@pytest.mark.parametrize("words", ["", "<>", "no id", '"', "<a b@c>", "<x>\r\nA1 DELETE INBOX"])
def test_what_is_no_message_id_is_not_found(world: World, words: str) -> None:
    with world.reader.open(world.account(new_user())) as session:
        assert session.find(words) is None
        assert session.newest("INBOX").uid == 0


@pytest.mark.parametrize("odd", ['<a"b@c>', "<a\\b@c>", "<a{3}@c>", "<a(b)%*@c>"])
def test_odd_message_ids_are_found(world: World, odd: str) -> None:
    ana = world.account(new_user())
    world.deliver(letter(odd), to=ana.address)
    with world.reader.open(ana) as session:
        assert session.find(odd) == "INBOX"


def test_our_copy_is_filed_under_sent_as_read(world: World) -> None:
    ana = world.account(new_user())
    copy, other = new_id(), new_id()
    world.deliver(letter(copy), to=ana.address)
    world.deliver(letter(other), to=ana.address)
    with world.reader.open(ana) as session:
        first, _ = session.fetch_new("INBOX", START)
        session.file_in_sent("INBOX", first.uid)
        assert session.find(copy) == "Sent"
        assert session.find(other) == "INBOX"
        session.file_in_sent("INBOX", first.uid)
        session.file_in_sent("Sent", 1)
    assert [copy.encode() in raw for raw in world.messages(ana.address, "Sent")] == [True]
    assert len(world.messages(ana.address)) == 1
    assert world.is_seen(ana.address, "Sent") == [True]
    assert world.is_seen(ana.address, "INBOX") == [False]


def test_filing_while_reading_does_not_disturb_the_reading(world: World) -> None:
    ana = world.account(new_user())
    ids = [new_id() for _ in range(60)]
    for message_id in ids:
        world.put(letter(message_id), address=ana.address, folder="INBOX")
    seen = []
    with world.reader.open(ana) as session:
        for message in session.fetch_new("INBOX", START):
            seen.append(next(known for known in ids if known.encode() in message.raw))
            session.file_in_sent("INBOX", message.uid)
    assert seen == ids
    assert len(world.messages(ana.address, "Sent")) == 60


def test_the_sent_folder_is_known(world: World) -> None:
    with world.reader.open(world.account(new_user())) as session:
        uses = {folder.use: folder.name for folder in session.folders()}
    assert uses[FolderUse.INBOX] == "INBOX"
    assert uses[FolderUse.SENT] == "Sent"


def test_without_a_sent_folder_nothing_is_moved(world: World) -> None:
    ana = world.account(new_user())
    world.deliver(letter(), to=ana.address)
    ana = replace(ana, sent_folder="Elsewhere")
    with world.reader.open(ana) as session:
        [message] = session.fetch_new("INBOX", START)
        with pytest.raises(FolderMissing, match="Elsewhere"):
            session.file_in_sent("INBOX", message.uid)
    assert len(world.messages(ana.address)) == 1
    [*passed, sent] = world.reader.check(ana)
    assert all(result.ok for result in passed)
    assert (sent.step, sent.ok) == (CheckStep.IMAP_SENT, False)
    assert "Elsewhere" in sent.sentence


def test_sent_mail_goes_to_the_folder_that_was_chosen(world: World) -> None:
    ana = replace(world.account(new_user()), sent_folder="Elsewhere")
    world.add_folder(ana.address, "Elsewhere")
    message_id = new_id()
    world.deliver(letter(message_id), to=ana.address)
    with world.reader.open(ana) as session:
        [message] = session.fetch_new("INBOX", START)
        session.file_in_sent("INBOX", message.uid)
        assert session.find(message_id) == "Elsewhere"
    assert world.messages(ana.address, "Sent") == []


def test_a_folder_that_is_not_there_is_named(world: World) -> None:
    with world.reader.open(world.account(new_user())) as session:
        with pytest.raises(FolderMissing, match="Nowhere"):
            list(session.fetch_new("Nowhere", START))
        with pytest.raises(FolderMissing, match="Nowhere"):
            session.newest("Nowhere")
        assert session.newest("INBOX").uid == 0


@pytest.mark.parametrize("name", ["Projects", "2024", "Kunden & Partner/Größer", 'a "b"'])
def test_how_folders_stand_is_told_without_opening_them(world: World, name: str) -> None:
    ana = world.account(new_user())
    world.add_folder(ana.address, name)
    with world.reader.open(ana) as session:
        before = session.states(["INBOX", name, "Nowhere"])
        assert set(before) == {"INBOX", name}
        assert session.newest(name) == Cursor(before[name].uidvalidity, before[name].uidnext - 1)
        assert before["INBOX"].modseq > 0
        world.put(letter(), address=ana.address, folder=name)
        after = session.states(["INBOX", name])
    assert after["INBOX"] == before["INBOX"]
    assert (after[name].uidvalidity, after[name].uidnext) == (
        before[name].uidvalidity,
        before[name].uidnext + 1,
    )
    assert after[name].modseq > before[name].modseq


def test_a_folder_numbered_anew_stands_differently(world: World) -> None:
    ana = world.account(new_user())
    world.add_folder(ana.address, "Projects")
    with world.reader.open(ana) as session:
        before = session.states(["Projects"])["Projects"]
        world.renumber(ana.address, "Projects")
        assert session.states(["Projects"])["Projects"].uidvalidity != before.uidvalidity


def test_a_renamed_folder_keeps_its_state(world: World) -> None:
    ana = world.account(new_user())
    world.add_folder(ana.address, "Projects")
    world.put(letter(), address=ana.address, folder="Projects")
    with world.reader.open(ana) as session:
        before = session.states(["Projects"])["Projects"]
    world.rename_folder(ana.address, "Projects", "Old projects")
    with world.reader.open(ana) as session:
        after = session.states(["Projects", "Old projects"])
    assert set(after) == {"Old projects"}
    assert (after["Old projects"].uidvalidity, after["Old projects"].uidnext) == (
        before.uidvalidity,
        before.uidnext,
    )


def test_the_server_tells_of_new_mail_by_itself(world: World) -> None:
    with world.reader.open(world.account(new_user())) as session:
        assert session.pushes()


def test_waiting_ends_at_once_when_something_came_since_reading(world: World) -> None:
    ana = world.account(new_user())
    with world.reader.open(ana) as session:
        assert list(session.fetch_new("INBOX", START)) == []
        world.deliver(letter(), to=ana.address)
        assert session.idle(300)
        assert len(list(session.fetch_new("INBOX", START))) == 1
        assert not session.idle(0.01)


def test_a_wrong_password_is_refused(world: World) -> None:
    wrong = replace(world.account(new_user()), password="guessed")
    with pytest.raises(LoginRefused, match="Check both"), world.reader.open(wrong):
        pass
    results = world.reader.check(wrong)
    assert [(result.step, result.ok) for result in results] == [
        (CheckStep.IMAP_CONNECT, True),
        (CheckStep.IMAP_TLS, True),
        (CheckStep.IMAP_LOGIN, False),
    ]


def test_a_token_lets_us_in_as_a_password_does(world: World) -> None:
    ana = world.token_account(new_user())
    world.deliver(letter(subject="By token"), to=ana.address)
    with world.reader.open(ana) as session:
        [message] = session.fetch_new("INBOX", START)
    assert b"By token" in message.raw
    assert all(result.ok for result in world.reader.check(ana))


def test_a_token_that_is_of_no_more_use_is_refused(world: World) -> None:
    old = replace(world.token_account(new_user()), token="old")
    with pytest.raises(LoginRefused, match="onnect"), world.reader.open(old):
        pass
    assert world.reader.check(old)[-1].step == CheckStep.IMAP_LOGIN


def test_a_check_goes_through_all_steps(world: World) -> None:
    results = world.reader.check(world.account(new_user()))
    steps = [CheckStep.IMAP_CONNECT, CheckStep.IMAP_TLS, CheckStep.IMAP_LOGIN, CheckStep.IMAP_SENT]
    assert [result.step for result in results] == steps
    assert all(result.ok for result in results)


def test_the_limits_leave_room_for_any_text() -> None:
    assert ports.LARGEST_READ == 25 * 1024 * 1024
    assert ports.TRUNCATED_TO <= ports.LARGEST_READ
