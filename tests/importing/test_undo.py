"""An import is taken back: exactly what it did goes, and nothing that anybody did since."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importing.founding import NOW
from tests.importing.test_load import EXPORTS, Killed, bring_in, clock, snapshot
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Member, Role
from twelfth.background.actions import JobLost, claim_job, finish
from twelfth.background.models import FileRow, Job
from twelfth.deals.actions import move_deal
from twelfth.deals.models import Deal, Stage
from twelfth.importing.load import start_import
from twelfth.importing.undo import work
from twelfth.importing.undo.actions import StillRunning, start_undo
from twelfth.importing.undo.work import run_undo
from twelfth.people.actions import add_contact_point, change_person, opt_out, remember, tag
from twelfth.people.custom.actions import define_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.models import (
    Company,
    ContactPoint,
    CustomField,
    CustomValue,
    OptOut,
    Person,
    SearchWord,
    Suppression,
    Tag,
)
from twelfth.people.queries import find
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db

ADA = "First Name,Last Name,Email,Phone,Company,Title,Tags\nAda,King,ada@x.example,+49 30 1234567,Analytical,Countess,vip\n"


def take_back(by: Actor, job: Job) -> Job:
    start_undo(by, job, now=NOW)
    undo = claim_job("worker", now=NOW)
    assert undo is not None
    run_undo(undo, clock)
    finish(undo, now=NOW)
    undo.refresh_from_db()
    return undo


def everything() -> list[object]:
    """All that an import writes, and what hangs on it."""
    models = (Person, Company, ContactPoint, OptOut, Suppression, SearchWord, Deal, CustomValue)
    rows: list[object] = [snapshot()]
    for model in models:
        names = [one.attname for one in model._meta.concrete_fields if one.attname != "id"]
        rows.append(sorted(map(repr, model._default_manager.values_list(*names))))
    return rows


def kept(job: Job) -> dict[int, str]:
    return dict(FileRow.objects.filter(job=job, undo=FileRow.KEPT).values_list("number", "note"))


@pytest.mark.parametrize("export", sorted(EXPORTS.iterdir()), ids=lambda path: path.name)
def test_nothing_is_left_of_any_export(by: Actor, export) -> None:
    bring_in(by, "Name,Email,Company\nWho Was Here,here@was.example,Old Co\n")
    before = everything()
    job = bring_in(by, export)
    undo = take_back(by, job)
    assert everything() == before
    assert undo.result["kept"] == 0
    assert not Tag.objects.exists()
    first = job.result
    again = bring_in(by, export).result
    assert {key: again[key] for key in ("created", "wrong", "merged")} == {
        key: first[key] for key in ("created", "wrong", "merged")
    }


def test_what_was_filled_becomes_what_it_was(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    before = everything()
    job = bring_in(by, ADA)
    assert Person.objects.get().title == "Countess"
    assert find(by.workspace, "analytical").exists()
    take_back(by, job)
    assert everything() == before
    assert not find(by.workspace, "analytical").exists()
    assert not Company.objects.exists()


def test_a_field_changed_since_stays_and_is_told(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    job = bring_in(by, ADA)
    ada = Person.objects.get()
    ada.title = "Mathematician"
    change_person(by, ada, company="Analytical", now=NOW)
    take_back(by, job)
    ada.refresh_from_db()
    assert (ada.title, ada.company) == ("Mathematician", None)
    assert kept(job) == {2: "Changed since, so kept: title."}


def _renamed(by: Actor, ada: Person) -> None:
    ada.full_name, ada.family_name = "Ada Lovelace", "Lovelace"
    change_person(by, ada, company="Analytical", now=NOW)


DONE_SINCE = {
    "a note": lambda by, ada: remember(by, ada, "said", "Numbers!", where="", on=None, now=NOW),
    "another address": lambda by, ada: add_contact_point(by, ada, Channel.EMAIL, "ada@home.example", now=NOW),
    "a tag": lambda by, ada: tag(by, ada, "friend", now=NOW),
    "a wish": lambda by, ada: opt_out(by, ada, Channel.EMAIL, "told us", now=NOW),
    "another name": _renamed,
    "another file": lambda by, _: bring_in(by, ADA),
}


@pytest.mark.parametrize("what", DONE_SINCE)
def test_whoever_something_happened_with_since_stays_whole(by: Actor, what: str) -> None:
    job = bring_in(by, ADA + "Bo,Lind,bo@x.example,,,,\n")
    DONE_SINCE[what](by, Person.objects.get(given_name="Ada"))
    before = snapshot()
    undo = take_back(by, job)
    assert undo.result == {"undone": 1, "kept": 1}
    assert list(kept(job)) == [2]
    assert [row for row in before if row[0] != "Bo Lind"] == snapshot()


def test_a_wish_goes_with_the_only_file_that_told_it(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    wishing = "Name,Email,Email Opt Out\nAda King,ada@x.example,1\n"
    first, second = bring_in(by, wishing), bring_in(by, wishing)
    take_back(by, first)
    assert OptOut.objects.count() == 1, "the other file said so, too"
    assert Suppression.objects.count() == 1
    take_back(by, second)
    assert OptOut.objects.count() == 1, "whoever told it second had not brought it"


def test_a_wish_of_their_own_outlives_the_file(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    job = bring_in(by, "Name,Email,Email Opt Out\nAda King,ada@x.example,1\n")
    opt_out(by, Person.objects.get(), Channel.EMAIL, "link", now=NOW)
    take_back(by, job)
    assert OptOut.objects.get().how == "link"
    assert Suppression.objects.exists()


def test_a_wish_of_a_file_that_was_the_wrong_one(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    take_back(by, bring_in(by, "Name,Email,Email Opt Out\nAda King,ada@x.example,1\n"))
    assert not OptOut.objects.exists()
    assert not Suppression.objects.exists()


def test_a_deal_that_moved_on_keeps_its_person(by: Actor) -> None:
    job = bring_in(by, ADA)
    person = Person.objects.get()
    Deal.objects.create(workspace=by.workspace, title="By hand", person=person, created_at=NOW)
    take_back(by, job)
    assert Person.objects.get() == person
    assert "deal" in " ".join(kept(job).values())
    move_deal(by, Deal.objects.get(), Stage.WON, now=NOW)


@pytest.fixture(params=[1, 2, 4])
def dies_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The worker dies after it has done a batch, before that is committed."""
    monkeypatch.setattr(work, "BATCH", 3)
    calls = 0
    real = work.go_on

    def dies(job: Job, **more: object) -> None:
        nonlocal calls
        calls += 1
        real(job, **more)
        if calls == request.param:
            raise Killed

    monkeypatch.setattr(work, "go_on", dies)
    yield request.param
    monkeypatch.undo()


