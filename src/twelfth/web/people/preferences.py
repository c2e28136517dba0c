"""How somebody likes to be reached, kept from their page."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth.flow.next_moment import redecide_person
from twelfth.people.models import Person
from twelfth.people.preferences.actions import set_preferences
from twelfth.rules.terms import Channel
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.page import person_context
from twelfth.web.people.preference_form import PreferenceForm


@member
@require_POST
def keep(request: ActorRequest, pk: int) -> HttpResponse:
    person = own(request, Person.objects.select_related("company", "workspace", "owner"), pk)
    form = PreferenceForm(request.POST, person=person)
    if not form.is_valid():
        context = {**person_context(request, person), "preference_form": form, "open": "preference_form"}
        return render(request, "people/person.html", context, status=422)
    data = form.cleaned_data
    with transaction.atomic():
        changed = set_preferences(
            request.actor,
            person,
            prefers=Channel(data["prefers"]) if data["prefers"] else None,
            avoids=[Channel(one) for one in data["avoids"]],
            hours=data["hours"],
            now=request.now,
        )
        if changed:
            redecide_person(person.pk, now=request.now)
    if changed:
        done(request, "Kept. What is planned with them was placed anew.")
    return redirect(f"{reverse('person', args=[person.pk])}#likes")
