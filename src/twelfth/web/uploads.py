"""The answer to a file that was taken in: a page to go on to, for a browser with and without our script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def taken_in(request: HttpRequest, view: str, pk: int) -> HttpResponse:
    """Lead on to a page. The script that shows how far an upload is follows no redirection (it would read the page
    twice), and is told the address."""
    if "X-Upload" in request.headers:
        return HttpResponse(status=201, headers={"Location": reverse(view, args=[pk])})
    return redirect(view, pk)
