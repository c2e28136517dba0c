"""The export of one person has a row of every table that holds something of them, and nobody else's."""

import io
import json
import zipfile
from typing import Any

import pytest

from tests.records.filled import Filler
from tests.world import World
from twelfth.accounts.actor import Actor, NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.people.actions import NewEntry, suppress
from twelfth.people.models import Person, Suppression
from twelfth.records.belongings import PERSON
from twelfth.records.holdings import holdings, named_by_number
from twelfth.records.person_export import write_person
from twelfth.rules.terms import Channel

pytestmark = pytest.mark.django_db

MARK = "quetzalcoatl"


def exported(world: World, person: Person, by: Actor | None = None) -> dict[str, bytes]:
    archive = io.BytesIO()
    write_person(by or world.by, person, archive, now=world.now)
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def tables(world: World, person: Person) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(exported(world, person)["person.json"])["tables"]
    return found


def test_every_table_that_names_a_person_is_in_it(world: World) -> None:
    person = world.person()
    Filler(world, MARK).all_of(person)
    address = person.contact_points.filter(channel="phone").get().value
    suppress(world.by, [NewEntry(value=address, channel=None, why="by hand")], now=world.now)
    found = tables(world, person)
    pointing = {one.model._meta.label_lower for one in PERSON if one.export}
    named = {model._meta.label_lower for model in named_by_number()}
    for label in {"people.person", "people.suppression", *pointing, *named}:
        assert found[label], f"The export leaves out what {label} holds."


def test_the_readable_forms_say_all_that_anybody_wrote(world: World) -> None:
    person = world.person()
    filler = Filler(world, MARK)
    filler.all_of(person)
    person.refresh_from_db()
    archive = exported(world, person)
    page, text = archive["person.html"].decode(), archive["person.txt"].decode()
    for row in [row for rows in json.loads(archive["person.json"])["tables"].values() for row in rows]:
        for name, value in row.items():
            if name != "sort_name" and isinstance(value, str) and value.startswith(MARK):
                assert value in page
                assert value in text


def test_what_others_wrote_cannot_become_part_of_the_page(world: World) -> None:
    person = world.person("<script>alert(1)</script>", email="x@x.test")
    Filler(world, '"><img src=x>').all_of(world.person("Other"))
    other = Person.objects.exclude(pk=person.pk).order_by("pk")[0]
    for one in (person, other):
        page = exported(world, one)["person.html"].decode()
        assert "<script" not in page
        assert "<img" not in page


def test_nothing_of_others_is_given_out(world: World) -> None:
    Filler(world, "somebodyelse").all_of(world.person("Otto Brandt"))
    archive = exported(world, world.person())
    assert not any(b"somebodyelse" in content for content in archive.values())


def test_the_files_that_were_sent_go_with_it(world: World) -> None:
    person = world.person()
    Filler(world, MARK).all_of(person)
    archive = exported(world, person)
    [file] = json.loads(archive["person.json"])["tables"]["mail.outgoingfile"]
    assert archive[file["content"]["file"]] == MARK.encode()


def test_it_is_noted_who_took_it(world: World) -> None:
    person = world.person()
    exported(world, person)
    event = Event.objects.get(verb="person.exported")
    assert (event.member, event.subject_id, event.data) == (world.member, person.pk, {})


def test_a_viewer_may_not(world: World) -> None:
    person = world.person()
    world.member.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        exported(world, person)
    assert not Event.objects.filter(verb="person.exported").exists()


def test_a_domain_on_the_list_that_covers_them_is_told(world: World) -> None:
    person = world.person("Inês Carvalho", email="ines@ribeiro.test")
    entry = NewEntry(value="ribeiro.test", channel=Channel.EMAIL, why="by hand", is_domain=True)
    suppress(world.by, [entry], now=world.now)
    [row] = tables(world, person)["people.suppression"]
    assert row["id"] == Suppression.objects.get().pk


def test_every_table_behind_another_comes_after_it() -> None:
    labels = [holding.label for holding in holdings()]
    assert labels[0] == "people.person"
    assert labels.index("mail.outgoingmessage") < labels.index("mail.outgoingfile")
