"""Who is left alone: addresses and domains, and people who said so; adding, and with a reason taking off again."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from twelfth.accounts.actor import Permission
from twelfth.flow.left_alone import allow_again, allow_person_again, concerned, leave_alone
from twelfth.people.actions import NewEntry
from twelfth.people.models import OptOut, Suppression
from twelfth.people.queries import known_by
from twelfth.people.suppressions import address_hash, canonical
from twelfth.rules.terms import Channel
from twelfth.web.access import done, member, own
from twelfth.web.labels import CHANNEL_LABELS
from twelfth.web.middleware import ActorRequest
from twelfth.web.suppressions.forms import AddForm, LiftForm

PAGE = 50

#: How a wish or an entry came about, as people read it.
WHY_LABELS = {
    "link": "by the link under an e-mail",
    "asked by e-mail": "asked in an e-mail",
    "complaint": "pressed “this is spam”",
    "told us": "told one of us",
    "import": "said in a file of people",
    "in bulk": "decided here, for many at once",
    "suppressed": "the address is on the list",
    "list": "from a list",
    "by hand": "added by hand",
    "erased": "somebody was erased; only a fingerprint is kept",
}


@member
def index(request: ActorRequest) -> HttpResponse:
    """The addresses, the newest first; searched by any part of them."""
    text = request.GET.get("q", "").strip()[:254]
    rows = _found(request, text)
    page = Paginator(rows.select_related("by").order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = _context(request, "addresses", text) | {
        "page": page,
        "rows": [(row, WHY_LABELS.get(row.why, row.why), _reach(row.channel)) for row in page],
    }
    return render(request, "suppressions/suppressions.html", context)


@member
def people(request: ActorRequest) -> HttpResponse:
    """Whoever asked not to be contacted, with how and when."""
    text = request.GET.get("q", "").strip()[:254]
    rows = OptOut.objects.filter(workspace=request.actor.workspace)
    if text:
        rows = rows.filter(known_by(request.actor.workspace, text, person="person_id"))
    listed = rows.select_related("person__company").order_by("-at", "-pk")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = _context(request, "people", text) | {
        "page": page,
        "wishes": [(row, WHY_LABELS.get(row.how, row.how), _reach(row.channel)) for row in page],
    }
    return render(request, "suppressions/people.html", context)


@member
def add(request: ActorRequest) -> HttpResponse:
    """One by hand; whoever has it is left alone at once."""
    request.actor.require(Permission.WORK)
    form = AddForm(request.POST or None, country=request.actor.workspace.country)
    if request.method == "POST" and form.is_valid():
        entry = NewEntry(
            value=form.entry.value,
            channel=form.channel,
            why="by hand",
            is_domain=form.entry.kind == "domain",
            note=form.cleaned_data["note"],
        )
        listed = leave_alone(request.actor, [entry], now=request.now)
        if listed.added:
            done(request, f"{entry.value} is left alone from now on.{_people(listed.people)}")
        else:
            done(request, f"{entry.value} is on the list already.")
        return redirect("suppressions")
    return render(request, "suppressions/add.html", {"form": form}, status=422 if form.errors else 200)


@member
def lift(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an entry off the list: it says first what that would do."""
    entry = own(request, Suppression.objects.select_related("by"), pk)
    request.actor.require(Permission.MANAGE)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        freed = allow_again(request.actor, entry, form.cleaned_data["reason"], now=request.now)
        done(request, f"{entry.value or 'The address'} is off the list.{_may(freed)}")
        return redirect("suppressions")
    found = concerned(request.actor.workspace, [entry])
    wishes = OptOut.objects.filter(person__in=found, channel=entry.channel).exclude(how="suppressed")
    context = {
        "form": form,
        "title": entry.value or "An address of which only the fingerprint was kept",
        "why": WHY_LABELS.get(entry.why, entry.why),
        "reach": _reach(entry.channel),
        "at": entry.at,
        "people": len(found),
        "own_wishes": wishes.select_related("person").order_by("at")[:5],
        "back": reverse("suppressions"),
    }
    return render(request, "suppressions/lift.html", context, status=422 if form.errors else 200)


@member
def lift_wish(request: ActorRequest, pk: int) -> HttpResponse:
    """A person's own wish no longer stands."""
    wish = own(request, OptOut.objects.select_related("person__workspace"), pk)
    request.actor.require(Permission.MANAGE)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        channel = Channel(wish.channel) if wish.channel else None
        reason = form.cleaned_data["reason"]
        allow_person_again(request.actor, wish.person, channel, reason, now=request.now)
        if OptOut.objects.filter(pk=wish.pk).exists():
            done(request, f"{wish.person.full_name} stays left alone: the whole domain is on the list.")
        else:
            done(request, f"{wish.person.full_name} may be contacted again.")
        return redirect("suppressions-people")
    context = {
        "form": form,
        "title": wish.person.full_name,
        "why": WHY_LABELS.get(wish.how, wish.how),
        "reach": _reach(wish.channel),
        "at": wish.at,
        "people": 1,
        "own_wishes": [] if wish.how == "suppressed" else [wish],
        "back": reverse("suppressions-people"),
    }
    return render(request, "suppressions/lift.html", context, status=422 if form.errors else 200)


def _found(request: ActorRequest, text: str) -> QuerySet[Suppression]:
    rows = Suppression.objects.filter(workspace=request.actor.workspace)
    if not text:
        return rows
    # Of some only the fingerprint is kept: those are found by the whole address alone.
    fingerprint = address_hash(request.actor.workspace.pk, canonical(text))
    return rows.filter(Q(value__contains=text.lower()) | Q(value_hash=fingerprint))


def _context(request: ActorRequest, tab: str, text: str) -> dict[str, Any]:
    workspace = request.actor.workspace
    return {
        "tab": tab,
        "q": text,
        "may_manage": request.actor.may(Permission.MANAGE),
        "addresses": Suppression.objects.filter(workspace=workspace).count(),
        "wished": OptOut.objects.filter(workspace=workspace).count(),
    }


def _reach(channel: str) -> str:
    """What is not wanted: "no contact", "no e-mail"."""
    if not channel:
        return "no contact"
    names = {Channel.EMAIL: "no e-mails", Channel.PHONE: "no calls", Channel.SMS: "no text messages"}
    return names.get(Channel(channel), f"nothing on {CHANNEL_LABELS[Channel(channel)]}")


def _people(count: int) -> str:
    return f" {count} {'person has' if count == 1 else 'people have'} it." if count else ""


def _may(count: int) -> str:
    return f" {count} {'person' if count == 1 else 'people'} may be contacted again." if count else ""
