"""One address of a person: what it is good for, changed, removed, and brought back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.accounts.actor import Permission
from twelfth.flow.addresses import change_address, judge_address, remove_address, restore_address, take_first
from twelfth.people.models import ContactPoint, Person
from twelfth.people.points.actions import PointRefused, SameAddress, label_point
from twelfth.web.access import done, member, own, refused
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.forms import PointEditForm
from twelfth.web.people.way_back import locked, unlocked

#: What is said when an address is said to be so.
STATES = {
    ContactPoint.WORKS: "It works again.",
    ContactPoint.BOUNCED: "Nobody is reached there any more.",
    ContactPoint.WRONG: "It is not used any more.",
    ContactPoint.OPTED_OUT: "They will not be reached there any more. Their other addresses are used as before.",
}
_KEPT = ("channel", "value", "label", "state", "is_primary")


@member
@require_POST
def state(request: ActorRequest, pk: int) -> HttpResponse:
    """This address works, is wrong, is not to be used, or is the one to take first; also how such a thing is taken
    back."""
    row = _point(request, pk)
    request.actor.require(Permission.WORK)
    said = request.POST.get("state") or request.GET.get("state", "")
    if said == "first":
        take_first(request.actor, row, now=request.now)
        done(request, "It is taken first from now on.")
    elif said in STATES:
        _judge(request, row, said)
    return redirect(_back(row))


@member
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Its value, its label and what it is good for, in one form."""
    row = _point(request, pk)
    request.actor.require(Permission.WORK)
    form = PointEditForm(request.POST or None, point=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            changed = change_address(request.actor, row, data["value"], now=request.now)
        except SameAddress as error:
            form.add_error("value", str(error))
        else:
            label_point(request.actor, changed, data["label"], now=request.now)
            # What was said of the old address says nothing of the new one, unless it was said just now.
            if data["state"] != row.state and changed.pk == row.pk:
                _judge(request, changed, data["state"])
            elif changed.pk != row.pk:
                done(request, "The new address stands beside the one where they asked not to be reached.")
            else:
                done(request, "Saved.")
            return redirect(_back(row))
    context = {"form": form, "point": row, "person": row.person}
    return render(request, "people/point.html", context, status=422 if form.errors else 200)


@member
@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    row = _point(request, pk)
    try:
        remove_address(request.actor, row, now=request.now)
    except PointRefused as error:
        return refused(request, error, _back(row))
    was = locked(row.person_id, {name: getattr(row, name) for name in _KEPT})
    undo = f"{reverse('person-point-restore', args=[row.person_id])}?was={was}"
    done(request, "The address is removed.", undo=undo)
    return redirect(_back(row))


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """It was removed by mistake."""
    person = own(request, Person.objects.select_related("company", "workspace"), pk)
    was = ContactPoint(**unlocked(request.GET.get("was", ""), person.pk))
    restore_address(request.actor, person, was, now=request.now)
    done(request, "The address is back.")
    return redirect(f"{reverse('person', args=[person.pk])}#points")


def _judge(request: ActorRequest, row: ContactPoint, said: str) -> None:
    judge_address(request.actor, row, said, now=request.now)
    was_good = row.state == ContactPoint.WORKS and said != ContactPoint.WORKS
    undo = f"{reverse('point-state', args=[row.pk])}?state={row.state}" if was_good else ""
    done(request, STATES[said], undo=undo)


def _point(request: ActorRequest, pk: int) -> ContactPoint:
    return own(request, ContactPoint.objects.select_related("person__company", "person__workspace"), pk)


def _back(row: ContactPoint) -> str:
    return f"{reverse('person', args=[row.person_id])}#points"
