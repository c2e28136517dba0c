"""What the page “Sending” shows of a mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twelfth.flow.pacing import Outlook, outlook
from twelfth.flow.sender_check import stored_findings
from twelfth.flow.standing import came_back, tally
from twelfth.messages.models import Mailbox, OutgoingMessage
from twelfth.reading.bounce_reason import BounceClass
from twelfth.rules import standing
from twelfth.rules.pacing import ramp_plan
from twelfth.rules.sender_records import Finding
from twelfth.rules.standing import ENOUGH, Judgement, Tally

#: Of what came back, so many are listed.
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Meter:
    """So much of so much, as a bar with its words."""

    label: str
    used: int
    most: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of all letters; `percent` "" where there are too few for one."""

    label: str
    count: int
    percent: str
    stops_at: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back or was complained about. `counts`: it is one of those that stop the mailbox."""

    message: OutgoingMessage
    label: str

    @property
    def counts(self) -> bool:
        return self.message.complained_at is not None or self.message.bounce_class == BounceClass.HARD


@dataclass(frozen=True, slots=True)
class SendingPage:
    mailbox: Mailbox
    outlook: Outlook
    meters: tuple[Meter, ...]
    ramp: str
    tally: Tally
    judgement: Judgement
    shares: tuple[Share, ...]
    returned: Sequence[Returned]
    findings: Sequence[Finding]

    @property
    def enough(self) -> int:
        return ENOUGH

    @property
    def is_stopped(self) -> bool:
        return self.mailbox.stopped_at is not None

    @property
    def waits(self) -> tuple[tuple[str, str], ...]:
        """Which letters would not go at once, and why."""
        nexts = (
            ("What you approve now", self.outlook.next_by_hand.why),
            ("What goes by itself to somebody new", self.outlook.next_new.why),
        )
        return tuple((which, why) for which, why in nexts if why)

    @property
    def provider(self) -> str:
        """What the provider itself allows, "" where that is not known."""
        provider = self.outlook.limits.provider
        if provider is None:
            return ""
        a_minute = f" and {provider.most_in_1_minute} in a minute" if provider.most_in_1_minute else ""
        return f"{provider.name} itself allows {provider.most_in_1_day:,} in 24 hours{a_minute}; that holds, too."

    @property
    def domain(self) -> str:
        return self.mailbox.address.rpartition("@")[2]


def page_of(mailbox: Mailbox, *, now: datetime) -> SendingPage:
    """Eight queries at most, whatever was sent."""
    seen = outlook(mailbox, now=now)
    counts = tally(mailbox, now=now)
    return SendingPage(
        mailbox=mailbox,
        outlook=seen,
        meters=_meters(mailbox, seen),
        ramp=_ramp(seen) if seen.is_warming_up else "",
        tally=counts,
        judgement=standing.judge(counts),
        shares=_shares(counts),
        returned=[Returned(message, _why(message)) for message in came_back(mailbox, now=now)[:_SHOWN]],
        findings=stored_findings(mailbox),
    )


def _meters(mailbox: Mailbox, seen: Outlook) -> tuple[Meter, ...]:
    warming = seen.most_today < mailbox.most_in_1_day
    hint = f"{seen.most_today} by itself while it warms up" if warming else ""
    return (
        Meter("Letters today", seen.sent_today, mailbox.most_in_1_day, hint),
        Meter("In the last hour", seen.sent_in_1_hour, mailbox.most_in_1_hour),
        Meter("New people today", seen.new_today, seen.most_new_today),
    )


def _ramp(seen: Outlook) -> str:
    """As "10 new people today, 15 tomorrow, 20 on Thursday … 50 from Wed 2 December"."""
    plan = ramp_plan(seen.limits)
    (today, first), (last, most) = plan[0], plan[-1]
    near = [f"{first} new people today", *(f"{many} {_day(day, today)}" for day, many in plan[1:3])]
    end = f" … {most} from {last:%a} {last.day} {last:%B}" if len(plan) > len(near) else ""
    return f"{', '.join(near)}{end}, if it sends every day."


def _day(day: date, today: date) -> str:
    return "tomorrow" if day == today + timedelta(days=1) else f"on {day:%A}"


def _shares(counts: Tally) -> tuple[Share, ...]:
    return (
        Share("Came back from a dead address", counts.bounced, _percent(counts.bounced, counts.sent), "5 %"),
        Share(
            "Complained about as spam",
            counts.complained,
            _percent(counts.complained, counts.sent),
            "0.1 %, from two on",
        ),
    )


def _why(message: OutgoingMessage) -> str:
    if message.complained_at is not None:
        return "complaint"
    return {
        BounceClass.HARD: "dead address",
        BounceClass.FULL: "mailbox full",
        BounceClass.BLOCKED: "refused",
        BounceClass.DELAYED: "delayed",
    }.get(BounceClass(message.bounce_class or BounceClass.SOFT), "not delivered")


def _percent(count: int, sent: int) -> str:
    """With as many digits as the count bears; a share of fewer letters than ENOUGH would only look like one."""
    if sent < ENOUGH or not count:
        return ""
    share = 100 * count / sent
    return f"{share:.0f} %" if share >= 10 else f"{share:.1f} %" if share >= 1 else f"{share:.2f} %"
