"""How much a mailbox sends, and when: the limits held in the moment of sending, and looked ahead when queueing.

Two workers never exceed a limit together: what is claimed is let through or given back in the transaction of the
claim, and that transaction holds the mailbox's row (docs/explanation/sending-limits.md).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate

from twelfth.accounts.actor import Actor, Permission
from twelfth.accounts.events import record
from twelfth.flow.may_go import TOO_LATE
from twelfth.messages.actions import LEASE, Result, claim, settle_many
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.rules import pacing
from twelfth.rules.calendar import local_day, start_of_day
from twelfth.rules.pacing import Counts, Letter, Limits, Provider, Ramp, Taken
from twelfth.rules.terms import NO_CONTACT
from twelfth.touches.models import COUNTS, Touch

#: These took a place: an unknown one may have gone out.
_TAKE_A_PLACE = Q(state__in=[MessageState.SENT, MessageState.CLAIMED, MessageState.UNKNOWN])
#: A letter's way from claim to server is no longer than its lease.
_ON_THE_WAY = LEASE
_LIMITS = ("most_in_1_day", "most_in_1_hour", "most_new_in_1_day", "cold_gap_minutes")
#: How many claims in a row may come to nothing before another mailbox has its turn.
_MOST_CLAIMS = 20
#: A place that is free for the mailbox and for the reader is looked for so often; the moment of sending looks again.
_MOST_LOOKS = 8


@dataclass(frozen=True, slots=True)
class Wait:
    """When the next free place is, and the sentence that says why not now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLimits:
    """What somebody sets for a mailbox, checked by the form; `warms_up`: it is new to its readers."""

    most_in_1_day: int
    most_in_1_hour: int
    most_new_in_1_day: int
    cold_gap_minutes: int
    warms_up: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a mailbox stands now. Counts hold what went out and what is on its way; `most_…_today` knows of warming up.

    `next_new` and `next_by_hand`: where a letter to somebody new that goes by itself, and one that a person approves,
    would have their place; with the sentence why not now, "" for at once.
    """

    limits: Limits
    sent_today: int
    sent_in_1_hour: int
    new_today: int
    most_today: int
    most_new_today: int
    queued: int
    next_new: Wait
    next_by_hand: Wait

    @property
    def left_today(self) -> int:
        return max(self.most_today - self.sent_today, 0)

    @property
    def is_warming_up(self) -> bool:
        return not pacing.is_warm(self.limits)


def take(worker: str, most: int, *, mailbox: int | None = None, now: datetime) -> list[OutgoingMessage]:
    """Claim as `messages.actions.claim` does, but only what the mailbox may send now.

    What has to wait goes back to the queue until its place, with the reason, before anybody sees it claimed. Nothing is
    returned only when nothing is due (of that mailbox), or when all that was looked at has to wait.
    """
    for _ in range(_MOST_CLAIMS):
        claimed, going = _take_once(worker, most, mailbox, now=now)
        if going or not claimed:
            return going
    return []


@transaction.atomic
def _take_once(
    worker: str, most: int, mailbox: int | None, *, now: datetime
) -> tuple[int, list[OutgoingMessage]]:
    claimed = claim(worker, most, mailbox=mailbox, now=now)
    if not claimed:
        return 0, []
    waiting = waits(claimed, now=now)
    back = [
        Result(
            message=message,
            state=MessageState.QUEUED,
            at=waiting[message.pk].until,
            trouble=waiting[message.pk].why,
        )
        for message in claimed
        if message.pk in waiting
    ]
    if back:
        settle_many(back, now=now)
    return len(claimed), [message for message in claimed if message.pk not in waiting]


def waits(messages: Sequence[OutgoingMessage], *, now: datetime) -> dict[int, Wait]:
    """Which of these claimed messages of one mailbox must not go now, by their keys.

    Call it in the transaction that claimed them: it locks the mailbox's row, so that of two workers the second counts
    what the first let through. At most four queries. What a person approved comes first, then what waits longest.
    """
    if not messages:
        return {}
    mailbox = locked(messages[0].mailbox_id)
    # What is too late is taken back and planned anew: a new place would only hide that.
    late = {m.pk for m in messages if m.automatic and now - m.send_after > TOO_LATE}
    rows = sorted((m for m in messages if m.pk not in late), key=lambda m: (m.automatic, m.send_after, m.pk))
    mine = [message.pk for message in messages]
    limits = limits_of(mailbox, now=now)
    if not any(message.automatic for message in rows):
        counts = _counts(mailbox, limits, now=now)
        if pacing.all_may_go(limits, counts, len(rows)):
            return {}
    taken = places(mailbox, without=mine, now=now)
    found: dict[int, Wait] = {}
    for message in rows:
        letter = _letter(message)
        free = pacing.place(limits, taken, letter, after=now)
        taken.append(Taken(free.at, letter.domain, letter.is_cold, letter.automatic))
        if free.at > now:
            found[message.pk] = Wait(free.at, pacing.sentence(free, limits, letter, now=now))
    return found


def locked(mailbox_id: int) -> Mailbox:
    """The mailbox with its owner, its row held until the transaction ends. Queueing is not kept waiting by it."""
    rows = Mailbox.objects.select_for_update(no_key=True, of=("self",)).select_related("owner")
    return rows.get(pk=mailbox_id)


def cold_among(people: Collection[int]) -> set[int]:
    """Those whom nobody of us has contacted before, on any channel, and who have not come to us."""
    known = Touch.objects.filter(COUNTS, person__in=people).exclude(outcome__in=NO_CONTACT)
    return set(people) - set(known.values_list("person", flat=True))


class Ahead:
    """The places that a mailbox has ahead for letters that are about to be queued, given also what is queued already.
    Three queries, then none."""

    def __init__(self, mailbox: Mailbox, *, now: datetime) -> None:
        self._now = now
        self._limits = limits_of(mailbox, now=now)
        self._taken = places(mailbox, without=(), now=now) + _queued(mailbox, now=now)

    def take(self, letter: Letter, welcome: Callable[[datetime], datetime]) -> tuple[datetime, str]:
        """The place of this letter, which is taken from now on, at a moment that is welcome to its reader; and the
        sentence why not now, "" for at once.

        `welcome`: the first moment from a given one on that the guard allows.
        """
        now = self._now
        first = found = pacing.place(self._limits, self._taken, letter, after=now)
        for _ in range(_MOST_LOOKS):
            if found.at == now or (open_at := welcome(found.at)) == found.at:
                break
            found = pacing.place(self._limits, self._taken, letter, after=open_at)
        self._taken.append(Taken(found.at, letter.domain, letter.is_cold, letter.automatic))
        return found.at, pacing.sentence(replace(first, at=found.at), self._limits, letter, now=now)


def outlook(mailbox: Mailbox, *, now: datetime) -> Outlook:
    """For pages: at most four queries."""
    limits = limits_of(mailbox, now=now)
    sent, queued = places(mailbox, without=(), now=now), _queued(mailbox, now=now)
    today = [one for one in sent if local_day(one.at, limits.zone) == local_day(now, limits.zone)]
    days = limits.ramp.days if limits.ramp else 0
    # No reader's domain: that of the next letter is not known.
    new = Letter(domain="", is_cold=True, automatic=True, seed=mailbox.pk)
    by_hand = Letter(domain="", is_cold=False, automatic=False, seed=mailbox.pk)
    return Outlook(
        limits=limits,
        sent_today=len(today),
        sent_in_1_hour=sum(one.at > now - timedelta(hours=1) for one in sent),
        new_today=sum(one.is_cold for one in today),
        most_today=pacing.letters_on(limits, days),
        most_new_today=pacing.new_people_on(limits, days),
        queued=len(queued),
        next_new=_next(limits, sent + queued, new, now=now),
        next_by_hand=_next(limits, sent, by_hand, now=now),
    )


def _next(limits: Limits, taken: Sequence[Taken], letter: Letter, *, now: datetime) -> Wait:
    found = pacing.place(limits, taken, letter, after=now)
    return Wait(found.at, pacing.sentence(found, limits, letter, now=now))


@transaction.atomic
def set_limits(by: Actor, mailbox: Mailbox, new: NewLimits, *, now: datetime) -> None:
    """Raises NotAllowed."""
    by.require(Permission.MANAGE)
    mailbox = locked(mailbox.pk)
    mailbox.most_in_1_day = new.most_in_1_day
    mailbox.most_in_1_hour = new.most_in_1_hour
    mailbox.most_new_in_1_day = new.most_new_in_1_day
    mailbox.cold_gap_minutes = new.cold_gap_minutes
    if not new.warms_up:
        mailbox.ramp_since = None
    elif mailbox.ramp_since is None:
        mailbox.ramp_since = local_day(now, mailbox.owner.zone)
    mailbox.save(update_fields=[*_LIMITS, "ramp_since"])
    record(by, "mailbox.limits", mailbox, now=now, **{name: getattr(mailbox, name) for name in _LIMITS})


def end_ramps(*, now: datetime) -> int:
    """Let go of the warming up where it holds nothing back any more; how many those were."""
    ended = 0
    for mailbox in Mailbox.objects.exclude(ramp_since=None).select_related("owner", "workspace"):
        if pacing.is_warm(limits_of(mailbox, now=now)):
            with transaction.atomic():
                if Mailbox.objects.filter(pk=mailbox.pk, ramp_since=mailbox.ramp_since).update(
                    ramp_since=None
                ):
                    record(Actor(mailbox.workspace), "mailbox.warm", mailbox, now=now)
                    ended += 1
    return ended


# --- reading what was sent --------------------------------------------------------------------------------


def limits_of(mailbox: Mailbox, *, now: datetime) -> Limits:
    """The mailbox's limits as they stand today; one query, and only while it warms up. Reads its owner."""
    return Limits(
        zone=mailbox.owner.zone,
        most_in_1_day=mailbox.most_in_1_day,
        most_in_1_hour=mailbox.most_in_1_hour,
        most_new_in_1_day=mailbox.most_new_in_1_day,
        cold_gap=timedelta(minutes=mailbox.cold_gap_minutes),
        ramp=_ramp(mailbox, now=now),
        provider=provider_of(mailbox),
    )


