"""A plan tried out before anybody is on it: its dates for a person or a place, and the load it would make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from twelfth.agenda.models import MOST_CONTACTS, WorkingHours
from twelfth.agenda.queries import places
from twelfth.cadences.models import Cadence
from twelfth.cadences.plan_file import read_unchecked
from twelfth.cadences.queries import latest_plans, plan_of
from twelfth.flow.plan_preview import Preview, begin_on, preview_anywhere, preview_for_person
from twelfth.flow.plan_rates import ENOUGH, Measured, measured
from twelfth.flow.today import local_today
from twelfth.people.models import Person
from twelfth.people.queries import find
from twelfth.rules.balance import weight
from twelfth.rules.conditions import says
from twelfth.rules.facts import Place
from twelfth.rules.plan import Plan
from twelfth.rules.plan_steps import step_like
from twelfth.rules.sentences import explain
from twelfth.rules.simulate import Rates, Setting, in_words, simulate
from twelfth.rules.terms import AnchorKind, Channel
from twelfth.rules.wording import ANCHORS
from twelfth.web.access import member, own
from twelfth.web.cadences.drafts import own_draft
from twelfth.web.cadences.labels import in_text
from twelfth.web.cadences.load_chart import load_chart
from twelfth.web.countries import country_choices, names
from twelfth.web.labels import CHANNEL_LABELS
from twelfth.web.look.line import Dot
from twelfth.web.middleware import ActorRequest
from twelfth.web.welcome.forms import ZoneField

_FOUND = 8
#: The dice always fall alike, so that a change in the picture is a change in the plan.
_SEED = 12
_LONGEST = 366 * 3


@dataclass(frozen=True, slots=True)
class Tried:
    """A plan that is tried out: its name's page, and its own address."""

    plan: Plan
    back: str
    dates: str
    load: str


def _plan(request: ActorRequest, pk: int) -> Tried:
    cadence = own(request, Cadence.objects.all(), pk)
    plan = plan_of(cadence.versions.order_by("-number")[0])
    return Tried(plan, *(reverse(name, args=[pk]) for name in ("cadence", "cadence-dates", "cadence-load")))


def _draft(request: ActorRequest, pk: int) -> Tried:
    plan = read_unchecked(own_draft(request, pk).text)
    return Tried(plan, *(reverse(name, args=[pk]) for name in ("draft", "draft-dates", "draft-load")))


@member
def dates_of_plan(request: ActorRequest, pk: int) -> HttpResponse:
    return _dates(request, _plan(request, pk))


@member
def dates_of_draft(request: ActorRequest, pk: int) -> HttpResponse:
    return _dates(request, _draft(request, pk))


@member
def load_of_plan(request: ActorRequest, pk: int) -> HttpResponse:
    return _load(request, _plan(request, pk))


@member
def load_of_draft(request: ActorRequest, pk: int) -> HttpResponse:
    return _load(request, _draft(request, pk))


# The dates.


