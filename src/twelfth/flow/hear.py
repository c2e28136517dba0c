"""Stage five: what comes in. A human answer pauses what runs with the person; what is no answer does not.

letters.py       a message, read as far as it matters
understand.py    what each of a batch is to us (match.py: whose it is), before anything is written
hear.py          takes the batch in, in one transaction
hear_answers.py  answers and absences
hear_reports.py  bounces and complaints
hear_ours.py     what we wrote: copies, and letters written with another program
heard.py         what the batch gathers; storing
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from twelfth.accounts.actor import Actor
from twelfth.flow.act import hold_automatic
from twelfth.flow.hear_answers import take_incoming
from twelfth.flow.hear_ours import note_copy, note_written
from twelfth.flow.hear_reports import take_report
from twelfth.flow.heard import Batch, Heard
from twelfth.flow.letters import letter
from twelfth.flow.next_moment import lock_people, redecide_people
from twelfth.flow.standing import judge
from twelfth.flow.understand import (
    Incoming,
    KnownAlready,
    OwnCopy,
    Reported,
    Stranger,
    Understood,
    WrittenElsewhere,
    understand,
)
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import FolderUse

__all__ = ["Heard", "hear", "take_in"]


def hear(mailbox: Mailbox, raw: bytes, *, use: FolderUse = FolderUse.INBOX, now: datetime) -> Heard:
    """Take in one message. Never raises for what it contains."""
    return take_in(mailbox, understand(mailbox, [letter(raw, use)], now=now), now=now)[0]


@transaction.atomic
def take_in(mailbox: Mailbox, batch: Sequence[Understood], *, now: datetime) -> list[Heard]:
    """Store what was understood, and let it move what it should: all of it or nothing.

    Everybody concerned is locked first, in one order; what runs with them is decided anew once, at the end.
    """
    heard = Batch(mailbox=mailbox, by=Actor(mailbox.workspace), now=now)
    people = sorted({person for one in batch for person in _concerned(one)})
    if people:
        lock_people(people)
        heard.look_back(people, [one.identity for one in batch if isinstance(one, Incoming | Reported)])
    results = [_take(heard, one) for one in batch]
    heard.write()
    _settle(heard)
    return results


def _take(heard: Batch, one: Understood) -> Heard:
    match one:
        case Stranger():
            return Heard.STRANGER
        case KnownAlready():
            return Heard.KNOWN_ALREADY
        case OwnCopy():
            return note_copy(heard, one)
        case WrittenElsewhere():
            return note_written(heard, one)
        case Reported():
            return take_report(heard, one)
        case Incoming():
            return take_incoming(heard, one)


def _concerned(one: Understood) -> Iterable[int]:
    match one:
        case OwnCopy() | Reported():
            return [one.message.person_id]
        case WrittenElsewhere():
            return [recipient.person.pk for recipient in one.to]
        case Incoming():
            return [one.match.person.pk, *(person.pk for person, _ in one.sharing)]
        case Stranger() | KnownAlready():
            return []


def _settle(heard: Batch) -> None:
    """What each letter left to be done once for all of them."""
    if heard.answered:
        hold_automatic(heard.by, heard.answered, "They answered.", now=heard.now)
    if heard.away:
        hold_automatic(heard.by, heard.away, "They are away.", now=heard.now)
    if moved := heard.moved | heard.answered | heard.away:
        redecide_people(moved, now=heard.now)
    for mailbox in sorted(heard.judged):
        judge(mailbox, heard.now)
