"""Past contacts come in from the exports of calls, e-mails, meetings, notes and tasks, each once, and go as they came."""

from datetime import UTC, date, datetime

import pytest

from tests.importing.founding import NOW
from tests.importing.test_load import bring_in
from tests.importing.test_undo import take_back
from twelfth.accounts.actions import Newcomer
from twelfth.accounts.actor import Actor
from twelfth.accounts.models import Member, Role, User
from twelfth.background.models import FileRow, Job
from twelfth.cadences.models import CadenceVersion
from twelfth.flow.earlier import earlier_contacts
from twelfth.flow.enrol import enrol
from twelfth.flow.found import found
from twelfth.followups.models import FollowUp
from twelfth.importing.preview import preview
from twelfth.messages.models import OutgoingMessage
from twelfth.people.models import Person, Remark
from twelfth.promises.actions import close_promise
from twelfth.promises.models import Promise
from twelfth.rules.terms import PromiseState
from twelfth.touches.models import Touch

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(db: None) -> Actor:
    founder = Newcomer(
        name="Ada Seller",
        email="ada@seller.test",
        password="long enough to pass 7",
        zone="Europe/Berlin",
        country="DE",
    )
    return found(name="Ada", founder=founder, now=NOW)


@pytest.fixture
def plan(by: Actor) -> CadenceVersion:
    return CadenceVersion.objects.get(workspace=by.workspace, cadence__key="first-meeting")


HUBSPOT_PEOPLE = (
    "Record ID,First Name,Last Name,Email,Company Name,Contact owner,Lifecycle Stage\n"
    "101,Ana,Lima,ana@lima.example,Lima Lda,,Lead\n"
    "102,Rui,Costa,rui@costa.example,Costa SA,,Lead\n"
)
HUBSPOT_CALLS = (
    "Record ID,Call Title,Activity date,Call outcome,Call direction,Call notes,Activity assigned to,Associated Contact IDs\n"
    "9001,Intro call,2026-01-12 10:30,Connected,Outbound,<p>Wants a quote &amp; a demo</p>,Ada Seller,101\n"
    "9002,Second try,2026-01-20 09:15,Left voicemail,Outbound,,Otto Brandt,101\n"
    "9003,They rang,2026-01-22 16:00,Connected,Inbound,Asked for the price,,101;102\n"
    "9004,,2026-02-02 11:00,No answer,Outbound,,,101\n"
    "9005,Whoever,2026-02-02 11:00,Busy,Outbound,,,999\n"
)


def past() -> list[tuple[str, str, str, str, datetime]]:
    rows = Touch.objects.order_by("at", "pk").values_list(
        "person__given_name", "channel", "direction", "outcome", "at"
    )
    return list(rows)


def reasons(job: Job) -> dict[int, tuple[str, str]]:
    return {row.number: (row.result, row.reason) for row in FileRow.objects.filter(job=job)}


