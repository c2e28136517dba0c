"""How the parts of a plan are called on its pages."""

from twelfth.rules.balance import DEPOSITS, NEUTRAL, WITHDRAWALS
from twelfth.rules.plan import PlanStep
from twelfth.rules.terms import AnchorKind, Channel, FollowUpKind, OffsetUnit, Purpose
from twelfth.rules.wording import ANCHORS, count
from twelfth.web.labels import CHANNEL_LABELS

KIND_LABELS = {
    FollowUpKind.PROSPECT: "Prospects",
    FollowUpKind.PROPOSAL: "A proposal that is out",
    FollowUpKind.CUSTOMER: "Customers",
    FollowUpKind.PARTNER: "Partners",
    FollowUpKind.DORMANT: "Those who fell silent",
}

PURPOSE_LABELS = {
    Purpose.THANK: "Thank them",
    Purpose.CONNECT: "Say hello",
    Purpose.SHARE: "Share something useful",
    Purpose.HELP: "Help with something",
    Purpose.INTRODUCE: "Introduce somebody",
    Purpose.INVITE: "Invite them",
    Purpose.CONGRATULATE: "Congratulate",
    Purpose.WISH_WELL: "Wish them well",
    Purpose.MENTION: "Mention them to others",
    Purpose.ANSWER: "Answer them",
    Purpose.KEEP_PROMISE: "Keep a promise",
    Purpose.CURIOUS_REMINDER: "Remind with a question",
    Purpose.STATEMENT: "Say where things stand",
    Purpose.COMMITMENT: "Ask for a commitment",
    Purpose.ASK_MEETING: "Ask for a meeting",
    Purpose.ASK_FEEDBACK: "Ask what they think",
    Purpose.ASK_REFERRAL: "Ask for a referral",
    Purpose.ASK_DECISION: "Ask for a decision",
    Purpose.ASK_WASTING_TIME: "Ask whether you waste their time",
}

UNIT_LABELS = {
    OffsetUnit.WORKING_DAYS: "working days",
    OffsetUnit.CALENDAR_DAYS: "days",
    OffsetUnit.HOURS: "hours",
    OffsetUnit.MINUTES: "minutes",
}

_UNITS = {
    OffsetUnit.WORKING_DAYS: "working day",
    OffsetUnit.CALENDAR_DAYS: "day",
    OffsetUnit.HOURS: "hour",
    OffsetUnit.MINUTES: "minute",
}


def purpose_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a contact is for, by what it does to the account."""
    groups = (("Gives", DEPOSITS), ("Asks", WITHDRAWALS), ("Neither", NEUTRAL))
    return [
        (name, [(str(one), PURPOSE_LABELS[one]) for one in Purpose if one in purposes])
        for name, purposes in groups
    ]


def from_choices() -> list[tuple[str, str]]:
    """What a step counts from: the last contact, or a date of the matter."""
    found = [("", "after the last contact")]
    for kind in AnchorKind:
        found += [(str(kind), f"after {ANCHORS[kind]}"), (f"before {kind}", f"before {ANCHORS[kind]}")]
    return found


def in_text(channel: Channel) -> str:
    """A channel within a sentence: names keep their capital."""
    label = CHANNEL_LABELS[channel]
    return label if channel in _NAMES else label[0].lower() + label[1:]


_NAMES = frozenset(
    {
        Channel.WHATSAPP,
        Channel.LINKEDIN,
        Channel.FACEBOOK,
        Channel.X,
        Channel.INSTAGRAM,
        Channel.PINTEREST,
        Channel.SNAPCHAT,
    }
)


def channels_of(step: PlanStep) -> str:
    """As "Phone, else e-mail, LinkedIn"."""
    others = ", ".join(in_text(channel) for channel in step.fallbacks)
    return f"{CHANNEL_LABELS[step.channel]}{f', else {others}' if others else ''}"


def when_of(step: PlanStep, number: int) -> str:
    """When a step falls, as "4 working days later" or "30 days before the end of their contract"."""
    amount = step.offset.amount
    if step.anchor is not None:
        what = ANCHORS[step.anchor.kind]
        if not amount:
            return f"on the day of {what}"
        side = "before" if step.anchor.before else "after"
        return f"{count(amount, _UNITS[step.offset.unit])} {side} {what}"
    if not amount:
        return "on the day it starts" if number == 1 else "on the same day"
    return f"{count(amount, _UNITS[step.offset.unit])} {'after the start' if number == 1 else 'later'}"
