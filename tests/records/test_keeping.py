"""Rules of retention touch what is old and over, nothing else, and only where they were set."""

from datetime import timedelta

import pytest

from tests.records.filled import Filler
from tests.world import World
from twelfth.accounts.actor import NotAllowed
from twelfth.accounts.models import Event, Role
from twelfth.background.actions import draft_job
from twelfth.background.models import Job, JobFile
from twelfth.deals.models import Deal
from twelfth.jobs import housekeeping
from twelfth.messages.models import IncomingMessage, MessageState, OutgoingFile, OutgoingMessage
from twelfth.people.models import Person
from twelfth.records.keeping.actions import put_off_suggestions, save_retention
from twelfth.records.keeping.queries import quiet_people, suggested

pytestmark = pytest.mark.django_db
NONE = {"people_months": None, "letters_months": None, "files_days": None}


def test_only_whom_nothing_runs_with_is_suggested(world: World) -> None:
    quiet = world.person("Quiet One", email="q@q.test")
    world.followup(world.person("On Plan", email="p@p.test"))
    spoken = world.person("Spoken To", email="s@s.test")
    Person.objects.filter(pk=spoken.pk).update(last_contact_at=world.now + timedelta(days=500))
    dealing = world.person("With Deal", email="d@d.test")
    Deal.objects.create(workspace=world.by.workspace, person=dealing, title="Papers", created_at=world.now)
    world.later(days=700)
    world.person("Just Added", email="j@j.test")
    found = quiet_people(world.by.workspace, 12, now=world.now)
    assert list(found) == [quiet]
    assert not quiet_people(world.by.workspace, 36, now=world.now).exists()


def test_texts_of_what_is_over_go_and_what_waits_keeps_them(world: World) -> None:
    Filler(world, "words").all_of(world.person())
    Filler(world, "waits").all_of(world.person("Otto Brandt"))
    OutgoingMessage.objects.filter(body__startswith="words").update(state=MessageState.SENT)
    IncomingMessage.objects.filter(text__startswith="words").update(settled_at=world.now, kind="reply")
    IncomingMessage.objects.filter(text__startswith="waits").update(settled_at=None, kind="reply")
    save_retention(world.by, **{**NONE, "letters_months": 6}, now=world.now)
    housekeeping.tidy(world.wiring)
    assert OutgoingFile.objects.count() == 2
    world.later(days=200)
    housekeeping.tidy(world.wiring)
    assert [message.body[:5] for message in OutgoingMessage.objects.order_by("pk")] == ["", "waits"]
    assert [message.text[:5] for message in IncomingMessage.objects.order_by("pk")] == ["", "waits"]
    assert OutgoingFile.objects.count() == 1
    assert Event.objects.get(verb="letters.forgotten").data == {"count": 2}


def test_without_a_rule_nothing_goes(world: World) -> None:
    Filler(world, "words").all_of(world.person())
    OutgoingMessage.objects.update(state=MessageState.SENT)
    draft_job(world.by, "import", "x.csv", arguments={}, pieces=[b"x"], now=world.now)
    save_retention(world.by, **NONE, now=world.now)
    world.later(days=5000)
    housekeeping.tidy(world.wiring)
    assert OutgoingMessage.objects.exclude(body="").exists()
    assert JobFile.objects.filter(job__kind="import").exists()


def test_files_that_wait_go(world: World) -> None:
    job = draft_job(world.by, "import", "x.csv", arguments={}, pieces=[b"x"], now=world.now)
    save_retention(world.by, **{**NONE, "files_days": 7}, now=world.now)
    # Old enough by then, but whoever set the rule may think again for two weeks.
    world.later(days=13)
    housekeeping.tidy(world.wiring)
    assert JobFile.objects.exists()
    world.later(days=2)
    housekeeping.tidy(world.wiring)
    job.refresh_from_db()
    assert (JobFile.objects.exists(), job.state) == (False, Job.FAILED)


def test_a_seller_sets_no_rule(world: World) -> None:
    world.member.role = Role.SELLER
    with pytest.raises(NotAllowed):
        save_retention(world.by, **NONE, now=world.now)


def test_a_changed_rule_is_counted_anew(world: World) -> None:
    world.person()
    save_retention(world.by, **{**NONE, "people_months": 12}, now=world.now)
    world.later(days=700)
    housekeeping.tidy(world.wiring)
    assert suggested(world.by, now=world.now) == 1
    put_off_suggestions(world.by, now=world.now)
    save_retention(world.by, **{**NONE, "people_months": 36}, now=world.now)
    assert suggested(world.by, now=world.now) == 0
    world.member.role = Role.VIEWER
    with pytest.raises(NotAllowed):
        put_off_suggestions(world.by, now=world.now)
