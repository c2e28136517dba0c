"""What the shell around every page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from twelfth import wiring
from twelfth.accounts.actor import Permission
from twelfth.flow.health import problems
from twelfth.flow.inbox import count_waiting
from twelfth.flow.today import due_today


@dataclass(frozen=True, slots=True)
class NavItem:
    url: str
    label: str
    key: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Banner:
    level: str
    text: str
    action_url: str = ""
    action_label: str = ""


_NAV = (
    ("today", "Today", "t", "sun"),
    ("inbox", "Inbox", "b", "inbox"),
    ("people", "People", "p", "users"),
    ("cadences", "Plans", "c", "list-ordered"),
    ("insights", "Insights", "i", "chart-line"),
    ("settings", "Settings", "s", "settings"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Nothing for strangers and for fragments; else the navigation, the counts on Today and the inbox, what the
    reader may do and what is wrong."""
    actor = getattr(request, "actor", None)
    now: datetime = getattr(request, "now", None) or wiring.now()
    if actor is None or getattr(request, "htmx", False):
        return {"actor": actor, "now": now}
    return {
        "actor": actor,
        "now": now,
        "may_work": actor.may(Permission.WORK),
        "may_erase": actor.may(Permission.ERASE),
        "may_import": actor.may(Permission.IMPORT),
        "nav": [
            NavItem(reverse(name), label, key, icon, _is_current(request.path, reverse(name)))
            for name, label, key, icon in _NAV
        ],
        "banners": [
            Banner(problem.level, problem.text, reverse(problem.page) if problem.page else "", problem.label)
            for problem in problems(actor.workspace, now=now)
        ],
        "today_count": due_today(actor.member, now=now).count(),
        "inbox_count": count_waiting(actor.workspace, actor.member),
    }


def _is_current(path: str, url: str) -> bool:
    return (
        path == url or (url != "/" and path.startswith(url)) or (url == "/" and path.startswith("/contact/"))
    )
