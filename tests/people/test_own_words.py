"""Fields of one's own as merge fields: what they say of somebody, and what is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World, make_world
from twelfth.brief.brief import load, load_many
from twelfth.brief.words import mail_draft
from twelfth.cadences.models import Step
from twelfth.followups.models import FollowUp
from twelfth.people.custom.actions import define_field, fill, remove_field
from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.words import own_merge_fields, own_texts
from twelfth.people.models import CustomField, Person

pytestmark = pytest.mark.django_db

WORDS = "Your contract renews on {{ person.own.renewal }}, for {{ company.own.size }} lorries."


@pytest.fixture
def filled_in(world: World) -> Person:
    person = world.person()
    renewal = define_field(world.by, "Renewal", Kind.DATE, now=world.now)
    tier = define_field(world.by, "Tier", Kind.SEVERAL, choices=["Gold", "Silver"], now=world.now)
    size = define_field(world.by, "Size", Kind.NUMBER, of=CustomField.COMPANY, now=world.now)
    fill(world.by, person, {renewal: "2026-08-31", tier: "Gold;Silver"}, now=world.now)
    assert person.company is not None
    fill(world.by, person.company, {size: "14"}, now=world.now)
    return person


def test_they_say_what_is_known(world: World, filled_in: Person) -> None:
    brief = load(_told(world.followup(filled_in), WORDS), today=world.now.date(), now=world.now)
    draft = mail_draft(brief)
    assert (draft.body, draft.missing) == ("Your contract renews on 31 August 2026, for 14 lorries.", ())


def test_every_field_has_its_name_and_an_example(world: World, filled_in: Person) -> None:
    found = own_merge_fields(world.by.workspace)
    assert [(one.path, one.example) for one in found] == [
        ("person.own.renewal", "31 August 2026"),
        ("person.own.tier", "Gold, Silver"),
        ("company.own.size", "12"),
    ]
    assert own_merge_fields(make_world("Other", email="x@other.test").by.workspace) == []


def test_what_is_not_known_is_missing_also_for_a_field_called_size(world: World, filled_in: Person) -> None:
    define_field(world.by, "Size", Kind.NUMBER, now=world.now)
    words = "{{ person.own.size }} {{ person.own.tier }}{% if person.own.size %} lorries{% endif %}"
    draft = mail_draft(load(_told(world.followup(filled_in), words), today=world.now.date(), now=world.now))
    assert (draft.body, draft.missing) == ("Gold, Silver", ("person.own.size",))


def test_what_is_removed_or_has_no_company_is_empty(world: World, filled_in: Person) -> None:
    remove_field(world.by, CustomField.objects.get(key="renewal"), now=world.now)
    Person.objects.update(company=None)
    filled_in.refresh_from_db()
    told = own_texts([filled_in])[filled_in.pk]
    assert (told.of_person, told.of_company) == ({"tier": "Gold, Silver"}, {})


def test_words_that_name_none_ask_nothing_and_many_ask_as_often_as_one(
    world: World, filled_in: Person
) -> None:
    followups = [world.followup(filled_in)]
    followups += [world.followup(world.person(f"P{at} Test", email=f"p{at}@x.test")) for at in range(4)]
    _told(followups[0], "What is down is your own.")
    without = _queries(world, followups)
    _told(followups[0], WORDS)
    assert _queries(world, followups) == _queries(world, followups[:1]) == without + 3


def _told(followup: FollowUp, body: str) -> FollowUp:
    Step.objects.update(body=body, alternatives=[], subject="Renewal")
    return FollowUp.objects.get(pk=followup.pk)


def _queries(world: World, followups: list[FollowUp]) -> int:
    fresh = list(
        FollowUp.objects.filter(pk__in=[one.pk for one in followups]).select_related(
            "person__workspace", "owner", "deal", "workspace"
        )
    )
    with CaptureQueriesContext(connection) as asked:
        load_many(fresh, today=world.now.date(), now=world.now)
    return len(asked)
