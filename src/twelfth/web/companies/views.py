"""Companies: the list, and one company's page."""

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

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
from twelfth.people.models import Company
from twelfth.web.access import done, member, own
from twelfth.web.companies.page import company_context
from twelfth.web.countries import country_choices
from twelfth.web.look.long_select import LongSelect
from twelfth.web.middleware import ActorRequest


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
    company = _company(request, pk)
    told = {name: getattr(company, name) for name in ("name", "domain", *_PLACE)}
    told["part_of"] = company.parent.name if company.parent else ""
    form = CompanyForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid() and _is_saved(request, company, form):
        done(request, "Saved.")
        return redirect("company", company.pk)
    status = 422 if form.errors else 200
    return render(request, "companies/form.html", {"company": company, "form": form}, status=status)


def _is_saved(request: ActorRequest, company: Company, form: CompanyForm) -> bool:
    """Whether all of it is; else the form says what is wrong, and nothing is."""
    data = form.cleaned_data
    address = Address(**{name: data[name].strip() for name in _PLACE})
    try:
        with transaction.atomic():
            change_company(request.actor, company, name=data["name"], domain=data["domain"], now=request.now)
            place_company(request.actor, company, address, part_of=data["part_of"], now=request.now)
    except (NameTaken, NoCompanyName) as error:
        form.add_error("name", str(error))
    except (NoSuchCompany, InACircle) as error:
        form.add_error("part_of", str(error))
    return not form.errors


_PLACE = ("street", "postcode", "city", "region", "country")


def _company(request: ActorRequest, pk: int) -> Company:
    return own(request, Company.objects.select_related("workspace", "parent"), pk)
