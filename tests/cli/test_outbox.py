"""`twelfth mail outbox`, on rows of an outbox."""

import json
from datetime import timedelta

import pytest

from tests.world import World, make_world
from twelfth.cli import outbox
from twelfth.flow import act
from twelfth.messages.models import MessageState, OutgoingMessage


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def messages(world: World) -> list[OutgoingMessage]:
    world.mailbox()
    approved = act.Approved(number=1, subject="Thank [you]", body="Hello\n")
    people = [world.person(f"Person{number} Test", email=f"p{number}@buyer.test") for number in range(3)]
    sent = [act.send_mail(world.by, world.followup(person), approved, now=world.now) for person in people]
    OutgoingMessage.objects.filter(pk=sent[1].pk).update(
        state=MessageState.UNKNOWN,
        unknown_since=world.now + timedelta(minutes=1),
        trouble="The connection broke.",
    )
    OutgoingMessage.objects.filter(pk=sent[2].pk).update(state=MessageState.SENT, sent_at=world.now)
    return sent


def test_unknown_ones_come_first_and_what_is_over_is_only_counted(
    messages: list[OutgoingMessage], capsys: pytest.CaptureFixture[str]
) -> None:
    outbox.show(None, workspace=None, most=10, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"queued": 1, "claimed": 0, "sent": 1, "failed": 0, "unknown": 1, "held": 0}
    assert [(one["state"], one["to"]) for one in told["messages"]] == [
        ("unknown", "p1@buyer.test"),
        ("queued", "p0@buyer.test"),
    ]
    assert told["messages"][0]["trouble"] == "The connection broke."
    assert told["messages"][0]["message_id"] == messages[1].message_id


def test_only_so_many_and_only_of_one_mailbox(
    messages: list[OutgoingMessage], capsys: pytest.CaptureFixture[str]
) -> None:
    outbox.show(None, workspace=None, most=1, as_json=True)
    assert [one["state"] for one in json.loads(capsys.readouterr().out)["messages"]] == ["unknown"]
    outbox.show("nobody@example.test", workspace=None, most=10, as_json=True)
    assert json.loads(capsys.readouterr().out)["messages"] == []


def test_words_in_brackets_are_shown_as_they_are(
    messages: list[OutgoingMessage], capsys: pytest.CaptureFixture[str]
) -> None:
    outbox.show(None, workspace=messages[0].workspace_id, most=10, as_json=False)
    shown = capsys.readouterr().out
    assert "1 queued" in shown
    assert "[you]" in shown
