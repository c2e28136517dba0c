"""The workspace's own apps at Google and Microsoft, through which members connect their mailboxes."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from twelfth import wiring
from twelfth.accounts.actor import Permission
from twelfth.messages.mailboxes import actions
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.queries import apps_of, connected
from twelfth.messages.models import OAuthApp
from twelfth.web.access import done, member
from twelfth.web.mail.forms import AppForm
from twelfth.web.mail.mailbox_oauth import redirect_uri
from twelfth.web.middleware import ActorRequest


@dataclass(frozen=True, slots=True)
class AppShown:
    provider: Provider
    form: AppForm
    is_there: bool
    #: Mailboxes connected through it.
    used_by: int


@member
@sensitive_post_parameters()
def apps(request: ActorRequest) -> HttpResponse:
    request.actor.require(Permission.MANAGE)
    given = request.POST.get("provider", "")
    provider = Provider(given) if given in set(Provider) else None
    if request.method == "POST" and provider is not None:
        if request.POST.get("what") == "forget":
            actions.forget_app(request.actor, provider, now=request.now)
            done(request, f"The app at {provider.label} is forgotten.")
            return redirect("oauth-apps")
        form = AppForm(request.POST, instance=_app(request, provider), prefix=provider)
        if form.is_valid():
            row = form.save(commit=False)
            if form.cleaned_data["client_secret"]:
                row.secret_locked = wiring.Wiring().vault().lock(form.cleaned_data["client_secret"].strip())
            actions.save_app(request.actor, row, now=request.now)
            done(request, f"Saved: members can connect their mailboxes by {provider.label} now.")
            return redirect("oauth-apps")
        return _page(request, {provider: form}, status=422)
    return _page(request, {})


def _page(request: ActorRequest, given: dict[Provider, AppForm], status: int = 200) -> HttpResponse:
    there = apps_of(request.actor.workspace)
    shown = [
        AppShown(
            provider,
            given.get(provider) or AppForm(instance=_app(request, provider), prefix=provider),
            provider in there,
            connected().filter(workspace=request.actor.workspace, auth=provider).count(),
        )
        for provider in Provider
    ]
    context = {"apps": shown, "redirect_uri": redirect_uri()}
    return render(request, "mail/apps.html", context, status=status)


def _app(request: ActorRequest, provider: Provider) -> OAuthApp:
    found = apps_of(request.actor.workspace).get(provider)
    return found or OAuthApp(workspace=request.actor.workspace, provider=provider.value)
