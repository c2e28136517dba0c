"""The doctor's lines about sending domains."""

import pytest

from tests.world import World, make_world
from twelfth.accounts.models import Workspace
from twelfth.cli.doctor_domains import domain_lines
from twelfth.messages.models import Mailbox


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    world.mailbox()
    Mailbox.objects.update(address="clara@duarte-consulting.com", smtp_host="smtp.gmail.com")
    return world


def test_a_domain_with_something_to_mend(world: World) -> None:
    [(what, state, finding, mend)] = domain_lines(world.dns)
    assert (what, state) == ("Domain duarte-consulting.com", "look")
    assert "There is no SPF record" in finding
    assert "Settings, Sending of clara@duarte-consulting.com" in mend


def test_a_domain_in_order(world: World) -> None:
    Mailbox.objects.update(address="clara@gmail.com")
    [(what, state, finding, _)] = domain_lines(world.dns)
    assert (what, state) == ("Domain gmail.com", "fine")
    assert "Nothing is left for you to do" in finding


def test_silence_is_said_once(world: World) -> None:
    world.dns.silent = True
    [(_, state, finding, mend)] = domain_lines(world.dns)
    assert state == "look"
    assert "no name server answered" in finding
    assert "Try again" in mend


@pytest.mark.parametrize("demo", [True, False])
def test_what_is_not_on_the_net_is_not_asked_for(world: World, demo: bool) -> None:
    if demo:
        Workspace.objects.update(is_demo=True)
    else:
        Mailbox.objects.update(address="clara@duarte.test")
    assert list(domain_lines(world.dns)) == []
    assert world.dns.asked == []