def test_calls_of_hubspot_become_the_story(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    job = bring_in(by, HUBSPOT_CALLS)
    assert past() == [
        ("Ana", "phone", "out", "talked", datetime(2026, 1, 12, 9, 30, tzinfo=UTC)),
        ("Ana", "phone", "out", "voicemail", datetime(2026, 1, 20, 8, 15, tzinfo=UTC)),
        ("Ana", "phone", "in", "called_us", datetime(2026, 1, 22, 15, 0, tzinfo=UTC)),
        ("Rui", "phone", "in", "called_us", datetime(2026, 1, 22, 15, 0, tzinfo=UTC)),
        ("Ana", "phone", "out", "no_answer", datetime(2026, 2, 2, 10, 0, tzinfo=UTC)),
    ]
    first, second = Touch.objects.order_by("at")[:2]
    assert first.note == "Intro call\n\nWants a quote & a demo"
    assert (first.member, first.external_id) == (by.member, "hubspot:9001")
    assert second.note == "Second try\n\nBy Otto Brandt."
    ana = Person.objects.get(given_name="Ana")
    assert ana.last_contact_at == datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
    told = reasons(job)
    assert told[2] == ("created", "A contact: Ana Lima.")
    assert told[6][0] == "wrong"
    assert "id 999" in told[6][1]
    assert job.result["touches"] == 5
    # A contact number goes on from those that were ours.
    assert earlier_contacts([ana])[ana.pk].count == 3


def test_nothing_is_planned_sent_or_started(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    bring_in(by, HUBSPOT_CALLS)
    assert not FollowUp.objects.exists()
    assert not OutgoingMessage.objects.exists()


def test_the_same_file_again_adds_nothing(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    bring_in(by, HUBSPOT_CALLS)
    before = past()
    again = bring_in(by, HUBSPOT_CALLS)
    assert past() == before
    assert [result for result, _ in reasons(again).values()] == ["skipped"] * 4 + ["wrong"]


LIST = (
    "Date;Contact;Type;Result;Notes\n"
    "12.01.2026;Ana Lima;Anruf;erreicht;Will ein Angebot\n"
    "14.01.2026;ana@lima.example;E-Mail;;Angebot geschickt\n"
    "14.01.2026;ana@lima.example;E-Mail;;Angebot geschickt\n"
    "20.01.2026;Costa, Rui;Besuch;;Messe in Porto\n"
    ";Ana Lima;Anruf;;\n"
    "21.01.2026;;Anruf;;\n"
)


def test_a_list_of_ones_own_is_known_by_what_stands_in_it(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    job = bring_in(by, LIST)
    assert [row[:4] for row in past()] == [
        ("Ana", "phone", "out", "talked"),
        ("Ana", "email", "out", "sent"),
        ("Rui", "visit", "in", "met"),
    ]
    told = reasons(job)
    assert told[4] == ("skipped", "It is here already.")
    assert "when it was" in told[6][1]
    assert "with whom" in told[7][1]


def test_a_list_of_people_with_a_date_and_a_type_is_one_of_people() -> None:
    for file in (
        b"Name,Email,Date,Type\nAna Lima,ana@lima.example,2026-01-12,Customer\n",
        # How they came, not how they were contacted.
        b"Name,Email,City,Date,Channel\nAna Lima,ana@lima.example,Porto,2026-01-12,Phone\n",
    ):
        assert preview(file).system == "spreadsheet"


TASKS = (
    "Subject,Activity Date,Status,Type,WhoId,Description,IsClosed,OwnerId,Id\n"
    "Call,2026-01-05,Completed,Call,003A,Left a message,1,,T1\n"
    "Send the offer,2026-03-09,Not Started,Email,003A,As agreed,0,,T2\n"
    "Ring about last year,2024-03-09,Not Started,Call,003A,,0,,T3\n"
    "Prepare papers,2026-01-05,Completed,Other,003A,,1,,T4\n"
    "Met at the fair,2026-01-06,Completed,Meeting,003A,,1,,T5\n"
    "Lunch,2026-01-07,Canceled,Meeting,003A,,1,,T6\n"
)


def test_tasks_still_to_do_become_promises_and_old_ones_do_not(by: Actor) -> None:
    bring_in(
        by,
        "Contact ID,First Name,Last Name,Account Name,Mailing City,Contact Owner\n003A,Ana,Lima,Lima,Porto,\n",
    )
    job = bring_in(by, TASKS)
    promise = Promise.objects.get()
    assert (promise.text, promise.due_day, promise.channel, promise.is_timed) == (
        "Send the offer",
        date(2026, 3, 9),
        "email",
        False,
    )
    assert (promise.owner, promise.party, promise.state) == (by.member, "us", "open")
    assert [row[1:4] for row in past()] == [("phone", "out", "voicemail"), ("visit", "in", "met")]
    told = reasons(job)
    assert "30 days" in told[4][1]
    assert "by which channel" in told[5][1]
    assert told[7][0] == "skipped"


def test_notes_become_what_we_know(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    bring_in(
        by, "Record ID,Note body,Activity date,Associated Contact IDs\n7,Has two sons,2026-01-05 10:00,101\n"
    )
    remark = Remark.objects.get()
    assert (remark.text, remark.learnt_on, remark.where) == (
        "Has two sons",
        date(2026, 1, 5),
        "HubSpot activities",
    )


PIPEDRIVE = (
    "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Due time,Activity - Done,"
    "Activity - Contact person,Activity - Organization,Activity - Note\n"
    "1,Call Ana,Call,2026-02-10,14:30,Done,Ana Lima,Lima Lda,talked\n"
    "2,Demo,Meeting,2026-03-05,09:00,To do,Ana Lima,Lima Lda,\n"
    "3,Ask,Email,2026-02-11,,Done,Ana Lima,Another firm,\n"
)


def test_pipedrive_names_people_by_name_and_firm(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    job = bring_in(by, PIPEDRIVE)
    assert past()[0][4] == datetime(2026, 2, 10, 13, 30, tzinfo=UTC)
    promise = Promise.objects.get()
    assert (promise.is_timed, promise.due_wall, promise.due_zone) == (
        True,
        "2026-03-05T09:00",
        "Europe/Berlin",
    )
    # Of another firm is somebody else.
    assert reasons(job)[4][0] == "wrong"
    assert preview(PIPEDRIVE.encode()).system == "Pipedrive activities"


def everything() -> list[list[dict[str, object]]]:
    return [
        [dict(row) for row in model._default_manager.order_by("pk").values()]
        for model in (Person, Touch, Promise, Remark, FollowUp)
    ]


@pytest.mark.parametrize("file", [HUBSPOT_CALLS, LIST, PIPEDRIVE])
def test_taking_it_back_leaves_everything_as_it_was(by: Actor, plan: CadenceVersion, file: str) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    bring_in(by, "Date,Contact,Type\n2025-11-03,Ana Lima,Call\n")
    rui = Person.objects.get(given_name="Rui")
    assert by.member is not None
    enrol(by, rui, plan, owner=by.member, now=NOW)
    before = everything()
    job = bring_in(by, file)
    assert everything() != before
    take_back(by, job)
    assert everything() == before


def test_what_was_gone_on_with_stays(by: Actor) -> None:
    """A contact that a plan counts on from, and a promise that was kept, are somebody's own now."""
    bring_in(by, HUBSPOT_PEOPLE)
    job = bring_in(by, PIPEDRIVE)
    close_promise(by, Promise.objects.get(), PromiseState.KEPT, now=NOW)
    Touch.objects.update(number=1)
    take_back(by, job)
    assert Touch.objects.count() == Promise.objects.count() == 1
    kept = dict(FileRow.objects.filter(job=job, undo=FileRow.KEPT).values_list("number", "note"))
    assert "counts on from it" in kept[2]
    assert "was kept" in kept[3]


def test_a_contact_made_elsewhere_moves_the_clock_of_a_plan(by: Actor, plan: CadenceVersion) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    ana = Person.objects.get(given_name="Ana")
    assert by.member is not None
    followup = enrol(by, ana, plan, owner=by.member, now=datetime(2026, 2, 1, tzinfo=UTC))
    was = followup.next_at
    bring_in(by, "Date,Contact,Type,Result\n2026-03-01 18:00,Ana Lima,Call,voicemail\n")
    followup.refresh_from_db()
    assert was is not None
    assert followup.next_at is not None
    assert followup.next_at > was


def test_as_many_queries_for_many_rows_as_for_two(by: Actor, django_assert_max_num_queries) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    rows = "".join(
        f"2026-01-{day:02},Ana Lima,Call,said {number}\n" for day in range(1, 29) for number in range(8)
    )
    with django_assert_max_num_queries(120):
        bring_in(by, f"Date,Contact,Type,Notes\n{rows}")
    assert Touch.objects.count() == 28 * 8


def test_a_day_that_is_none_of_our_time_stops_nothing(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    file = (
        "Date,Contact,Type,Due date,Status\n3026-01-12,Ana Lima,Call,,Done\n,Ana Lima,Call,0026-01-12,Open\n"
    )
    job = bring_in(by, f"{file}2026-01-12,Ana Lima,Call,,Done\n")
    assert [result for result, _ in reasons(job).values()] == ["wrong", "skipped", "created"]


def test_a_promise_goes_to_nobody_who_has_left(by: Actor) -> None:
    bring_in(by, HUBSPOT_PEOPLE)
    user = User.objects.create(email="gone@seller.test", created_at=NOW)
    gone = Member.objects.create(
        workspace=by.workspace,
        user=user,
        name="Gone",
        role=Role.SELLER,
        zone="Europe/Berlin",
        joined_at=NOW,
        left_at=NOW,
    )
    Person.objects.update(owner=gone)
    bring_in(by, "Date,Contact,Type,Status\n2026-03-09,Ana Lima,Call,Open\n")
    assert Promise.objects.get().owner == by.member


def test_an_address_that_two_share_is_neither_ones(by: Actor) -> None:
    bring_in(by, "Name,Email\nAna Lima,info@lima.example\nRui Lima,info@lima.example\n")
    assert Person.objects.count() == 2
    job = bring_in(
        by,
        "Date,Email,Type,Contact\n2026-01-12,info@lima.example,Call,\n2026-01-13,info@lima.example,Call,Rui Lima\n",
    )
    assert [result for result, _ in reasons(job).values()] == ["wrong", "created"]
    assert past()[0][0] == "Rui"
