"""What migrations fill in from what is there already."""

from datetime import timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.apps import apps

from tests.flow.letters import answered, letter
from tests.world import World, make_world
from twelfth.flow.opt_out import stop
from twelfth.followups.models import FollowUp
from twelfth.messages.models import IncomingMessage
from twelfth.people.models import Suppression
from twelfth.reading.classify import Kind
from twelfth.rules.terms import Channel


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def migration(room: str, name: str) -> Any:
    module: ModuleType = import_module(f"twelfth.{room}.migrations.{name}")
    return module


def test_the_list_learns_the_addresses_of_people_who_are_here(world: World) -> None:
    stop(world.person(), None, "told us", now=world.now)
    gone = world.person("Gone Person", email="gone@ribeiro.test")
    stop(gone, Channel.EMAIL, "link", now=world.now)
    gone.delete()
    before = set(Suppression.objects.values_list("value", flat=True))
    Suppression.objects.update(value="")
    migration("people", "0003_do_not_contact").fill_in_values(apps, None)
    after = set(Suppression.objects.values_list("value", flat=True))
    assert after == (before - {"gone@ribeiro.test"}) | {""}


def test_old_letters_wait_only_where_their_followup_does(world: World) -> None:
    waits = answered(world, "Still Waits", hours_ago=2)
    followup = FollowUp.objects.get(pk=waits.followup_id or 0)
    earlier = letter(world, followup.person, followup, at=world.now - timedelta(days=20))
    seen = answered(world, "Was Seen", hours_ago=30)
    FollowUp.objects.filter(pk=seen.followup_id or 0).update(answer_waits_since=None)
    ended = answered(world, "Has Ended", hours_ago=30)
    FollowUp.objects.filter(pk=ended.followup_id or 0).update(ended_at=world.now, next_at=None)
    alone = letter(world, world.person("Nobody Follows", email="nobody@ribeiro.test"))
    away = letter(world, followup.person, followup, kind=Kind.AUTO_REPLY)
    migration("messages", "0005_old_answers_settled").settle_what_waits_for_nobody(apps, None)
    waiting = set(IncomingMessage.objects.filter(settled_at=None).values_list("pk", flat=True))
    assert waiting == {waits.pk}
    for one in (earlier, seen, ended, alone, away):
        one.refresh_from_db()
        assert one.settled_at == one.received_at
