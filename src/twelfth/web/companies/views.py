"""Companies: the list, and one company's page."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from twelfth.people.companies.actions import (
    Address,
    InACircle,
    NameTaken,
    NoCompanyName,
    NoSuchCompany,
    change_company,
    place_company,
)
from twelfth.people.companies.queries import PAGE, companies, merged_company, page_of
from twelfth.people.custom.actions import fill
from twelfth.people.custom.kinds import NotThatKind
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import Company, CustomField
from twelfth.web.access import done, member, own
from twelfth.web.companies.page import company_context
from twelfth.web.companies.way_back import PLACE, before, own_key, texts_of, told_of, way_back
from twelfth.web.countries import country_choices
from twelfth.web.look.long_select import LongSelect
from twelfth.web.middleware import ActorRequest
from twelfth.web.people.custom import add_custom, typed_into


class CompanyForm(forms.Form):
    name = forms.CharField(max_length=200, error_messages={"required": "A company needs a name."})
    domain = forms.CharField(
        required=False, max_length=253, label="Domain", help_text="What its addresses end in, as acme.com."
    )
    street = forms.CharField(required=False, max_length=200)
    postcode = forms.CharField(required=False, max_length=20)
    city = forms.CharField(required=False, max_length=100, label="Town")
    region = forms.CharField(required=False, max_length=100, label="State or region")
    country = forms.ChoiceField(required=False, choices=country_choices, widget=LongSelect)
    part_of = forms.CharField(
        required=False, max_length=200, label="Part of", help_text="The company above it, by its name."
    )


@member
def index(request: ActorRequest) -> HttpResponse:
    """A page at a time, each going on behind the last name of the one before."""
    words = request.GET.get("q", "").strip()[:200]
    page = page_of(companies(request.actor.workspace, words), request.GET.get("after", "")[:200])
    shown = page[:PAGE]
    context = {
        "companies": shown,
        "q": words,
        "after": shown[-1].match_key if len(page) > PAGE else "",
        "is_empty": not shown and not companies(request.actor.workspace).exists(),
    }
    return render(request, "companies/_rows.html" if request.htmx else "companies/companies.html", context)


@member
def show(request: ActorRequest, pk: int) -> HttpResponse:
    try:
        company = _company(request, pk)
    except Http404:
        merged = merged_company(request.actor.workspace, pk)
        if merged is None:
            raise
        return redirect("company", merged)
    return render(request, "companies/company.html", company_context(company))


@member
def edit(request: ActorRequest, pk: int) -> HttpResponse:
    """What is known of it, with the workspace's own fields."""
    company = _company(request, pk)
    fields = fields_of(request.actor.workspace, CustomField.COMPANY)
    was = told_of(company, fields)
    form = CompanyForm(request.POST or None, initial={name: was[name] for name in CompanyForm.base_fields})
    add_custom(form, fields, filled(company, fields))
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, **texts_of(typed_into(form, fields))}
        field, wrong = _save(request, company, told)
        if wrong:
            form.add_error(field, wrong)
        else:
            company.refresh_from_db()
            done(request, "Saved.", undo=way_back(company, was, told_of(company, fields)))
            return redirect("company", company.pk)
    status = 422 if form.errors else 200
    return render(request, "companies/form.html", {"company": company, "form": form}, status=status)


@member
@require_POST
def restore(request: ActorRequest, pk: int) -> HttpResponse:
    """What was saved last was a mistake: put back what nobody has changed since."""
    company = _company(request, pk)
    fields = fields_of(request.actor.workspace, CustomField.COMPANY)
    told = before(company, told_of(company, fields), request.GET.get("was", ""))
    _, wrong = _save(request, company, told)
    if wrong:
        messages.error(request, wrong)
    else:
        done(request, "It is as it was.")
    return redirect("company", company.pk)


def _save(request: ActorRequest, company: Company, told: Mapping[str, str]) -> tuple[str | None, str]:
    """Save all of it, or say what is wrong and with which field of the form: then nothing is. "" when it is saved."""
    address = Address(**{name: told[name].strip() for name in PLACE})
    fields = fields_of(request.actor.workspace, CustomField.COMPANY)
    own_texts = {field: told[key] for field in fields if (key := own_key(field)) in told}
    try:
        with transaction.atomic():
            change_company(request.actor, company, name=told["name"], domain=told["domain"], now=request.now)
            place_company(request.actor, company, address, part_of=told["part_of"], now=request.now)
            fill(request.actor, company, own_texts, now=request.now)
    except (NameTaken, NoCompanyName) as error:
        return "name", str(error)
    except (NoSuchCompany, InACircle) as error:
        return "part_of", str(error)
    except NotThatKind as error:  # a choice that has left its list since
        return None, str(error)
    return None, ""


def _company(request: ActorRequest, pk: int) -> Company:
    return own(request, Company.objects.select_related("workspace", "parent"), pk)
