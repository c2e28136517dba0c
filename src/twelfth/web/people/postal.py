"""Where post reaches somebody."""

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from twelfth.accounts.actor import Permission
from twelfth.flow.next_moment import redecide_person
from twelfth.people.models import Person
from twelfth.people.points.actions import PostalAddress, set_postal_address
from twelfth.web.access import done, member, own
from twelfth.web.countries import country_choices
from twelfth.web.look.long_select import LongSelect
from twelfth.web.middleware import ActorRequest


class PostalForm(forms.Form):
    street = forms.CharField(required=False, max_length=200, label="Street and number")
    postcode = forms.CharField(required=False, max_length=20, label="Postcode")
    city = forms.CharField(required=False, max_length=100, label="City")
    region = forms.CharField(required=False, max_length=100, label="Region")
    country = forms.ChoiceField(required=False, choices=country_choices, label="Country", widget=LongSelect)


@member
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    person = own(request, Person.objects.select_related("company", "workspace"), pk)
    request.actor.require(Permission.WORK)
    form = PostalForm(
        request.POST or None, initial={name: getattr(person, name) for name in PostalForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = set_postal_address(
                request.actor, person, PostalAddress(**form.cleaned_data), now=request.now
            )
            if changed:
                redecide_person(person.pk, now=request.now)
        if changed:
            done(request, "Saved.")
        return redirect(f"{reverse('person', args=[person.pk])}#points")
    return render(
        request, "people/postal.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )
