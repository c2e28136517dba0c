"""Plans as files, and what runs on an earlier version."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.rules.test_plan_advice import good
from tests.web.plans.made import changed_version, page
from tests.world import World
from twelfth.background.models import Job
from twelfth.cadences.models import Cadence, CadenceVersion, PlanDraft
from twelfth.cadences.plan_file import read, write
from twelfth.cadences.queries import plan_of
from twelfth.followups.models import FollowUp
from twelfth.jobs.long_work import do_one


def test_a_plan_goes_out_as_a_file_and_comes_in_as_the_next_version_on_purpose(
    world: World, client: Client
) -> None:
    pk = world.version.cadence_id
    response = client.get(reverse("cadence-file", args=[pk]))
    assert read(page(response)) == plan_of(world.version)
    assert 'filename="first-meeting.toml"' in response.headers["Content-Disposition"]
    changed = replace(plan_of(world.version), name="First meeting, shorter")
    uploaded(client, write(changed))
    draft = PlanDraft.objects.get()
    assert CadenceVersion.objects.filter(cadence=pk).count() == 1, "looking at it saves nothing"
    assert "There is a plan with this key already" in page(client.get(reverse("draft", args=[draft.pk])))
    assert client.post(reverse("draft-save", args=[draft.pk])).status_code == 409
    client.post(reverse("draft-save", args=[draft.pk]), {"onto": "1", "note": "shorter"})
    assert CadenceVersion.objects.get(cadence=pk, number=2).note == "shorter"


def test_the_same_file_may_become_a_plan_of_its_own(world: World, client: Client) -> None:
    uploaded(client, write(replace(plan_of(world.version), name="Another")))
    client.post(reverse("draft-save", args=[PlanDraft.objects.get().pk]), {"as": "new"})
    assert Cadence.objects.get(name="Another").key == "another"
    assert world.version.number == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"name = ", "no TOML"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b'name = "X"\nkind = "prospect"', "has no steps"),
        (write(good()).replace('channel = "phone"', 'channel = "pigeon"').encode(), "“pigeon” is no channel"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_the_mend(
    world: World, client: Client, text: bytes, says: str
) -> None:
    response = uploaded(client, text)
    assert response.status_code == 422
    assert says in page(response)
    assert not PlanDraft.objects.exists()


def uploaded(client: Client, text: str | bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("plan-file"), {"file": SimpleUploadedFile("plan.toml", content)})


def test_what_runs_on_an_earlier_version_is_shown_and_moved_on_purpose(world: World, client: Client) -> None:
    followups = [world.followup(world.person(f"Person{at} Many")) for at in range(3)]
    latest = changed_version(world)
    url = reverse("cadence-move", args=[latest.cadence_id])
    shown = page(client.get(url))
    assert "3 run on an earlier version" in shown
    assert FollowUp.objects.filter(version=latest).count() == 0
    client.post(url)
    while do_one("tester", world.wiring):
        pass
    assert Job.objects.get().state == Job.DONE
    assert FollowUp.objects.filter(version=latest).count() == len(followups)
    assert "All on the latest version" in page(client.get(url))
    jobs = Job.objects.count()
    client.post(url)
    assert Job.objects.count() == jobs


def test_the_preview_of_a_move_costs_the_same_for_many(world: World, client: Client) -> None:
    first = world.version
    followups = [world.followup(world.person(f"Person{at} Many")).pk for at in range(14)]
    latest = changed_version(world)
    url = reverse("cadence-move", args=[latest.cadence_id])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    FollowUp.objects.filter(pk__in=followups[9:]).update(version=latest)
    queries()
    nine = queries()
    FollowUp.objects.update(version=first)
    assert queries() == nine
