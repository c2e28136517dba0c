"""What the inbox shows: who waits, and one open letter with everything that is needed to answer it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from twelfth.accounts.actor import Permission
from twelfth.accounts.models import Member
from twelfth.brief import brief as briefs
from twelfth.brief.words import mail_draft
from twelfth.flow.act import mailbox_for
from twelfth.flow.facts import load as load_facts
from twelfth.flow.inbox import Tab, Waiting, count_tabs, dead_ends, letters_with, waiting
from twelfth.flow.projection import project_ahead
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import IncomingMessage, OutgoingMessage
from twelfth.people.models import ContactPoint, Person
from twelfth.reading.classify import Kind
from twelfth.rules.decide import decide
from twelfth.rules.facts import Due, Ended, Facts
from twelfth.rules.terms import Channel, DecisionKind, Direction, Outcome
from twelfth.touches.models import Touch
from twelfth.web.contact.forms import DecisionForm, MailForm, PromiseForm
from twelfth.web.contact.verdict import verdict_shown
from twelfth.web.labels import CHANNEL_LABELS, OUTCOME_LABELS
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.page import enrol_form
from twelfth.web.story import dots

#: Lines of the list at once, and contacts of the story beside a letter.
PAGE = 50
_LAST = 5

_TABS = (
    (Tab.ANSWERS, "Answers"),
    (Tab.STOPPED, "Asked to stop"),
    (Tab.AWAY, "Away"),
    (Tab.BOUNCED, "Came back"),
    (Tab.OTHER, "Other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which part of the inbox somebody looks at: a tab, their own or (a manager's) everybody's, from which line."""

    tab: Tab
    member: Member | None
    first: int

    @property
    def query(self) -> str:
        """As the end of an address."""
        asked: dict[str, str] = {"tab": self.tab} if self.tab is not Tab.ANSWERS else {}
        if self.member is None:
            asked |= {"all": "1"}
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list."""

    letter: IncomingMessage
    waits: str
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TabShown:
    label: str
    url: str
    count: int
    is_current: bool


def view_of(request: ActorRequest) -> View:
    asked = request.GET.get("tab", "")
    first = request.GET.get("first", "")
    everybody = "all" in request.GET and request.actor.may(Permission.MANAGE)
    return View(
        tab=Tab(asked) if asked in set(Tab) else Tab.ANSWERS,
        member=None if everybody else request.member,
        first=int(first[:6]) if first.isascii() and first.isdigit() else 0,
    )


def waits(since: datetime, now: datetime) -> str:
    """How long somebody waits, in the largest unit that tells something: "2 days"."""
    passed = max(now - since, timedelta())
    amount, unit = (
        (passed.days, "day")
        if passed.days
        else (passed.seconds // 3600, "hour")
        if passed.seconds >= 3600
        else (max(1, passed.seconds // 60), "minute")
    )
    return f"{amount} {unit}{'' if amount == 1 else 's'}"


def list_context(request: ActorRequest, view: View) -> dict[str, Any]:
    """The list and its tabs, in a fixed number of queries."""
    workspace = request.actor.workspace
    counts = count_tabs(workspace, view.member, now=request.now)
    found = waiting(workspace, view.member, view.tab, now=request.now, first=view.first, most=PAGE + 1)
    bounced = _bounced(view, request) if view.tab is Tab.BOUNCED else []
    more = view.first + PAGE if max(len(found), len(bounced)) > PAGE else 0
    join = "&" if view.query else "?"
    return {
        "view": view,
        "rows": [_row(one, request.now) for one in found[:PAGE]],
        "bounced": bounced[:PAGE],
        "tabs": [
            TabShown(
                label=label,
                url=reverse("inbox") + replace(view, tab=tab).query,
                count=counts[tab],
                is_current=tab is view.tab,
            )
            for tab, label in _TABS
        ],
        "more_url": f"{reverse('inbox')}{view.query}{join}first={more}" if more else "",
        "may_manage": request.actor.may(Permission.MANAGE),
        "everybody_url": reverse("inbox") + replace(view, member=None).query,
        "mine_url": reverse("inbox") + replace(view, member=request.member).query,
        "has_mailbox": connected().filter(owner=request.member).exists(),
    }


def _row(one: Waiting, now: datetime) -> Row:
    return Row(letter=one.newest, waits=waits(one.since, now), letters=one.letters)


def _bounced(view: View, request: ActorRequest) -> list[tuple[Person, str]]:
    """Who cannot be reached by mail any more, and what was said of it."""
    last = OutgoingMessage.objects.filter(person=OuterRef("pk")).exclude(trouble="").order_by("-pk")
    people = dead_ends(request.actor.workspace, view.member).select_related("company")
    told = people.annotate(trouble=Subquery(last.values("trouble")[:1])).order_by("sort_name", "pk")
    return [(person, person.trouble or "") for person in told[view.first : view.first + PAGE + 1]]


def letter_context(request: ActorRequest, message: IncomingMessage) -> dict[str, Any]:
    """The open letter, who wrote it, what is between you, and the forms that answer it. Given forms win later."""
    followup = _followup(message)
    context: dict[str, Any] = {
        "message": message,
        "letters": letters_with(message),
        "waits": waits(message.received_at, request.now),
        "person": message.person,
        "followup": followup,
        "may_start": followup is None and message.person.opted_out_at is None,
        "new_address": new_address(message),
    }
    if followup is not None:
        return context | _answering(request, message, followup)
    if context["may_start"]:
        context["enrol_form"] = enrol_form(request, message.person)
    return context


def new_address(message: IncomingMessage) -> str:
    """Where they wrote from, when we do not know it as theirs though it answers one of our letters; "" else."""
    if message.kind != Kind.REPLY or message.matched_by not in {"thread", "subject"}:
        return ""
    points = ContactPoint.objects.filter(
        person=message.person_id, channel=Channel.EMAIL, value=message.from_address
    )
    return "" if points.exists() else message.from_address


def _followup(message: IncomingMessage) -> FollowUp | None:
    """The follow-up that waits for this letter, while it runs."""
    if message.followup_id is None:
        return None
    rows = FollowUp.objects.select_related(
        "person__company", "person__workspace", "owner", "workspace", "deal", "version__cadence"
    )
    return rows.filter(pk=message.followup_id, ended_at=None).first()


def _answering(request: ActorRequest, message: IncomingMessage, followup: FollowUp) -> dict[str, Any]:
    today = local_today(request.member, request.now)
    brief = replace(briefs.load(followup, today=today, now=request.now), answer=message)
    facts = load_facts(followup)
    draft = mail_draft(brief)
    initial = {
        "number": brief.number,
        "subject": draft.subject,
        # With an empty line to write on below the greeting, also where no signature follows.
        "body": draft.body if "\n\n" in draft.body else f"{draft.body.rstrip()}\n\n",
        "in_reply_to": draft.in_reply_to,
        "references": draft.references,
    }
    mine = [touch for touch in brief.touches if touch.followup_id == followup.pk]
    return {
        "brief": brief,
        "dots": dots(followup, mine, brief.steps, project_ahead(followup, facts), brief.local_time.date()),
        "last": [(touch, _said_of(touch)) for touch in reversed(brief.touches[-_LAST:])],
        "address": brief.address(Channel.EMAIL),
        "mailbox": mailbox_for(followup),
        "verdict": verdict_shown(request.actor, followup, facts, Channel.EMAIL, now=request.now),
        "otherwise": _otherwise(facts, request.now),
        "mail_form": MailForm(initial=initial, auto_id="answer_%s"),
        "decision_form": DecisionForm(today=today, auto_id="decide_%s"),
        "later_form": DecisionForm(today=today, initial={"kind": DecisionKind.NOT_YET}, auto_id="later_%s"),
        "promise_form": PromiseForm(today=today, auto_id="promise_%s"),
    }


def _said_of(touch: Touch) -> str:
    """What a contact was, beside its icon: "they replied", "voicemail", "sent"."""
    outcome = OUTCOME_LABELS[Outcome(touch.outcome)]
    return f"they {outcome}" if touch.direction == Direction.IN else outcome


def _otherwise(facts: Facts, now: datetime) -> str:
    """What comes next if the answer needs nothing: "the plan goes on: Phone, Thu 12 November"."""
    decided = decide(replace(facts, answer_waits_since=None), now)
    if isinstance(decided, Ended):
        return "nothing more is planned"
    day = decided.moment.wall.date()
    when = f"{day:%a} {day.day} {day:%B}"
    if isinstance(decided, Due) and decided.channel is not None:
        return f"the plan goes on: {CHANNEL_LABELS[decided.channel]}, {when}"
    return f"it comes back to you on {when}"


def next_url(request: ActorRequest, view: View, message: IncomingMessage) -> str:
    """Where to go on: the next who waits after this one, else the one who waits longest, else the list."""
    rows: Iterable[Waiting] = waiting(
        request.actor.workspace, view.member, view.tab, now=request.now, most=PAGE
    )
    others = [one for one in rows if one.newest.pk != message.pk]
    if view.tab is Tab.ANSWERS:
        following = next((one for one in others if one.since >= message.received_at), None)
        if following is None and others:
            following = others[0]
    else:
        following = next((one for one in others if one.since <= message.received_at), None)
    if following is None:
        return reverse("inbox") + view.query
    return reverse("inbox-letter", args=[following.newest.pk]) + view.query
