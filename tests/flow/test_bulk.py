"""Many at once: what each verb does to whom, who is left out and why, and that taking it back gives the same rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.flow.bulk import acting, changed, colleague, queued, rows_of, selection, undone, worked
from tests.world import World, make_world
from twelfth.accounts.actor import NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.agenda.models import WorkingHours
from twelfth.background.models import Job, JobRow
from twelfth.cadences.actions import save_version
from twelfth.cadences.models import CadenceVersion
from twelfth.cadences.queries import plan_of
from twelfth.flow import act, bulk, move
from twelfth.flow.bulk_changes import Change, Enrol, HandOver, Move, Pause, Resume, Stop, Verb
from twelfth.flow.bulk_undo import NotOver, start_undo
from twelfth.flow.next_moment import redecide_person
from twelfth.flow.opt_out import stop
from twelfth.flow.selection import FollowUpFilter, PeopleFilter, State
from twelfth.flow.settle import NewDecision, decide_followup
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.promises.actions import NewPromise, make_promise
from twelfth.promises.models import Promise
from twelfth.rules.terms import Cause, Channel, DecisionKind, NextKind, Outcome, Party
from twelfth.touches.models import Touch

ALL = FollowUpFilter()
JUNE = date(2026, 6, 2)


def several(world: World, count: int = 5) -> list[FollowUp]:
    return [world.followup(alone(world, f"Person{number} Test")) for number in range(count)]


def alone(world: World, name: str) -> Person:
    """Somebody whom no colleague's company holds back."""
    person = world.person(name)
    person.company = None
    person.save()
    return person


def called(world: World, followup: FollowUp) -> Touch:
    logged = act.Logged(channel=Channel.PHONE, outcome=Outcome.VOICEMAIL, number=followup.touch_count + 1)
    return act.log_contact(world.by, followup, logged, now=world.now)


def reasons(job: Job) -> list[str]:
    return sorted(JobRow.objects.filter(job=job).exclude(note="").values_list("note", flat=True))


def other_plan(world: World) -> CadenceVersion:
    return CadenceVersion.objects.get(workspace=world.by.workspace, cadence__key="not-yet")


def test_people_of_a_filter_are_enrolled_and_others_left_out_with_a_reason(world: World) -> None:
    # With an address of their own each: a wish to be left alone counts for whoever shares one.
    people = [world.person(f"Person{number} Test", email=f"p{number}@ribeiro.test") for number in range(5)]
    world.followup(people[0], "a matter of its own")
    stop(people[1], None, "told us", now=world.now)
    world.person("Else Body", phone="+351912555099")
    events = Event.objects.count()
    job = changed(
        world, selection(world, PeopleFilter(words="test")), Enrol(version=world.version.pk, matter="paper")
    )
    assert (job.state, job.result) == ("done", {"changed": 3, "left out": 2})
    started = FollowUp.objects.filter(matter="paper")
    assert {followup.person_id for followup in started} == {person.pk for person in people[2:]}
    assert {(one.next_kind, one.next_step, one.owner_id) for one in started} == {
        (NextKind.STEP, 1, world.member.pk)
    }
    assert reasons(job) == [
        "They are being followed up already.",
        "This person asked not to be contacted, so no plan can be started.",
    ]
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))[events:]
    assert verbs == ["job.stored", "job.queued", "followups.started", "job.done"]


def test_what_does_not_fit_into_the_day_is_spread_and_can_still_be_taken_back(world: World) -> None:
    WorkingHours.objects.create(
        workspace=world.by.workspace, member=world.member, weekdays=[0, 1, 2, 3, 4], most_contacts=2
    )
    for number in range(5):
        alone(world, f"Person{number} Test")
    job = changed(world, selection(world, PeopleFilter(words="test")), Enrol(version=world.version.pk))
    days = FollowUp.objects.order_by("next_day").values_list("next_day", flat=True)
    assert [day.isoformat() for day in days if day] == [
        *["2026-05-05"] * 2, *["2026-05-06"] * 2, "2026-05-07"
    ]  # fmt: skip
    assert undone(world, job).result == {"taken back": 5, "kept": 0}
    assert not FollowUp.objects.exists()


