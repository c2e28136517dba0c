"""Who may see a page, and which rows it may touch: always those of the reader's workspace."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from twelfth.web.middleware import ActorRequest

P = ParamSpec("P")
Row = TypeVar("Row", bound=Model)

View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
Routed = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member(view: View[P]) -> Routed[P]:
    """The page is for members; strangers log in first and come back."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return redirect_to_login(_page_of(request))
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # ActorMiddleware made it one

    return wrapped


def _page_of(request: HttpRequest) -> str:
    """Where to come back to after logging in: an address that only takes a POST is no page, the form's page is."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host()
    return came_from._replace(scheme="", netloc="").geturl() if is_ours else "/"


def own(request: ActorRequest, rows: QuerySet[Row], pk: int) -> Row:
    """The row with that id in the reader's workspace, or a 404 that does not tell whether it is elsewhere."""
    return get_object_or_404(rows.filter(workspace=request.actor.workspace), pk=pk)


def refused(request: HttpRequest, error: Exception, back: str, *place: object) -> HttpResponse:
    """Say why it was not done, and go back there."""
    messages.error(request, str(error))
    return redirect(back, *place)


def done(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Say that it was done; `undo` is the address to post to for taking it back."""
    messages.success(request, text, extra_tags=f"undo {undo}" if undo else "")
