"""An erased person leaves no trace in any table, and nobody else loses anything."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connection

from tests.records.filled import Filler
from tests.world import World
from twelfth.accounts.actor import NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.background.actions import draft_job
from twelfth.background.models import Job, JobFile
from twelfth.deals.models import Deal
from twelfth.jobs.long_work import do_one
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingMessage
from twelfth.people.actions import opt_out
from twelfth.people.models import Person, Suppression
from twelfth.people.suppressions import address_hash
from twelfth.records.erasing.actions import BeingWritten, erase, start_erasing
from twelfth.records.erasing.work import erase_again, erased_so_far
from twelfth.records.models import Erasure

MARK = "quetzalcoatl"
pytestmark = pytest.mark.django_db


def strings() -> list[tuple[str, str]]:
    """Every value of every table with a word in it, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [(table, _text(value)) for row in cursor.fetchall() for value in row]
    return found


def _text(value: Any) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def tables_with(words: list[str]) -> set[str]:
    return {table for table, text in strings() if any(word.lower() in text.lower() for word in words)}


def dump() -> dict[str, str]:
    """All rows that erasing somebody must not touch."""
    left = {"accounts.event", "records.erasure", "people.spelling"}
    models = [model for model in apps.get_models() if model._meta.label_lower not in left]
    return {
        f"{row._meta.label}:{row.pk}": serializers.serialize("json", [row])
        for model in models
        for row in model._default_manager.all()
    }


def quetzal(world: World) -> Person:
    return world.person(f"Tezca {MARK.title()}", email=f"tezca@{MARK}.test", phone="+351912555077")


def test_no_table_holds_a_word_of_them_afterwards(world: World) -> None:
    person = quetzal(world)
    Filler(world, MARK).all_of(person)
    person.refresh_from_db()
    assert tables_with([MARK, "912555077"])
    erase(world.by, person, leave_alone=True, now=world.now)
    assert tables_with([MARK, "912555077"]) == set()


def test_others_are_untouched(world: World) -> None:
    Filler(world, "somebodyelse").all_of(world.person("Otto Brandt"))
    before = dump()
    person = quetzal(world)
    Filler(world, MARK).all_of(person)
    others = Person.objects.filter(full_name="Somebody Else")
    others.order_by("-pk")[0].delete()
    JobFile.objects.all().delete()
    person.refresh_from_db()
    erase(world.by, person, leave_alone=False, now=world.now)
    after = dump()
    assert {key: after.get(key) for key in before} == before


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_the_file_holds_nothing_of_them_either(world: World) -> None:
    person = quetzal(world)
    Filler(world, MARK).all_of(person)
    start_erasing(world.by, person, leave_alone=True, now=world.now)
    assert do_one("worker", world.wiring)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    name = str(settings.DATABASES["default"]["NAME"])
    content = Path(name).read_bytes().lower()
    assert sqlite3.connect(name).execute("SELECT count(*) FROM people_person").fetchone()[0]
    assert MARK.encode() not in content
    assert b"912555077" not in content


def test_where_others_name_them_only_they_are_taken_out(world: World) -> None:
    person = world.person("Ana Li", email="ana@li.test")
    filler = Filler(world, "somebodyelse")
    filler.all_of(world.person("Otto Brandt"))
    letter = IncomingMessage.objects.get()
    words = "Ana Lima and ANA LI <Ana@Li.test> came, joana@li.test too. Ana said hello."
    IncomingMessage.objects.filter(pk=letter.pk).update(full_text=words, attachments=[{"name": "Ana Li.pdf"}])
    erase(world.by, person, leave_alone=False, now=world.now)
    letter.refresh_from_db()
    assert letter.full_text == "Ana Lima and [erased] <[erased]> came, joana@li.test too. Ana said hello."
    assert letter.attachments == [{"name": "[erased].pdf"}]


def test_what_somebody_else_shares_stays(world: World) -> None:
    person = world.person("Ana Li", email="office@li.test")
    other = world.person("Ana Li", email="office@li.test")
    Person.objects.filter(pk=other.pk).update(notes="Ana Li answers at office@li.test")
    erase(world.by, person, leave_alone=False, now=world.now)
    other.refresh_from_db()
    assert other.notes == "Ana Li answers at office@li.test"
    assert other.contact_points.get().value == "office@li.test"