def test_enrolling_many_gives_what_enrolling_one_gives(world: World) -> None:
    one = world.followup(world.person("Ana Lobo"), "paper")
    world.person("Ben Lobo", phone="+351912555014", email="ben@ribeiro.test")
    changed(
        world,
        selection(world, PeopleFilter(without_plan=True)),
        Enrol(version=world.version.pk, matter="paper"),
    )
    single, many = rows_of()
    assert single["id"] == one.pk
    for name in ("id", "person_id"):
        del single[name], many[name]
    assert many == single


def test_pausing_and_taking_up_again(world: World) -> None:
    several(world)
    before = rows_of()
    job = changed(world, selection(world, ALL), Pause(until=JUNE, note="Fair"))
    assert {(row["next_kind"], row["next_day"]) for row in rows_of()} == {(NextKind.PAUSE, JUNE)}
    assert selection(world, FollowUpFilter(state=State.PAUSED)).followups(today=world.now.date()).count() == 5
    undone(world, job)
    assert rows_of() == before
    world.later(days=1)
    changed(world, selection(world, ALL), Pause())
    again = changed(world, selection(world, FollowUpFilter(state=State.PAUSED)), Resume())
    assert again.result == {"changed": 5, "left out": 0}
    assert {row["next_kind"] for row in rows_of()} == {NextKind.STEP}
    assert changed(world, selection(world, ALL), Resume()).result == {"changed": 0, "left out": 5}


def test_many_end_where_one_ends(world: World) -> None:
    """Each verb for many stores what its verb for one stores."""
    followups = several(world, 8)
    for followup in followups[4:]:
        called(world, followup)
    world.later(days=1)
    to, otto, day = move.place_at(other_plan(world), ""), colleague(world), world.now.date()
    pairs: list[tuple[Callable[[FollowUp], object], Change]] = [
        (lambda one: move.pause(world.by, one, until=JUNE, note="n", today=day, now=world.now), Pause(until=JUNE, note="n")),
        (lambda one: move.move_to_plan(world.by, one, to, now=world.now), Move(version=to.version.pk)),
        (lambda one: move.hand_over(world.by, one, otto, now=world.now), HandOver(to=otto.pk)),
        (lambda one: decide_followup(world.by, one, NewDecision(kind=DecisionKind.DROPPED, cause=Cause.NO_NEED), today=day, now=world.now), Stop(cause=Cause.NO_NEED)),
    ]  # fmt: skip
    for start in (0, 4):
        for single, change in pairs:
            one, many = FollowUp.objects.filter(
                pk__in=[followups[start].pk, followups[start + 1].pk]
            ).order_by("pk")
            single(one)
            changed(world, selection(world, ALL, (many.pk,)), change)
            first, second = rows_of(FollowUp.objects.filter(pk__in=[one.pk, many.pk]))
            for name in ("id", "person_id"):
                del first[name], second[name]
            assert first == second, change
            followups[start : start + 2] = several_more(world, touched=start == 4)


def several_more(world: World, *, touched: bool) -> list[FollowUp]:
    number = FollowUp.objects.count()
    pair = [world.followup(alone(world, f"More{number + each} Test")) for each in range(2)]
    if touched:
        for followup in pair:
            called(world, followup)
    return pair


def test_moving_keeps_the_place_in_another_version_of_the_plan(world: World) -> None:
    followups = several(world, 3)
    called(world, followups[0])
    before = rows_of()
    plan = plan_of(world.version)
    shorter = replace(plan, steps=plan.steps[:-1])
    version = save_version(world.by, world.version.cadence, shorter, based_on=1, now=world.now)
    job = changed(world, selection(world, ALL), Move(version=version.pk))
    steps = list(FollowUp.objects.order_by("pk").values_list("version", "next_step", "leg", "leg_after"))
    assert steps == [(version.pk, 2, 2, 1), (version.pk, 1, 2, 0), (version.pk, 1, 2, 0)]
    assert changed(world, selection(world, ALL), Move(version=version.pk)).result["left out"] == 3
    undone(world, job)
    assert rows_of() == before


