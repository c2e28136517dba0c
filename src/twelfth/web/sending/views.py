"""The page “Sending”: how much a mailbox sends, what came back, and what receivers find of its domain."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from twelfth import wiring
from twelfth.accounts.actor import Permission
from twelfth.flow.pacing import set_limits
from twelfth.flow.sender_check import check_records, last_copy, store_findings
from twelfth.flow.standing import go_on, may_let_go_on
from twelfth.messages.mailboxes.queries import connected
from twelfth.messages.models import Mailbox
from twelfth.messages.ports import DnsUnreachable
from twelfth.web.access import done, member, own, refused
from twelfth.web.middleware import ActorRequest
from twelfth.web.sending.forms import LimitsForm
from twelfth.web.sending.page import page_of


@member
def sending(request: ActorRequest) -> HttpResponse:
    """The reader's own mailbox; whoever manages sees all of them, when there are several."""
    rows = list(_visible(request).order_by("address"))
    if len(rows) > 1:
        return render(request, "sending/mailboxes.html", {"mailboxes": rows})
    if not rows:
        return render(request, "sending/none.html")
    return _page(request, rows[0])


@member
def of_mailbox(request: ActorRequest, pk: int) -> HttpResponse:
    return _page(request, _mailbox(request, pk))


@member
def limits(request: ActorRequest, pk: int) -> HttpResponse:
    request.actor.require(Permission.MANAGE)
    mailbox = _mailbox(request, pk)
    if request.method != "POST":
        return redirect("sending-of", pk)
    form = LimitsForm(request.POST, instance=mailbox)
    if not form.is_valid():
        return _page(request, _mailbox(request, pk), form, status=422)
    set_limits(request.actor, mailbox, form.limits(), now=request.now)
    done(request, "Saved.")
    return redirect("sending-of", pk)


@member
@require_POST
def check(request: ActorRequest, pk: int) -> HttpResponse:
    """Look the domain's records up, with the signature of the last letter where it came back to us."""
    request.actor.require(Permission.WORK)
    mailbox = _mailbox(request, pk)
    parts = wiring.Wiring()
    copy = last_copy(mailbox, lambda: parts.reader().open(parts.account(mailbox)))
    try:
        findings = check_records(mailbox, parts.resolver(), copy)
    except DnsUnreachable as error:
        return refused(request, error, _records_at(pk))
    store_findings(request.actor, mailbox, findings, now=request.now)
    done(request, "Looked up.")
    return redirect(_records_at(pk))


@member
@require_POST
def let_go_on(request: ActorRequest, pk: int) -> HttpResponse:
    mailbox = _mailbox(request, pk)
    if go_on(request.actor, mailbox, now=request.now):
        done(request, f"{mailbox.address} sends by itself again.")
    return redirect("sending-of", pk)


def _records_at(pk: int) -> str:
    return f"{reverse('sending-of', args=[pk])}#records"


def _visible(request: ActorRequest) -> QuerySet[Mailbox]:
    rows = connected().select_related("owner", "workspace").filter(workspace=request.actor.workspace)
    return rows if request.actor.may(Permission.MANAGE) else rows.filter(owner=request.member)


def _mailbox(request: ActorRequest, pk: int) -> Mailbox:
    return own(request, _visible(request), pk)


def _page(
    request: ActorRequest, mailbox: Mailbox, form: LimitsForm | None = None, *, status: int = 200
) -> HttpResponse:
    may_manage = request.actor.may(Permission.MANAGE)
    context = {
        "page": page_of(mailbox, now=request.now),
        "mailbox": mailbox,
        "form": (form or LimitsForm(instance=mailbox)) if may_manage else None,
        "is_own": mailbox.owner_id == request.member.pk,
        "may_let_go_on": may_let_go_on(request.actor, mailbox),
        "may_check": request.actor.may(Permission.WORK),
        "has_others": may_manage and _visible(request).exclude(pk=mailbox.pk).exists(),
    }
    return render(request, "sending/sending.html", context, status=status)
