"""A mailbox whose connection breaks: every message is read once all the same, and none is lost on a move."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.adapters.letters import letter, new_id
from tests.adapters.worlds import Real, new_user
from tests.servers import proxy as faults
from tests.servers.proxy import Fault, Proxy, Side, proxy
from tests.servers.waiting import until
from twelfth.adapters.mail.connecting import Patience
from twelfth.adapters.mail.imap import ImapReader
from twelfth.messages.ports import Account, ConnectionLost, Cursor, MailError

pytestmark = [pytest.mark.servers, pytest.mark.faults]

START = Cursor(0, 0)
CLIENT, SERVER = Side.CLIENT, Side.SERVER


@contextmanager
def behind(real: Real, account: Account, *struck_by: Fault) -> Iterator[tuple[Proxy, Account]]:
    with proxy(real.servers.imaps_port, *struck_by, tls=real.servers.certificates) as running:
        yield running, replace(account, imap_port=running.port)


def reader(real: Real) -> ImapReader:
    return ImapReader(real.servers.ca_file, patience=Patience(connect=5, command=1))


def read_on(real: Real, account: Account, cursor: Cursor, into: list[bytes]) -> Cursor:
    """Read as far as the connection goes."""
    try:
        with reader(real).open(account) as session:
            for message in session.fetch_new("INBOX", cursor):
                into.append(message.raw)
                cursor = message.cursor_after
    except MailError:
        pass
    return cursor


def spoken(watched: Proxy, side: Side) -> int:
    return sum(len(words) for speaker, words in watched.lines if speaker is side)


@pytest.mark.parametrize("side", Side)
def test_wherever_it_is_cut_every_message_is_read_once(
    real: Real, side: Side, *, faults_are_long: bool
) -> None:
    account = real.account(new_user())
    ids = [new_id() for _ in range(3)]
    for message_id in ids:
        real.put(letter(message_id), address=account.address, folder="INBOX")
    with behind(real, account) as (whole, reached):
        read_on(real, reached, START, [])
    for count in range(0, spoken(whole, side), 7 if faults_are_long else 97):
        raws: list[bytes] = []
        with behind(real, account, faults.cut_at(side, count)) as (_, reached):
            cursor = read_on(real, reached, START, raws)
            read_on(real, reached, cursor, raws)
        assert [message_id.encode() in raw for message_id, raw in zip(ids, raws, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    "fault",
    [
        faults.cut_before(CLIENT, rb"\S+ UID MOVE"),
        faults.cut_after(CLIENT, rb"\S+ UID MOVE"),
        faults.cut_before(SERVER, rb"\* OK \[COPYUID", after=rb"\S+ UID MOVE"),
        faults.hold(SERVER, rb"\* OK \[COPYUID", after=rb"\S+ UID MOVE"),
    ],
    ids=["before", "after", "unanswered", "silent"],
)
def test_a_copy_is_never_lost_on_its_way_to_sent(real: Real, fault: Fault) -> None:
    account = real.account(new_user())
    message_id = new_id()
    real.deliver(letter(message_id), to=account.address)
    with behind(real, account, fault) as (broken, reached):
        with pytest.raises(ConnectionLost), reader(real).open(reached) as session:
            session.file_in_sent("INBOX", 1)
        broken.release()
        with reader(real).open(reached) as session:
            session.file_in_sent("INBOX", 1)
            assert session.find(message_id) == "Sent"
    assert len(real.messages(account.address, "Sent")) == 1
    assert real.messages(account.address) == []


@pytest.mark.parametrize(
    "fault", [faults.cut_after(SERVER, rb"\+ idling"), faults.hold(SERVER, rb"TWELFTH OK")]
)
def test_waiting_on_a_dead_connection_ends_in_an_error(real: Real, fault: Fault) -> None:
    account = real.account(new_user())
    with behind(real, account, fault) as (broken, reached):
        with pytest.raises(ConnectionLost, match="broke off"), reader(real).open(reached) as session:
            session.idle(0.2)
        broken.release()


def test_waiting_ends_when_a_message_comes(real: Real) -> None:
    account = real.account(new_user())

    def deliver_once_we_wait(watched: Proxy) -> None:
        until(lambda: watched.said(SERVER, rb"\+ idling"), "the server knows that we wait")
        real.servers.deliver(letter(), to=account.address)

    with (
        behind(real, account) as (watched, reached),
        reader(real).open(reached) as session,
        ThreadPoolExecutor(1) as meanwhile,
    ):
        assert list(session.fetch_new("INBOX", START)) == []
        delivering = meanwhile.submit(deliver_once_we_wait, watched)
        assert session.idle(300)
        delivering.result()
        assert len(list(session.fetch_new("INBOX", START))) == 1


def test_a_connection_lost_between_two_readings_is_told(real: Real) -> None:
    account = real.account(new_user())
    real.deliver(letter(), to=account.address)
    with behind(real, account) as (broken, reached), reader(real).open(reached) as session:
        [message] = session.fetch_new("INBOX", START)
        broken.faults.append(faults.cut_before(CLIENT, rb"\S+ EXAMINE"))
        for _ in range(2):
            with pytest.raises(ConnectionLost):
                list(session.fetch_new("INBOX", message.cursor_after))
