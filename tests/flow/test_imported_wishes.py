"""A wish that a file brings stops what is under way with somebody who was here before."""

import pytest

from tests.world import World
from twelfth.background.actions import claim_job, finish
from twelfth.flow import act
from twelfth.importing.load import run_import, start_import
from twelfth.messages.models import MessageState
from twelfth.people.actions import NewEntry, suppress

pytestmark = pytest.mark.django_db


def bring_in(world: World, content: str) -> None:
    start_import(world.by, "people.csv", [content.encode()], now=world.now)
    job = claim_job("me", now=world.now)
    assert job is not None
    run_import(job, lambda: world.now)
    finish(job, now=world.now)


@pytest.mark.parametrize(
    "content",
    [
        "Name,Email,Email Opt Out\nIda Carvalho,ida@ribeiro.test,yes\n",
        "Name,Email,Email 2\nIda Carvalho,ida@ribeiro.test,listed@ribeiro.test\n",
    ],
    ids=["told by the file", "brought by an address"],
)
def test_what_is_queued_is_taken_back_and_what_comes_next_decided_anew(world: World, content: str) -> None:
    suppress(world.by, [NewEntry(value="listed@ribeiro.test", channel=None, why="by hand")], now=world.now)
    world.mailbox()
    person = world.person("Ida Carvalho", email="ida@ribeiro.test")
    followup = world.followup(person)
    approved = act.Approved(number=1, subject="Thank you", body="Hello Ida")
    message = act.send_mail(world.by, followup, approved, reason="", now=world.now)
    assert message.state == MessageState.QUEUED
    followup.refresh_from_db()
    reasons = followup.next_reasons
    bring_in(world, content)
    assert person.opt_outs.exists()
    message.refresh_from_db()
    followup.refresh_from_db()
    assert message.state == MessageState.HELD
    assert followup.next_reasons != reasons
