"""Connecting a mailbox by Google or Microsoft: to them, back from them, and a last look before it is stored.

The way there is a plain link, because the browser would not follow a form to another site (form-action 'self'). What
has to be known again when the member comes back lies in their session, locked, each once and for a short time.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from twelfth import wiring
from twelfth.accounts.actor import Permission
from twelfth.adapters.mail.connecting import quoted
from twelfth.messages.mailboxes import presets
from twelfth.messages.mailboxes.access import keys_of
from twelfth.messages.mailboxes.oauth import AppKeys, Begun, Provider
from twelfth.messages.mailboxes.queries import apps_of
from twelfth.messages.mailboxes.tokens import StoredTokens
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import CheckResult, MailError
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.web.access import member, refused
from twelfth.web.mail.mailbox import checked, keep, row_for
from twelfth.web.middleware import ActorRequest

_BEGUN, _GRANTED = "mailbox_begun", "mailbox_granted"
#: Log-ins that may be under way in one session at once (several tabs), and how long one may take.
_MOST, _TIME = 5, timedelta(minutes=20)


class NotBegunHere(Exception):
    """What came back was not begun in this browser, or too long ago."""

    def __init__(self) -> None:
        super().__init__(
            "This log-in was not begun here, or it took too long. Nothing was changed: connect again."
        )


def redirect_uri() -> str:
    """Where the provider sends the member back to; it has to be entered there exactly so."""
    return f"{settings.TWELFTH.public_url}{reverse('mailbox-back')}"


@member
def begin(request: ActorRequest) -> HttpResponse:
    """To the provider."""
    request.actor.require(Permission.WORK)
    try:
        provider = Provider(request.GET.get("provider", ""))
        app = _app(request, provider)
    except (ValueError, CredentialsUnreadable) as error:
        text = str(error) if isinstance(error, CredentialsUnreadable) else "That is not connected here yet."
        return refused(request, ValueError(text), reverse("mailbox"))
    parts = wiring.Wiring()
    begun = parts.authorizer().begin(
        app, redirect_uri=redirect_uri(), address=request.GET.get("address", "")[:254]
    )
    under_way = _still_open(request)
    under_way[begun.state] = {
        "provider": provider,
        "locked": parts.vault().lock(begun.to_text()),
        "at": request.now.isoformat(),
    }
    request.session[_BEGUN] = dict(list(under_way.items())[-_MOST:])
    return HttpResponseRedirect(begun.url)


@member
def back(request: ActorRequest) -> HttpResponse:
    """From the provider. Nothing is stored yet: the member sees first whose mailbox it is."""
    request.actor.require(Permission.WORK)
    try:
        provider, begun = _taken(request)
        if "code" not in request.GET:
            return refused(request, _not_allowed(request, provider), reverse("mailbox"))
        parts = wiring.Wiring()
        granted = parts.authorizer().finish(
            _app(request, provider),
            begun,
            code=request.GET["code"][:4096],
            redirect_uri=redirect_uri(),
            now=request.now,
        )
    except (NotBegunHere, MailError, CredentialsUnreadable, ValueError) as error:
        return refused(request, error, reverse("mailbox"))
    kept = {
        "provider": provider,
        "address": granted.address,
        "tokens": StoredTokens(granted.tokens).to_text(),
        "at": request.now.isoformat(),
    }
    request.session[_GRANTED] = parts.vault().lock(json.dumps(kept))
    return redirect("mailbox-confirm")


@member
def confirm(request: ActorRequest) -> HttpResponse:
    """Whose mailbox it is, to be confirmed; then it is checked and stored."""
    request.actor.require(Permission.WORK)
    kept = _granted(request)
    if kept is None:
        return refused(request, NotBegunHere(), reverse("mailbox"))
    provider = Provider(kept["provider"])
    row = row_for(request, kept["address"])
    was = row.address if row.pk and row.address != kept["address"] else ""
    results: list[CheckResult] = []
    if request.method == "POST":
        _fill(row, provider, kept)
        results = checked(row)
        if all(result.ok for result in results):
            del request.session[_GRANTED]
            return keep(request, row)
    context = {
        "address": kept["address"],
        "was": was,
        "provider": provider,
        "is_other": kept["address"] != request.user.email.lower(),
        "results": results,
    }
    return render(request, "mail/mailbox_confirm.html", context, status=422 if results else 200)


def _fill(row: Mailbox, provider: Provider, kept: dict[str, str]) -> None:
    address = kept["address"]
    preset = presets.of_domain(address.partition("@")[2])
    if preset is None or preset.provider != provider:
        preset = presets.for_companies(provider)
    row.address = row.username = address
    row.auth, row.password_locked = provider.value, ""
    row.tokens_locked = wiring.Wiring().vault().lock(kept["tokens"])
    smtp, imap = preset.smtp, preset.imap
    row.smtp_host, row.smtp_port, row.smtp_security = smtp.host, smtp.port, smtp.security
    row.imap_host, row.imap_port, row.imap_security = imap.host, imap.port, imap.security
    row.sent_saved_by_server, row.sent_folder = preset.sent_saved_by_server, ""


def _app(request: ActorRequest, provider: Provider) -> AppKeys:
    """Raises ValueError where the workspace has no app there, and CredentialsUnreadable."""
    row = apps_of(request.actor.workspace).get(provider)
    if row is None:
        raise ValueError(f"No app at {provider.label} is entered here yet. Ask an owner or a manager.")
    return keys_of(row, wiring.Wiring().vault())


def _taken(request: ActorRequest) -> tuple[Provider, Begun]:
    """What was begun with the state that came back, which works once. Raises NotBegunHere and CredentialsUnreadable."""
    under_way = _still_open(request)
    found = under_way.pop(request.GET.get("state", ""), None)
    request.session[_BEGUN] = under_way
    if found is None:
        raise NotBegunHere
    begun = Begun.from_text(wiring.Wiring().vault().unlock(found["locked"]))
    return Provider(found["provider"]), begun


def _still_open(request: ActorRequest) -> dict[str, Any]:
    begun: dict[str, Any] = request.session.get(_BEGUN, {})
    return {state: one for state, one in begun.items() if _is_recent(one["at"], request.now)}


def _granted(request: ActorRequest) -> dict[str, str] | None:
    locked = request.session.get(_GRANTED)
    if not locked:
        return None
    try:
        kept: dict[str, str] = json.loads(wiring.Wiring().vault().unlock(locked))
    except CredentialsUnreadable:
        return None
    return kept if _is_recent(kept["at"], request.now) else None


def _is_recent(moment: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(moment) < _TIME


def _not_allowed(request: ActorRequest, provider: Provider) -> ValueError:
    error, said = request.GET.get("error", ""), request.GET.get("error_description", "")
    if error == "access_denied" and "AADSTS" not in said:
        return ValueError(f"You did not allow it at {provider.label}. Nothing was changed.")
    told = f" It said: {quoted(said or error)}." if said or error else ""
    return ValueError(
        f"{provider.label} did not let us in.{told} Where it asks for an administrator, one has to allow the app there."
    )
