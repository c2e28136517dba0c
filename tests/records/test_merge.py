"""Two people become one without losing anything, and two again, exactly as they were."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import World, make_world
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.flow.act import Logged, log_contact
from twelfth.flow.next_moment import redecide_people
from twelfth.flow.opt_out import person_of, stop, token_for
from twelfth.followups.models import FollowUp
from twelfth.messages.models import MessageState, OutgoingMessage
from twelfth.people.actions import add_contact_point, index, mark_contact_point, opt_out, remember, tag
from twelfth.people.models import (
    Company,
    ContactPoint,
    FormerPerson,
    OptOut,
    Person,
    Remark,
    Spelling,
    Suppression,
)
from twelfth.people.queries import find
from twelfth.records.errors import LetterOnItsWay, MergedOnward, NoLongerThere, PartedAlready, TheSame
from twelfth.records.merging.actions import merge_companies, merge_people
from twelfth.records.merging.rows import values_of
from twelfth.records.models import Double, MatchKey, MatchState, Merge, MergeRow
from twelfth.records.parting.actions import part_companies, part_people
from twelfth.rules.terms import Channel, DecisionKind, NextKind, Outcome
from twelfth.touches.models import Touch

Dump = dict[str, dict[int, dict[str, Any]]]
#: The record of what was done stays, and what the search for doubles works out for itself.
_NOT_COMPARED: set[type[Model]] = {Event, Merge, MergeRow, Double, MatchKey, MatchState, Spelling}


def dump() -> Dump:
    """Every row of every table of ours."""
    models = [model for model in apps.get_models() if model.__module__.startswith("twelfth.")]
    return {
        model._meta.label: {row.pk: values_of(row) for row in model._default_manager.all()}
        for model in models
        if model not in _NOT_COMPARED
    }


def words(dumped: Dump) -> Dump:
    """The words of the search have no keys worth keeping."""
    found = dumped.pop("people.SearchWord")
    dumped["words"] = {0: {f"{row['person_id']} {row['word']}": True for row in found.values()}}
    return dumped


def two(world: World) -> tuple[Person, Person]:
    ines = world.person("Inês Carvalho", email="ines@ribeiro.test", phone="+351912555014")
    return ines, world.person("Ines Carvallo", email="ines.c@acme.test")


def call(world: World, followup: FollowUp, note: str = "") -> Touch:
    followup.refresh_from_db()
    said = Logged(channel=Channel.PHONE, outcome=Outcome.TALKED, number=followup.touch_count + 1, note=note)
    return log_contact(world.by, followup, said, now=world.now)


def full(world: World) -> tuple[Person, Person]:
    """Two with much of everything, some of it the same."""
    ines, other = two(world)
    for person, matter in ((ines, "supplier papers"), (other, "supplier papers"), (other, "the new house")):
        call(world, world.followup(person, matter), note=matter)
        world.later(days=4)
    add_contact_point(world.by, other, Channel.EMAIL, "ines@ribeiro.test", now=world.now)
    mark_contact_point(
        world.by, other.contact_points.get(value="ines@ribeiro.test"), "bounced", now=world.now
    )
    for person, label in ((ines, "port"), (other, "port"), (other, "wine")):
        tag(world.by, person, label, now=world.now)
    remember(world.by, other, Remark.SAID, "We drown in paper.", where="call", on=None, now=world.now)
    ines.refresh_from_db()
    other.refresh_from_db()
    ines.title, ines.notes, ines.external_id = "", "Met at the fair.", "hubspot:1"
    ines.save()
    other.title, other.notes, other.external_id, other.birthday = (
        "Head",
        "Likes port.",
        "hubspot:2",
        "--03-07",
    )
    other.save()
    index(ines)
    index(other)
    return ines, other


def test_everything_of_the_other_one_is_hers_afterwards(world: World) -> None:
    ines, other = full(world)
    touches = Touch.objects.count()
    merge_people(world.by, ines, other, now=world.now)
    ines.refresh_from_db()
    assert not Person.objects.filter(pk=other.pk).exists()
    assert Touch.objects.filter(person=ines).count() == touches
    assert set(ines.tags.values_list("name", flat=True)) == {"port", "wine"}
    assert ines.remarks.get().text == "We drown in paper."
    assert (ines.title, ines.birthday, ines.external_id) == ("Head", "--03-07", "hubspot:1")
    assert ines.notes == "Met at the fair.\n\nLikes port."
    assert ines.full_name == "Inês Carvalho"
    assert find(world.by.workspace, "acme").get() == ines, "She is found by what was the other one's."
    event = Event.objects.filter(verb="person.merged").get()
    assert (event.subject_id, event.data["gone"]) == (ines.pk, other.pk)


def test_values_can_be_chosen(world: World) -> None:
    ines, other = two(world)
    merge_people(world.by, ines, other, from_gone=["full_name"], now=world.now)
    ines.refresh_from_db()
    assert (ines.full_name, ines.family_name, ines.sort_name) == (
        "Ines Carvallo",
        "Carvallo",
        "carvallo ines",
    )


def test_a_shared_address_keeps_what_came_back_from_it(world: World) -> None:
    ines, other = full(world)
    merge_people(world.by, ines, other, now=world.now)
    assert ContactPoint.objects.get(person=ines, value="ines@ribeiro.test").state == ContactPoint.BOUNCED
    assert ContactPoint.objects.filter(person=ines, channel="email", is_primary=True).count() == 1


def test_of_two_about_one_matter_one_goes_on(world: World) -> None:
    ines, other = two(world)
    first, second = world.followup(ines), world.followup(other)
    third = world.followup(other, "the new house")
    call(world, second)
    merge_people(world.by, ines, other, now=world.now)
    for each in (first, second, third):
        each.refresh_from_db()
    assert (first.decision, first.ended_at) == (DecisionKind.DROPPED, world.now)
    assert second.ended_at is None, "It had come further."
    assert third.ended_at is None, "It is about something else."
    assert {each.person_id for each in (first, second, third)} == {ines.pk}


def test_a_wish_is_never_lost(world: World) -> None:
    ines, other = two(world)
    followup = world.followup(ines)
    stop(other, None, "link", now=world.now)
    merge_people(world.by, ines, other, now=world.now)
    ines.refresh_from_db()
    followup.refresh_from_db()
    assert ines.opted_out_at is not None
    assert (followup.next_kind, followup.next_channel) == (NextKind.REVIEW, "")
    assert Suppression.objects.filter(value="ines@ribeiro.test").exists(), "Hers are left alone too."
    world.later(days=1)
    merge = Merge.objects.get()
    part_people(world.by, merge, now=world.now)
    followup.refresh_from_db()
    assert followup.next_kind == NextKind.STEP, "She had asked for nothing."
    assert not Suppression.objects.filter(value="ines@ribeiro.test").exists()
    assert OptOut.objects.get().person_id == other.pk


def test_the_link_in_an_old_letter_still_stops(world: World) -> None:
    ines, other = two(world)
    token = token_for(other.pk)
    merge_people(world.by, ines, other, now=world.now)
    assert person_of(token) == ines


def test_parted_again_everything_is_as_it_was(world: World) -> None:
    ines, other = full(world)
    before = words(dump())
    merge = merge_people(world.by, ines, other, from_gone=["title", "full_name"], now=world.now)
    assert words(dump()) != before
    parted = part_people(world.by, merge, now=world.now)
    assert parted.back == other
    assert parted.kept_since == ()
    assert words(dump()) == before
    double = Double.objects.get()
    assert (double.state, double.first_id) == (Double.NOT_SAME, ines.pk), "Never suggested again."
    assert not MergeRow.objects.exists()


def test_what_came_since_goes_with_its_follow_up(world: World) -> None:
    ines, other = full(world)
    house = other.followups.get(matter="the new house")
    merge = merge_people(world.by, ines, other, now=world.now)
    world.later(days=30)
    touch = call(world, house)
    remember(world.by, ines, Remark.SAID, "Since.", where="", on=None, now=world.now)
    Person.objects.filter(pk=ines.pk).update(title="Chief")
    parted = part_people(world.by, merge, now=world.now)
    touch.refresh_from_db()
    assert touch.person_id == other.pk
    assert Person.objects.get(pk=other.pk).last_contact_at == world.now
    assert Remark.objects.get(text="Since.").person_id == ines.pk
    assert Person.objects.get(pk=ines.pk).title == "Chief"
    assert parted.kept_since == ("title",), "Said, so that somebody can look."


def test_a_chain_leads_to_the_last_and_is_taken_back_from_its_end(world: World) -> None:
    ines, other = two(world)
    third = world.person("I. Carvalho", phone="+351912555077")
    before = words(dump())
    first = merge_people(world.by, other, ines, now=world.now)
    second = merge_people(world.by, third, other, now=world.now)
    assert dict(FormerPerson.objects.values_list("key", "person")) == {ines.pk: third.pk, other.pk: third.pk}
    with pytest.raises(MergedOnward):
        part_people(world.by, first, now=world.now)
    part_people(world.by, second, now=world.now)
    part_people(world.by, first, now=world.now)
    assert words(dump()) == before


def test_two_merged_into_one_come_out_in_any_order(world: World) -> None:
    ines, other = two(world)
    third = world.person("I. Carvalho", email="ines.c@acme.test", phone="+351912555077")
    tag(world.by, other, "wine", now=world.now)
    tag(world.by, third, "wine", now=world.now)
    Person.objects.filter(pk=other.pk).update(title="Head")
    Person.objects.filter(pk=third.pk).update(title="Boss", city="Porto")
    ines.refresh_from_db()
    for person in Person.objects.all():
        index(person)
    before = words(dump())
    first = merge_people(world.by, ines, other, now=world.now)
    second = merge_people(world.by, ines, third, from_gone=["title"], now=world.now)
    part_people(world.by, first, now=world.now)
    assert ines.tags.get().name == "wine", "The third one brought it too."
    assert ContactPoint.objects.filter(person=ines, value="ines.c@acme.test").exists()
    assert Person.objects.get(pk=ines.pk).title == "Boss"
    part_people(world.by, second, now=world.now)
    assert words(dump()) == before


def test_what_cannot_be_merged_changes_nothing(world: World) -> None:
    ines, other = two(world)
    before = dump()
    with pytest.raises(TheSame):
        merge_people(world.by, ines, ines, now=world.now)
    stranger = make_world("Elsewhere", "other@elsewhere.test").person("Inês Carvalho")
    with pytest.raises(NoLongerThere):
        merge_people(world.by, ines, stranger, now=world.now)
    Person.objects.filter(pk=stranger.pk).delete()
    Person.objects.filter(pk=other.pk).delete()
    with pytest.raises(NoLongerThere):
        merge_people(world.by, ines, other, now=world.now)
    assert not Merge.objects.exists()
    assert Person.objects.get(pk=ines.pk).full_name == before["people.Person"][ines.pk]["full_name"]


def test_who_only_looks_merges_nothing(world: World) -> None:
    ines, other = two(world)
    world.member.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        merge_people(Actor(world.by.workspace, world.member), ines, other, now=world.now)
    assert Person.objects.filter(pk=other.pk).exists()


def test_while_a_letter_is_being_sent_nothing_is_merged(world: World) -> None:
    ines, other = two(world)
    mailbox = world.mailbox()
    followup = world.followup(other)
    touch = call(world, followup)
    letter = OutgoingMessage.objects.create(
        workspace=world.by.workspace, mailbox=mailbox, touch=touch, person=other, to_address="a@b.test",
        subject="", body="", message_id="x", state=MessageState.CLAIMED, queued_at=world.now, send_after=world.now,
    )  # fmt: skip
    with pytest.raises(LetterOnItsWay):
        merge_people(world.by, ines, other, now=world.now)
    OutgoingMessage.objects.filter(pk=letter.pk).update(state=MessageState.QUEUED)
    merge_people(world.by, ines, other, now=world.now)
    letter.refresh_from_db()
    assert letter.person_id == ines.pk


def test_taken_back_twice_is_taken_back_once(world: World) -> None:
    ines, other = two(world)
    merge = merge_people(world.by, ines, other, now=world.now)
    part_people(world.by, merge, now=world.now)
    before = dump()
    with pytest.raises(PartedAlready):
        part_people(world.by, merge, now=world.now)
    assert dump() == before


def test_decisions_about_others_are_told_on(world: World) -> None:
    ines, other = two(world)
    third = world.person("Iris Carvalho", phone="+351912555077")
    Double.objects.create(
        workspace=world.by.workspace,
        first=other,
        second=third,
        weight=3,
        state=Double.NOT_SAME,
        found_at=world.now,
    )
    merge = merge_people(world.by, ines, other, now=world.now)
    told = Double.objects.get()
    assert (told.first_id, told.second_id, told.state) == (ines.pk, third.pk, Double.NOT_SAME)
    part_people(world.by, merge, now=world.now)
    pairs = set(Double.objects.values_list("first", "second"))
    assert pairs == {(other.pk, third.pk), (ines.pk, other.pk)}


def test_companies_are_merged_and_parted(world: World) -> None:
    ines = world.person("Inês Carvalho")
    firm = ines.company
    assert firm is not None
    new = Company.objects.create(
        workspace=world.by.workspace, name="Ribeiro Filhos Lda", match_key="ribeiro filhos", domain="ribeiro.test",
        created_at=world.now,
    )  # fmt: skip
    world.followup(ines)
    before = words(dump())
    merge = merge_companies(world.by, new, firm, now=world.now)
    ines.refresh_from_db()
    assert ines.company == new
    assert find(world.by.workspace, "lda").get() == ines
    part_companies(world.by, merge, now=world.now)
    assert words(dump()) == before


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["followup", "touch", "point", "tag", "remark", "stop", "value"]),
        st.booleans(),
        st.integers(0, 2),
    ),
    max_size=8,
)


def do(world: World, what: str, person: Person, number: int) -> None:
    person = Person.objects.get(pk=person.pk)
    matter = f"matter {number}"
    if what == "followup" and not person.followups.filter(matter=matter).exists():
        if person.opted_out_at is None:
            world.followup(person, matter)
    elif what == "touch" and (running := person.followups.filter(ended_at=None).first()):
        call(world, running)
    elif what == "point":
        add_contact_point(world.by, person, Channel.EMAIL, f"{number}@b.test", now=world.now)
    elif what == "tag":
        tag(world.by, person, f"tag {number}", now=world.now)
    elif what == "remark":
        remember(world.by, person, Remark.SAID, matter, where="", on=None, now=world.now)
    elif what == "stop":
        opt_out(world.by, person, [Channel.PHONE, Channel.EMAIL, None][number], "link", now=world.now)
    elif what == "value":
        Person.objects.filter(pk=person.pk).update(title=matter, city=matter if number else "")
        index(Person.objects.get(pk=person.pk))


@given(ACTS, st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merged_and_parted_is_as_if_nothing_had_been(
    world: World, acts: Iterable[tuple[str, bool, int]], turned: bool
) -> None:
    with transaction.atomic():
        pair = [world.person("Inês Carvalho"), world.person("Ines Carvallo", email="ines.c@acme.test")]
        for what, first, number in acts:
            do(world, what, pair[0 if first else 1], number)
            world.now += timedelta(days=1)
        redecide_people([each.pk for each in pair], now=world.now)
        before = words(dump())
        kept, gone = reversed(pair) if turned else pair
        merge = merge_people(world.by, kept, gone, now=world.now)
        part_people(world.by, merge, now=world.now)
        assert words(dump()) == before
        transaction.set_rollback(True)
