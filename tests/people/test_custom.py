"""Fields of one's own: what they hold, who may make them, what is kept of them."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.world import World, make_world
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.people.custom.actions import (
    ChoiceInUse,
    NameTaken,
    NoChoices,
    change_field,
    define_field,
    fill,
    fill_empty,
    remove_field,
    restore_field,
)
from twelfth.people.custom.kinds import Kind, NotThatKind, Value, parse
from twelfth.people.custom.queries import fields_of, filled
from twelfth.people.models import CustomField, CustomValue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "typed", "texts"),
    [
        (Kind.TEXT, "  two   words ", ["two words"]),
        (Kind.TEXT, "a\0b", ["ab"]),
        (Kind.NUMBER, "1,250.50", ["1250.5"]),
        (Kind.NUMBER, "1.250,50", ["1250.5"]),
        (Kind.NUMBER, "-12,5", ["-12.5"]),
        (Kind.NUMBER, "0", ["0"]),
        (Kind.NUMBER, "100", ["100"]),
        (Kind.DATE, "2026-08-31", ["2026-08-31"]),
        (Kind.YES_NO, "Ja", ["yes"]),
        (Kind.YES_NO, "0", ["no"]),
        (Kind.ONE, "gold", ["Gold"]),
        (Kind.SEVERAL, "gold; Silver, old", ["Gold", "Silver, old"]),
        (Kind.SEVERAL, "silver, old", ["Silver, old"]),
        (Kind.LINK, "example.com/a", ["https://example.com/a"]),
        (Kind.LINK, "", []),
    ],
)
def test_a_text_becomes_a_value(kind: Kind, typed: str, texts: list[str]) -> None:
    assert [value.text for value in parse(kind, typed, ["Gold", "Silver, old"])] == texts


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "many"),
        (Kind.NUMBER, "nan"),
        (Kind.NUMBER, "1e400"),
        (Kind.NUMBER, "9" * 40),
        (Kind.DATE, "31.08.2026"),
        (Kind.YES_NO, "perhaps"),
        (Kind.ONE, "bronze"),
        (Kind.SEVERAL, "gold; bronze"),
        (Kind.LINK, "javascript:alert(1)"),
        (Kind.LINK, "no address"),
    ],
)
def test_what_is_no_value_is_refused(kind: Kind, typed: str) -> None:
    with pytest.raises(NotThatKind):
        parse(kind, typed, ["Gold"])


def test_a_person_has_what_was_filled_in(world: World) -> None:
    size, tier = _field(world, "Size", Kind.NUMBER), _field(world, "Tier", Kind.SEVERAL, ["A", "B", "C"])
    person = world.person()
    assert fill(world.by, person, {size: "12", tier: "A\nB\n"}, now=world.now) == [size, tier]
    assert [one.text for one in filled(person, fields_of(world.by.workspace))] == ["12", "A, B"]
    assert CustomValue.objects.get(field=size).number == Decimal(12)
    events = Event.objects.count()
    assert fill(world.by, person, {size: "12.0", tier: "B;A"}, now=world.now) == []
    assert Event.objects.count() == events
    assert fill(world.by, person, {size: "", tier: "C"}, now=world.now) == [size, tier]
    assert [one.text for one in filled(person, fields_of(world.by.workspace))] == ["", "C"]


def test_one_wrong_value_changes_none(world: World) -> None:
    size, since = _field(world, "Size", Kind.NUMBER), _field(world, "Since", Kind.DATE)
    with pytest.raises(NotThatKind):
        fill(world.by, world.person(), {size: "12", since: "soon"}, now=world.now)
    assert not CustomValue.objects.exists()


def test_an_import_fills_what_is_empty(world: World) -> None:
    size = _field(world, "Size", Kind.NUMBER)
    one = world.person()
    other = world.person("Ben Keller", email="b@keller.test")
    fill(world.by, one, {size: "12"}, now=world.now)
    seven = [Value(text="7", number=Decimal(7))]
    fill_empty(world.by.workspace, [(one.pk, size, seven), (other.pk, size, seven)])
    assert [filled(person, [size])[0].text for person in (one, other)] == ["12", "7"]


def test_names_and_choices(world: World) -> None:
    field = _field(world, "Größe", Kind.ONE, ["S", "s ", "L;XL", ""])
    assert (field.key, field.choices) == ("grosse", ["s", "L,XL"])
    with pytest.raises(NameTaken):
        _field(world, "grösse", Kind.TEXT)
    with pytest.raises(NoChoices):
        _field(world, "Tier", Kind.ONE, [" "])
    fill(world.by, world.person(), {field: "s"}, now=world.now)
    with pytest.raises(ChoiceInUse):
        change_field(world.by, field, label="Größe", choices=["L,XL"], now=world.now)
    change_field(world.by, field, label="Grösse", choices=["s", "M"], now=world.now)
    assert CustomField.objects.get().choices == ["s", "M"]


def test_a_removed_field_comes_back_with_what_is_in_it(world: World) -> None:
    field = _field(world, "Size", Kind.NUMBER)
    person = world.person()
    fill(world.by, person, {field: "12"}, now=world.now)
    remove_field(world.by, field, now=world.now)
    assert fields_of(world.by.workspace) == []
    assert _field(world, "Size", Kind.TEXT).key == "size_2"
    restore_field(world.by, field, now=world.now)
    assert filled(person, fields_of(world.by.workspace))[0].text == "12"


def test_only_who_manages_makes_fields(world: World) -> None:
    world.member.role = Role.SELLER
    with pytest.raises(NotAllowed):
        define_field(Actor(world.by.workspace, world.member), "Size", Kind.NUMBER, now=world.now)
    assert not CustomField.objects.exists()


def test_two_workspaces_may_have_a_field_of_one_name(world: World) -> None:
    other = make_world("Other", email="x@other.test")
    _field(world, "Size", Kind.NUMBER)
    _field(other, "Size", Kind.TEXT)
    assert [field.kind for field in fields_of(world.by.workspace)] == [Kind.NUMBER]


def test_a_value_belongs_to_a_person_or_to_a_company(world: World) -> None:
    field = _field(world, "Size", Kind.NUMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        CustomValue.objects.create(workspace=world.by.workspace, field=field, text="1", sort="1")


def _field(world: World, label: str, kind: Kind, choices: list[str] | None = None) -> CustomField:
    return define_field(world.by, label, kind, choices=choices or [], now=world.now)
