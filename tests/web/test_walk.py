"""A walk over every address: strangers get nothing, another workspace's rows do not exist, pages cost few queries."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.flow.letters import answered
from tests.world import World, make_world
from twelfth.accounts import actions as accounts
from twelfth.accounts.models import Role, User
from twelfth.background.actions import start_job
from twelfth.cadences.actions import start_draft
from twelfth.cadences.models import Cadence
from twelfth.cadences.queries import plan_of
from twelfth.deals.actions import open_deal
from twelfth.flow import act
from twelfth.flow.bulk import draft_bulk
from twelfth.flow.bulk_changes import Verb
from twelfth.flow.opt_out import stop, token_for
from twelfth.flow.selection import FollowUpFilter, Selection
from twelfth.people.actions import remember
from twelfth.people.custom.actions import define_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.lists.actions import save_list
from twelfth.people.models import OptOut, Suppression, Tie
from twelfth.people.relations.actions import relate
from twelfth.people.remarks.actions import Milestone, add_milestone
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.records.merging.actions import merge_people
from twelfth.records.models import Double
from twelfth.rules.milestone import Repeats
from twelfth.rules.terms import Channel, Outcome, Party
from twelfth.touches.models import Touch

OPEN = {
    "welcome", "join", "stop", "healthz", "readyz", "account_login", "account_logout", "account_signup",
    "account_inactive", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}  # fmt: skip


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


def named(with_id: bool) -> list[str]:
    return sorted(
        str(entry.name)
        for entry in patterns()
        if entry.name not in OPEN and ("<int:pk>" in str(entry.pattern)) == with_id
    )


def client_of(world: World) -> Client:
    client = Client()
    client.force_login(world.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def theirs(world: World) -> dict[str, int]:
    """Rows of another workspace, by the name of the page that takes their id."""
    other = make_world("Another", "otto@another.test")
    mailbox = other.mailbox()
    followup = other.followup(other.person("Otto Brandt"))
    message = act.send_mail(other.by, followup, act.Approved(number=1, subject="s", body="b"), now=other.now)
    new = NewPromise(party=Party.US, text="Call", day=other.now.date(), zone="Europe/Lisbon")
    promise = make_promise(
        other.by, other.member, followup.person, new, followup=followup, touch=None, now=other.now
    )
    accounts.invite(other.by, name="X", role=Role.SELLER, now=other.now)
    job = start_job(other.by, "import", "x.csv", arguments={}, now=other.now)
    stop(other.person("Left Alone", email="left@alone.test"), None, "told us", now=other.now)
    everything = Selection(other.by.workspace, FollowUpFilter())
    again = other.person("Left Alone", email="left@again.test")
    merge = merge_people(other.by, followup.person, other.person("Otto B.", email="o@b.test"), now=other.now)
    double = Double.objects.create(
        workspace=other.by.workspace, first=followup.person, second=again, weight=3, found_at=other.now
    )
    bulk = draft_bulk(other.by, everything, Verb.STOP, "Stop 1 follow-up", now=other.now)
    return {
        "contact": followup.pk, "person": followup.person_id, "cadence": Cadence.objects.get(workspace=other.by.workspace, key="first-meeting").pk,
        "promise": promise.pk, "undo-touch": message.touch_id, "message": message.pk, "member": other.member.pk,
        "invitation": other.by.workspace.invitation_set.get().pk, "job": job.pk, "import": job.pk,
        "draft": start_draft(other.by, plan_of(other.version), version=other.version, now=other.now).pk,
        "milestone": add_milestone(other.by, followup.person, Milestone(text="x", on=other.now.date(), repeats=Repeats.ONCE), learnt_on=other.now.date(), now=other.now).pk,
        "remark-edit": remember(other.by, followup.person, "said", "x", where="", on=None, now=other.now).pk,
        "point": followup.person.contact_points.all()[0].pk,
        "company": followup.person.company_id or 0,
        "deal": open_deal(other.by, again, "Theirs", amount=None, currency="", now=other.now).pk,
        "relation-remove": relate(other.by, again, Tie.SWAYS, followup.person, now=other.now).pk,
        "double": double.pk, "merge-part": merge.pk,
        "bulk": bulk.pk, "list": save_list(other.by, "Theirs", everything.to_json(), is_shared=True, now=other.now).pk,
        "field": define_field(other.by, "Size", Kind.NUMBER, now=other.now).pk, "sending": mailbox.pk, "inbox": answered(other, "Pia Novak").pk,
        "suppression-lift": Suppression.objects.get(workspace=other.by.workspace).pk, "suppressions-list": job.pk, "data-file": job.pk,
        "opt-out-lift": OptOut.objects.get(workspace=other.by.workspace).pk,
    }  # fmt: skip


def id_for(name: str, rows: dict[str, int]) -> int:
    return next(pk for start, pk in rows.items() if name.startswith(start))


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_workspaces_rows_do_not_exist(world: World, theirs: dict[str, int], method: str) -> None:
    client = client_of(world)
    before = Touch.objects.count()
    for name in named(with_id=True):
        response = getattr(client, method)(reverse(name, args=[id_for(name, theirs)]))
        assert response.status_code in {404, 405}, f"{method} {name} gave {response.status_code}"
    assert Touch.objects.count() == before


def test_strangers_are_sent_to_the_log_in(world: World) -> None:
    client = Client()
    for name in named(with_id=False) + named(with_id=True):
        url = reverse(name, args=[1]) if name in named(with_id=True) else reverse(name)
        response = client.get(url)
        assert response.status_code == 302, f"{name} gave {response.status_code}"
        assert "/account/login/" in response.headers["Location"]


def test_every_page_answers_empty_and_full(world: World) -> None:
    client = client_of(world)
    for name in named(with_id=False):
        assert client.get(reverse(name)).status_code in {200, 302, 405}, name
    followup = world.followup()
    act.log_contact(
        world.by,
        followup,
        act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=1),
        now=world.now,
    )
    for name in ("contact", "contact-mail", "person", "person-edit", "cadence"):
        pk = {"contact": followup.pk, "contact-mail": followup.pk, "cadence": world.version.cadence_id}.get(
            name, followup.person_id
        )
        assert client.get(reverse(name, args=[pk])).status_code == 200, name
    for name in named(with_id=False):
        assert client.get(reverse(name)).status_code in {200, 302, 405}, name


def test_strict_headers(world: World) -> None:
    response = client_of(world).get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", response.content.decode())


def queries_of(get: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        get()
    return len(seen)


@pytest.mark.parametrize("page", ["today", "people", "followups"])
def test_a_longer_list_costs_no_more_queries(world: World, page: str) -> None:
    client = client_of(world)
    world.followup(world.person("One Person"))
    client.get(reverse(page))
    few = queries_of(lambda: client.get(reverse(page)))
    for number in range(8):
        world.followup(world.person(f"Person{number} Many"))
    assert queries_of(lambda: client.get(reverse(page))) == few


def test_a_long_story_costs_no_more_queries(world: World) -> None:
    client, followup = client_of(world), world.followup()

    def log(number: int) -> None:
        logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=number)
        act.log_contact(world.by, followup, logged, now=world.later(days=9))

    def queries() -> list[int]:
        pages = reverse("person", args=[followup.person_id]), reverse("contact", args=[followup.pk])
        return [queries_of(partial(client.get, page)) for page in pages]

    log(1)
    queries()
    few = queries()
    for number in range(2, 6):
        log(number)
    assert queries() == few
    # One more is a decision: each costs about a millisecond, and the page has fifty.
    assert few[0] <= 36, "the person page"
    assert few[1] <= 28, "the contact page"


def test_a_double_click_logs_once(world: World) -> None:
    client, followup = client_of(world), world.followup()
    data = {"number": 1, "channel": "phone", "outcome": "voicemail"}
    for _ in range(2):
        client.post(reverse("contact-log", args=[followup.pk]), data)
    assert Touch.objects.count() == 1


def test_what_was_typed_comes_back_with_a_sentence(world: World) -> None:
    client, followup = client_of(world), world.followup()
    data = {
        "number": 1,
        "channel": "phone",
        "outcome": "call_back",
        "call_back": "9/8",
        "note": "She was in a hurry",
    }
    response = client.post(reverse("contact-log", args=[followup.pk]), data)
    assert response.status_code == 422
    assert "She was in a hurry" in response.content.decode()
    assert Touch.objects.count() == 0


def test_the_stop_link_asks_on_get_and_stops_on_post_without_a_log_in(world: World) -> None:
    followup = world.followup()
    url = reverse("stop", args=[token_for(followup.person_id)])
    assert Client().get(url).status_code == 200
    assert not followup.person.opt_outs.exists(), "scanners open links"
    assert Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert followup.person.opt_outs.get().channel == "email"
    assert Client().get(reverse("stop", args=["forged"])).status_code == 404


def test_a_viewer_may_not_send_or_decide(world: World) -> None:
    followup = world.followup()
    world.member.role = Role.VIEWER
    world.member.save()
    response = client_of(world).post(reverse("contact-decide", args=[followup.pk]), {"kind": "yes"})
    assert response.status_code == 403
    followup.refresh_from_db()
    assert followup.decision == ""


def test_logging_in_and_a_wrong_password(world: World) -> None:
    client = Client()
    wrong = client.post("/account/login/", {"login": "clara@duarte.test", "password": "wrong wrong wrong"})
    assert wrong.status_code == 200
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": "clara@duarte.test", "password": "a long enough phrase"})
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_times_are_shown_as_they_are_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's date filter would show UTC: an hour off in Lisbon in summer, and some days a day off."""
    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    followup = world.followup()
    page = client_of(world).get(reverse("contact", args=[followup.pk])).content.decode()
    assert "10:30 there" in page


def test_no_template_formats_a_moment_without_a_zone() -> None:
    """`date` is for days alone; moments go through `moment`, `day`, `clock` and `wall`."""
    from pathlib import Path

    import twelfth.web

    templates = Path(str(twelfth.web.__file__)).parent / "templates"
    found = [
        f"{file.relative_to(templates)}: {match[0]}"
        for file in templates.rglob("*.html")
        for match in re.finditer(r"\w+(?:_at|_time|\.at)\|date:(?!'c')[^}]*", file.read_text())
    ]
    assert not found
