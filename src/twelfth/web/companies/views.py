"""Companies: the list, and one company's page."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from twelfth.people.companies.actions import NameTaken, NoCompanyName, change_company
from twelfth.people.companies.queries import PAGE, companies, merged_company, page_of
from twelfth.people.models import Company
from twelfth.web.access import done, member, own
from twelfth.web.companies.page import company_context
from twelfth.web.middleware import ActorRequest


class CompanyForm(forms.Form):
    name = forms.CharField(max_length=200, error_messages={"required": "A company needs a name."})
    domain = forms.CharField(
        required=False, max_length=253, label="Domain", help_text="What its addresses end in, as acme.com."
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
    form = CompanyForm(request.POST or None, initial={"name": company.name, "domain": company.domain})
    if request.method == "POST" and form.is_valid():
        try:
            change_company(request.actor, company, **form.cleaned_data, now=request.now)
        except (NameTaken, NoCompanyName) as error:
            form.add_error("name", str(error))
        else:
            done(request, "Saved.")
            return redirect("company", company.pk)
    status = 422 if form.errors else 200
    return render(request, "companies/form.html", {"company": company, "form": form}, status=status)


def _company(request: ActorRequest, pk: int) -> Company:
    return own(request, Company.objects.select_related("workspace"), pk)
