"""The outbox."""

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from twelfth.accounts.actions import resume_sending
from twelfth.accounts.actor import Permission
from twelfth.flow.next_moment import redecide_person
from twelfth.messages.actions import hold, settle_by_hand
from twelfth.messages.models import MessageState, OutgoingFile, OutgoingMessage
from twelfth.web.access import done, member, own
from twelfth.web.middleware import ActorRequest

_SHOWN = 100


@member
def outbox(request: ActorRequest) -> HttpResponse:
    """What is on its way, what needs a person, and what went lately. A seller sees their own mailbox's."""
    rows = OutgoingMessage.objects.filter(workspace=request.actor.workspace)
    if not request.actor.may(Permission.MANAGE):
        rows = rows.filter(mailbox__owner=request.member)
    names = OutgoingFile.objects.defer("content").order_by("pk")
    rows = rows.select_related("person", "mailbox", "touch").prefetch_related(Prefetch("files", names))
    needs = Q(state=MessageState.UNKNOWN) | Q(state=MessageState.FAILED, touch__followup__ended_at=None)
    waiting = Q(state__in=[MessageState.QUEUED, MessageState.CLAIMED])
    context = {
        "needs": rows.filter(needs).order_by("-queued_at")[:_SHOWN],
        "waiting": rows.filter(waiting).order_by("send_after")[:_SHOWN],
        "gone": rows.exclude(needs | waiting).order_by("-queued_at")[:_SHOWN],
        "paused": request.actor.workspace.sending_paused_at,
        "paused_why": request.actor.workspace.sending_paused_why,
        "may_manage": request.actor.may(Permission.MANAGE),
    }
    return render(request, "mail/outbox.html", context)


@member
@require_POST
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """A person says whether an unknown message was sent."""
    message = own(request, OutgoingMessage.objects.select_related("touch"), pk)
    was_sent = request.POST.get("was_sent") == "yes"
    if settle_by_hand(request.actor, message, was_sent=was_sent, now=request.now):
        redecide_person(message.person_id, now=request.now)
        done(request, "Settled as sent." if was_sent else "Settled as not sent: the step comes up again.")
    return redirect("outbox")


@member
@require_POST
def take_back(request: ActorRequest, pk: int) -> HttpResponse:
    message = own(request, OutgoingMessage.objects.select_related("touch"), pk)
    request.actor.require(Permission.WORK)
    if message.state == MessageState.QUEUED and hold(request.actor, message, "Taken back.", now=request.now):
        redecide_person(message.person_id, now=request.now)
        done(request, "Taken back.")
    return redirect("outbox")


@member
def file(request: ActorRequest, pk: int) -> HttpResponse:
    """A file that went with a message: always saved, never opened in the page. A seller sees their own mailbox's."""
    rows = OutgoingFile.objects.all()
    if not request.actor.may(Permission.MANAGE):
        rows = rows.filter(message__mailbox__owner=request.member)
    found = own(request, rows, pk)
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    return response


@member
@require_POST
def resume(request: ActorRequest) -> HttpResponse:
    resume_sending(request.actor, now=request.now)
    done(request, "Sending goes on.")
    return redirect("outbox")
