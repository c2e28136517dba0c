"""Who sways whom: kept from a person's page."""

from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.deals.actions import also_decides
from twelfth.flow.decider import open_deal_of
from twelfth.flow.today import local_today
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person, Relation, Say, Tie
from twelfth.people.relations.actions import Circle, TheSamePerson, relate, set_roles, unrelate
from twelfth.web.access import done, member, own, refused
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.page import person_context
from twelfth.web.people.way_back import locked, unlocked
from twelfth.web.ties.forms import RelationForm, RolesForm
from twelfth.web.ties.somebody import SeveralSo, somebody


@member
@require_POST
def roles(request: ActorRequest, pk: int) -> HttpResponse:
    """What the person has to say in what their company decides."""
    person = _person(request, pk)
    form = RolesForm(request.POST)
    if not form.is_valid():
        return _again(request, person, "roles_form", form)
    if set_roles(request.actor, person, form.cleaned_data["roles"], now=request.now):
        done(request, f"Noted what {person.full_name} has to say.")
    return redirect(f"{reverse('person', args=[person.pk])}#ties")


@member
@require_POST
def add(request: ActorRequest, pk: int) -> HttpResponse:
    """Somebody else is involved: found by their name, or added at the same company."""
    person = _person(request, pk)
    form = RelationForm(request.POST)
    if not form.is_valid():
        return _again(request, person, "relation_form", form)
    data = form.cleaned_data
    try:
        with transaction.atomic():
            other = somebody(request, data["who"], person.company)
            one, two = (other, person) if data["is_inverse"] else (person, other)
            relate(
                request.actor,
                one,
                data["tie"],
                two,
                note=data["note"],
                where=data["where"],
                on=local_today(request.member, request.now),
                now=request.now,
            )
            if data["decides"]:
                known = set(other.roles.values_list("role", flat=True))
                set_roles(
                    request.actor, other, [Say(role) for role in known | {Say.DECIDER}], now=request.now
                )
    except (Circle, SeveralSo, TheSamePerson) as error:
        form.add_error("who", str(error))
        return _again(request, person, "relation_form", form)
    done(request, f"{other.full_name} is on the map.")
    return redirect(f"{reverse('person', args=[person.pk])}#ties")


@member
@require_POST
def decider(request: ActorRequest, pk: int) -> HttpResponse:
    """One click on the brief: the person who is followed up decides."""
    followup = own(request, FollowUp.objects.select_related("person"), pk)
    deal = open_deal_of(followup)
    if deal is None:
        _decides(request, followup.person)
    else:
        also_decides(request.actor, deal, followup.person, now=request.now)
    done(request, f"{followup.person.full_name} decides. Good to know.")
    return redirect("contact", followup.pk)


@member
@require_POST
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """It is not so. The page it was removed from is one of its two ends."""
    relation = own(request, Relation.objects.select_related("person", "other"), pk)
    back = relation.other_id if request.POST.get("back") == str(relation.other_id) else relation.person_id
    unrelate(request.actor, relation, now=request.now)
    was = {name: getattr(relation, name) for name in ("kind", "note", "where")} | {"other": relation.other_id}
    was |= {"learnt_on": relation.learnt_on.isoformat()} if relation.learnt_on else {}
    undo = reverse("person-relation-restore", args=[relation.person_id])
    done(request, "Removed.", undo=f"{undo}?was={locked(relation.person_id, was)}")
    return redirect(f"{reverse('person', args=[back])}#ties")


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """It was removed by mistake."""
    person = own(request, Person.objects.all(), pk)
    was = unlocked(request.GET.get("was", ""), person.pk)
    other = own(request, Person.objects.all(), was["other"])
    learnt_on = date.fromisoformat(was["learnt_on"]) if "learnt_on" in was else None
    back = f"{reverse('person', args=[person.pk])}#ties"
    try:
        relate(
            request.actor, person, Tie(was["kind"]), other,
            note=was["note"], where=was["where"], on=learnt_on, now=request.now,
        )  # fmt: skip
    except (TheSamePerson, Circle) as error:
        return refused(request, error, back)
    done(request, "It is back.")
    return redirect(back)


def _decides(request: ActorRequest, person: Person) -> None:
    known = set(person.roles.values_list("role", flat=True))
    set_roles(request.actor, person, [Say(role) for role in known | {Say.DECIDER}], now=request.now)


def _person(request: ActorRequest, pk: int) -> Person:
    return own(request, Person.objects.select_related("company", "workspace", "owner"), pk)


def _again(request: ActorRequest, person: Person, name: str, form: RolesForm | RelationForm) -> HttpResponse:
    context = {**person_context(request, person), name: form, "open": name}
    return render(request, "people/person.html", context, status=422)
