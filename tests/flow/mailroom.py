"""Letters that come in, and the rounds that read them."""

from email.message import EmailMessage
from typing import Any

from tests.world import World
from twelfth.accounts.models import Member, User
from twelfth.flow import act
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox, sync
from twelfth.messages.models import Mailbox, OutgoingMessage

OURS = "clara@example.test"
HERS = "ines@ribeiro.test"


def begin(world: World, **mailbox: Any) -> Mailbox:
    """A mailbox whose first round is over: that one only notes where the folders end."""
    row = world.mailbox()
    for name, value in mailbox.items():
        setattr(row, name, value)
    row.save()
    read(world)
    return row


def sent(world: World, followup: FollowUp, number: int = 1) -> OutgoingMessage:
    """A message that a person approved and that has gone out; its copy is filed."""
    approved = act.Approved(number=number, subject="Thank you", body="Hello,\n\nthank you.\n")
    message = act.send_mail(world.by, followup, approved, now=world.now)
    world.later(seconds=11)
    outbox.send_some("me", world.wiring)
    read(world)
    message.refresh_from_db()
    return message


def letter(
    text: str = "Hello", *, sender: str = HERS, to: str = OURS, subject: str = "Hello", **fields: str
) -> bytes:
    """Fields are named with _ for -; Message-ID is made from the text where none is given."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    for name, value in {"Message_ID": f"<{abs(hash((text, sender, subject)))}@there.test>", **fields}.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def answer(to: OutgoingMessage, text: str = "Could we do September?", **fields: str) -> bytes:
    given = {"subject": f"Re: {to.subject}", "In_Reply_To": to.message_id, **fields}
    return letter(text, **given)


def arrive(world: World, raw: bytes, *, folder: str = "INBOX", address: str = OURS) -> None:
    """It lies in that folder, and is read a little later."""
    world.mail.deliver(raw, to=address, folder=folder)
    read(world)


def read(world: World) -> None:
    """A round of every mailbox, a minute after the last."""
    world.later(minutes=1)
    while sync.read_some("me", world.wiring):
        pass


def colleague(world: World, name: str) -> Mailbox:
    """A second member of the workspace, with a mailbox that was not read yet."""
    email = f"{name.lower()}@duarte.test"
    user = User.objects.create(email=email, created_at=world.now)
    member = Member.objects.create(
        workspace=world.by.workspace, user=user, name=name, zone="Europe/Lisbon", joined_at=world.now
    )
    account = world.mail.account(name.lower())
    row = Mailbox.objects.get(owner=world.member)
    row.pk, row.owner, row.address, row.username = None, member, account.address, account.username
    row.sync_claimed_by, row.sync_lease_until, row.created_at = "", None, world.now
    row.save()
    return row