def test_a_leavers_whole_book_goes_over_with_people_and_promises(world: World) -> None:
    otto = colleague(world)
    followups = several(world, 3)
    new = NewPromise(party=Party.US, text="Call", day=JUNE, zone="Europe/Lisbon")
    promise = make_promise(
        world.by, world.member, followups[0].person, new, followup=followups[0], touch=None, now=world.now
    )
    redecide_person(followups[0].person_id, now=world.now)
    world.person("No Plan", phone="+351912555090")
    Person.objects.update(owner=world.member)
    before = rows_of()
    book = selection(world, FollowUpFilter(owner=world.member.pk))
    job = changed(world, book, HandOver(to=otto.pk, with_people=True))
    assert job.result == {"changed": 7, "left out": 0}
    assert set(FollowUp.objects.values_list("owner", flat=True)) == {otto.pk}
    assert set(Person.objects.values_list("owner", flat=True)) == {otto.pk}
    assert Promise.objects.get(pk=promise.pk).owner_id == otto.pk
    assert FollowUp.objects.get(pk=followups[0].pk).next_promise == promise.pk
    undone(world, job)
    assert rows_of() == before
    assert set(Person.objects.values_list("owner", flat=True)) == {world.member.pk}
    assert Promise.objects.get(pk=promise.pk).owner_id == world.member.pk


def test_stopping_drops_with_the_cause_and_can_be_taken_back(world: World) -> None:
    followups = several(world, 4)
    called(world, followups[1])
    before = rows_of()
    job = changed(world, selection(world, ALL), Stop(cause=Cause.NO_NEED, note="Sold the shop"))
    assert {(row["decision"], row["decision_cause"], row["next_at"]) for row in rows_of()} == {
        ("dropped", "no_need", None)
    }
    ended = selection(world, FollowUpFilter(state=State.ENDED))
    assert changed(world, ended, Stop(cause=Cause.OTHER)).result == {"changed": 0, "left out": 4}
    undone(world, job)
    assert rows_of() == before


def test_what_was_touched_since_is_kept_and_said(world: World) -> None:
    several(world, 4)
    job = changed(world, selection(world, ALL), Pause(until=JUNE))
    first, second, third, _ = FollowUp.objects.order_by("pk")
    called(world, first)
    move.hand_over(world.by, second, colleague(world), now=world.now)
    act.log_answer(world.by, third, Channel.WHATSAPP, note="June", now=world.now)
    kept = rows_of(FollowUp.objects.filter(pk__in=[first.pk, second.pk, third.pk]))
    undo = undone(world, job)
    assert undo.result == {"taken back": 1, "kept": 3}
    assert rows_of(FollowUp.objects.filter(pk__in=[first.pk, second.pk, third.pk])) == kept
    assert reasons(job) == ["Something happened with it since, so it was left as it is."] * 3


def test_taking_an_enrolment_back_removes_only_those_of_which_nothing_came(world: World) -> None:
    people = [world.person(f"Person{number} Test") for number in range(4)]
    job = changed(world, selection(world, PeopleFilter()), Enrol(version=world.version.pk))
    followups = {one.person_id: one for one in FollowUp.objects.all()}
    called(world, followups[people[0].pk])
    act.skip_step(world.by, followups[people[1].pk], now=world.now)
    undo = undone(world, job)
    assert undo.result == {"taken back": 2, "kept": 2}
    assert set(FollowUp.objects.values_list("person", flat=True)) == {people[0].pk, people[1].pk}
    assert Touch.objects.count() == 2


def test_dropped_and_followed_up_again_stays_dropped(world: World) -> None:
    (followup,) = several(world, 1)
    job = changed(world, selection(world, ALL), Stop(cause=Cause.NO_ANSWER))
    world.followup(followup.person)
    assert undone(world, job).result == {"taken back": 0, "kept": 1}
    assert reasons(job) == ["They are being followed up about the same matter again."]


