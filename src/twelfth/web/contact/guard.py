"""What the guard refuses and somebody with the role does all the same; and complaints."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from twelfth.flow.guarded import pass_guard
from twelfth.flow.opt_out import complain, forgive
from twelfth.rules.terms import Channel
from twelfth.web.access import done, member
from twelfth.web.contact.forms import ComplaintForm, OverrideForm
from twelfth.web.contact.shared import acting, again, followup_of, here
from twelfth.web.middleware import ActorRequest


@member
@require_POST
def override(request: ActorRequest, pk: int) -> HttpResponse:
    """Write down why this one contact is made although a hard ground speaks against it."""
    followup = followup_of(request, pk)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return again(request, followup, "override_form", form)
    data = form.cleaned_data

    def action() -> str:
        pass_guard(request.actor, followup, Channel(data["channel"]), data["reason"], now=request.now)
        done(request, "Written down. This one contact may be made.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def complained(request: ActorRequest, pk: int) -> HttpResponse:
    """They complained: nothing goes to them by itself any more."""
    followup = followup_of(request, pk)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return again(request, followup, "complaint_form", form)

    def action() -> str:
        complain(request.actor, followup.person, form.cleaned_data["words"], now=request.now)
        done(request, "Noted: they complained. Nothing goes to them by itself any more.")
        return here(followup)

    return acting(request, here(followup), action)


@member
@require_POST
def forgiven(request: ActorRequest, pk: int) -> HttpResponse:
    """The complaint was noted by mistake, or was made up for: an owner or a manager says so."""
    followup = followup_of(request, pk)

    def action() -> str:
        forgive(request.actor, followup.person, now=request.now)
        done(request, "The complaint no longer stands against contacting them.")
        return here(followup)

    return acting(request, here(followup), action)
