"""A file becomes people: once each, filled in and never overwritten, resumed exactly, and nobody is
written to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.importing.founding import NOW, workspace
from tests.importing.test_preview import EXPORTS
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Event, Member, Role, User
from twelfth.background.actions import JobLost, claim_job, finish
from twelfth.background.models import FileRow, Job, JobFile
from twelfth.deals.models import Deal
from twelfth.followups.models import FollowUp
from twelfth.importing import load
from twelfth.importing.errors import ImportRefused, OverLongLine
from twelfth.importing.load import run_import, start_import
from twelfth.importing.uploads import import_upload, keep_upload, preview_upload
from twelfth.messages.models import OutgoingMessage
from twelfth.people.actions import add_contact_point, opt_out
from twelfth.people.models import Company, ContactPoint, OptOut, Person, SearchWord, Suppression
from twelfth.people.queries import find
from twelfth.rules.terms import Channel
from twelfth.touches.models import Touch

pytestmark = pytest.mark.django_db


def clock() -> datetime:
    return NOW


def bring_in(by: Actor, content: bytes | str | Path, *, now: Callable[[], datetime] = clock) -> Job:
    """Import a file from its start to its end."""
    if isinstance(content, Path):
        content = content.read_bytes()
    content = content.encode() if isinstance(content, str) else content
    start_import(by, "people.csv", [content], now=NOW)
    job = claim_job("worker", now=NOW)
    assert job is not None
    run_import(job, now)
    finish(job, now=NOW)
    job.refresh_from_db()
    return job


def counts(job: Job) -> tuple[int, int, int, int]:
    """New, filled in, nothing to add or about somebody whom an earlier row brought in, wrong."""
    told = job.result
    return told["created"], told["updated"], told["skipped"] + told["merged"], told["wrong"]


def reasons(job: Job) -> list[str]:
    return list(
        FileRow.objects.filter(job=job).exclude(reason="").order_by("number").values_list("reason", flat=True)
    )


def snapshot() -> list[tuple[object, ...]]:
    """Everything an import writes, without keys."""
    people = Person.objects.order_by("full_name", "external_id", "pk")
    return [
        (
            person.full_name, person.company.name if person.company else "", person.notes, person.external_id,
            sorted(person.contact_points.values_list("channel", "value", "is_primary")),
            sorted(person.tags.values_list("name", flat=True)),
            sorted(person.opt_outs.values_list("channel", flat=True)),
            sorted(person.search_words.values_list("word", flat=True)), person.zone, person.created_at,
        )
        for person in people
    ]  # fmt: skip


def test_an_export_comes_in_whole(by: Actor) -> None:
    job = bring_in(by, EXPORTS / "hubspot-contacts.csv")
    assert counts(job) == (7, 0, 2, 1)
    assert (job.done, job.total) == (10, 10)
    anneke = Person.objects.get(family_name="van der Veen")
    assert (anneke.external_id, anneke.zone, anneke.owner) == ("hubspot:201", "Europe/Amsterdam", by.member)
    assert anneke.company == Company.objects.get(name="Grachten BV", domain="grachten.example")
    assert list(anneke.contact_points.order_by("id").values_list("channel", "value", "is_primary")) == [
        ("email", "anneke.vanderveen@grachten.example", True),
        ("phone", "+31205550134", True),
        ("post", "Prinsengracht 9-II, 1015 DV Amsterdam, NL", True),
        ("phone", "+31612345678", False),
    ]
    assert anneke.created_at == datetime(2025, 3, 4, 8, 12, tzinfo=UTC)
    severine = Person.objects.get(given_name="Séverine")
    assert "Owner in HubSpot contacts: Somebody Gone" in severine.notes
    assert severine.owner == by.member
    wrong = list(FileRow.objects.filter(job=job, result="wrong"))
    assert [row.number for row in wrong] == [11]
    assert "209" in wrong[0].cells


def test_nobody_is_written_to_and_nothing_is_planned(by: Actor) -> None:
    for export in sorted(EXPORTS.iterdir()):
        bring_in(by, export)
    assert Person.objects.count() > 25
    assert not OutgoingMessage.objects.exists()
    assert not Touch.objects.exists()
    assert not FollowUp.objects.exists()


def test_people_are_found_by_their_words(by: Actor) -> None:
    bring_in(by, EXPORTS / "hubspot-contacts.csv")
    for text in ("anneke grach", "veen", "hoofd", "amsterdam"):
        assert [person.full_name for person in find(by.workspace, text)] == ["Anneke van der Veen"]
    assert find(by.workspace, "العتيبي").count() == 1


@pytest.mark.parametrize("export", sorted(EXPORTS.iterdir()), ids=lambda path: path.name)
def test_the_same_file_again_makes_nobody_twice(by: Actor, export: Path) -> None:
    bring_in(by, export)
    before, deals = snapshot(), Deal.objects.count()
    created, updated, _, _ = counts(bring_in(by, export))
    assert (created, updated) == (0, 0)
    assert snapshot() == before
    assert Deal.objects.count() == deals


def test_what_is_empty_is_filled_and_nothing_is_overwritten(by: Actor) -> None:
    bring_in(by, "Name,Email,Job Title,Notes,Tags\nAda King,ada@x.example,Countess,likes engines,old\n")
    job = bring_in(
        by,
        "Name,Email,Job Title,Notes,Tags,Company,City,Phone\n"
        "Ada King,ADA@x.example,Programmer,likes looms,new;old,Engines Ltd,London,+44 20 7946 0958\n",
    )
    assert counts(job) == (0, 1, 0, 0)
    ada = Person.objects.get()
    assert (ada.title, ada.notes, ada.city) == ("Countess", "likes engines", "London")
    assert ada.company is not None
    assert ada.company.name == "Engines Ltd"
    assert sorted(ada.tags.values_list("name", flat=True)) == ["new", "old"]
    assert ada.contact_points.filter(channel="phone", value="+442079460958", is_primary=True).exists()
    assert find(by.workspace, "engines london").exists()
    assert "notes were not taken" in reasons(job)[0]


def test_an_address_that_stood_in_for_a_name_makes_way(by: Actor) -> None:
    bring_in(by, "Email,City\nada@x.example,London\n")
    bring_in(by, "First Name,Last Name,Email\nAda,King,ada@x.example\n")
    ada = Person.objects.get()
    assert (ada.full_name, ada.given_name, ada.sort_name) == ("Ada King", "Ada", "king ada")
    assert find(by.workspace, "king").exists()


def test_rows_of_one_file_about_the_same_person_become_one(by: Actor) -> None:
    job = bring_in(
        by,
        "Name,Email,Phone,City\nAda King,ada@x.example,,\nAda King,ada@x.example,+44 20 7946 0958,\n"
        "Ada King,,+44 20 7946 0958,London\nAda King,ada@x.example,,\n",
    )
    assert counts(job) == (1, 0, 3, 0)
    ada = Person.objects.get()
    assert (ada.city, ada.contact_points.count()) == ("London", 2)


def test_colleagues_who_share_a_number_or_an_office_address_stay_apart(by: Actor) -> None:
    job = bring_in(
        by,
        "Name,Email,Phone\nAda King,info@x.example,+44 20 7946 0958\nBo Lee,info@x.example,+44 20 7946 0958\n"
        "Cy Dow,,+44 20 7946 0958\n",
    )
    assert counts(job) == (3, 0, 0, 0)


def test_another_name_at_the_same_address_is_told(by: Actor) -> None:
    job = bring_in(by, "Name,Email\nAda King,ada@x.example\nAugusta Byron,ada@x.example\n")
    assert Person.objects.get().full_name == "Ada King"
    assert "“Augusta Byron” was not taken: Ada King has the same address" in reasons(job)[0]


@pytest.mark.parametrize(
    "content",
    [
        "Name,Phone\nAda King,030 5550123 ask for Ada\n",
        "Id,Name\n7,Ada King\n8,Ada King\n",
        "Name,LinkedIn\nAda King,in/ada\n",
        "Name,Street,City\nAda King,Main St 1,London\nBo Lee,Main St 1,London\n",
    ],
)
def test_people_without_an_address_are_not_doubled_either(by: Actor, content: str) -> None:
    assert counts(bring_in(by, content))[0] == content.count("\n") - 1
    assert counts(bring_in(by, content))[0] == 0


def test_names_alone_are_doubles_only_when_all_they_tell_is_the_same(by: Actor) -> None:
    content = "Name,Company,Notes\nAda King,X,engines\nAda King,X,looms\nAda King,X,\nAda King,Y,engines\n"
    assert counts(bring_in(by, content)) == (3, 0, 1, 0)
    assert counts(bring_in(by, content))[0] == 0


def test_ids_of_one_system_are_not_those_of_another(by: Actor) -> None:
    hubspot = "Record ID,First Name,Last Name,Lifecycle Stage,Contact owner\n101,Ada,King,lead,\n"
    pipedrive = "Person - ID,Person - Name,Person - Label(s)\n101,Bo Lee,hot\n"
    bring_in(by, hubspot)
    assert counts(bring_in(by, pipedrive)) == (1, 0, 0, 0)
    assert counts(bring_in(by, hubspot.replace("Ada", "Augusta"))) == (0, 0, 1, 0)
    assert sorted(Person.objects.values_list("external_id", flat=True)) == ["hubspot:101", "pipedrive:101"]


def test_a_workspace_never_sees_another(by: Actor) -> None:
    content = "Name,Email,Company,Tags\nAda King,ada@x.example,Engines,vip\n"
    other = workspace("Bo")
    bring_in(other, content)
    assert counts(bring_in(by, content)) == (1, 0, 0, 0)
    for actor in (by, other):
        ada = Person.objects.get(workspace=actor.workspace)
        assert ada.company is not None
        assert ada.company.workspace == actor.workspace
        assert {tag.workspace_id for tag in ada.tags.all()} == {actor.workspace.pk}
        assert set(ada.contact_points.values_list("workspace", flat=True)) == {actor.workspace.pk}


def test_opting_out_is_kept_and_its_absence_changes_nothing(by: Actor) -> None:
    bring_in(by, "Name,Email,Email Opt Out,Do Not Call\nAda King,ada@x.example,1,1\nBo Lee,bo@x.example,0,\n")
    ada = Person.objects.get(full_name="Ada King")
    assert set(ada.opt_outs.values_list("channel", "how")) == {("email", "import"), ("phone", "import")}
    assert Suppression.objects.count() == 1  # there is no number to be suppressed
    assert not OptOut.objects.exclude(person=ada).exists()
    bring_in(by, "Name,Email,Email Opt Out\nAda King,ada@x.example,0\nBo Lee,bo@x.example,yes\n")
    assert ada.opt_outs.count() == 2
    assert OptOut.objects.filter(person__full_name="Bo Lee", channel="email").exists()


def test_an_address_that_asked_to_be_left_alone_stays_so_under_a_new_person(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\nBo Lee,bo@x.example\n")
    opt_out(by, Person.objects.get(full_name="Ada King"), Channel.EMAIL, "asked", now=NOW)
    opt_out(by, Person.objects.get(full_name="Bo Lee"), None, "asked", now=NOW)
    Person.objects.all().delete()
    bring_in(by, "Name,Email\nAda King,ada@x.example\nBo Lee,bo@x.example\nCy Dow,cy@x.example\n")
    opted_out = set(OptOut.objects.values_list("person__full_name", "channel", "how"))
    assert opted_out == {("Ada King", "email", "suppressed"), ("Bo Lee", "", "suppressed")}
    assert Person.objects.get(full_name="Bo Lee").opted_out_at == NOW


def test_owners_are_members_by_name_or_address(by: Actor) -> None:
    user = User.objects.create(email="bo@seller.test", created_at=NOW)
    bo = Member.objects.create(
        workspace=by.workspace,
        user=user,
        name="Bo Seller",
        role=Role.SELLER,
        zone="Europe/Berlin",
        joined_at=NOW,
    )
    bring_in(
        by, "Name,Email,Owner\nA A,a@x.example,bo seller\nB B,b@x.example,BO@seller.test\nC C,c@x.example,\n"
    )
    owners = list(Person.objects.order_by("full_name").values_list("owner", flat=True))
    assert by.member is not None
    assert owners == [bo.pk, bo.pk, by.member.pk]


def test_deals_find_their_people_by_the_ids_of_the_system(by: Actor) -> None:
    bring_in(by, EXPORTS / "hubspot-contacts.csv")
    job = bring_in(by, EXPORTS / "hubspot-deals.csv")
    assert counts(job) == (3, 0, 0, 0)
    assert job.result["deals"] == 3
    anneke = Person.objects.get(external_id="hubspot:201")
    pallets = Deal.objects.get(external_id="hubspot:7001")
    assert (pallets.person, pallets.company, pallets.stage, str(pallets.amount), pallets.currency) == (
        anneke, anneke.company, "proposal", "12500.00", "EUR",
    )  # fmt: skip
    assert Deal.objects.get(external_id="hubspot:7003").person is None


def test_deals_brought_in_before_their_people_are_joined_later(by: Actor) -> None:
    job = bring_in(by, EXPORTS / "hubspot-deals.csv")
    assert "import the people first" in reasons(job)[0]
    bring_in(by, EXPORTS / "hubspot-contacts.csv")
    assert counts(bring_in(by, EXPORTS / "hubspot-deals.csv")) == (0, 2, 1, 0)
    assert Deal.objects.exclude(person=None).count() == 2


def test_a_deal_in_the_row_of_its_person(by: Actor) -> None:
    bring_in(by, EXPORTS / "pipedrive-people.csv")
    assert counts(bring_in(by, EXPORTS / "pipedrive-deals.csv"))[:2] == (0, 2)
    robots = Deal.objects.select_related("person").get(title="Tanaka robots")
    assert robots.person is not None
    assert (robots.person.full_name, robots.stage, robots.external_id) == (
        "Yuki Tanaka",
        "proposal",
        "pipedrive:501",
    )


def _many(count: int = 23) -> str:
    rows = [
        f"Person {n % 20} Name,p{n % 20}@x.example,tag{n % 3},Firm {n % 4},{n % 5 == 0:d}"
        for n in range(count)
    ]
    return "\n".join(["Name,Email,Tags,Company,Email Opt Out", *rows, "", ",foo@,,,"])


class Killed(Exception):
    """Stands for a power cut."""


@pytest.mark.parametrize("batch", [1, 2, 3, 5])
def test_a_worker_killed_in_a_batch_is_resumed_without_doubles(
    by: Actor, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(load, "BATCH", 5)
    other = workspace("Bo")
    whole = bring_in(other, _many())
    start_import(by, "people.csv", [_many().encode()], now=NOW)
    calls = 0
    real = load.go_on

    def dies(job: Job, *, now: datetime) -> None:
        nonlocal calls
        calls += 1
        real(job, now=now)
        if calls == batch:
            raise Killed

    monkeypatch.setattr(load, "go_on", dies)
    first = claim_job("first", now=NOW)
    assert first is not None
    with pytest.raises(Killed):
        run_import(first, clock)
    assert Person.objects.filter(workspace=by.workspace).count() == (batch - 1) * 5
    later = NOW + timedelta(minutes=5)
    second = claim_job("second", now=later)
    assert second is not None
    assert second.done == (batch - 1) * 5
    run_import(second, lambda: later)
    assert counts(second) == counts(whole)
    rows = [
        list(FileRow.objects.filter(job=job).order_by("number").values_list("number", "result", "reason"))
        for job in (whole, second)
    ]
    assert rows[0] == rows[1]
    mine, theirs = (
        list(
            Person.objects.filter(workspace=actor.workspace)
            .order_by("sort_name")
            .values_list("full_name", "notes")
        )
        for actor in (by, other)
    )
    assert mine == theirs


def test_a_worker_that_lost_its_job_writes_nothing_more(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "BATCH", 5)
    start_import(by, "people.csv", [_many().encode()], now=NOW)
    slow = claim_job("slow", now=NOW)
    assert slow is not None
    assert claim_job("other", now=NOW + timedelta(minutes=5)) is not None
    with pytest.raises(JobLost):
        run_import(slow, clock)
    assert not Person.objects.exists()
    assert not ContactPoint.objects.exists()
    assert not SearchWord.objects.exists()


def test_pieces_may_be_cut_anywhere(by: Actor) -> None:
    content = "Name,Email,City\nJörg Größer,joerg@x.example,Köln\nŁukasz Żuk,lukasz@x.example,Łódź\n".encode()
    start_import(by, "people.csv", [content[i : i + 7] for i in range(0, len(content), 7)], now=NOW)
    job = claim_job("worker", now=NOW)
    assert job is not None
    run_import(job, clock)
    assert sorted(Person.objects.values_list("full_name", "city")) == [
        ("Jörg Größer", "Köln"),
        ("Łukasz Żuk", "Łódź"),
    ]


def test_a_refused_file_leaves_nothing(by: Actor) -> None:
    events = Event.objects.count()
    for content in (b"", b"\x89PNG\r\n\x1a\n" + bytes(50), b"Name,Email\n"):
        with pytest.raises(ImportRefused):
            start_import(by, "people.csv", [content], now=NOW)
        with pytest.raises(ImportRefused):
            keep_upload(by, "people.csv", [content], now=NOW)
    assert not Job.objects.exists()
    assert not JobFile.objects.exists()
    assert Event.objects.count() == events


def test_a_file_broken_in_its_middle_imports_nobody(by: Actor) -> None:
    content = b"Name,Email\n" + b"Ada King,ada@x.example\n" * 1000 + b"B," + b"y" * 2_000_001 + b"\n"
    start_import(by, "people.csv", [content], now=NOW)
    job = claim_job("worker", now=NOW)
    assert job is not None
    with pytest.raises(OverLongLine, match="Line 1002"):
        run_import(job, clock)
    assert not Person.objects.exists()


def test_a_viewer_may_not_import(by: Actor) -> None:
    user = User.objects.create(email="viewer@seller.test", created_at=NOW)
    viewer = Member.objects.create(
        workspace=by.workspace, user=user, name="V", role=Role.VIEWER, zone="UTC", joined_at=NOW
    )
    with pytest.raises(NotAllowed):
        start_import(Actor(by.workspace, viewer), "people.csv", [b"Name,Email\nA,a@x.example\n"], now=NOW)
    assert not Job.objects.exists()


def test_an_upload_waits_until_somebody_says_go(by: Actor) -> None:
    job = keep_upload(by, "people.csv", [b"Name,Email\nAda King,ada@x.example\n"], now=NOW)
    assert claim_job("worker", now=NOW) is None
    assert preview_upload(job).people == 1
    assert import_upload(by, job, load.from_json(job.arguments), now=NOW)
    assert not import_upload(by, job, load.from_json(job.arguments), now=NOW)
    assert not Person.objects.exists()
    claimed = claim_job("worker", now=NOW)
    assert claimed is not None
    run_import(claimed, clock)
    assert Person.objects.count() == 1


def test_a_batch_takes_a_fixed_number_of_statements(by: Actor) -> None:
    rows = "\n".join(f"Person {n},p{n}@x.example,+4930555{n:04},Firm {n % 50},a;b" for n in range(500))
    start_import(by, "people.csv", [f"Name,Email,Phone,Company,Tags\n{rows}\n".encode()], now=NOW)
    job = claim_job("worker", now=NOW)
    assert job is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        run_import(job, clock)
    assert Person.objects.count() == 500
    assert len(asked) < 60


def test_one_event_tells_of_a_batch(by: Actor) -> None:
    job = bring_in(by, "Name,Email\nAda King,ada@x.example\nBo Lee,bo@x.example\n")
    event = Event.objects.get(verb="people.imported")
    assert (event.subject_id, event.data) == (job.pk, {"rows": 2, "created": 2})


def test_a_point_added_by_hand_later_is_matched(by: Actor) -> None:
    bring_in(by, "Name,Email\nAda King,ada@x.example\n")
    add_contact_point(by, Person.objects.get(), Channel.EMAIL, "augusta@y.example", now=NOW)
    assert counts(bring_in(by, "Name,Email\nAda King,augusta@y.example\n")) == (0, 0, 1, 0)


def test_a_list_of_people_in_one_cell_is_one_person_with_notes(by: Actor) -> None:
    addresses = ";".join(f"p{n}@x.example" for n in range(40_000))
    assert counts(bring_in(by, f'Name,Email\nEverybody,"{addresses}"\n')) == (1, 0, 0, 0)
    everybody = Person.objects.get()
    assert everybody.contact_points.count() == 20
    assert "p39999@x.example" in everybody.notes
