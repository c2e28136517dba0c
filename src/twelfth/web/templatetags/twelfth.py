"""Template tags every page may use."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

import phonenumbers
from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as draw_icon

from twelfth.accounts.models import Event
from twelfth.insights.curve import Interval
from twelfth.rules.terms import Channel, OffsetUnit, Outcome
from twelfth.touches.models import Touch
from twelfth.web.insights.page import percent as in_percent
from twelfth.web.labels import CHANNEL_ICONS, CHANNEL_LABELS, OUTCOME_LABELS
from twelfth.web.look.line import Dot, Size, layout
from twelfth.web.look.spark import spark as drawn_spark

register = template.Library()

_SPOKEN = {
    "followup": "follow-up",
    "followups": "follow-ups",
    "contact_point": "contact point",
    "workspace": "workspace",
    "member": "member",
    "invitation": "invitation",
    "person": "person",
    "company": "company",
    "contactpoint": "contact point",
    "cadence": "plan",
    "cadenceversion": "version of a plan",
    "deal": "deal",
    "job": "work",
    "mailbox": "mailbox",
    "outgoingmessage": "message",
    "incomingmessage": "message",
    "promise": "promise",
    "touch": "contact",
}
_PAGES = {
    "people.person": "person",
    "people.company": "company",
    "followups.followup": "contact",
    "cadences.cadence": "cadence",
    "background.job": "job",
}


@register.filter
def clock(at: datetime, zone: str) -> str:
    """The wall time there: 14:30."""
    return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")


@register.filter
def wall(local: datetime) -> str:
    """The wall time that a local moment shows: 14:30. Django's `date` would turn it into UTC first."""
    return local.strftime("%H:%M")


@register.filter
def day(at: datetime, zone: str) -> str:
    """The day there: "7 May 2026"."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"


@register.filter
def moment(at: datetime | None, zone: str) -> str:
    """Day and wall time there: "7 May 2026, 14:30"."""
    if at is None:
        return ""
    wall = at.astimezone(ZoneInfo(zone))
    return f"{wall.day} {wall:%b %Y}, {wall:%H:%M}"


@register.filter
def ago(at: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that tells something."""
    days = (now.date() - at.date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 60:
        return f"{days} days ago"
    return f"{days // 30} months ago" if days < 730 else f"{days // 365} years ago"


@register.filter
def came_of(touch: Touch) -> str:
    """What a contact was: "voicemail", "e-mail sent"."""
    outcome = OUTCOME_LABELS.get(Outcome(touch.outcome), touch.outcome)
    if touch.channel == Channel.PHONE:
        return outcome
    return f"{CHANNEL_LABELS[Channel(touch.channel)]} {outcome}"


@register.filter
def outcome_words(outcome: str) -> str:
    return OUTCOME_LABELS[Outcome(outcome)]


@register.filter
def channel_label(channel: str) -> str:
    return CHANNEL_LABELS.get(Channel(channel), channel)


@register.filter
def shown(value: str) -> str:
    """An address as people read it: +46 40 628 02 06, linkedin.com/in/hugh."""
    if value.startswith("+"):
        try:
            number = phonenumbers.parse(value)
        except phonenumbers.NumberParseException:
            return value
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return value.removeprefix("https://").removeprefix("www.").rstrip("/")


@register.filter
def spoken(term: str) -> str:
    """A term of the record in words: "followup.put_off" is "follow-up put off", "people.person" is "person"."""
    room, _, rest = term.partition(".")
    return _SPOKEN.get(rest) or f"{_SPOKEN.get(room, room)} {rest}".replace("_", " ").strip()


@register.filter
def page_of(event: Event) -> str:
    """Where what an event is about can be looked at; "" where it has no page of its own."""
    name = _PAGES.get(event.subject_type)
    return reverse(name, args=[event.subject_id]) if name and event.subject_id else ""


@register.filter
def offset_label(unit: str, amount: int) -> str:
    day = "day" if amount == 1 else "days"
    return f"working {day}" if unit == OffsetUnit.WORKING_DAYS else day


@register.simple_tag
def lucide(name: str, *, size: int = 24, aria_hidden: str = "") -> SafeString:
    """An icon of Lucide's by its name, hidden from screen readers where a word stands beside it."""
    # Plain strings: templates hand theirs over as safe ones.
    return _icon(name + "", size, aria_hidden + "", "")


@register.simple_tag
def channel_icon(channel: str) -> SafeString:
    """The channel's icon with its name for screen readers."""
    return _icon(CHANNEL_ICONS[Channel(channel)], 16, "", CHANNEL_LABELS[Channel(channel)])


@register.simple_tag
def channel_glyph(channel: str) -> SafeString:
    """The channel's icon without a name, on a button that says it itself."""
    return _icon(CHANNEL_ICONS[Channel(channel)], 20, "true", "")


@cache  # The names and sizes are those of our own templates: a few dozen.
def _icon(name: str, size: int, hidden: str, label: str) -> SafeString:
    """Drawn once: to copy and write out an icon's tree takes as long as a small query, and a page has thirty."""
    named = {"aria-label": label, "role": "img"} if label else {}
    return SafeString(draw_icon(name, size=size, **({"aria-hidden": hidden} if hidden else {}), **named))


@register.inclusion_tag("look/line.html", takes_context=True)
def line(context: template.Context, dots: Sequence[Dot], size: Size = "full") -> dict[str, object]:
    """The line of twelve; "header" is the low one, without labels."""
    member = context["actor"].member
    today = context["now"].astimezone(ZoneInfo(member.zone)).date()
    return {"line": layout(dots, today=today, size=size), "size": size}


@register.simple_tag
def spark(dots: Sequence[Dot]) -> SafeString:
    """The line of twelve at the size of a word, for lists."""
    return drawn_spark(dots)


@register.filter
def percent(share: float) -> str:
    return in_percent(share)


@register.filter
def interval(found: Interval) -> str:
    """A share with its interval: "5.6 % (5.1 to 6.2)"."""
    return f"{in_percent(found.value)} ({found.low * 100:.1f} to {found.high * 100:.1f})"