def test_an_automatic_message_is_taken_back_before_a_pause(world: World) -> None:
    mailbox = world.mailbox()
    (followup,) = several(world, 1)
    approved = act.Approved(number=1, subject="s", body="b")
    ready = act.Ready(
        followup=followup,
        approved=approved,
        address="person0@ribeiro.test",
        purpose=None,
        send_after=world.now + timedelta(hours=1),
        is_cold=True,
    )
    [message] = act.queue_ready(world.by, mailbox, [ready], automatic=True, now=world.now)
    changed(world, selection(world, ALL), Pause())
    message.refresh_from_db()
    assert message.state == "held"
    followup.refresh_from_db()
    assert (followup.touch_count, followup.next_kind) == (0, NextKind.PAUSE)


def test_a_seller_changes_their_own_alone(world: World) -> None:
    several(world, 2)
    otto = colleague(world)
    mine = FollowUp.objects.order_by("pk")[0]
    move.hand_over(world.by, mine, otto, now=world.now)
    job = changed(world, selection(world, ALL), Pause(), by=acting(otto))
    assert job.result == {"changed": 1, "left out": 1}
    assert reasons(job) == [
        "Clara Duarte follows up here. Ask them, or an owner or a manager of the workspace."
    ]
    with pytest.raises(NotAllowed):
        queued(
            world,
            selection(world, PeopleFilter()),
            Enrol(version=world.version.pk, owner=world.member.pk),
            by=acting(otto),
        )
    with pytest.raises(NotAllowed):
        start_undo(acting(colleague(world, "Vera Lobo")), job, now=world.now)
    with pytest.raises(NotAllowed):
        queued(world, selection(world, ALL), Pause(), by=acting(colleague(world, "Rui Alves", Role.VIEWER)))


def test_nothing_is_done_for_somebody_who_has_left(world: World) -> None:
    several(world, 2)
    otto = colleague(world, role=Role.MANAGER)
    job = queued(world, selection(world, ALL), Pause(), by=acting(otto))
    otto.left_at = world.now
    otto.save()
    before = rows_of()
    job = worked(world, job)
    assert (job.state, job.error) == ("failed", bulk.NobodyAsks.__doc__)
    assert rows_of() == before


def test_another_workspace_is_never_touched(world: World) -> None:
    several(world, 2)
    other = make_world("Another", "otto@another.test")
    other.followup(other.person("Otto Brandt"))
    theirs = FollowUp.objects.filter(workspace=other.by.workspace)
    before = rows_of(theirs)
    ids = tuple(FollowUp.objects.values_list("pk", flat=True))
    assert changed(world, selection(world, ALL, ids), Stop(cause=Cause.OTHER)).done == 2
    assert changed(world, selection(world, FollowUpFilter(job=10**6)), Pause()).done == 0
    assert rows_of(theirs) == before
    for change in (Enrol(version=other.version.pk), Move(version=other.version.pk)):
        with pytest.raises(bulk.PlanRetired):
            queued(world, selection(world, ALL), change)
    with pytest.raises(move.NoSuchMember):
        queued(world, selection(world, ALL), HandOver(to=other.member.pk))


def test_a_second_click_starts_and_undoes_once(world: World) -> None:
    several(world, 2)
    job = bulk.draft_bulk(world.by, selection(world, ALL), Verb.PAUSE, "Two", now=world.now)
    assert bulk.begin_bulk(world.by, job, Pause(), now=world.now)
    assert not bulk.begin_bulk(world.by, job, Pause(until=JUNE), now=world.now)
    with pytest.raises(NotOver):
        start_undo(world.by, job, now=world.now)
    job = worked(world, job)
    assert set(FollowUp.objects.values_list("paused_until", flat=True)) == {None}
    assert start_undo(world.by, job, now=world.now).pk == start_undo(world.by, job, now=world.now).pk
    assert Job.objects.count() == 2


def test_a_day_that_has_passed_is_refused(world: World) -> None:
    several(world, 1)
    with pytest.raises(move.DayHasPassed):
        queued(world, selection(world, ALL), Pause(until=world.now.date()))
