"""Every table that hangs on a person or a company says what becomes of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.world import World
from twelfth.people.models import Company, ContactPoint, Person
from twelfth.records.belongings import BY_NAME, COMPANY, PERSON, Belonging, OnMerge, of, rows
from twelfth.records.models import Merge


def foreign_keys(model: type[Model]) -> Iterator["ForeignKey[Any, Any]"]:
    """A many-to-many relation has a table of its own, which is walked like any other."""
    return (field for field in model._meta.get_fields() if isinstance(field, ForeignKey))


def ours() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("twelfth.")
    ]


def direct(owner: type[Model]) -> set[tuple[type[Model], str]]:
    return {
        (model, field.name)
        for model in ours()
        for field in foreign_keys(model)
        if field.related_model is owner
    }


@pytest.mark.parametrize("owner", [Person, Company])
def test_every_foreign_key_is_classified(owner: type[Model]) -> None:
    classified = {(each.model, each.path) for each in of(owner) if each.hangs_directly}
    missing = direct(owner) - classified
    assert not missing, f"Say in records/belongings.py what becomes of {sorted(map(str, missing))}."
    assert not classified - direct(owner), "Take out of records/belongings.py what is no longer there."


def test_what_hangs_on_what_hangs_on_a_person_is_classified_too() -> None:
    known = {each.model for each in PERSON}
    below = {
        (model, field.name)
        for model in ours()
        for field in foreign_keys(model)
        if field.related_model in known - {Person} and not field.null and model not in known
    }
    assert not below, f"Say in records/belongings.py what becomes of {sorted(map(str, below))}."


@pytest.mark.parametrize("each", [*PERSON, *COMPANY], ids=lambda each: f"{each.model.__name__}.{each.path}")
def test_a_belonging_can_be_asked_for(each: Belonging) -> None:
    owner = Person if each in PERSON else Company
    assert str(rows(each, owner(pk=1, workspace_id=1)).query)
    assert each.hangs_directly != (each.merge is OnMerge.FOLLOWS)


@pytest.mark.parametrize("each", [*PERSON, *COMPANY], ids=lambda each: f"{each.model.__name__}.{each.path}")
def test_same_is_the_unique_constraint(each: Belonging) -> None:
    """A row that moves onto one that is the same would break the constraint; one that is told to be the same
    without need would be lost."""
    unique = {
        tuple(name for name in constraint.fields if name != each.path)
        for constraint in each.model._meta.total_unique_constraints
        if each.path in constraint.fields
    }
    if each.merge is OnMerge.UNLESS_THERE:
        assert each.same in unique
    elif each.merge is OnMerge.MOVE:
        assert not unique


def test_no_model_is_both_walked_and_named() -> None:
    assert not BY_NAME.keys() & {each.model for each in [*PERSON, *COMPANY]}


def test_rows_are_those_of_one_person(world: World) -> None:
    ines, rui = world.person("Inês Carvalho"), world.person("Rui Ribeiro", phone="+351912555015")
    points = next(each for each in PERSON if each.model is ContactPoint)
    assert set(rows(points, rui).values_list("person", flat=True)) == {rui.pk}
    assert rows(points, ines).count() == 2
    merges = next(each for each in PERSON if each.model is Merge)
    assert not rows(merges, ines).exists()