class DatesForm(forms.Form):
    """For whom, from when. Without a person, the place counts."""

    start = forms.DateField(
        label="It starts on",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose a day.", "invalid": "Write the day like 2026-12-18."},
    )
    country = forms.ChoiceField(required=False, choices=country_choices, label="Their country")
    zone = ZoneField(required=False, label="Their time zone")

    def __init__(self, plan: Plan, today: date, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._today = today
        used = dict.fromkeys(step.anchor.kind for step in plan.steps if step.anchor is not None)
        self.anchors = {f"on-{kind}": kind for kind in used}
        for name, kind in self.anchors.items():
            what = ANCHORS[kind]
            self.fields[name] = forms.DateField(
                required=False,
                label=what[0].upper() + what[1:],
                widget=forms.DateInput(attrs={"type": "date"}),
                error_messages={"invalid": "Write the day like 2026-12-18."},
            )

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if abs((start - self._today).days) > _LONGEST:
            raise forms.ValidationError("Choose a day within three years.")
        return start

    def known(self) -> dict[AnchorKind, date]:
        return {kind: day for name, kind in self.anchors.items() if (day := self.cleaned_data.get(name))}


def _dates(request: ActorRequest, tried: Tried) -> HttpResponse:
    today = local_today(request.member, request.now)
    person = _person(request)
    seller = places([request.member])[request.member.pk]
    entered = {
        "start": today.isoformat(),
        "country": seller.country,
        "zone": seller.zone,
    } | request.GET.dict()
    form = DatesForm(tried.plan, today, entered)
    context: dict[str, Any] = {"tried": tried, "form": form, "person": person, "countries": names()}
    context |= _search(request)
    if form.is_valid() and tried.plan.steps:
        preview = _preview(request, tried.plan, form, person, seller)
        context |= {
            "preview": preview,
            "contacts": _contacts(tried.plan, preview, request, today),
            "left_out": [_left_out(tried.plan, number) for number in preview.left_out],
            "dots": _dots(tried.plan, preview),
            "their_country": names().get(preview.person.country, ""),
            "our_country": names().get(seller.country, ""),
        }
    status = 422 if form.errors else 200
    return render(request, "cadences/dates.html", context, status=status)


def _person(request: ActorRequest) -> Person | None:
    pk = request.GET.get("person", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        return None
    return own(request, Person.objects.select_related("workspace", "company"), int(pk))


def _search(request: ActorRequest) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()
    if not text:
        return {"q": ""}
    people = find(request.actor.workspace, text).select_related("company").order_by("sort_name")[:_FOUND]
    return {"q": text, "found": list(people)}


def _preview(
    request: ActorRequest, plan: Plan, form: DatesForm, person: Person | None, seller: Place
) -> Preview:
    start = begin_on(form.cleaned_data["start"], seller, now=request.now)
    if person is not None:
        return preview_for_person(plan, person, request.member, start=start, anchors=form.known())
    there = Place(zone=form.cleaned_data["zone"] or seller.zone, country=form.cleaned_data["country"])
    return preview_anywhere(
        plan, request.actor.workspace.policy, person=there, seller=seller, start=start, anchors=form.known()
    )


def _contacts(plan: Plan, preview: Preview, request: ActorRequest, today: date) -> list[dict[str, Any]]:
    """Each contact with its reasons in words, and the holidays on the way to it."""
    holidays = list(preview.holidays)
    rows = []
    for at, projected in enumerate(preview.contacts, start=1):
        day = projected.moment.wall.date()
        before = []
        while holidays and holidays[0].on <= day:
            before.append(holidays.pop(0))
        rows.append(
            {
                "at": at,
                "step": step_like(plan, projected.step),
                "day": day,
                "wall": projected.moment.wall,
                "channel": projected.channel,
                "why": explain(projected.reasons, zone=request.member.zone, today=today),
                "holidays": before,
            }
        )
    return rows


def _left_out(plan: Plan, number: int) -> dict[str, Any]:
    step = plan.steps[number - 1]
    if step.only_if:
        why = f"only if {' and '.join(says(condition) for condition in step.only_if)}"
    elif step.anchor is not None:
        why = f"no day is known for {ANCHORS[step.anchor.kind]}"
    else:
        why = "the way leads around it, or ends before it"
    return {"number": number, "step": step, "why": why}


def _dots(plan: Plan, preview: Preview) -> list[Dot]:
    found = []
    for at, projected in enumerate(preview.contacts, start=1):
        step, day = step_like(plan, projected.step), projected.moment.wall.date()
        channel = CHANNEL_LABELS[projected.channel or step.channel]
        balance = weight(step.purpose)
        found.append(
            Dot(
                on=day,
                state="planned",
                title=f"Contact {at}, {day:%A} {day.day} {day:%B %Y}, {channel}: {step.title}",
                text=str(at),
                label=in_text(projected.channel or step.channel),
                side="gave" if balance > 0 else "asked" if balance < 0 else "neutral",
                href=f"#contact-{at}",
            )
        )
    return found


# The load.


class LoadForm(forms.Form):
    """What is thrown the dice for. Shares are in per cent."""

    people = forms.IntegerField(min_value=1, max_value=100_000, label="People")
    over = forms.IntegerField(min_value=1, max_value=52, label="Started over, weeks")
    weeks = forms.IntegerField(min_value=1, max_value=52, label="Look ahead, weeks")
    most = forms.IntegerField(min_value=1, max_value=1_000, label="Contacts you can do in a day")
    phone = forms.FloatField(min_value=0, max_value=100, label="Calls answered, %")
    email = forms.FloatField(min_value=0, max_value=100, label="E-mails answered, %")
    other = forms.FloatField(min_value=0, max_value=100, label="Others answered, %")
    decided = forms.FloatField(min_value=0, max_value=100, label="Contacts that decide it, %")


def _load(request: ActorRequest, tried: Tried) -> HttpResponse:
    found = measured(request.actor.workspace, now=request.now)
    entered = _defaults(request, found.rates) | request.GET.dict()
    form = LoadForm(entered)
    context: dict[str, Any] = {"tried": tried, "form": form, "measured": found, "enough": ENOUGH}
    if form.is_valid() and tried.plan.steps:
        context |= _simulated(request, tried.plan, form.cleaned_data, found)
    return render(request, "cadences/load.html", context, status=422 if form.errors else 200)


def _defaults(request: ActorRequest, rates: Rates) -> dict[str, Any]:
    hours = WorkingHours.objects.filter(member=request.member).first()
    answered = rates.answered
    return {
        "people": 200,
        "over": 13,
        "weeks": 13,
        "most": hours.most_contacts if hours else MOST_CONTACTS,
        "phone": round(100 * answered.get(Channel.PHONE, rates.other), 1),
        "email": round(100 * answered.get(Channel.EMAIL, rates.other), 1),
        "other": round(100 * rates.other, 1),
        "decided": round(100 * rates.decided, 1),
    }


def _simulated(
    request: ActorRequest, plan: Plan, chosen: Mapping[str, Any], found: Measured
) -> dict[str, Any]:
    today = local_today(request.member, request.now)
    seller = places([request.member])[request.member.pk]
    rates = Rates(
        answered={
            **found.rates.answered,
            Channel.PHONE: chosen["phone"] / 100,
            Channel.EMAIL: chosen["email"] / 100,
        },
        other=chosen["other"] / 100,
        decided=chosen["decided"] / 100,
        reached=found.rates.reached,
    )
    setting = Setting(
        people=chosen["people"],
        start=today + timedelta(days=7 - today.weekday()),
        over=chosen["over"] * len(seller.hours.weekdays),
        weeks=chosen["weeks"],
        seller=seller,
        most=chosen["most"],
    )
    following = {one.key: one for _, one in latest_plans(request.actor.workspace)} if plan.then else {}
    load = simulate(plan, setting, rates, seed=_SEED, following=following)
    said = in_words(load)
    return {
        "load": load,
        "said": said,
        "chart": load_chart(load, said),
        "rows": [
            {"week": week, "by_channel": [week.by_channel.get(channel, 0) for channel in load.channels]}
            for week in load.weeks
        ],
    }
