"""Each request learns who acts in which workspace, and the one `now` that it works with."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from twelfth import wiring
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member, User


class ActorRequest(HttpRequest):
    """The request as views see it after ActorMiddleware; `actor` is None for strangers."""

    actor: Actor
    now: datetime


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = wiring.now()  # type: ignore[attr-defined]  # declared by ActorRequest
        request.actor = _actor(request)  # type: ignore[attr-defined]  # declared by ActorRequest
        return self._get_response(request)


def _actor(request: HttpRequest) -> Actor | None:
    if not isinstance(request.user, User):
        return None
    member = Member.objects.select_related("workspace").filter(user=request.user, left_at__isnull=True).first()
    return Actor(member.workspace, member) if member else None
