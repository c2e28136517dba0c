"""What the contact page shows, put together from the brief."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from twelfth.accounts.actor import Permission
from twelfth.brief import brief as briefs
from twelfth.brief.brief import Brief
from twelfth.brief.words import call_script, short_text
from twelfth.flow.decider import asks_for_decider, deciders_of
from twelfth.flow.facts import load as load_facts
from twelfth.flow.projection import project_ahead
from twelfth.flow.today import due_today, local_today
from twelfth.followups.models import FollowUp
from twelfth.people.models import ContactPoint
from twelfth.rules.facts import Facts
from twelfth.rules.terms import Channel, DecisionKind, NextKind
from twelfth.touches.models import Touch
from twelfth.web.contact.forms import (
    ANSWERED_ON,
    CALL_OUTCOMES,
    DROPS,
    AnsweredForm,
    ComplaintForm,
    DecisionForm,
    LogForm,
    OverrideForm,
    PromiseForm,
    PutOffForm,
)
from twelfth.web.contact.so_far import so_far
from twelfth.web.contact.verdict import verdict_shown
from twelfth.web.labels import CHANNEL_LABELS, DATE_LABELS, ZONE_SOURCES
from twelfth.web.middleware import ActorRequest
from twelfth.web.story import dots

_OPENS = {
    Channel.PHONE: "tel:{}",
    Channel.SMS: "sms:{}?body={{text}}",
    Channel.WHATSAPP: "https://wa.me/{}?text={{text}}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """The one big action of the page."""

    channel: Channel | None
    label: str
    point: ContactPoint | None
    opens: str
    text: str


def context(request: ActorRequest, followup: FollowUp) -> dict[str, Any]:
    """Everything the page needs, in a fixed number of queries."""
    today = local_today(request.member, request.now)
    brief = briefs.load(followup, today=today, now=request.now)
    channel = _channel(brief)
    facts = load_facts(followup) if followup.ended_at is None else None
    queue = due_today(request.member, now=request.now).exclude(pk=followup.pk).order_by("next_at", "pk")
    after = queue.values_list("pk", flat=True).first()
    return {
        "brief": brief,
        "followup": followup,
        "person": followup.person,
        "action": _action(brief, channel),
        "script": call_script(brief) if channel == Channel.PHONE else None,
        "verdict": (
            verdict_shown(request.actor, followup, facts, channel, now=request.now)
            if facts and channel
            else None
        ),
        "so_far": so_far(brief),
        "dates": _dates(facts),
        "deciders": deciders_of(followup),
        "asks_who_decides": asks_for_decider(followup),
        "zone_source": ZONE_SOURCES.get(followup.person.zone_source, "")
        if followup.person.zone
        else ZONE_SOURCES[""],
        "dots": dots(
            followup,
            [touch for touch in brief.touches if touch.followup_id == followup.pk],
            brief.steps,
            project_ahead(followup, facts) if facts else (),
            brief.local_time.date(),
        ),
        "logged": touch_named(followup, request.GET.get("logged", "")),
        "answered": touch_named(followup, request.GET.get("answered", "")),
        "decided": "decided" in request.GET,
        "after_url": reverse("contact", args=[after]) if after else "",
        "left": queue.count(),
        "call_outcomes": CALL_OUTCOMES,
        "channel_label": CHANNEL_LABELS.get(channel, "") if channel else "",
        "log_form": LogForm(
            today=today, initial={"number": brief.number, "channel": channel or Channel.PHONE}
        ),
        "decision_form": DecisionForm(today=today),
        "promise_form": PromiseForm(today=today),
        "answered_form": AnsweredForm(),
        "answered_on": [(on, CHANNEL_LABELS[on], key) for on, key in ANSWERED_ON],
        "drops": DROPS,
        "override_form": OverrideForm(initial={"channel": channel}),
        "complaint_form": ComplaintForm(),
        "put_off_form": PutOffForm(today=today),
        "may_override": request.actor.may(Permission.OVERRIDE),
        "is_answer": followup.next_kind == NextKind.ANSWER,
        "ended_words": _ended(followup),
    }


def _channel(brief: Brief) -> Channel | None:
    followup = brief.followup
    if followup.next_channel:
        return Channel(followup.next_channel)
    if followup.next_kind in {NextKind.PROMISE, NextKind.ANSWER}:
        answer_by_mail = brief.answer is not None and brief.address(Channel.EMAIL) is not None
        return Channel.EMAIL if answer_by_mail else brief.liked or Channel.PHONE
    if followup.next_kind == NextKind.WAKE and followup.next_is_due:
        # They said when to come back, and this is when: as they like it, else by phone, where there is one.
        return brief.liked or next((on for on in (Channel.PHONE, Channel.EMAIL) if brief.address(on)), None)
    return None


def _action(brief: Brief, channel: Channel | None) -> Action:
    if channel is None:
        return Action(channel=None, label="Decide", point=None, opens="", text="")
    point, text = brief.address(channel), short_text(brief, channel)
    if channel == Channel.EMAIL:
        label = "Answer" if brief.answer else "Read and send"
        return Action(channel=channel, label=label, point=point, opens="", text="")
    opens = _opens(channel, point, text)
    label = {Channel.PHONE: "Call", Channel.POST: "Write the card"}.get(
        channel, f"Open {CHANNEL_LABELS[channel]}"
    )
    return Action(channel=channel, label=label, point=point, opens=opens, text=text)


def _opens(channel: Channel, point: ContactPoint | None, text: str) -> str:
    """The address that opens the right app with the text ready; "" where there is none."""
    if point is None:
        return ""
    if point.value.startswith("https://"):
        return point.value
    pattern = _OPENS.get(channel, "")
    number = point.value.lstrip("+") if channel == Channel.WHATSAPP else point.value
    return pattern.format(quote(number, safe="+")).replace("{text}", quote(text))


def touch_named(followup: FollowUp, given: str) -> Touch | None:
    """The contact of the follow-up that an address names: what was just logged, or noted with one tap."""
    if not given.isascii() or not given.isdigit():
        return None
    return Touch.objects.filter(pk=int(given[:18]), followup=followup).exclude(state="undone").first()


def _dates(facts: Facts | None) -> list[tuple[str, date]]:
    """The dates of the matter that are known, as a person calls them, and the birthday without its year."""
    known = facts.anchors if facts else {}
    return [(DATE_LABELS[kind], known[kind]) for kind in DATE_LABELS if kind in known]


def _ended(followup: FollowUp) -> str:
    if not followup.decision:
        return ""
    return {
        DecisionKind.YES: "They said yes.",
        DecisionKind.NO: "They said no. That is an answer too.",
        DecisionKind.NOT_YET: "Not yet.",
        DecisionKind.MOVED: "No longer there.",
        DecisionKind.UNREACHABLE: "Could not be reached.",
        DecisionKind.DROPPED: "Dropped.",
    }[DecisionKind(followup.decision)]
