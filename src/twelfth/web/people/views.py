"""People: the list, the search, one person's page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import push_url, trigger_client_event

from twelfth.accounts.actor import Permission
from twelfth.flow.enrol import AlreadyFollowed, OptedOut, enrol
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.opt_out import stop
from twelfth.flow.selection import NOBODY
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.people.actions import (
    NewPerson,
    add_contact_point,
    add_person,
    change_person,
    remember,
)
from twelfth.people.basis.actions import state_basis
from twelfth.people.custom.actions import fill
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Basis, Person, Remark
from twelfth.people.named import FEW
from twelfth.people.naming import split_name
from twelfth.people.points.actions import label_point
from twelfth.people.queries import merged_into, people
from twelfth.people.remarks.actions import forget_remark, reword
from twelfth.people.whereabouts import ASSUMED, TOLD
from twelfth.records.doubles.queries import already_here, typed
from twelfth.rules.terms import Channel
from twelfth.web.access import done, member, own, refused
from twelfth.web.bulk.bar import bar
from twelfth.web.bulk.filters import PeopleFilterForm
from twelfth.web.look.line import Dot
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.columns import Cell, cells_of, columns_context
from twelfth.web.people.conditions import builder, sentence
from twelfth.web.people.custom import add_custom, typed_into
from twelfth.web.people.forms import BasisForm, EnrolForm, PersonForm, PointForm, RemarkForm
from twelfth.web.people.lists import lists_context
from twelfth.web.people.page import followups_of, moment_of, person_context, story_context
from twelfth.web.people.way_back import locked, unlocked
from twelfth.web.sparks import sparks

PAGE = 50


@member
def index(request: ActorRequest) -> HttpResponse:
    """The list, found by words and a filter, a page at a time. Pages go on behind a name, so the last is as quick as
    the first."""
    asked = request.GET.copy()
    if request.htmx:
        # htmx sends the button that has the focus along, also when it was only tabbed onto.
        asked.pop("drop", None)
    form = PeopleFilterForm(asked, workspace=request.actor.workspace)
    today = local_today(request.member, request.now)
    looked = form.selection().look_through(today=today) if form.is_valid() else NOBODY
    page = list(
        _behind(looked.rows, request.GET.get("after", ""))
        .select_related("company", "owner")
        .order_by("sort_name", "pk")[: PAGE + 1]
    )
    shown, words = page[:PAGE], request.GET.get("q", "").strip()
    lists = lists_context(request, form)
    columns = columns_context(request, lists["current"])
    context = {
        **builder(request.actor.workspace, asked),
        **lists,
        **columns,
        "said": sentence(request.actor.workspace, form.groups, form.known),
        "people": _with_next(shown, cells_of(shown, columns["columns"])),
        "filter": form,
        "choices": [form["owner"], form["tag"], form["country"]],
        "is_narrow": form.is_narrow("owner", "tag", "country", "f", "add"),
        "q": words,
        "is_misspelt": bool(shown) and looked.is_misspelt,
        "cut_at": FEW if looked.is_cut else None,
        "after": f"{shown[-1].sort_name}~{shown[-1].pk}" if len(page) > PAGE else "",
        "is_empty": not shown and not people(request.actor.workspace).exists(),
        "bar": bar(
            "people",
            form,
            shown,
            looked.count,
            is_all=len(page) <= PAGE and "after" not in request.GET,
            by=request.actor,
        )
        if request.actor.may(Permission.WORK)
        else None,
        "query": urlencode(form.parameters()),
    }
    if context["current"] is not None:
        context["query"] = urlencode([("list", context["current"].pk), *form.parameters()])
    if not request.htmx:
        return render(request, "people/people.html", context)
    # The address that is kept says what is asked for, and nothing of what is still being chosen.
    address = f"{reverse('people')}?{context['query']}".removesuffix("?")
    return push_url(render(request, "people/_rows.html", context), address)


@member
def conditions(request: ActorRequest) -> HttpResponse:
    """The conditions above the list, with one more or one less; the list then asks for itself anew."""
    answer = render(request, "people/_conditions.html", builder(request.actor.workspace, request.GET))
    return trigger_client_event(answer, "conditions", after="settle")


def _behind(rows: QuerySet[Person], after: str) -> QuerySet[Person]:
    name, _, pk = after.rpartition("~")
    if not pk.isascii() or not pk.isdigit():
        return rows
    return rows.filter(sort_name__gte=name).exclude(sort_name=name, pk__lte=int(pk[:18]))


def _with_next(
    shown: list[Person], cells: Mapping[int, Sequence[Cell]]
) -> list[tuple[Person, Sequence[Cell], FollowUp | None, list[Dot]]]:
    """Each person with what stands in the columns, what comes next, and the line of that follow-up, or of the last one
    that has ended."""
    latest: dict[int, FollowUp] = {}
    ended = FollowUp.objects.filter(person__in=shown).exclude(ended_at=None).order_by("ended_at")
    running = FollowUp.objects.filter(person__in=shown, ended_at=None).order_by("-next_at")
    # Later ones win: what runs over what has ended, and of what runs the soonest.
    for followup in [*ended, *running]:
        latest[followup.person_id] = followup
    lines = sparks(list(latest.values()))
    found = [(person, latest.get(person.pk)) for person in shown]
    return [
        (
            person,
            cells[person.pk],
            followup if followup and followup.ended_at is None else None,
            lines[followup.pk] if followup else [],
        )
        for person, followup in found
    ]


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    try:
        person = _person(request, pk)
    except Http404:
        merged = merged_into(request.actor.workspace, pk)
        if merged is None:
            raise
        return redirect("person", merged)
    if request.htmx and "before" in request.GET:
        before = moment_of(request.GET["before"])
        context = {"person": person, **story_context(person, followups_of(person), before=before)}
        return render(request, "people/_story.html", context)
    return render(request, "people/person.html", person_context(request, person))


@member
def add(request: ActorRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    fields = fields_of(request.actor.workspace)
    add_custom(form, fields)
    here: Sequence[Person] = ()
    if request.method == "POST" and form.is_valid():
        new = _new_person(form.cleaned_data)
        here = () if "anyway" in request.POST else already_here(request.actor.workspace, typed(new))
        if not here:
            with transaction.atomic():
                person = add_person(request.actor, new, now=request.now)
                fill(request.actor, person, typed_into(form, fields), now=request.now)
            done(request, f"{person.full_name} is in. What comes next?")
            return redirect("person", person.pk)
    status = 422 if form.errors or here else 200
    return render(request, "people/form.html", {"form": form, "here": here}, status=status)


@member
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    fields = ("full_name", "title", "city", "country", "zone", "notes")
    initial: dict[str, Any] = {name: getattr(person, name) for name in fields}
    initial["company"] = person.company.name if person.company else ""
    form = PersonForm(request.POST or None, initial=initial)
    own_fields = fields_of(request.actor.workspace)
    add_custom(form, own_fields, filled(person, own_fields))
    del form.fields["email"], form.fields["phone"]
    if request.method == "POST" and form.is_valid():
        for name in fields:
            setattr(person, name, form.cleaned_data[name])
        if "zone" in form.changed_data:  # what was worked out and left alone was not told
            person.zone_source = TOLD if person.zone else ASSUMED
        person.given_name, person.family_name = split_name(person.full_name)
        with transaction.atomic():
            change_person(request.actor, person, company=form.cleaned_data["company"], now=request.now)
            fill(request.actor, person, typed_into(form, own_fields), now=request.now)
        redecide_person(person.pk, now=request.now)
        return redirect("person", person.pk)
    return render(
        request, "people/form.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


@member
@require_POST
def point(request: ActorRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = PointForm(request.POST, person=person)
    if not form.is_valid():
        return _again(request, person, "point_form", form)
    data = form.cleaned_data
    with transaction.atomic():
        row = add_contact_point(
            request.actor, person, Channel(data["channel"]), data["value"], now=request.now
        )
        if data["label"]:
            label_point(request.actor, row, data["label"], now=request.now)
        redecide_person(person.pk, now=request.now)
    return redirect("person", person.pk)


@member
@require_POST
def remark(request: ActorRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _again(request, person, "remark_form", form)
    data = form.cleaned_data
    today = local_today(request.member, request.now)
    remember(
        request.actor, person, data["kind"], data["text"], where=data["where"], on=today, now=request.now
    )
    return redirect("person", person.pk)


@member
def edit_remark(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct what was noted of a person, or remove it."""
    row = own(request, Remark.objects.select_related("person").exclude(kind=Remark.MILESTONE), pk)
    back = f"{reverse('person', args=[row.person_id])}#known"
    if request.method == "POST" and "remove" in request.POST:
        forget_remark(request.actor, row, now=request.now)
        was = {name: getattr(row, name) for name in ("kind", "text", "where")}
        was |= {"learnt_on": row.learnt_on.isoformat()} if row.learnt_on else {}
        undo = reverse("person-remark-restore", args=[row.person_id])
        done(request, "Removed.", undo=f"{undo}?was={locked(row.person_id, was)}")
        return redirect(back)
    form = RemarkForm(
        request.POST or None, initial={name: getattr(row, name) for name in ("kind", "text", "where")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        reword(request.actor, row, data["kind"], data["text"], where=data["where"], now=request.now)
        return redirect(back)
    context = {"form": form, "remark": row, "person": row.person}
    return render(request, "people/remark.html", context, status=422 if form.errors else 200)


@member
@require_POST
def restore_remark(request: ActorRequest, pk: int) -> HttpResponse:
    """It was removed by mistake."""
    person = own(request, Person.objects.all(), pk)
    was = unlocked(request.GET.get("was", ""), person.pk)
    learnt_on = date.fromisoformat(was["learnt_on"]) if "learnt_on" in was else None
    if not person.remarks.filter(kind=was["kind"], text=was["text"]).exists():  # pressed twice
        remember(
            request.actor, person, was["kind"], was["text"], where=was["where"], on=learnt_on, now=request.now
        )
    done(request, "It is back.")
    return redirect(f"{reverse('person', args=[person.pk])}#known")


@member
@require_POST
def basis(request: ActorRequest, pk: int) -> HttpResponse:
    """On what ground we may contact them."""
    person = _person(request, pk)
    form = BasisForm(request.POST)
    if not form.is_valid():
        return _again(request, person, "basis_form", form)
    data = form.cleaned_data
    state_basis(
        request.actor,
        person,
        Basis(data["kind"]),
        note=data["note"],
        where=data["where"],
        on=data["on"],
        now=request.now,
    )
    return redirect(f"{reverse('person', args=[person.pk])}#basis")


@member
@require_POST
def start(request: ActorRequest, pk: int) -> HttpResponse:
    """Put the person on a plan."""
    person = _person(request, pk)
    form = EnrolForm(request.POST, workspace=request.actor.workspace)
    if not form.is_valid():
        return _again(request, person, "enrol_form", form)
    data = form.cleaned_data
    try:
        followup = enrol(
            request.actor,
            person,
            data["version"],
            owner=data["owner"],
            matter=data["matter"],
            contacts_before=data["contacts_before"] or 0,
            now=request.now,
        )
    except (AlreadyFollowed, OptedOut) as error:
        return refused(request, error, reverse("person", args=[person.pk]))
    done(request, "The plan is on its way.")
    return redirect("contact", followup.pk)


@member
@require_POST
def leave_alone(request: ActorRequest, pk: int) -> HttpResponse:
    """They said it to us: no more contact, on e-mail or on any channel."""
    person = _person(request, pk)
    channel = Channel.EMAIL if request.POST.get("channel") == Channel.EMAIL else None
    stop(person, channel, "told us", now=request.now)
    done(request, f"{person.full_name} will be left alone.")
    return redirect("person", person.pk)


def _person(request: ActorRequest, pk: int) -> Person:
    return own(request, Person.objects.select_related("company", "workspace", "owner"), pk)


def _again(request: ActorRequest, person: Person, name: str, form: Any) -> HttpResponse:
    context = {**person_context(request, person), name: form, "open": name}
    return render(request, "people/person.html", context, status=422)


def _new_person(data: dict[str, Any]) -> NewPerson:
    given, family = split_name(data["full_name"])
    points = {Channel.EMAIL: data["email"], Channel.PHONE: data["phone"]}
    return NewPerson(
        full_name=data["full_name"],
        given_name=given,
        family_name=family,
        company=data["company"],
        title=data["title"],
        city=data["city"],
        country=data["country"],
        zone=data["zone"],
        zone_source=TOLD if data["zone"] else ASSUMED,
        notes=data["notes"],
        source="typed in",
        points={channel: value for channel, value in points.items() if value},
    )