def provider_of(mailbox: Mailbox) -> Provider | None:
    """Whose limits stand above our own: known by the server, or by how we log in."""
    host = mailbox.smtp_host.lower().rstrip(".")
    domain = mailbox.address.rpartition("@")[2].lower()
    if mailbox.auth == Mailbox.GOOGLE or host.endswith((".gmail.com", ".google.com")):
        return pacing.GMAIL if domain in {"gmail.com", "googlemail.com"} else pacing.GOOGLE
    if mailbox.auth == Mailbox.MICROSOFT or host.endswith((".office365.com", ".outlook.com")):
        return pacing.MICROSOFT
    return None


def places(mailbox: Mailbox, *, without: Sequence[int], now: datetime) -> list[Taken]:
    """Every place taken that a limit may still look at. One query."""
    rows = _lately(mailbox, _horizon(mailbox, now=now), without)
    values = rows.values_list("state", "sent_at", "claimed_at", "to_address", "is_cold", "automatic")
    return [
        # One that is on its way goes out now at the earliest.
        Taken(
            now if state == MessageState.CLAIMED else sent_at or claimed_at or now,
            _domain(to),
            cold,
            automatic,
        )
        for state, sent_at, claimed_at, to, cold, automatic in values
    ]


def _counts(mailbox: Mailbox, limits: Limits, *, now: datetime) -> Counts:
    """Never fewer than there are, from an index alone: for mailboxes that send thousands. One query.

    It goes by the moment of the claim, which is up to `_ON_THE_WAY` before the place, and counts whatever was claimed,
    the asking messages with it.
    """
    rows = OutgoingMessage.objects.filter(mailbox=mailbox, claimed_at__gte=_horizon(mailbox, now=now))

    def since(moment: datetime) -> Count:
        return Count("claimed_at", filter=Q(claimed_at__gte=moment - _ON_THE_WAY))

    return Counts(
        **rows.aggregate(
            today=since(start_of_day(local_day(now, limits.zone), limits.zone)),
            in_1_day=since(now - timedelta(days=1)),
            in_1_hour=since(now - timedelta(hours=1)),
            in_1_minute=since(now - timedelta(minutes=1)),
        )
    )


