"""Pages for what went wrong: what it was, that nothing is lost, and what to do."""

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

log = logging.getLogger(__name__)


def _page(request: HttpRequest, title: str, text: str, status: int, *, back: str = "") -> HttpResponse:
    context = {"title": title, "text": text, "back": back}
    return render(request, "errors/error.html", context, status=status)


def _form_page(request: HttpRequest) -> str:
    """The page of ours from which a form was sent; "" when the browser does not tell, or tells another site."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else ""


def not_allowed(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, "That is not yours to do", sentence, 403)


def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database is locked, full or away. Nothing of this request was stored: it was one transaction."""
    log.error("The database refused %s %s: %s", request.method, request.path, error)
    full = "full" in str(error)
    text = (
        "The disk is full, so nothing can be stored. Make room on the server; what you typed was not saved."
        if full
        else "The database is busy or away. Nothing was stored; go back, your text is still there, and try again."
    )
    return _page(request, "Not stored", text, 503, back=_form_page(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's signature)
    text = (
        "The page was open for too long, or you logged in again elsewhere. "
        "Go back: what you typed is still there. Then send it again."
    )
    return _page(request, "Please send it again", text, 403, back=_form_page(request))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return _page(request, "Nothing here", "This page does not exist, or it is not in your workspace.", 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    # Without the request: what every other page shows around itself asks the database, which may be what is broken.
    return HttpResponse(render_to_string("errors/500.html"), status=500)
