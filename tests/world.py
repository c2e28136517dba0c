"""A small world for database tests: a workspace with its seller, people and follow-ups, made by the product's own
actions. Its clock stands at a Tuesday morning and moves only when a test moves it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings

from twelfth.accounts.actions import Newcomer
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member
from twelfth.adapters.dns import FakeResolver
from twelfth.adapters.mail.fake import FakeMail
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.enrol import enrol
from twelfth.flow.found import found
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import Account, MailReader, MailTransport, Resolver
from twelfth.people.actions import NewPerson, add_person
from twelfth.people.models import Person
from twelfth.rules.terms import Channel
from twelfth.settings import keys
from twelfth.wiring import Wiring

TUESDAY = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
PASSWORD = "a long enough phrase"


class TestWiring(Wiring):
    """The real wiring with a clock that stands, and a mail server in memory."""

    __test__ = False

    def __init__(self, world: "World") -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now

    def transport(self) -> MailTransport:
        return self._world.mail.transport

    def reader(self) -> MailReader:
        return self._world.mail.reader

    def resolver(self) -> Resolver:
        return self._world.dns


@dataclass
class World:
    by: Actor
    mail: FakeMail
    now: datetime = TUESDAY
    dns: FakeResolver = field(default_factory=FakeResolver)
    wiring: TestWiring = field(init=False)

    def __post_init__(self) -> None:
        self.wiring = TestWiring(self)

    @property
    def member(self) -> Member:
        assert self.by.member is not None
        return self.by.member

    @property
    def version(self) -> CadenceVersion:
        return CadenceVersion.objects.get(workspace=self.by.workspace, cadence__key="first-meeting")

    def later(self, **delta: float) -> datetime:
        self.now += timedelta(**delta)
        return self.now

    def person(self, name: str = "Inês Carvalho", **points: str) -> Person:
        given, _, family = name.partition(" ")
        points = points or {"email": f"{given.lower()}@ribeiro.test", "phone": "+351912555014"}
        new = NewPerson(
            full_name=name,
            given_name=given,
            family_name=family,
            company="Ribeiro & Filhos",
            country="PT",
            zone="Europe/Lisbon",
            zone_source="told",
            points={Channel(channel): value for channel, value in points.items()},
        )
        return add_person(self.by, new, now=self.now)

    def followup(self, person: Person | None = None, matter: str = "supplier papers") -> FollowUp:
        return enrol(
            self.by, person or self.person(), self.version, owner=self.member, matter=matter, now=self.now
        )

    def mailbox(self, account: Account | None = None) -> Mailbox:
        """The seller's mailbox, read a moment ago."""
        account = account or self.mail.account("clara")
        return Mailbox.objects.create(
            workspace=self.by.workspace,
            owner=self.member,
            address=account.address,
            display_name=self.member.name,
            username=account.username,
            password_locked=keys.vault(settings.TWELFTH.data_dir).lock(account.password),
            smtp_host=account.smtp_host,
            smtp_port=account.smtp_port,
            smtp_security=account.smtp_security,
            imap_host=account.imap_host,
            imap_port=account.imap_port,
            imap_security=account.imap_security,
            created_at=self.now,
            synced_at=self.now,
        )


def make_world(name: str = "Duarte Consulting", email: str = "clara@duarte.test") -> World:
    founder = Newcomer(
        name="Clara Duarte", email=email, password=PASSWORD, zone="Europe/Lisbon", country="PT"
    )
    by = found(name=name, founder=founder, now=TUESDAY)
    # Without it nothing goes by itself to somebody new.
    by.workspace.postal_address = "Rua Nova 12, 1200 Lisboa"
    by.workspace.save(update_fields=["postal_address"])
    return World(by, FakeMail())
