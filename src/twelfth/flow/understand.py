"""What a batch of letters means to us: looked up and thought through before anything is written.

Nothing here writes, so that the transaction that follows is short. What it finds is looked at again there where it
may have changed meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from twelfth.accounts.models import Member
from twelfth.flow.letters import (
    Letter,
    delivered_to,
    identity_of,
    may_be_report,
    recipients_of,
    thread_ids,
    was_forged,
)
from twelfth.flow.match import Known, Match, known_to, latest_to, match, match_by_subject, shared
from twelfth.flow.opt_out import person_in_subject
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, Mailbox, OutgoingMessage
from twelfth.messages.ports import FolderUse
from twelfth.people.models import Person
from twelfth.reading.classify import Classification, Kind, classify
from twelfth.reading.forward import forwarded
from twelfth.reading.mail import Mail

#: How a letter was matched where neither thread nor sender told (Match.by).
BY_TOKEN, BY_FORWARD, BY_ADDRESS = "token", "forward", "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """None of our business. It is not stored, nor told of anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAlready:
    """It was taken in before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """A message of ours as it went out."""

    message: OutgoingMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody we know, at the address that was written to, with what runs with them."""

    address: str
    person: Person
    followup: FollowUp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenElsewhere:
    """A member wrote to people we know with another program; `to` whom, in the order of the letter."""

    mail: Mail
    identity: str
    member: Member
    to: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A bounce or a complaint about a message of ours. `is_named` False: it names none, only somebody whom we wrote to
    lately, so that it may be about our last letter to them, and may be forged."""

    mail: Mail
    identity: str
    said: Classification
    message: OutgoingMessage
    is_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Somebody we know wrote, or a program on their behalf. `sharing`: others who have the same address, each with
    what runs with them."""

    mail: Mail
    identity: str
    said: Classification
    match: Match
    use: FolderUse = FolderUse.INBOX
    sharing: tuple[tuple[Person, FollowUp | None], ...] = ()


Understood = Stranger | KnownAlready | OwnCopy | WrittenElsewhere | Reported | Incoming


def understand(mailbox: Mailbox, letters: Sequence[Letter], *, now: datetime) -> list[Understood]:
    """In the order of the letters. Never raises for what they contain."""
    known = known_to(mailbox, letters)
    by_subject = match_by_subject([_unmatched(one, known) for one in letters], known, now=now)
    reader = _Reader(known, _stored(mailbox, letters), now)
    thought = [reader.understand(one, by_subject.get(at)) for at, one in enumerate(letters)]
    reports = [one for one in thought if isinstance(one, _Report)]
    known.learn([], {one for report in reports for one in report.about})
    nameless = {address for report in reports for address in report.recipients}
    lately = latest_to(nameless, known, now=now)
    return [_settle(one, known, lately) if isinstance(one, _Report) else one for one in thought]


def _unmatched(one: Letter, known: Known) -> Mail:
    """Its head where only the subject is left to go by, else nothing."""
    is_ours = one.use == FolderUse.SENT or one.head.from_address in known.members
    return Mail() if is_ours or match(one.head, known) is not None else one.head


