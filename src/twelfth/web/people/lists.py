"""Saved lists: opening, saving, changing, counting them."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.flow.selection import PeopleFilter, Selection
from twelfth.flow.today import local_today
from twelfth.people.lists.actions import (
    ListNeedsName,
    NotYourList,
    change_list,
    choose_columns,
    move_list_up,
    remove_list,
    rename_list,
    restore_list,
    save_list,
)
from twelfth.people.lists.columns import USUAL
from twelfth.people.lists.queries import changed_by, column_keys, seen_by
from twelfth.people.models import SavedList
from twelfth.web.access import done, member, own, refused
from twelfth.web.bulk.bar import MOST_COUNTED
from twelfth.web.bulk.filters import PeopleFilterForm
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.conditions import parameters


def lists_context(request: ActorRequest, form: PeopleFilterForm) -> dict[str, Any]:
    """The lists above the people, which of them is open, and whether what is shown is no longer what it says."""
    rows = list(seen_by(request.actor))
    wanted = request.GET.get("list", "")
    current = next((row for row in rows if str(row.pk) == wanted), None)
    asks = form.filter() if form.is_valid() else PeopleFilter()
    is_changed = current is not None and _filter(current) != asks
    return {
        "lists": rows,
        "current": current,
        "is_changed": is_changed,
        "may_change": current is not None and changed_by(request.actor).filter(pk=current.pk).exists(),
        "can_save": asks != PeopleFilter() and (current is None or is_changed),
        "list_fields": form.parameters(),
    }


def address_of(row: SavedList) -> str:
    """The list of people narrowed as the saved one says, and still known as it."""
    by = _filter(row)
    told = {
        "list": row.pk,
        "q": by.words,
        "tag": by.tag,
        "owner": by.owner,
        "company": by.company,
        "country": by.country,
        "plan": "none" if by.without_plan else "",
    }
    plain = [(name, str(value)) for name, value in told.items() if value]
    return f"{reverse('people')}?{urlencode([*plain, *parameters(by.groups)])}"


@member
def index(request: ActorRequest) -> HttpResponse:
    """All lists that one sees: to rename, order, remove."""
    mine = set(changed_by(request.actor).values_list("pk", flat=True))
    rows = [(row, row.pk in mine) for row in seen_by(request.actor).select_related("by")]
    return render(request, "people/lists.html", {"lists": rows})


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    return redirect(address_of(_seen(request, pk)))


@member
def count(request: ActorRequest, pk: int) -> HttpResponse:
    """How many people are on it, as a number to be put beside its name."""
    selection = Selection.from_json(request.actor.workspace, _seen(request, pk).filter)
    many = selection.look_through(today=local_today(request.member, request.now)).count(MOST_COUNTED + 1)
    return HttpResponse(f"{MOST_COUNTED}+" if many > MOST_COUNTED else str(many))


@member
@require_POST
def save(request: ActorRequest) -> HttpResponse:
    """Keep what is shown under a name."""
    told = _asked(request)
    is_shared = "shared" in request.POST
    try:
        row = save_list(
            request.actor, request.POST.get("name", ""), told, is_shared=is_shared, now=request.now
        )
    except ListNeedsName as error:
        return refused(request, error, reverse("people"))
    if (keys := column_keys(request.actor, _open(request))) != USUAL:
        choose_columns(request.actor, keys, on=row, now=request.now)
    done(request, f"“{row.name}” is kept.")
    return redirect(address_of(row))


@member
@require_POST
def update(request: ActorRequest, pk: int) -> HttpResponse:
    """The list means from now on what is shown."""
    row = _seen(request, pk)
    try:
        change_list(request.actor, row, _asked(request), now=request.now)
    except NotYourList as error:
        return refused(request, error, address_of(row))
    row.refresh_from_db()
    done(request, f"“{row.name}” is changed.")
    return redirect(address_of(row))


@member
@require_POST
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Its name, and who sees it."""
    row = _seen(request, pk)
    is_shared = "shared" in request.POST
    try:
        rename_list(request.actor, row, request.POST.get("name", ""), is_shared=is_shared, now=request.now)
    except (ListNeedsName, NotYourList) as error:
        return refused(request, error, reverse("lists"))
    done(request, "Saved.")
    return redirect("lists")


@member
@require_POST
def up(request: ActorRequest, pk: int) -> HttpResponse:
    move_list_up(request.actor, _seen(request, pk), now=request.now)
    return redirect("lists")


@member
@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    row = _seen(request, pk)
    try:
        remove_list(request.actor, row, now=request.now)
    except NotYourList as error:
        return refused(request, error, reverse("lists"))
    done(request, f"“{row.name}” is removed. The people stay.", undo=reverse("list-restore", args=[row.pk]))
    return redirect("lists")


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    row = own(request, changed_by(request.actor), pk)
    restore_list(request.actor, row, now=request.now)
    done(request, f"“{row.name}” is back.")
    return redirect("lists")


def _seen(request: ActorRequest, pk: int) -> SavedList:
    return own(request, seen_by(request.actor), pk)


def _open(request: ActorRequest) -> SavedList | None:
    """The list that was open when another was made of it."""
    wanted = request.POST.get("list", "")
    if not wanted.isascii() or not wanted.isdigit():
        return None
    return seen_by(request.actor).filter(pk=int(wanted[:18])).first()


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = PeopleFilterForm(request.POST, workspace=request.actor.workspace)
    if not form.is_valid():
        raise Http404
    return form.selection().to_json()


def _filter(row: SavedList) -> PeopleFilter:
    by = Selection.from_json(row.workspace, row.filter).filter
    return by if isinstance(by, PeopleFilter) else PeopleFilter()
