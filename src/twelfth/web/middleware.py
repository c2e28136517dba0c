"""Each request learns who acts in which workspace, and the one `now` that it works with."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from twelfth import wiring
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Member, User
from twelfth.web.errors import busy, not_allowed


class ActorRequest(HttpRequest):
    """A member's request, as views see it."""

    actor: Actor
    now: datetime
    htmx: HtmxDetails
    user: User
    member: Member


class ActorMiddleware:
    """Puts `now` and `actor` (None for strangers) on the request, and turns two kinds of refusal into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = wiring.now()  # type: ignore[attr-defined]  # declared by ActorRequest
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]  # declared by ActorRequest
        request.member = actor.member if actor else None  # type: ignore[attr-defined]  # declared by ActorRequest
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return not_allowed(request, str(exception))
        if isinstance(exception, OperationalError):
            return busy(request, exception)
        return None


def _actor(request: HttpRequest) -> Actor | None:
    user: User | AnonymousUser = request.user
    if not isinstance(user, User):
        return None
    member = Member.objects.select_related("workspace").filter(user=user.pk, left_at__isnull=True).first()
    if member is None:
        return None
    member.user = user
    return Actor(member.workspace, member)
