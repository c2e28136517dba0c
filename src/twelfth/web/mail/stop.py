"""The page that lets people stop: for strangers, without a log-in, a cookie or a script.

Scanners open every link of an e-mail before it is read, so a GET (or a HEAD) changes nothing and shows one button. A
POST is a wish, whatever is in it: mail programs send "List-Unsubscribe=One-Click" in either encoding of forms (RFC
8058), and one that arrives broken is obeyed too.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from twelfth.flow.opt_out import (
    BY_LINK,
    LinkUnknown,
    NoLongerOnFile,
    may_be_taken_back,
    person_of,
    stop,
    take_back_stop,
)
from twelfth.flow.words_of_leaving import leaving_words
from twelfth.people.models import Person
from twelfth.rules.terms import Channel

_ALL, _UNDO = "all", "undo"


@never_cache
@csrf_exempt
def stop_page(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks; a POST stops the e-mails, or all contact, or takes that back within the hour."""
    now: datetime = request.now  # type: ignore[attr-defined]  # ActorMiddleware
    try:
        person = person_of(token)
    except LinkUnknown as error:
        return render(request, "mail/stop_unknown.html", {"text": str(error)}, status=404)
    except NoLongerOnFile as error:
        # The wish is fulfilled already, and a mail program that asks for it is told so.
        return render(request, "mail/stop_unknown.html", {"text": str(error), "is_gone": True})
    context: dict[str, Any] = {"person": person, **_texts(request, person)}
    if request.method != "POST":
        return render(request, "mail/stop.html", context)
    what = _what(request)
    if what == _UNDO:
        context["undone"] = take_back_stop(person, now=now)
        return render(request, "mail/stop_undone.html", context)
    stop(person, None if what == _ALL else Channel.EMAIL, BY_LINK, now=now)
    context |= {"everything": what == _ALL, "may_undo": may_be_taken_back(person, now=now)}
    return render(request, "mail/stopped.html", context)


def _what(request: HttpRequest) -> str:
    """What was pressed; "" where the body is a mail program's, or cannot be read."""
    try:
        return request.POST.get("what", "")
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError):
        return ""


def _texts(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The words in the person's language, where it is known, else in one that their browser asks for."""
    asked = [
        code for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200].lower())
    ]
    words = leaving_words([*([person.language] if person.language else []), *asked])
    name = person.workspace.name
    parts = ("ask", "will_stop", "stop_mail", "stop_all", "done", "no_mail", "no_contact")
    later = ("by_mistake", "undo", "undone", "too_late")
    said = {part: getattr(words, part).format(name=name) for part in (*parts, *later)}
    return {"words": said, "language": words.code}
