"""What waits for somebody's eyes: answers first, the longest waiting first; then what has been dealt with by itself.

An answer waits in two places, at its letter (IncomingMessage.settled_at) and at the follow-up it belongs to
(FollowUp.answer_waits_since): the first is what the inbox lists, the second stops the plan. Both are settled here,
together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import BooleanField, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.accounts.models import Member, Workspace
from twelfth.flow.next_moment import lock, lock_people, redecide_people, redecide_person
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.models import ContactPoint, Person
from twelfth.reading.classify import Kind
from twelfth.rules.terms import Channel

#: What hear() stops a plan for, until somebody has looked at it.
STOPS_A_PLAN = (Kind.REPLY, Kind.UNSUBSCRIBE)
#: For so long the inbox shows what nobody has to answer.
QUIET_FOR = timedelta(days=30)
#: Rows that are written at once.
_SOME = 500

#: The condition of the index `incoming_waiting`, word by word: with values filled in later SQLite would not use it.
_IN_INDEX = RawSQL(
    "mail_incomingmessage.kind IN ('reply', 'unsubscribe') AND mail_incomingmessage.settled_at IS NULL",
    [],
    output_field=BooleanField(),
)


class Tab(StrEnum):
    """ANSWERS wait for somebody. The others were dealt with by themselves: a wish to be left alone was obeyed, an
    absence waited for, a dead address left out (BOUNCED: who cannot be reached any more, then each letter that came
    back)."""

    ANSWERS = "answers"
    STOPPED = "stopped"
    AWAY = "away"
    BOUNCED = "bounced"
    OTHER = "other"


KINDS: dict[Tab, tuple[Kind, ...]] = {
    Tab.ANSWERS: (Kind.REPLY,),
    Tab.STOPPED: (Kind.UNSUBSCRIBE, Kind.COMPLAINT),
    Tab.AWAY: (Kind.AUTO_REPLY,),
    Tab.BOUNCED: (Kind.BOUNCE,),
    Tab.OTHER: (Kind.CALENDAR, Kind.CHALLENGE, Kind.OTHER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The letters of one person about one matter. `newest` is the one to show; the oldest came at `since`."""

    newest: IncomingMessage
    since: datetime
    letters: int


def count_waiting(workspace: Workspace, member: Member | None) -> int:
    """How many people wait for an answer: of this member's, or (None) of everybody's. One query."""
    rows = _of(Tab.ANSWERS, workspace, member)
    return rows.values("person", "followup").distinct().count()


def count_tabs(workspace: Workspace, member: Member | None, *, now: datetime) -> dict[Tab, int]:
    """How much lies in each. Four queries."""
    counts = dict.fromkeys(Tab, 0)
    counts[Tab.ANSWERS] = count_waiting(workspace, member)
    quiet = _visible_to(IncomingMessage.objects.filter(workspace=workspace, settled_at=None), member)
    by_kind = dict(
        quiet.filter(received_at__gte=now - QUIET_FOR)
        .values_list("kind")
        .annotate(count=Count("pk"))
        .order_by()
    )
    for tab, kinds in KINDS.items():
        if tab not in {Tab.ANSWERS, Tab.BOUNCED}:
            counts[tab] = sum(by_kind.get(kind, 0) for kind in kinds)
    came_back = _of(Tab.BOUNCED, workspace, member).filter(received_at__gte=now - QUIET_FOR)
    counts[Tab.BOUNCED] = came_back.count() + dead_ends(workspace, member).count()
    return counts


def waiting(
    workspace: Workspace, member: Member | None, tab: Tab, *, now: datetime, first: int = 0, most: int = 50
) -> list[Waiting]:
    """Who waits, the longest first; in the quiet tabs the newest first. Two queries, however many there are."""
    rows = _of(tab, workspace, member)
    if tab is not Tab.ANSWERS:
        rows = rows.filter(received_at__gte=now - QUIET_FOR)
    groups = (
        rows.values("person", "followup")
        .annotate(since=Min("received_at"), newest=Max("pk"), letters=Count("pk"))
        .order_by("since" if tab is Tab.ANSWERS else "-since", "newest")
    )
    page = list(groups[first : first + most])
    letters = (
        IncomingMessage.objects.select_related("person__company", "followup__version__cadence", "mailbox")
        .defer("full_text")
        .in_bulk([group["newest"] for group in page])
    )
    return [
        Waiting(newest=letters[group["newest"]], since=group["since"], letters=group["letters"])
        for group in page
    ]


def letters_with(message: IncomingMessage) -> list[IncomingMessage]:
    """Everything that waits together with this letter, oldest first; itself where it no longer waits."""
    # By the person alone: the workspace would be an index more to choose from, and the longer one.
    together = IncomingMessage.objects.filter(
        person=message.person_id,
        followup=message.followup_id,
        kind=message.kind,
        settled_at=None,
    )
    found = list(together.order_by("received_at", "pk")) if message.settled_at is None else []
    return found or [message]


def dead_ends(workspace: Workspace, member: Member | None) -> QuerySet[Person]:
    """People who are being followed up and whose e-mail addresses all came back."""
    emails = ContactPoint.objects.filter(channel=Channel.EMAIL)
    running = FollowUp.objects.filter(person=OuterRef("pk"), ended_at=None)
    if member is not None:
        running = running.filter(owner=member)
    return Person.objects.filter(
        ~Exists(emails.filter(person=OuterRef("pk"), state=ContactPoint.WORKS)),
        Exists(running),
        pk__in=emails.filter(workspace=workspace, state=ContactPoint.BOUNCED).values("person"),
    )


