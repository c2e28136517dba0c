"""How fast a mailbox is read: fetched from a real Dovecot, classified, matched, stored and acted upon.

    python -m bench.reading                       10 000 messages, three times, on SQLite and PostgreSQL
    python -m bench.reading --messages 2000       fewer
    python -m bench.reading --profile             once on SQLite, and where the time goes

The mailbox is a mixture, made here: answers and what is not one from people in the workspace (a quarter), and what the
workspace knows nobody of (newsletters, letters, notices). The bare limit is the same connection fetching the same
messages and doing nothing with them.
"""

import argparse
import cProfile
import os
import pstats
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from bench.__main__ import CACHE

if TYPE_CHECKING:
    from tests.servers.mail import MailServers
    from tests.world import World
    from twelfth.messages.models import Mailbox, OutgoingMessage

REPEATS = 3
PEOPLE = 500
MIX = {"answer": 15, "auto-reply": 5, "bounce": 5, "letter": 35, "newsletter": 30, "notice": 10}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run(options.messages, options.repeats, profile=options.profile)
        return
    print(f"{os.cpu_count()} processors with a load of {os.getloadavg()[0]:.1f}, {options.messages} messages")
    place = CACHE / "reading"
    shutil.rmtree(place, ignore_errors=True)
    environment = dict(os.environ, DATA_DIR=str(place), DATABASE_URL="")
    call = [sys.executable, "-m", "bench.reading", "--part", "--messages", str(options.messages)]
    if options.profile:
        subprocess.run([*call, "--repeats", "1", "--profile"], env=environment, check=True)
        return
    call += ["--repeats", str(options.repeats)]
    print("SQLite", flush=True)
    subprocess.run(call, env=environment, check=True)
    from tests.servers.postgres import postgres_server

    with postgres_server(durable=True) as server:
        environment["DATABASE_URL"] = server.create("bench")
        print("PostgreSQL", flush=True)
        subprocess.run(call, env=environment, check=True)


@dataclass(frozen=True)
class Round:
    """Messages a second: by the clock, by our processor alone, and of the bare fetch."""

    read: float
    own: float
    bare: float
    stored: int


def run(count: int, repeats: int, *, profile: bool) -> None:
    from twelfth.cli.process import django, prepare, settle

    django()
    prepare()
    settle()
    from tests.servers.mail import mail_servers

    with mail_servers() as servers:
        os.environ["MAIL_CA_FILE"] = str(servers.ca_file)
        rounds = [one_round(servers, number, count, profile=profile) for number in range(repeats)]
    median = {
        name: statistics.median(getattr(one, name) for one in rounds)
        for name in ("read", "own", "bare", "stored")
    }
    print(
        f"  read, classified, stored {median['read']:7.0f}/s   by our processor {median['own']:7.0f}/s   "
        f"bare FETCH {median['bare']:7.0f}/s   ratio {median['bare'] / median['read']:.1f}   "
        f"stored {median['stored']:.0f}   most memory {_peak()} MB"
    )