def test_only_a_fingerprint_stays_and_knows_them_again(world: World) -> None:
    person = quetzal(world)
    opt_out(world.by, person, None, "told us", now=world.now)
    erase(world.by, person, leave_alone=False, now=world.now)
    entries = Suppression.objects.all()
    assert {(entry.value, entry.note, entry.why) for entry in entries} == {("", "", "erased")}
    assert address_hash(world.by.workspace.pk, f"tezca@{MARK}.test") in {e.value_hash for e in entries}
    assert quetzal(world).opt_outs.filter(how="suppressed").exists()


def test_without_the_wish_nothing_stays(world: World) -> None:
    erase(world.by, quetzal(world), leave_alone=False, now=world.now)
    assert not Suppression.objects.exists()


def test_a_deal_of_the_company_stays_without_them(world: World) -> None:
    person = quetzal(world)
    shared = {"workspace": world.by.workspace, "person": person, "created_at": world.now}
    kept = Deal.objects.create(
        title=f"Papers for {person.full_name}", company=person.company, amount=900, **shared
    )
    Deal.objects.create(title="Their own", **shared)
    erase(world.by, person, leave_alone=False, now=world.now)
    deal = Deal.objects.get()
    assert (deal.pk, deal.title, deal.amount == 900, deal.person) == (
        kept.pk,
        "Papers for [erased]",
        True,
        None,
    )


def test_a_letter_in_a_workers_hands_is_waited_for(world: World) -> None:
    person = quetzal(world)
    Filler(world, MARK).all_of(person)
    OutgoingMessage.objects.update(state=MessageState.CLAIMED)
    person.refresh_from_db()
    with pytest.raises(BeingWritten):
        erase(world.by, person, leave_alone=True, now=world.now)
    assert Person.objects.filter(pk=person.pk).exists()
    assert not Erasure.objects.exists()
    job = start_erasing(world.by, person, leave_alone=True, now=world.now)
    do_one("worker", world.wiring)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.FAILED, BeingWritten.__doc__)


def test_files_that_wait_to_be_imported_go(world: World) -> None:
    job = draft_job(world.by, "import", "x.csv", arguments={}, pieces=[MARK.encode()], now=world.now)
    erase(world.by, quetzal(world), leave_alone=True, now=world.now)
    job.refresh_from_db()
    assert (job.state, "Upload it again" in job.error) == (Job.FAILED, True)
    assert not JobFile.objects.exists()


def test_it_is_on_record_without_a_name(world: World) -> None:
    person = quetzal(world)
    number = person.pk
    erase(world.by, person, leave_alone=True, now=world.now)
    erasure = Erasure.objects.get()
    assert (erasure.people, erasure.by) == ([number], world.member)
    assert Event.objects.filter(verb="person.erased", subject_id=erasure.pk).count() == 1


@pytest.mark.parametrize("role", [Role.SELLER, Role.VIEWER])
def test_only_an_owner_or_a_manager_may(world: World, role: Role) -> None:
    person = quetzal(world)
    world.member.role = role
    for attempt in (start_erasing, erase):
        with pytest.raises(NotAllowed):
            attempt(world.by, person, leave_alone=True, now=world.now)
    assert Person.objects.filter(pk=person.pk).exists()
    assert not Job.objects.exists()


def test_whom_a_backup_brings_back_is_erased_again_and_nobody_else(world: World) -> None:
    person = quetzal(world)
    number = person.pk
    erase(world.by, person, leave_alone=True, now=world.now)
    before = erased_so_far()
    Suppression.objects.all().delete()
    world.later(days=1)
    # The number again, of somebody who came before (in the backup), and of somebody who came after.
    kept = world.person("Otto Brandt")
    back = world.person(f"Tezca {MARK}", email="t@t.test")
    Person.objects.filter(pk=back.pk).update(created_at=world.now - timedelta(days=3))
    before[0].people = [back.pk, kept.pk]
    assert number not in {back.pk, kept.pk}
    assert erase_again(before, now=world.now) == 1
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Otto Brandt"]
    before[0].workspace.created_at -= timedelta(days=9)
    assert erase_again(before, now=world.now) == 0
