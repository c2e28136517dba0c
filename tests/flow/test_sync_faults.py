"""A mailbox read over a connection that breaks anywhere, and by a process that may be killed: every answer counts once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.adapters.worlds import Real, new_user
from tests.flow.mailroom import letter
from tests.servers import proxy as faults
from tests.servers.mail import MailServers
from tests.servers.proxy import Fault, Proxy, Side, proxy
from tests.world import World
from twelfth.adapters.mail.connecting import Patience
from twelfth.adapters.mail.imap import ImapReader
from twelfth.jobs import sync
from twelfth.messages.models import IncomingMessage, Mailbox, MailFolder
from twelfth.messages.ports import Account
from twelfth.touches.models import Touch

pytestmark = [pytest.mark.servers, pytest.mark.faults]

ANSWERS = 3


@contextmanager
def behind(world: World, real: Real, account: Account, *struck_by: Fault) -> Iterator[Proxy]:
    with proxy(real.servers.imaps_port, *struck_by, tls=real.servers.certificates) as running:
        Mailbox.objects.filter(address=account.address).update(imap_port=running.port)
        yield running


def begin(world: World, real: Real) -> Account:
    """A mailbox with a follow-up, whose first round is over."""
    account = real.account(new_user())
    world.mailbox(replace(account))
    patient = ImapReader(real.servers.ca_file, patience=Patience(connect=5, command=1))
    world.wiring.reader = lambda: patient  # type: ignore[method-assign]  # a real one
    world.followup(world.person("Ines Carvalho"))
    read(world)
    assert Mailbox.objects.get(address=account.address).sync_trouble == ""
    return account


def read(world: World) -> None:
    world.later(minutes=11)
    while sync.read_some("me", world.wiring):
        pass


def fill(real: Real, account: Account) -> None:
    """Answers in the inbox and in a folder that a rule made."""
    for number in range(ANSWERS):
        real.put(letter(f"Answer {number}"), address=account.address, folder="INBOX")
    real.add_folder(account.address, "Kunden")
    real.put(letter("Answer in a folder"), address=account.address, folder="Kunden")


def spoken(watched: Proxy, side: Side) -> int:
    return sum(len(words) for speaker, words in watched.lines if speaker is side)


def forget(world: World) -> None:
    """As if the mailbox had been read only up to its beginning."""
    IncomingMessage.objects.all().delete()
    Touch.objects.all().delete()
    MailFolder.objects.exclude(name="INBOX").exclude(name="Sent").delete()
    MailFolder.objects.update(uid=0, modseq=0)


def all_heard() -> None:
    assert IncomingMessage.objects.count() == ANSWERS + 1
    assert Touch.objects.filter(direction="in").count() == ANSWERS + 1


@pytest.mark.parametrize("side", Side)
def test_wherever_a_round_is_cut_every_answer_counts_once(
    world: World, mail: MailServers, side: Side, *, faults_are_long: bool
) -> None:
    real = Real(mail)
    account = begin(world, real)
    fill(real, account)
    with behind(world, real, account) as whole:
        read(world)
    all_heard()
    length = spoken(whole, side)
    for count in range(0, length, 11 if faults_are_long else max(1, length // 12)):
        forget(world)
        proven = Mailbox.objects.get().synced_at
        with behind(world, real, account, faults.cut_at(side, count)):
            read(world)
            row = Mailbox.objects.get()
            assert row.sync_trouble or row.synced_at != proven, "a cut round is no proof"
            read(world)
            read(world)
        all_heard()
        assert Mailbox.objects.get().sync_trouble == ""


def test_a_server_that_was_restarted_is_read_on(world: World, mail: MailServers) -> None:
    real = Real(mail)
    account = begin(world, real)
    mail.stop_imap()
    try:
        read(world)
        assert Mailbox.objects.get().sync_trouble
    finally:
        mail.start_imap()
    fill(real, account)
    read(world)
    all_heard()


def test_folders_renamed_deleted_and_numbered_anew_leave_no_gap(world: World, mail: MailServers) -> None:
    real = Real(mail)
    account = begin(world, real)
    fill(real, account)
    read(world)
    real.rename_folder(account.address, "Kunden", "Customers")
    real.put(letter("After renaming"), address=account.address, folder="Customers")
    read(world)
    assert IncomingMessage.objects.count() == ANSWERS + 2
    assert not MailFolder.objects.filter(name="Kunden").exists()
    real.renumber(account.address, "Customers")
    real.put(letter("After numbering anew"), address=account.address, folder="Customers")
    read(world)
    assert IncomingMessage.objects.count() == ANSWERS + 3
    with real.client(account.address) as client:
        client.delete_folder("Customers")
    real.put(letter("After deleting"), address=account.address, folder="INBOX")
    read(world)
    assert IncomingMessage.objects.count() == ANSWERS + 4
    assert Touch.objects.filter(direction="in").count() == ANSWERS + 4
    assert Mailbox.objects.get().sync_trouble == ""


def test_a_password_that_no_longer_holds_is_told_and_loses_nothing(world: World, mail: MailServers) -> None:
    real = Real(mail)
    account = begin(world, real)
    mail.set_password(account.address, "another")
    real.servers.deliver(letter("Meanwhile"), to=account.address)
    real.settle()
    read(world)
    assert "password" in Mailbox.objects.get().sync_trouble
    assert IncomingMessage.objects.count() == 0
    mail.set_password(account.address, "secret")
    read(world)
    assert IncomingMessage.objects.count() == 1