def one_round(servers: "MailServers", number: int, count: int, *, profile: bool) -> Round:
    from tests.world import make_world
    from twelfth import wiring
    from twelfth.jobs import sync
    from twelfth.messages.models import IncomingMessage

    world = make_world(f"Round {number}", f"round{number}@bench.test")
    world.now = wiring.now() - timedelta(days=3)
    parts = _parts(servers)
    mailbox = _mailbox(world, servers, f"round{number}")
    world.now = wiring.now() - timedelta(days=2)
    sent = list(_sent(world, mailbox))
    assert sync.read_some("bench", parts), "the first round notes where the folders end"
    _fill(servers, mailbox.address, _messages(sent, count, random.Random(number)))
    bare = count / _timed(lambda: _fetch_all(servers, mailbox.address))[0]
    sync.wake(mailbox.pk)
    before = _peak()
    profiler = cProfile.Profile()
    if profile:
        profiler.enable()
    seconds, own = _timed(lambda: sync.read_some("bench", parts))
    if profile:
        profiler.disable()
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    mailbox.refresh_from_db()
    assert not mailbox.sync_trouble, mailbox.sync_trouble
    stored = IncomingMessage.objects.filter(workspace=world.by.workspace).count()
    # Before the servers end: they are given a minute to clean up.
    shutil.rmtree(servers.folder / "mail" / mailbox.address)
    print(f"  {count / seconds:7.0f}/s, memory {before} -> {_peak()} MB", flush=True)
    return Round(read=count / seconds, own=count / own, bare=bare, stored=stored)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of our own processor."""
    begun, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - own


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _parts(servers: "MailServers"):
    from twelfth.adapters.mail.imap import ImapReader
    from twelfth.wiring import Wiring

    class Parts(Wiring):
        def reader(self) -> ImapReader:
            return ImapReader(servers.ca_file)

    return Parts()


def _mailbox(world: "World", servers: "MailServers", user: str) -> "Mailbox":
    from twelfth.messages.ports import Account

    address = servers.address(user)
    account = Account(
        address=address,
        display_name=user,
        smtp_host=servers.host,
        smtp_port=servers.smtps_port,
        smtp_security="tls",
        imap_host=servers.host,
        imap_port=servers.imaps_port,
        imap_security="tls",
        username=address,
        password=servers.password,
    )
    return world.mailbox(account)


def _sent(world: "World", mailbox: "Mailbox") -> Iterator["OutgoingMessage"]:
    """A follow-up with each person, whose first e-mail has gone out."""
    from twelfth.messages.models import MessageState, OutgoingMessage
    from twelfth.people.models import Company
    from twelfth.rules.terms import Channel, Direction, Outcome
    from twelfth.touches.actions import NewTouch, add_touch

    new = NewTouch(channel=Channel.EMAIL, direction=Direction.OUT, outcome=Outcome.SENT, at=world.now)
    for number in range(PEOPLE):
        name = f"Person{number} Bench"
        person = world.person(name, email=f"person{number}@customer{number % 97}.test")
        person.company, _ = Company.objects.get_or_create(
            workspace=world.by.workspace,
            name=f"Customer {number % 97}",
            match_key=f"{number % 97}",
            created_at=world.now,
        )
        person.save()
        followup = world.followup(person)
        touch = add_touch(world.by, followup.person, followup, new, number=1, now=world.now)
        yield OutgoingMessage.objects.create(
            workspace=world.by.workspace,
            mailbox=mailbox,
            touch=touch,
            person=followup.person,
            to_address=f"person{number}@customer{number % 97}.test",
            subject="Your papers",
            body="Hello",
            message_id=f"<{random.getrandbits(128):032x}@example.test>",
            state=MessageState.SENT,
            queued_at=world.now,
            send_after=world.now,
            claimed_at=world.now,
            sent_at=world.now,
        )


def _fetch_all(servers: "MailServers", address: str) -> None:
    from imapclient import IMAPClient

    context = servers.certificates.client_context()
    with IMAPClient(servers.host, servers.imaps_port, ssl_context=context, timeout=60) as client:
        client.login(address, servers.password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for start in range(0, len(uids), 25):
            client.fetch(uids[start : start + 25], ["BODY.PEEK[]"])


def _fill(servers: "MailServers", address: str, raws: Iterator[bytes]) -> None:
    """Straight into the Maildir, as a delivery does."""
    box = servers.folder / "mail" / address
    for number, raw in enumerate(raws):
        file = box / "new" / f"1700000000.M{number:06d}P1.bench"
        file.write_bytes(raw)
        os.chown(file, servers.owner.uid, servers.owner.gid)


_WORDS = "thank you for the papers we looked at them with our colleagues and would like to know more about the price".split()


def _messages(sent: "list[OutgoingMessage]", count: int, dice: random.Random) -> Iterator[bytes]:
    makers = {
        "answer": _answer,
        "auto-reply": _auto_reply,
        "bounce": _bounce,
        "letter": _letter,
        "newsletter": _newsletter,
        "notice": _notice,
    }
    for number, kind in enumerate(dice.choices(list(MIX), weights=list(MIX.values()), k=count)):
        yield makers[kind](dice.choice(sent), number, dice)


def _text(dice: random.Random, words: int) -> str:
    said = " ".join(dice.choice(_WORDS) for _ in range(words))
    return "\n".join(said[start : start + 72] for start in range(0, len(said), 72))


def _mail(sender: str, subject: str, number: int, message: "OutgoingMessage") -> EmailMessage:
    assert message.sent_at is not None
    mail = EmailMessage()
    mail["Received"] = (
        "from mx.example.test by mail.example.test with ESMTPS id 4QxyzABC; Tue, 5 May 2026 10:00:00 +0000"
    )
    mail["From"], mail["To"], mail["Subject"] = sender, message.mailbox.address, subject
    mail["Date"] = format_datetime(message.sent_at + timedelta(hours=20))
    mail["Message-ID"] = f"<{number}.{abs(hash(sender))}@there.test>"
    return mail


def _answer(message: "OutgoingMessage", number: int, dice: random.Random) -> bytes:
    mail = _mail(f"A Person <{message.to_address}>", f"Re: {message.subject}", number, message)
    mail["In-Reply-To"] = mail["References"] = message.message_id
    quoted = "\n".join(f"> {line}" for line in _text(dice, dice.randint(50, 400)).split("\n"))
    said = f"{_text(dice, dice.randint(5, 80))}\n\nBest\nPerson\n\nOn Tue, 5 May 2026 at 10:31, Clara <{message.mailbox.address}> wrote:\n{quoted}\n"
    mail.set_content(said)
    mail.add_alternative(f"<div>{said.replace(chr(10), '<br>')}</div>", subtype="html")
    return mail.as_bytes()


def _auto_reply(message: "OutgoingMessage", number: int, _: random.Random) -> bytes:
    mail = _mail(message.to_address, f"Automatic reply: {message.subject}", number, message)
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = message.message_id
    mail.set_content("Thank you for your message. I am out of the office and back on 12 October.\n")
    return mail.as_bytes()


def _bounce(message: "OutgoingMessage", number: int, dice: random.Random) -> bytes:
    return (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx{number}.test\nTo: {message.mailbox.address}\n"
        f"Subject: Undelivered Mail Returned to Sender\nMessage-ID: <b{number}@mx.test>\nAuto-Submitted: auto-replied\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        f"--x\nContent-Type: text/plain\n\nI'm sorry to have to inform you that your message could not be delivered.\n\n"
        f"<{message.to_address}>: host mx.test said: 452 4.2.2 Mailbox full\n\n"
        f"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.test\n\n"
        f"Final-Recipient: rfc822; {message.to_address}\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 Mailbox full\n\n"
        f"--x\nContent-Type: message/rfc822\n\nFrom: {message.mailbox.address}\nMessage-ID: {message.message_id}\nSubject: {message.subject}\n\n{_text(dice, 200)}\n--x--\n"
    ).encode()


def _letter(message: "OutgoingMessage", number: int, dice: random.Random) -> bytes:
    mail = _mail(
        f"Friend <friend{number}@elsewhere{number % 300}.test>",
        dice.choice(["Lunch?", "Re: Lunch?"]),
        number,
        message,
    )
    mail.set_content(_text(dice, dice.randint(20, 800)))
    if dice.random() < 0.15:
        file = dice.randbytes(dice.choice([20_000, 80_000, 300_000]))
        mail.add_attachment(file, maintype="application", subtype="pdf", filename="papers.pdf")
    return mail.as_bytes()


def _newsletter(message: "OutgoingMessage", number: int, dice: random.Random) -> bytes:
    mail = _mail(f"News <news@shop{number % 50}.test>", "This week's offers", number, message)
    mail["List-Unsubscribe"], mail["Precedence"] = "<https://shop.test/u/1>", "bulk"
    mail.set_content(_text(dice, 300))
    rows = "".join(
        f'<tr><td style="padding:8px"><img src="https://shop.test/{n}.png"><p>{_text(dice, 20)}</p></td></tr>'
        for n in range(dice.randint(30, 150))
    )
    mail.add_alternative(f"<html><body><table>{rows}</table></body></html>", subtype="html")
    return mail.as_bytes()


def _notice(message: "OutgoingMessage", number: int, dice: random.Random) -> bytes:
    mail = _mail("Robot <no-reply@service.test>", f"Build {number} passed", number, message)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(dice, 60))
    return mail.as_bytes()


if __name__ == "__main__":
    main()