def test_a_worker_that_dies_in_the_middle_is_resumed(by: Actor, dies_at: int) -> None:
    rows = "".join(f"Person {n},p{n}@x.example\n" for n in range(12))
    job = bring_in(by, "Name,Email\n" + rows)
    start_undo(by, job, now=NOW)
    first = claim_job("first", now=NOW)
    assert first is not None
    with pytest.raises(Killed):
        run_undo(first, clock)
    second = claim_job("second", now=NOW, dead_workers=frozenset({"first"}))
    assert second is not None
    run_undo(second, clock)
    assert second.result == {"undone": 12, "kept": 0}
    assert not Person.objects.exists()
    with pytest.raises(JobLost):
        run_undo(first, clock)


def test_a_second_click_takes_back_once(by: Actor) -> None:
    job = bring_in(by, ADA)
    assert start_undo(by, job, now=NOW) == start_undo(by, job, now=NOW)
    assert Job.objects.filter(undoes=job).count() == 1


def test_not_while_it_runs_and_not_by_everybody(by: Actor) -> None:
    running = start_import(by, "people.csv", [ADA.encode()], now=NOW)
    with pytest.raises(StillRunning):
        start_undo(by, running, now=NOW)
    Job.objects.update(state=Job.DONE)
    seller = Actor(by.workspace, Member(workspace=by.workspace, name="Seller", role=Role.SELLER, pk=-1))
    with pytest.raises(NotAllowed):
        start_undo(seller, running, now=NOW)
    assert not Job.objects.exclude(undoes=None).exists()


def test_as_many_statements_for_thirty_as_for_three(by: Actor) -> None:
    def statements(domain: str, many: int) -> int:
        job = bring_in(by, "Name,Email\n" + "".join(f"P {n},p{n}@{domain}\n" for n in range(many)))
        with CaptureQueriesContext(connection) as seen:
            take_back(by, job)
        return len(seen)

    assert statements("small.example", 3) == statements("large.example", 30)


_NAMES = st.sampled_from(["Ada King", "Bo Lind", "Cy Ng"])
_LINES = st.lists(
    st.tuples(
        _NAMES,
        st.sampled_from(["a@x.example", "b@x.example", "c@x.example", ""]),
        st.sampled_from(["", "Analytical", "Babbage Ltd"]),
        st.sampled_from(["", "Countess"]),
        st.sampled_from(["", "vip", "vip;old"]),
        st.sampled_from(["", "1"]),
        st.sampled_from(["", "7", "gold;silver"]),
        st.sampled_from(["", "gold", "silver;gold", "tin"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_LINES, second=_LINES)
def test_taking_back_the_last_of_any_two_files_leaves_what_the_first_made(
    by: Actor,
    first: list[tuple[str, ...]],
    second: list[tuple[str, ...]],
) -> None:
    Person.objects.all().delete()
    for model in (Company, Suppression, Tag, Job, CustomField):
        model._default_manager.all().delete()
    define_field(by, "Lot", Kind.TEXT, now=NOW)
    define_field(by, "Metals", Kind.SEVERAL, choices=["gold", "silver"], now=NOW)
    header = "Name,Email,Company,Title,Tags,Email Opt Out,Lot,Metals\n"
    bring_in(by, header + "".join(",".join(row) + "\n" for row in first))
    before = everything()
    undo = take_back(by, bring_in(by, header + "".join(",".join(row) + "\n" for row in second)))
    assert undo.result["kept"] == 0
    assert everything() == before
