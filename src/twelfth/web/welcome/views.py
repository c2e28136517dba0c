"""The first visit, and the way in for those who were invited."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from twelfth.accounts.actions import (
    AddressTaken,
    InvitationGone,
    PasswordTooWeak,
    accept_invitation,
    open_invitation,
)
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member, User
from twelfth.background.actions import start_job
from twelfth.background.models import Job
from twelfth.demo.replay import DEMO
from twelfth.flow.found import found
from twelfth.messages.mailboxes.queries import connected
from twelfth.people.queries import people
from twelfth.web.access import member
from twelfth.web.middleware import ActorRequest
from twelfth.web.welcome.forms import FoundForm, NewcomerForm
from twelfth.web.welcome.token import is_valid

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Founding the workspace; the token is the one that `start` printed."""
    if not is_valid(token):
        return render(request, "welcome/over.html", status=404)
    form = FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            by = found(name=form.cleaned_data["workspace"], founder=form.newcomer(), now=request.now)  # type: ignore[attr-defined]  # ActorMiddleware
        except PasswordTooWeak as error:
            form.add_error("password", str(error))
        else:
            _log_in(request, by.member)
            return redirect("begin-demo" if "demo" in request.GET else "begin")
    return render(request, "welcome/welcome.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation."""
    try:
        invitation = open_invitation(token, now=request.now)  # type: ignore[attr-defined]  # ActorMiddleware
        form = NewcomerForm(
            request.POST or None, initial={"name": invitation.name, "zone": invitation.workspace.zone}
        )
        if request.method == "POST" and form.is_valid():
            try:
                joined = accept_invitation(token, form.newcomer(), now=request.now)  # type: ignore[attr-defined]  # ActorMiddleware
            except PasswordTooWeak as error:
                form.add_error("password", str(error))
            except AddressTaken as error:
                form.add_error("email", str(error))
            else:
                _log_in(request, joined)
                return redirect("today")
    except InvitationGone as error:
        return render(request, "welcome/gone.html", {"text": str(error)}, status=404)
    context = {"form": form, "invitation": invitation}
    return render(request, "welcome/join.html", context, status=422 if form.errors else 200)


@member
def begin(request: ActorRequest) -> HttpResponse:
    """What to do first: people, or a demo; a mailbox; the first plan."""
    context = {
        "has_people": people(request.actor.workspace).exists(),
        "has_mailbox": connected().filter(owner=request.member).exists(),
        "offers_demo": _may_fill_with_demo(request.actor),
    }
    return render(request, "welcome/begin.html", context)


@member
def begin_demo(request: ActorRequest) -> HttpResponse:
    """With `start --demo` the demo is offered at once."""
    return render(request, "welcome/demo.html", {"offers_demo": _may_fill_with_demo(request.actor)})


@member
@require_POST
def demo(request: ActorRequest) -> HttpResponse:
    """Fill this empty workspace with 300 invented people and 18 months of history."""
    if not _may_fill_with_demo(request.actor):
        raise Http404
    job = Job.objects.filter(workspace=request.actor.workspace, kind=DEMO).first() or start_job(
        request.actor, DEMO, "Filling the demo workspace", arguments={}, now=request.now
    )
    return redirect("job", job.pk)


def _may_fill_with_demo(by: Actor) -> bool:
    return not people(by.workspace).exists()


def _log_in(request: HttpRequest, joined: Member | None) -> None:
    assert joined is not None  # noqa: S101 (founders and joiners are members)
    user: User = joined.user
    login(request, user, backend=_BACKEND)
