"""One value for many: who gets it, who is left as they are, and that taking it back gives the same people."""

from datetime import date

import pytest

from tests.flow.bulk import changed, selection, undone
from tests.flow.test_bulk import reasons
from tests.world import World
from twelfth.background.models import JobRow
from twelfth.flow.bulk_changes import Setting
from twelfth.flow.bulk_preview import preview
from twelfth.flow.selection import PeopleFilter
from twelfth.people.custom.actions import define_field, fill
from twelfth.people.custom.kinds import Kind
from twelfth.people.custom.queries import texts_of
from twelfth.people.models import CustomField, CustomValue, Person

pytestmark = pytest.mark.django_db


def people(world: World) -> list[Person]:
    ana, rui, eva = (world.person(name) for name in ("Ana Um", "Rui Dois", "Eva Três"))
    Person.objects.filter(pk=ana.pk).update(language="pt")
    Person.objects.filter(pk=eva.pk).update(language="es")
    return [ana, rui, eva]


def rows() -> list[dict[str, object]]:
    return [dict(row) for row in Person.objects.order_by("pk").values()]


def languages() -> list[str]:
    return list(Person.objects.order_by("pk").values_list("language", flat=True))


def test_only_where_there_is_nothing_and_back(world: World) -> None:
    people(world)
    before = rows()
    meant = Setting(field="language", value="pt")
    shown = preview(world.by, selection(world, PeopleFilter()), meant, now=world.now)
    assert (shown.changed, dict(shown.left_out)) == (
        1,
        {"It is that already.": 1, "There is something in it.": 1},
    )
    job = changed(world, selection(world, PeopleFilter()), meant)
    assert languages() == ["pt", "pt", "es"]
    assert reasons(job) == ["It is that already.", "There is something in it."]
    undone(world, job)
    assert rows() == before


def test_over_what_is_there_and_what_was_changed_since_is_kept(world: World) -> None:
    _, rui, _ = people(world)
    job = changed(
        world, selection(world, PeopleFilter()), Setting(field="language", value="fr", only_empty=False)
    )
    assert languages() == ["fr", "fr", "fr"]
    Person.objects.filter(pk=rui.pk).update(language="de")
    undone(world, job)
    assert languages() == ["pt", "de", "es"]
    kept = JobRow.objects.get(job=job, state=JobRow.KEPT)
    assert (kept.subject_id, kept.note) == (rui.pk, "It was changed since.")


def test_emptied_and_back(world: World) -> None:
    people(world)
    before = rows()
    job = changed(
        world, selection(world, PeopleFilter()), Setting(field="language", value="", only_empty=False)
    )
    assert languages() == ["", "", ""]
    undone(world, job)
    assert rows() == before


def test_a_field_of_ones_own(world: World) -> None:
    ana, rui, eva = people(world)
    field = define_field(world.by, "Colours", Kind.SEVERAL, choices=["red", "blue", "green"], now=world.now)
    fill(world.by, ana, {field: "red; blue"}, now=world.now)
    before = sorted(CustomValue.objects.values_list("person_id", "text", "slot", "sort"))
    meant = Setting(field=f"custom:{field.pk}", value="green", only_empty=False)
    job = changed(world, selection(world, PeopleFilter()), meant)
    assert texts_of([ana.pk, rui.pk, eva.pk], field) == {
        ana.pk: ["green"],
        rui.pk: ["green"],
        eva.pk: ["green"],
    }
    undone(world, job)
    assert sorted(CustomValue.objects.values_list("person_id", "text", "slot", "sort")) == before


def test_a_field_that_was_taken_off_meanwhile_is_told(world: World) -> None:
    people(world)
    field = define_field(world.by, "Size", Kind.NUMBER, now=world.now)
    CustomField.objects.filter(pk=field.pk).update(removed_at=world.now)
    job = changed(world, selection(world, PeopleFilter()), Setting(field=f"custom:{field.pk}", value="3"))
    assert "no longer there" in job.error
    assert not CustomValue.objects.exists()


def test_a_zone_moves_what_is_planned(world: World) -> None:
    followup = world.followup()
    was = followup.next_at
    meant = Setting(field="zone", value="Asia/Tokyo", only_empty=False)
    job = changed(world, selection(world, PeopleFilter()), meant)
    followup.refresh_from_db()
    assert followup.next_at != was
    assert Person.objects.get().zone_source == "told"
    undone(world, job)
    followup.refresh_from_db()
    assert followup.next_at == was
    assert isinstance(followup.next_day, date)