def _lately(mailbox: Mailbox, since: datetime, without: Sequence[int]) -> QuerySet[OutgoingMessage]:
    rows = OutgoingMessage.objects.filter(_TAKE_A_PLACE, mailbox=mailbox, claimed_at__gte=since)
    return rows.exclude(pk__in=without)


def _horizon(mailbox: Mailbox, *, now: datetime) -> datetime:
    zone = mailbox.owner.zone
    return min(start_of_day(local_day(now, zone), zone), now - timedelta(days=1)) - _ON_THE_WAY


def _queued(mailbox: Mailbox, *, now: datetime) -> list[Taken]:
    rows = OutgoingMessage.objects.filter(mailbox=mailbox, state=MessageState.QUEUED, send_after__gte=now)
    values = rows.values_list("send_after", "to_address", "is_cold", "automatic")
    return [Taken(at, _domain(to), cold, automatic) for at, to, cold, automatic in values]


def _ramp(mailbox: Mailbox, *, now: datetime) -> Ramp | None:
    if mailbox.ramp_since is None:
        return None
    zone = mailbox.owner.zone
    today = local_day(now, zone)
    sent = OutgoingMessage.objects.filter(
        mailbox=mailbox,
        state=MessageState.SENT,
        claimed_at__gte=start_of_day(mailbox.ramp_since, zone),
        sent_at__lt=start_of_day(today, zone),
    )
    days = sent.aggregate(days=Count(TruncDate("sent_at", tzinfo=ZoneInfo(zone)), distinct=True))["days"]
    return Ramp(today, days)


def _letter(message: OutgoingMessage) -> Letter:
    return Letter(
        domain=_domain(message.to_address),
        is_cold=message.is_cold,
        automatic=message.automatic,
        seed=message.person_id,
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
