"""A member's own mailbox: connecting it with a password, looking after it, disconnecting it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from twelfth import wiring
from twelfth.accounts.actor import Permission
from twelfth.messages.account import account_of
from twelfth.messages.mailboxes import actions
from twelfth.messages.mailboxes.discovery import Proposal, Source, discover
from twelfth.messages.mailboxes.oauth import Provider
from twelfth.messages.mailboxes.queries import apps_of, is_connected, letters_lost
from twelfth.messages.models import Mailbox, MessageState, OutgoingMessage
from twelfth.messages.ports import CheckResult, CheckStep, MailError
from twelfth.settings.keys import CredentialsUnreadable
from twelfth.web.access import done, member, refused
from twelfth.web.mail.forms import AddressForm, MailboxForm, WordsForm
from twelfth.web.middleware import ActorRequest


@member
def mailbox(request: ActorRequest) -> HttpResponse:
    """How it is connected and whether it works; where there is none, the first step: the address."""
    return _page(request, _own(request))


def _page(
    request: ActorRequest,
    found: Mailbox | None,
    *,
    words: WordsForm | None = None,
    results: Iterable[CheckResult] = (),
    status: int = 200,
) -> HttpResponse:
    results = list(results)
    if found is None or not is_connected(found):
        address = found.address if found else request.user.email
        beginning = {
            "mailbox": found,
            "form": AddressForm(initial={"address": address}),
            "waiting": _waiting(found) if found else 0,
            "may_manage": request.actor.may(Permission.MANAGE),
            "providers": list(apps_of(request.actor.workspace)),
        }
        return render(request, "mail/mailbox_begin.html", beginning, status=status)
    context = {
        "mailbox": found,
        "provider": None if found.auth == Mailbox.PASSWORD else Provider(found.auth),
        "words": words or WordsForm(instance=found),
        "results": results,
        "all_well": results and all(result.ok for result in results),
        "waiting": _waiting(found),
        "letters_lost": letters_lost(found, now=request.now),
    }
    return render(request, "mail/mailbox.html", context, status=status)


@member
@sensitive_post_parameters("password")
def connect(request: ActorRequest) -> HttpResponse:
    """The second step: what was found for the address, and the password. It is stored only after both servers let us
    in."""
    request.actor.require(Permission.WORK)
    address = _address(request)
    if address is None:
        return refused(
            request, ValueError("Give an e-mail address, like you@example.com."), reverse("mailbox")
        )
    row = row_for(request, address)
    proposal = None
    if not _is_known(row, address):
        parts = wiring.Wiring()
        proposal = discover(address, parts.resolver(), parts.autoconfig())
        _propose(row, address, proposal)
    form = MailboxForm(request.POST or None, instance=row, advice=proposal.advice if proposal else "")
    results: list[CheckResult] = []
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.auth, row.tokens_locked = Mailbox.PASSWORD, ""
        if form.cleaned_data["password"]:
            row.password_locked = wiring.Wiring().vault().lock(form.cleaned_data["password"])
        results = checked(row)
        if all(result.ok for result in results):
            return keep(request, row)
    return _connect_page(request, form, proposal, results)


def _connect_page(
    request: ActorRequest, form: MailboxForm, proposal: Proposal | None, results: list[CheckResult]
) -> HttpResponse:
    provider = proposal.provider if proposal else None
    advanced = (
        "username", "smtp_host", "smtp_port", "smtp_security", "imap_host", "imap_port", "imap_security", "sent_folder",
    )  # fmt: skip
    is_guess = proposal is not None and proposal.source == Source.GUESS
    context = {
        "form": form,
        "address": form.instance.address,
        "proposal": proposal,
        "provider": provider,
        "may_connect": provider in apps_of(request.actor.workspace) if provider else False,
        "may_manage": request.actor.may(Permission.MANAGE),
        "only_by_provider": provider == Provider.MICROSOFT,
        "results": results,
        "open": is_guess or bool(results) or any(name in form.errors for name in advanced),
    }
    return render(
        request, "mail/mailbox_connect.html", context, status=422 if form.errors or results else 200
    )


@member
@require_POST
def check(request: ActorRequest) -> HttpResponse:
    """Go all the way once with what is stored."""
    found = _own(request)
    if found is None or not is_connected(found):
        return redirect("mailbox")
    parts = wiring.Wiring()
    try:
        results = parts.check(parts.account(found))
    except (MailError, CredentialsUnreadable) as error:
        results = [CheckResult(CheckStep.SMTP_LOGIN, ok=False, sentence=str(error))]
    return _page(request, found, results=results)


@member
@require_POST
def words(request: ActorRequest) -> HttpResponse:
    """The name that people see, the signature, the address to log mail."""
    found = _own(request)
    if found is None:
        return redirect("mailbox")
    form = WordsForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, Mailbox.objects.get(pk=found.pk), words=form, status=422)
    signature = form.cleaned_data["signature"]
    actions.save_words(request.actor, form.save(commit=False), signature=signature, now=request.now)
    done(request, "Saved.")
    return redirect("mailbox")


@member
@require_POST
def preview(request: ActorRequest) -> HttpResponse:
    """How an e-mail will end, while it is typed."""
    found = _own(request)
    context = {
        "name": request.POST.get("display_name", "")[:120],
        "address": found.address if found else "",
        "signature": request.POST.get("signature", "")[:4000].strip(),
    }
    return render(request, "mail/_mailbox_preview.html", context)


@member
@require_POST
def disconnect(request: ActorRequest) -> HttpResponse:
    found = _own(request)
    if found is not None:
        actions.disconnect(request.actor, found, now=request.now)
        done(request, f"{found.address} is disconnected. What was said stays where it is.")
    return redirect("mailbox")


def row_for(request: ActorRequest, address: str) -> Mailbox:
    """The row that a mailbox of this address is to be: the member's own; else the one of a colleague who has left, so
    that its history goes on; else a new one. Not stored yet."""
    if (own := _own(request)) is not None:
        return own
    left = Mailbox.objects.filter(
        workspace=request.actor.workspace, address=address, owner__left_at__isnull=False
    ).first()
    if left is not None:
        left.owner = request.member
        left.display_name = request.member.name
        # Their password is not the new owner's to use.
        left.password_locked = left.tokens_locked = ""
        return left
    return Mailbox(
        workspace=request.actor.workspace,
        owner=request.member,
        created_at=request.now,
        display_name=request.member.name,
    )


def checked(row: Mailbox) -> list[CheckResult]:
    """What both servers say to what is not stored yet."""
    parts = wiring.Wiring()
    try:
        return parts.check(account_of(row, parts.vault()))
    except (MailError, CredentialsUnreadable) as error:
        return [CheckResult(CheckStep.SMTP_LOGIN, ok=False, sentence=str(error))]


def keep(request: ActorRequest, row: Mailbox) -> HttpResponse:
    """Store it, now that both servers let us in."""
    try:
        actions.save_mailbox(request.actor, row, now=request.now)
    except actions.AddressTaken as error:
        return refused(request, error, reverse("mailbox"))
    done(request, f"{row.address} is connected: sending and reading both work.")
    return redirect("mailbox")


def _own(request: ActorRequest) -> Mailbox | None:
    return Mailbox.objects.filter(owner=request.member).first()


def _waiting(found: Mailbox) -> int:
    return OutgoingMessage.objects.filter(mailbox=found, state=MessageState.QUEUED).count()


def _address(request: ActorRequest) -> str | None:
    given = (request.POST if request.method == "POST" else request.GET).get("address", "").strip().lower()
    try:
        validate_email(given)
    except ValidationError:
        return None
    return given


def _is_known(row: Mailbox, address: str) -> bool:
    """Is it stored already how this address is reached with a password?"""
    return bool(row.imap_host) and row.address == address and row.auth == Mailbox.PASSWORD


def _propose(row: Mailbox, address: str, proposal: Proposal) -> None:
    row.address = row.username = address
    smtp, imap = proposal.smtp, proposal.imap
    row.smtp_host, row.smtp_port, row.smtp_security = smtp.host, smtp.port, smtp.security
    row.imap_host, row.imap_port, row.imap_security = imap.host, imap.port, imap.security
    row.sent_saved_by_server, row.sent_folder = proposal.sent_saved_by_server, ""
    # The password of another mailbox, or of other servers, is not tried on these.
    row.password_locked = ""
