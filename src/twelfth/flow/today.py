"""Today: what one member has to do, in the order in which a good seller would do it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from twelfth.accounts.models import Member
from twelfth.brief.brief import why
from twelfth.flow.decider import missing_deciders
from twelfth.followups.models import FollowUp
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.rules.terms import NextKind
from twelfth.touches.models import Touch, TouchState

#: More than anybody does in a day; the rest is counted and linked.
MOST = 100

WORD, ANSWERED, BACK, NOW, LATER, LOOK = "word", "answered", "back", "now", "later", "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the list."""

    followup: FollowUp
    group: str
    why: str
    is_late: bool
    local_time: datetime
    #: It is time to know who decides, and nobody does.
    asks_who_decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayList:
    day: date
    items: list[Item]
    total: int
    done: list[Touch]
    #: Messages that need a person: failed or unknown.
    troubled: int

    def group(self, name: str) -> list[Item]:
        return [item for item in self.items if item.group == name]


def local_today(member: Member, now: datetime) -> date:
    """The reader's today."""
    return now.astimezone(ZoneInfo(member.zone)).date()


def due_today(member: Member, *, now: datetime) -> QuerySet[FollowUp]:
    """What the member has to do by the end of their day, overdue included."""
    return FollowUp.objects.filter(
        workspace=member.workspace_id,
        owner=member,
        ended_at=None,
        next_is_due=True,
        next_is_automatic=False,
        next_at__lt=_day_begins(member, local_today(member, now) + timedelta(days=1)),
    )


def today(member: Member, *, now: datetime) -> TodayList:
    """Seven queries at most, however long the list is."""
    day = local_today(member, now)
    rows = due_today(member, now=now).select_related("person__company")
    due = list(rows.order_by("next_at", "pk")[:MOST])
    without = missing_deciders(due)
    items = [_item(followup, member, day, now, asks=followup.pk in without) for followup in due]
    items.sort(key=lambda item: (_ORDER[item.group], item.followup.next_at, item.followup.pk))
    done = Touch.objects.filter(
        workspace=member.workspace_id,
        member=member,
        at__gte=_day_begins(member, day),
        number__isnull=False,
        state__in=[TouchState.DONE, TouchState.IN_FLIGHT],
    )
    return TodayList(
        day=day,
        items=items,
        total=len(items) if len(items) < MOST else due_today(member, now=now).count(),
        done=list(done.select_related("person").order_by("-at")[:50]),
        troubled=OutgoingMessage.objects.filter(
            workspace=member.workspace_id,
            mailbox__owner=member,
            state__in=[MessageState.FAILED, MessageState.UNKNOWN],
            touch__followup__ended_at=None,
        ).count(),
    )


_ORDER = {WORD: 0, ANSWERED: 1, BACK: 2, NOW: 3, LATER: 4, LOOK: 5}


def _item(followup: FollowUp, member: Member, day: date, now: datetime, *, asks: bool) -> Item:
    # All of one workspace, which the caller has: read again for each row, it took a fifth of the list's time.
    followup.workspace = followup.person.workspace = member.workspace
    return Item(
        followup=followup,
        group=_group(followup, now),
        why=why(followup, today=day),
        is_late=followup.next_day is not None and followup.next_day < day,
        local_time=now.astimezone(ZoneInfo(followup.person.zone or followup.workspace.zone)),
        asks_who_decides=asks,
    )


def _group(followup: FollowUp, now: datetime) -> str:
    match followup.next_kind:
        case NextKind.PROMISE:
            return WORD
        case NextKind.ANSWER:
            return ANSWERED
        case NextKind.WAKE:
            return BACK
        case NextKind.STEP:
            return NOW if followup.next_at is not None and followup.next_at <= now else LATER
        case _:
            return LOOK


def _day_begins(member: Member, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(member.zone)).astimezone(UTC)
