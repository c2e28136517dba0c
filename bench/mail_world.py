"""A mailbox with letters to send, for the benchmark of sending."""

import resource
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bench.generate import last_id, write
from twelfth.accounts.actions import Newcomer
from twelfth.accounts.actor import Actor
from twelfth.adapters.mail.connecting import Patience
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.cadences.models import CadenceVersion, Step
from twelfth.flow import act
from twelfth.flow.due import tick
from twelfth.flow.facts import joined
from twelfth.flow.found import found
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.jobs import outbox
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.messages.ports import Account, MailTransport, TransportSession
from twelfth.people.models import ContactPoint, Person
from twelfth.wiring import Wiring

#: A Tuesday morning in Lisbon: nothing that the guard would hold.
NOW = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)
_SUBJECT = "{{ matter }}: a thought for {{ person.company | default: 'your team' }}"
_BODY = """Hello {{ person.first_name }},

you asked about {{ matter }} lately. Two others of your size have saved a third of their time with it; I wrote down how.

Would a quarter of an hour on Thursday suit you?

{{ me.full_name }}
"""
_REASONS = '[{"code": "step", "step": 1, "of": 12}]'


class PlainTransport(SmtpTransport):
    """To the sink, which speaks no TLS; all else is the real conversation."""

    def _connect_to(self, account: Account) -> smtplib.SMTP:
        smtp = smtplib.SMTP(account.smtp_host, account.smtp_port, local_hostname="[127.0.0.1]", timeout=20)
        assert smtp.sock is not None
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        smtp.ehlo()
        return smtp

    @contextmanager
    def session(self, account: Account) -> Iterator[TransportSession]:
        from twelfth.adapters.mail.smtp import _Session

        session = _Session(account, self._connect_to, Patience(), self._monotonic)
        try:
            yield session
        finally:
            session.close()


class Parts(Wiring):
    """The real ones, at a moment when letters are welcome."""

    def __init__(self, clock: list[datetime]) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock[0]

    def transport(self) -> MailTransport:
        return PlainTransport()


class Mailing:
    """A workspace of its own, whose mailbox sends through the sink at that port."""

    def __init__(self, port: int) -> None:
        count = Mailbox.objects.count()
        founder = Newcomer(
            name="Clara Duarte",
            email=f"clara{count}@bench.test",
            password="a long enough phrase",
            zone="Europe/Lisbon",
        )
        self.by: Actor = found(name=f"Mailing {count}", founder=founder, now=NOW)
        member = self.by.member
        assert member is not None
        self.by.workspace.postal_address = "Rua do Ouro 12, Lisboa"
        self.by.workspace.save()
        self.mailbox = Mailbox.objects.create(
            workspace=self.by.workspace, owner=member, address=f"clara{count}@bench.test", display_name="Clara Duarte",
            username="clara", smtp_host="127.0.0.1", smtp_port=port, imap_host="127.0.0.1", created_at=NOW, synced_at=NOW,
            password_locked=Wiring().vault().lock("secret"), sent_saved_by_server=True,
            most_in_1_day=30_000, most_in_1_hour=30_000, most_new_in_1_day=30_000,
        )  # fmt: skip
        step = Step.objects.filter(
            workspace=self.by.workspace, version__cadence__key="first-meeting", number=1
        )
        step.update(channel="email", automatic=True, subject=_SUBJECT, body=_BODY)
        self.parts = Parts([NOW])

    def people(self, count: int, *, automatic: bool = False) -> list[FollowUp]:
        """That many more, each at the first step of a plan, an e-mail; whether that goes by itself."""
        workspace, member = self.by.workspace.pk, self.by.member
        assert member is not None
        version = CadenceVersion.objects.get(workspace=workspace, cadence__key="first-meeting").pk
        person, followup = last_id(Person) + 1, last_id(FollowUp) + 1
        numbers = range(count)
        write(Person, ("id", "workspace_id", "full_name", "given_name", "sort_name", "country", "zone", "created_at"),
              ((person + n, workspace, f"Ana Person{n}", "Ana", f"person{n} ana", "PT", "Europe/Lisbon", NOW) for n in numbers))  # fmt: skip
        write(ContactPoint, ("workspace_id", "person_id", "channel", "value", "is_primary"),
              ((workspace, person + n, "email", f"p{person + n}@buyer.test", True) for n in numbers))  # fmt: skip
        write(FollowUp, ("id", "workspace_id", "person_id", "owner_id", "version_id", "started_at", "next_at", "next_day", "next_wall",
              "next_zone", "next_kind", "next_is_due", "next_is_automatic", "next_step", "next_channel", "next_reasons", "touch_count", "matter"),
              ((followup + n, workspace, person + n, member.pk, version, NOW, NOW, NOW.date(), "2026-05-05T10:30",
                "Europe/Lisbon", "step", True, automatic, 1, "email", _REASONS, 0, "supplier papers") for n in numbers))  # fmt: skip
        return joined(FollowUp.objects.filter(workspace=workspace, pk__gte=followup).order_by("pk"))

    def render(self, followups: list[FollowUp]) -> list[act.Approved]:
        """The words of each with its merge fields filled in, from the rows, twenty at a time."""
        member = self.by.member
        assert member is not None
        today = local_today(member, NOW)
        ready = []
        for place in range(0, len(followups), outbox.GROUP):
            group = followups[place : place + outbox.GROUP]
            found = briefs.load_many(group, today=today, now=NOW)
            for followup in group:
                draft = mail_draft(found[followup.pk])
                ready.append(act.Approved(number=1, subject=draft.subject or "Hello", body=draft.body))
        return ready

    def queue(self, followups: list[FollowUp], ready: list[act.Approved]) -> None:
        for followup, approved in zip(followups, ready, strict=True):
            act.send_mail(self.by, followup, approved, now=NOW)

    def tick(self) -> None:
        """All that is due, decided and queued by one worker."""
        while tick(now=NOW):
            pass

    @classmethod
    def any(cls) -> "Mailing":
        """One that sends whatever any mailbox has queued."""
        mailing = cls.__new__(cls)
        mailing.parts = Parts([NOW])
        return mailing

    def send(self, worker: str = "bench") -> None:
        """What is queued, by one worker."""
        self.parts._clock[0] = NOW + timedelta(minutes=1)
        while outbox.send_some(worker, self.parts):
            pass

    def left(self) -> int:
        return OutgoingMessage.objects.filter(mailbox=self.mailbox).exclude(state=MessageState.SENT).count()

    def peak(self) -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
