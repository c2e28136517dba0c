"""Whose letter is it? By the thread it belongs to, by its sender, and where servers rewrote both, by its subject."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import idna
from django.db.models import Q

from twelfth.accounts.models import Member
from twelfth.flow.letters import Letter, recipients_of, thread_ids
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.messages.ports import FolderUse
from twelfth.people.models import ContactPoint, Person
from twelfth.reading.fold import fold
from twelfth.reading.mail import Mail
from twelfth.rules.terms import Channel

#: How long after a message an answer is still recognised by its subject alone.
BY_SUBJECT = timedelta(days=30)
#: How long a server tries before it gives up (RFC 5321, 4.5.4.1: four to five days), and a day to say so.
BY_ADDRESS = timedelta(days=6)
_MOST_DOMAINS = 20
_ANSWERING = re.compile(
    r"\A(?:\s*(?:re|aw|antw|sv|vs|rv|odp|ynt|r|res|ref|回复|回覆|答复|回信)\s*(?:\[\d+\])?\s*[:\uff1a])+\s*"
)
#: Where a shared domain says nothing about who writes.
_OPEN_TO_ALL = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com
    aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de proton.me protonmail.com mail.ru yandex.ru
    orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it wp.pl o2.pl interia.pl seznam.cz sapo.pt uol.com.br
    terra.com.br bol.com.br qq.com 163.com 126.com naver.com""".split()
)
#: Messages that left, or may have: only such can be answered or come back.
WENT_OUT = frozenset({MessageState.SENT, MessageState.UNKNOWN, MessageState.CLAIMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Who wrote, about which follow-up, answering which message. `by`: "thread", "sender", "subject" or "forward".
    `sharing`: other people who have the same address."""

    person: Person
    followup: FollowUp | None
    answers: OutgoingMessage | None
    by: str
    sharing: tuple[Person, ...] = ()


@dataclass(slots=True, kw_only=True)
class Known:
    """What a workspace knows that letters are held against, read for a batch of them.

    `sent`: its messages, by Message-ID. `people`: by e-mail address, whoever was written to last first. `running`:
    follow-ups by person, newest first. `members`: by every address of theirs. `logs`: addresses at which mail is
    logged.
    """

    mailbox: Mailbox
    members: Mapping[str, Member]
    logs: frozenset[str]
    sent: dict[str, OutgoingMessage] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    running: dict[int, list[FollowUp]] = field(default_factory=lambda: defaultdict(list))

    def learn(
        self, mails: Collection[Mail], more_ids: Iterable[str] = (), ours: Collection[Mail] = ()
    ) -> None:
        """Look up what these letters name: their ids and senders, and the recipients of `ours` and of what members
        wrote. Four queries at most."""
        ids = {one for mail in mails for one in (mail.message_id, *thread_ids(mail))} | set(more_ids)
        self._learn_sent({one for one in ids if one and len(one) <= 200} - self.sent.keys())
        addresses = {mail.from_address for mail in mails}
        written = [*ours, *(mail for mail in mails if mail.from_address in self.members)]
        addresses |= {one for mail in written for one in recipients_of(mail)}
        self._learn_people({one for one in addresses if "@" in one} - self.people.keys())

    def _learn_sent(self, ids: Collection[str]) -> None:
        rows = OutgoingMessage.objects.select_related("person", "touch__followup").filter(
            workspace=self.mailbox.workspace_id, message_id__in=ids
        )
        found = {message.message_id: message for message in rows} if ids else {}
        self.sent |= found
        self._learn_running({message.person_id for message in found.values()})

    def _learn_people(self, addresses: Collection[str]) -> None:
        if not addresses:
            return
        spelled = {way: address for address in addresses for way in _spellings(address)}
        points = ContactPoint.objects.select_related("person__workspace").filter(
            workspace=self.mailbox.workspace_id, channel=Channel.EMAIL, value__in=spelled
        )
        found: dict[str, dict[int, Person]] = defaultdict(dict)
        for point in points:
            found[spelled[point.value]][point.person_id] = point.person
        for address, people in found.items():
            self.people[address] = sorted(people.values(), key=_last_contact, reverse=True)
        self._learn_running({person for people in found.values() for person in people})

    def _learn_running(self, people: Collection[int]) -> None:
        wanted = set(people) - self.running.keys()
        if not wanted:
            return
        for person in wanted:
            self.running[person] = []
        rows = FollowUp.objects.filter(person__in=wanted, ended_at=None)
        for followup in rows.order_by("-started_at", "-pk"):
            self.running[followup.person_id].append(followup)

    def newest_of(self, person: Person) -> FollowUp | None:
        """The same for somebody whom no letter of the batch named. One query."""
        self._learn_running({person.pk})
        return self.followup_of(person, self.mailbox.owner_id)

    def followup_of(self, person: Person, owner: int | None) -> FollowUp | None:
        """What runs with them: the owner's own first, then the newest."""
        running = self.running.get(person.pk, [])
        own = (followup for followup in running if followup.owner_id == owner)
        return next(own, running[0] if running else None)


def known_to(mailbox: Mailbox, letters: Sequence[Letter]) -> Known:
    """What the workspace knows of these letters, by their header fields. Six queries."""
    members: dict[str, Member] = {}
    rows = Member.objects.select_related("user").filter(workspace=mailbox.workspace_id, left_at=None)
    for member in rows:
        members[member.user.email.lower()] = member
    logs: set[str] = set()
    for other in Mailbox.objects.select_related("owner").filter(workspace=mailbox.workspace_id):
        members[other.address.lower()] = other.owner
        if other.log_address:
            logs.add(other.log_address.lower())
    known = Known(mailbox=mailbox, members=members, logs=frozenset(logs))
    known.learn(
        [one.head for one in letters], ours=[one.head for one in letters if one.use == FolderUse.SENT]
    )
    return known


def match(mail: Mail, known: Known) -> Match | None:
    """The thread says whose it is, unless somebody else whom we know wrote: their letters are theirs, whatever they
    quote. So nobody moves another's follow-up by naming its message."""
    named = next((known.sent[one] for one in thread_ids(mail) if _is_answerable(known.sent.get(one))), None)
    senders = known.people.get(mail.from_address, [])
    owner = known.mailbox.owner_id
    if named is not None and (not senders or named.person_id in {person.pk for person in senders}):
        followup = named.touch.followup
        if followup is None or followup.ended_at is not None:
            followup = known.followup_of(named.person, owner) or followup
        others = tuple(person for person in senders if person.pk != named.person_id)
        return Match(person=named.person, followup=followup, answers=named, by="thread", sharing=others)
    if not senders:
        return None
    person = senders[0]
    return Match(
        person=person,
        followup=known.followup_of(person, owner),
        answers=None,
        by="sender",
        sharing=tuple(senders[1:]),
    )


def match_by_subject(mails: Sequence[Mail], known: Known, *, now: datetime) -> dict[int, Match]:
    """By the index of the letter, for those that are answers by their subject and name nobody we know: gateways
    rewrite identifiers, and people answer from other addresses.

    One message alone must fit: the subject, and a sender of the same company, or of the same name. One query.
    """
    wanted = {at: bare for at, mail in enumerate(mails) if (bare := _answered_subject(mail))}
    domains = {_domain(mails[at].from_address) for at in wanted} - _OPEN_TO_ALL - {""}
    names = {fold(mails[at].from_name).strip() for at in wanted} - {""}
    if not wanted:
        return {}
    near = Q(person__full_name__in=[mails[at].from_name.strip() for at in wanted])
    for domain in sorted(domains)[:_MOST_DOMAINS]:
        near |= Q(to_address__iendswith=f"@{domain}")
    rows = OutgoingMessage.objects.select_related("person", "touch__followup").filter(
        near, mailbox=known.mailbox, send_after__gte=now - BY_SUBJECT, state__in=WENT_OUT
    )
    sent: dict[str, list[OutgoingMessage]] = defaultdict(list)
    for message in rows.order_by("-send_after")[:500]:
        sent[_bare(message.subject)].append(message)
    found: dict[int, Match] = {}
    for at, bare in wanted.items():
        fitting = [message for message in sent[bare] if _fits(mails[at], message, names)]
        if len({message.person_id for message in fitting}) == 1:
            message = fitting[0]
            found[at] = Match(
                person=message.person, followup=message.touch.followup, answers=message, by="subject"
            )
    return found


def latest_to(addresses: Collection[str], known: Known, *, now: datetime) -> dict[str, OutgoingMessage]:
    """The last letter from this mailbox to each address that may still come back. One query."""
    rows = OutgoingMessage.objects.select_related("person", "touch__followup").filter(
        mailbox=known.mailbox,
        to_address__in=list(addresses)[:500],
        claimed_at__gte=now - BY_ADDRESS,
        state__in=WENT_OUT,
    )
    return {message.to_address: message for message in rows.order_by("claimed_at", "pk")} if addresses else {}


def _fits(mail: Mail, message: OutgoingMessage, names: Collection[str]) -> bool:
    domain = _domain(mail.from_address)
    if domain and domain not in _OPEN_TO_ALL and domain == _domain(message.to_address):
        return True
    name = fold(mail.from_name).strip()
    return name in names and name == fold(message.person.full_name).strip()


def shared(found: Match, known: Known) -> list[tuple[Person, FollowUp | None]]:
    """The others at the address, each with what runs with them."""
    return [(person, known.followup_of(person, known.mailbox.owner_id)) for person in found.sharing]


def _is_answerable(message: OutgoingMessage | None) -> bool:
    return message is not None and message.state in WENT_OUT


def _answered_subject(mail: Mail) -> str:
    folded = fold(mail.subject[:300])
    return _bare(folded) if _ANSWERING.match(folded) else ""


def _bare(subject: str) -> str:
    return " ".join(_ANSWERING.sub("", fold(subject[:300])).split())


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _last_contact(person: Person) -> tuple[bool, Any, int]:
    return (person.last_contact_at is not None, person.last_contact_at or person.created_at, -person.pk)


def _spellings(address: str) -> set[str]:
    """An address as it travels (xn--…) and as people write it."""
    local, _, domain = address.rpartition("@")
    ways = {address}
    with suppress(idna.IDNAError, UnicodeError):
        if "xn--" in domain:
            ways.add(f"{local}@{idna.decode(domain)}")
        elif not domain.isascii():
            ways.add(f"{local}@{idna.encode(domain).decode()}")
    return ways
