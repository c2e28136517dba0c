"""Who has a say in a deal: its own page."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.deals.actions import set_deal_roles
from twelfth.deals.models import Deal
from twelfth.deals.queries import with_roles
from twelfth.people.models import Person
from twelfth.people.relations.queries import Circle, around, within
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.ties.forms import DealRolesForm, SomebodyForm
from twelfth.web.ties.page import has_decider, said_in, ties
from twelfth.web.ties.somebody import SeveralSo, somebody


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    """Everybody who may have a say in it, those of whom it was said first."""
    return _page(request, _deal(request, pk), SomebodyForm())


@member
@require_POST
def keep(request: ActorRequest, pk: int) -> HttpResponse:
    """What one person has to say in it; asked from the deal's page or from theirs."""
    deal = _deal(request, pk)
    form = DealRolesForm(request.POST)
    if not form.is_valid():
        return _page(request, deal, SomebodyForm(), status=422)
    person = own(request, Person.objects.all(), form.cleaned_data["person"])
    if set_deal_roles(request.actor, deal, person, form.cleaned_data["roles"], now=request.now):
        done(request, f"Noted what {person.full_name} has to say in {deal.title}.")
    if request.POST.get("back") == "person":
        return redirect(f"{reverse('person', args=[person.pk])}#ties")
    return redirect("deal-roles", deal.pk)


@member
@require_POST
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Somebody else has a say in it: found by their name, or added at the same company."""
    deal = _deal(request, pk)
    form = SomebodyForm(request.POST)
    if not form.is_valid():
        return _page(request, deal, form)
    try:
        with transaction.atomic():
            person = somebody(request, form.cleaned_data["who"], deal.company)
            set_deal_roles(request.actor, deal, person, form.cleaned_data["roles"], now=request.now)
    except SeveralSo as error:
        form.add_error("who", str(error))
        return _page(request, deal, form)
    done(request, f"{person.full_name} has a say in {deal.title}.")
    return redirect("deal-roles", deal.pk)


def _page(request: ActorRequest, deal: Deal, form: SomebodyForm, *, status: int = 200) -> HttpResponse:
    """In a fixed number of queries."""
    (matter,) = with_roles([deal])
    circle = _circle(deal)
    people = {**matter.people, **circle.people}
    said = [said_in(matter, person, circle) for person in people.values()]
    said.sort(key=lambda one: (not one.is_own, not one.words))
    tied = ties(circle, [matter], subject=None, asks=False)
    context = {
        "deal": deal,
        "said": said,
        "ties": tied,
        "asks": not has_decider({one.person.pk: one.roles for one in said}),
        "form": form,
    }
    return render(request, "ties/deal.html", context, status=422 if form.errors else status)


def _circle(deal: Deal) -> Circle:
    if deal.company is not None:
        return within(deal.company)
    return around(deal.person) if deal.person is not None else Circle({}, {}, [])


def _deal(request: ActorRequest, pk: int) -> Deal:
    return own(request, Deal.objects.select_related("company", "person"), pk)