def _stored(mailbox: Mailbox, letters: Sequence[Letter]) -> set[str]:
    identities = [identity_of(one.head, one.raw) for one in letters]
    rows = IncomingMessage.objects.filter(workspace=mailbox.workspace_id, mailbox=mailbox)
    return set(rows.filter(identity__in=identities).values_list("identity", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A report whose message is not looked up yet."""

    mail: Mail
    identity: str
    said: Classification

    @property
    def about(self) -> list[str]:
        """The Message-IDs that it names, the likeliest first."""
        reports = (self.said.bounce, self.said.complaint)
        named = [report.original_message_id for report in reports if report is not None]
        return [one for one in [*named, *thread_ids(self.mail)] if one]

    @property
    def recipients(self) -> Sequence[str]:
        """Whom a bounce names that names no letter at all; one that names a letter of somebody else's is theirs."""
        return self.said.bounce.recipients if self.said.bounce and not self.about else ()

    def in_(self, known: Known) -> OutgoingMessage | None:
        """The message of ours that it names."""
        return next((known.sent[one] for one in self.about if one in known.sent), None)


def _settle(report: _Report, known: Known, lately: Mapping[str, OutgoingMessage]) -> "Understood":
    """Once its message was looked up, with those of all reports of the batch."""
    named = report.in_(known)
    about = named or next((lately[one] for one in report.recipients if one in lately), None)
    if about is None:
        return Stranger()
    return Reported(
        mail=report.mail,
        identity=report.identity,
        said=report.said,
        message=about,
        is_named=named is not None,
    )


class _Reader:
    def __init__(self, known: Known, stored: set[str], now: datetime) -> None:
        self._known = known
        self._stored = stored
        self._now = now

    def understand(self, one: Letter, by_subject: Match | None) -> "Understood | _Report":
        head = one.head
        own = self._known.sent.get(head.message_id)
        if own is not None:
            return OwnCopy(message=own)
        identity = identity_of(head, one.raw)
        if identity in self._stored:
            return KnownAlready()
        if one.use == FolderUse.SENT and self._is_ours(head.from_address):
            return self._written(one.whole(), identity, self._known.mailbox.owner)
        if head.from_address in self._known.members:
            logged = self._from_us(one, identity)
            if logged is not None:
                return logged
        found = self._by_token(head) or match(head, self._known) or by_subject
        if found is None and not may_be_report(one):
            return Stranger()
        mail = one.whole()
        said = self._classify(mail)
        if said.kind in {Kind.BOUNCE, Kind.COMPLAINT}:
            return _Report(mail=mail, identity=identity, said=said)
        if found is None or (said.kind == Kind.LIST and found.by != BY_TOKEN):
            return Stranger()
        if found.by == BY_TOKEN:
            said = Classification(Kind.UNSUBSCRIBE, opt_out=True)
        sharing = tuple(shared(found, self._known))
        return Incoming(mail=mail, identity=identity, said=said, match=found, use=one.use, sharing=sharing)

    def _by_token(self, head: Mail) -> Match | None:
        """Somebody pressed the unsubscribe button of their mail program, which may write from any address of theirs."""
        if "stop" not in head.subject.lower():
            return None
        person = person_in_subject(head.subject)
        if person is None or person.workspace_id != self._known.mailbox.workspace_id:
            return None
        return Match(person=person, followup=self._known.newest_of(person), answers=None, by=BY_TOKEN)

    def _is_ours(self, sender: str) -> bool:
        """Whether what lies under Sent was written by the owner: under any address of theirs (an alias, say), unless
        somebody we know wrote it, and it was only moved there."""
        return sender == self._known.mailbox.address.lower() or not self._known.people.get(sender)

    def _from_us(self, one: Letter, identity: str) -> Understood | None:
        """Only what was sent to be logged, since anybody can put our address into From. None: a colleague who is also
        somebody we follow up with."""
        member = self._known.members[one.head.from_address]
        if self._known.logs & delivered_to(one.head) and not was_forged(one.head):
            mail = one.whole()
            original = forwarded(mail)
            if original is None:
                return self._written(mail, identity, member)
            return self._passed_on(original, identity)
        return Stranger() if member.pk == self._known.mailbox.owner_id else None

    def _written(self, mail: Mail, identity: str, member: Member) -> Understood:
        to: dict[int, Recipient] = {}
        for address in recipients_of(mail):
            for person in self._known.people.get(address, [])[:1]:
                followup = self._known.followup_of(person, member.pk)
                to.setdefault(person.pk, Recipient(address=address, person=person, followup=followup))
        if not to:
            return Stranger()
        return WrittenElsewhere(mail=mail, identity=identity, member=member, to=tuple(to.values()))

    def _passed_on(self, original: Mail, identity: str) -> Understood:
        self._known.learn([original])
        if original.message_id in self._known.sent:
            return OwnCopy(message=self._known.sent[original.message_id])
        writer = self._known.members.get(original.from_address)
        if writer is not None:
            return self._written(original, original.message_id or identity, writer)
        found = match(original, self._known)
        said = self._classify(original)
        if found is None or said.kind in {Kind.BOUNCE, Kind.COMPLAINT, Kind.LIST}:
            return Stranger()
        return Incoming(
            mail=original,
            identity=original.message_id or identity,
            said=said,
            match=replace(found, by=BY_FORWARD),
            sharing=tuple(shared(found, self._known)),
        )

    def _classify(self, mail: Mail) -> Classification:
        return classify(mail, now=self._now, country=self._known.mailbox.workspace.country)
