"""What a batch of letters does, gathered while they are taken in; stored letters."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q

from twelfth.accounts.actor import Actor
from twelfth.accounts.events import record_many
from twelfth.flow.match import Match
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage, Mailbox
from twelfth.people.models import Person
from twelfth.reading.classify import Kind
from twelfth.reading.mail import Mail
from twelfth.rules.terms import Direction
from twelfth.touches.actions import NewTouch, add_heard
from twelfth.touches.models import Touch

#: Of one person's letters so many are taken in within an hour; the rest stay in the mailbox.
MOST_IN_AN_HOUR = 20
_MOST_ATTACHMENTS = 50
_MOST_TEXT = 1_000_000
# PostgreSQL stores neither; halves of characters cannot be encoded at all.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: Older than this a letter of a program is dated by its arrival, whatever it says.
_BELIEVED = timedelta(days=30)


class Heard(StrEnum):
    """What a message turned out to be for us."""

    OWN_COPY = "own_copy"
    ELSEWHERE = "elsewhere"
    STRANGER = "stranger"
    KNOWN_ALREADY = "known_already"
    ANSWER = "answer"
    ABSENCE = "absence"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    NOTED = "noted"
    FLOOD = "flood"


@dataclass(slots=True, kw_only=True)
class Batch:
    """Letters of one mailbox that are taken in together, and what they leave to be done once for all of them.

    The sets hold people: who answered, who is away, whose follow-ups are to be decided anew. `judged`: mailboxes of
    ours of which something bad was reported. `lately`: how much each person wrote within the hour.
    """

    mailbox: Mailbox
    by: Actor
    now: datetime
    answered: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)
    lately: Counter[int] = field(default_factory=Counter)
    _known: set[tuple[str, int]] = field(default_factory=set)
    _letters: list[tuple[IncomingMessage, int | None]] = field(default_factory=list)
    _touches: list[tuple[Person, FollowUp | None, NewTouch]] = field(default_factory=list)

    def look_back(self, people: Collection[int], identities: Collection[str]) -> None:
        """What these people wrote within the last hour, and which of the letters are stored. Called with them locked,
        so that two mailboxes do not store one letter at the same moment. Three queries."""
        since = self.now - timedelta(hours=1)
        touches = Touch.objects.filter(person__in=people, direction=Direction.IN, recorded_at__gt=since)
        others = IncomingMessage.objects.filter(
            Q(touch=None), person__in=people, received_at__gt=self.now - timedelta(days=1)
        )
        for rows in (touches, others):
            self.lately.update(dict(rows.values_list("person").annotate(count=Count("pk")).order_by()))
        same = IncomingMessage.objects.filter(workspace=self.by.workspace, identity__in=identities)
        for identity, person, mailbox in same.values_list("identity", "person", "mailbox"):
            self._know(identity, person, mailbox)

    def store(self, incoming: IncomingMessage, touch: NewTouch | None = None) -> bool:
        """Keep the letter, with its contact if it is one. False when the workspace has it: read again, or sent to two
        colleagues at once."""
        marks = ((incoming.identity, incoming.person_id), (incoming.identity, -self.mailbox.pk))
        if self._known.intersection(marks):
            return False
        self._know(incoming.identity, incoming.person_id, self.mailbox.pk)
        place = None
        if touch is not None:
            place = len(self._touches)
            self.add_touch(incoming.person, incoming.followup, touch)
        self._letters.append((incoming, place))
        self.lately[incoming.person_id] += 1
        return True

    def add_touch(self, person: Person, followup: FollowUp | None, touch: NewTouch) -> None:
        self._touches.append((person, followup, touch))
        self.moved.add(person.pk)

    def write(self) -> None:
        """Store what was gathered. Five queries."""
        touches = add_heard(self.by, self._touches, now=self.now) if self._touches else []
        for incoming, place in self._letters:
            incoming.touch = None if place is None else touches[place]
        if self._letters:
            stored = IncomingMessage.objects.bulk_create([incoming for incoming, _ in self._letters])
            record_many(self.by, [("message.heard", incoming) for incoming in stored], now=self.now)

    def _know(self, identity: str, person: int, mailbox: int) -> None:
        self._known |= {(identity, person), (identity, -mailbox)}


def new_incoming(batch: Batch, mail: Mail, identity: str, match: Match, kind: Kind) -> IncomingMessage:
    """Not saved yet. Of its attachments only the names are kept."""
    return IncomingMessage(
        workspace=batch.by.workspace,
        mailbox=batch.mailbox,
        person=match.person,
        followup=match.followup,
        answers=match.answers,
        identity=storable(identity)[:200],
        references=storable(" ".join(mail.references))[-4000:],
        from_address=storable(mail.from_address)[:320],
        subject=storable(mail.subject)[:300],
        received_at=received_at(mail, match, now=batch.now),
        kind=kind,
        full_text=storable(mail.text),
        matched_by=match.by,
        attachments=[
            {"name": storable(file.name)[:200], "type": storable(file.content_type)[:100], "size": file.size}
            for file in mail.attachments[:_MOST_ATTACHMENTS]
        ],
    )


def received_at(mail: Mail, match: Match, *, now: datetime) -> datetime:
    """When they wrote it, as their clock says; one that is far off, or puts an answer before what it answers, is not
    believed."""
    written = mail.date or now
    if not now - _BELIEVED <= written <= now:
        written = now
    if match.answers is not None and written <= match.answers.touch.at:
        return max(now, match.answers.touch.at)
    return written


def storable(text: str) -> str:
    """Text that both databases take."""
    return _UNSTORABLE.sub("\ufffd", text)[:_MOST_TEXT]