def _of(tab: Tab, workspace: Workspace, member: Member | None) -> QuerySet[IncomingMessage]:
    rows = IncomingMessage.objects.filter(workspace=workspace, settled_at=None, kind__in=KINDS[tab])
    if tab is Tab.ANSWERS:
        rows = rows.filter(_IN_INDEX)
    elif tab is Tab.BOUNCED:
        # Who has no address left stands in the same tab already, and asks for more than to be seen.
        rows = rows.exclude(person__in=dead_ends(workspace, member))
    return _visible_to(rows, member)


def _visible_to(rows: QuerySet[IncomingMessage], member: Member | None) -> QuerySet[IncomingMessage]:
    """Whose it is to answer: whoever follows up, and where nobody does, whoever's mailbox it came to."""
    if member is None:
        return rows
    return rows.filter(Q(followup__owner=member) | Q(followup=None, mailbox__owner=member))


@transaction.atomic
def set_aside(by: Actor, message: IncomingMessage, *, now: datetime) -> None:
    """Looked at; it needs nothing. Where a plan waits for it, that goes on, its clock starting at the answer."""
    by.require(Permission.WORK)
    ids = [letter.pk for letter in letters_with(message)]
    followups = [message.followup_id] if message.followup_id is not None else []
    if followups:
        lock(followups[0])
    IncomingMessage.objects.filter(pk__in=ids, settled_at=None).update(settled_at=now)
    if message.kind in STOPS_A_PLAN:
        _go_on(followups, [message.person_id], now=now)
    record(by, "message.settled", message, now=now)


@transaction.atomic
def set_all_aside(by: Actor, member: Member | None, tab: Tab, *, now: datetime) -> int:
    """Everything in a quiet tab was looked at; how many letters that were. Answers are looked at one by one."""
    by.require(Permission.WORK)
    if tab is Tab.ANSWERS:
        return 0
    letters = list(_of(tab, by.workspace, member).values_list("pk", "followup", "person", "kind"))
    for start in range(0, len(letters), _SOME):
        ids = [pk for pk, *_ in letters[start : start + _SOME]]
        IncomingMessage.objects.filter(pk__in=ids, settled_at=None).update(settled_at=now)
    stopped = [
        (followup, person) for _, followup, person, kind in letters if followup and kind in STOPS_A_PLAN
    ]
    if stopped:
        people = sorted({person for _, person in stopped})
        lock_people(people)
        _go_on([followup for followup, _ in stopped], people, now=now)
    if letters:
        record(by, "messages.settled", by.workspace, now=now, count=len(letters), tab=tab)
    return len(letters)


@transaction.atomic
def bring_back(by: Actor, message: IncomingMessage, *, now: datetime) -> None:
    """It was set aside by mistake: with everything that was settled in the same moment it waits again."""
    by.require(Permission.WORK)
    if message.settled_at is None:
        return
    if message.followup_id is not None and message.kind in STOPS_A_PLAN:
        wait_again([message.followup_id], settled_at=message.settled_at)
        redecide_person(message.person_id, now=now)
    else:
        together = IncomingMessage.objects.filter(
            person=message.person_id, followup=message.followup_id, settled_at=message.settled_at
        )
        together.update(settled_at=None)
    record(by, "message.brought_back", message, now=now)


def _go_on(followups: Iterable[int], people: Sequence[int], *, now: datetime) -> None:
    """What waited for letters that were looked at goes on, except where another answer still waits."""
    ids = set(followups)
    still = IncomingMessage.objects.filter(followup__in=ids, settled_at=None, kind=Kind.REPLY)
    settle_answers(ids - set(still.values_list("followup", flat=True)), now=now)
    redecide_people(people, now=now)


def settle_answers(followups: Iterable[int], *, now: datetime) -> None:
    """Somebody acted on these follow-ups, so they have seen the answers: none of them waits any longer.

    The one place that says so, called by whatever settles an answer, in its transaction and under its lock.
    """
    ids = list(followups)
    for start in range(0, len(ids), _SOME):
        some = ids[start : start + _SOME]
        FollowUp.objects.filter(pk__in=some).exclude(answer_waits_since=None).update(
            answer_waited_since=F("answer_waits_since"), answer_settled_at=now, answer_waits_since=None
        )
        waits = IncomingMessage.objects.filter(followup__in=some, settled_at=None, kind__in=STOPS_A_PLAN)
        waits.update(settled_at=now)


def wait_again(followups: Iterable[int], *, settled_at: datetime) -> None:
    """What settled their answers at that moment was taken back: they wait as before."""
    ids = list(followups)
    letters = IncomingMessage.objects.filter(followup__in=ids, settled_at=settled_at, kind__in=STOPS_A_PLAN)
    since = dict(letters.values_list("followup").annotate(since=Min("received_at")).order_by())
    IncomingMessage.objects.filter(followup__in=since, settled_at=settled_at, kind__in=STOPS_A_PLAN).update(
        settled_at=None
    )
    for followup_id, at in since.items():
        running = FollowUp.objects.filter(pk=followup_id, ended_at=None, answer_waits_since=None)
        running.update(answer_waits_since=at)
    # One that was noted by hand has no letter.
    noted = FollowUp.objects.filter(
        pk__in=ids, answer_settled_at=settled_at, ended_at=None, answer_waits_since=None
    )
    noted.update(answer_waits_since=F("answer_waited_since"))
