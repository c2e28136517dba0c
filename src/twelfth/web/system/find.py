"""What the box of Ctrl/⌘-K shows: what was found, by kind, with what matched marked; pages and things to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from twelfth.accounts.actor import Actor, Permission
from twelfth.flow.finding import Found, recent, search
from twelfth.people.lists.queries import seen_by
from twelfth.people.models import Company, Person
from twelfth.people.search import fold, words_of
from twelfth.web.access import member
from twelfth.web.middleware import ActorRequest

#: So many letters of a note are shown around what matched.
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Hit:
    address: str
    icon: str
    title: SafeString
    beside: SafeString


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    hits: Sequence[Hit]


#: Where one can go and what one can do: address name, icon, words, and what it needs.
_PAGES: tuple[tuple[str, str, str, Permission | None], ...] = (
    ("person-add", "user-plus", "Add a person", Permission.WORK),
    ("imports", "upload", "Bring in people from a file", Permission.IMPORT),
    ("today", "sun", "Today", None),
    ("inbox", "inbox", "Inbox", None),
    ("people", "users", "People", None),
    ("lists", "list", "Lists of people", None),
    ("followups", "list-checks", "Follow-ups", None),
    ("cadences", "list-ordered", "Plans", None),
    ("insights", "chart-line", "Insights", None),
    ("sending", "send", "Sending: how much goes out, and what comes back", None),
    ("outbox", "mail", "Outbox: what is on its way", None),
    ("suppressions", "ban", "Do not contact", None),
    ("fields", "text-cursor-input", "Fields of your own", None),
    ("hours", "clock", "Working hours and days off", None),
    ("settings", "settings", "Settings", None),
)


@member
def find(request: ActorRequest) -> HttpResponse:
    """The box's answer; or, without JavaScript, a page with more of it."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    people, others = (8, 4) if request.htmx else (20, 10)
    found = search(request.actor.workspace, text, people=people, others=others)
    groups = _groups(request, found, text)
    if not text:
        lately = recent(request.actor.workspace, request.member)
        groups.insert(0, Group("Lately", [_person(one, "") for one in lately]))
    context = {"q": text, "groups": [group for group in groups if group.hits]}
    return render(request, "system/_palette.html" if request.htmx else "system/find.html", context)


def _groups(request: ActorRequest, found: Found, text: str) -> list[Group]:
    said = [
        *(
            _about(row.person_id, "message-square", row.note, row.person.full_name, text)
            for row in found.touches
        ),
        *(_about(row.person_id, "lightbulb", row.text, row.person.full_name, text) for row in found.remarks),
        *(_about(row.person_id, "mail", row.subject, row.person.full_name, text) for row in found.messages),
    ]
    return [
        Group("People", [_person(one, text) for one in found.people]),
        Group("Companies", [_company(row, text) for row in found.companies]),
        Group(
            "Deals",
            [
                _about(
                    row.person_id, "handshake", row.title, row.person.full_name if row.person else "", text
                )
                for row in found.deals
                if row.person_id
            ],
        ),
        Group("Said and noted", said),
        Group(
            "Promised",
            [_about(row.person_id, "flag", row.text, row.person.full_name, text) for row in found.promises],
        ),
        Group(
            "Plans",
            [
                Hit(reverse("cadence", args=[row.pk]), "list-ordered", marked(row.name, text), _plain())
                for row in found.plans
            ],
        ),
        Group("Lists", _lists(request.actor, text)),
        Group("Go to", _pages(request.actor, text)),
    ]


def _person(row: Person, text: str) -> Hit:
    beside = marked(row.company.name, text) if row.company else _plain()
    return Hit(reverse("person", args=[row.pk]), "user", marked(row.full_name, text), beside)


def _company(row: Company, text: str) -> Hit:
    address = reverse("company", args=[row.pk])
    return Hit(address, "building-2", marked(row.name, text), _plain())


def _about(person: int | None, icon: str, words: str, name: str, text: str) -> Hit:
    return Hit(reverse("person", args=[person]), icon, marked(around(words, text), text), _plain(name))


def _lists(actor: Actor, text: str) -> list[Hit]:
    rows = [row for row in seen_by(actor) if text and _begins_all(row.name, text)]
    return [Hit(reverse("list", args=[row.pk]), "list", marked(row.name, text), _plain()) for row in rows[:4]]


def _pages(actor: Actor, text: str) -> list[Hit]:
    """All that fit; of nothing typed the two things to do that are done most."""
    fitting = [
        Hit(reverse(name), icon, marked(words, text), _plain())
        for name, icon, words, needs in _PAGES
        if (needs is None or actor.may(needs)) and _begins_all(words, text)
    ]
    return fitting[:2] if not text else fitting[:4]


def _begins_all(words: str, text: str) -> bool:
    """Whether each word that was typed begins one of these."""
    known = words_of([words])
    return all(any(one.startswith(typed) for one in known) for typed in words_of([text]))


def marked(words: str, text: str) -> SafeString:
    """The words with what matches the beginning of one of them marked."""
    typed = sorted(words_of([text]), key=len, reverse=True)
    parts: list[SafeString] = []
    for word in words.split(" "):
        folded = fold(word)
        begun = next((one for one in typed if folded.startswith(one)), "")
        # Folding may change the length (ß, ligatures): then the whole word is marked.
        length = len(begun) if len(folded) == len(word) else len(word)
        if begun:
            parts.append(format_html("<mark>{}</mark>{}", word[:length], word[length:]))
        else:
            parts.append(escape(word))
    return mark_safe(" ".join(parts))  # noqa: S308 (each part is escaped above)


def around(words: str, text: str) -> str:
    """The piece of a long text in which the first match stands, on one line."""
    plain = " ".join(words.split())
    at = _first(plain, text.split())
    start = max(0, at - _AROUND // 2)
    piece = plain[start : start + _AROUND * 2]
    return f"{'… ' if start else ''}{piece}{' …' if start + _AROUND * 2 < len(plain) else ''}"


def _first(plain: str, typed: Iterable[str]) -> int:
    lowered = plain.lower()
    places = [place for one in typed if (place := lowered.find(one.lower())) >= 0]
    return min(places, default=0)


def _plain(text: str = "") -> SafeString:
    return escape(text)
