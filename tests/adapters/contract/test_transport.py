"""What MailTransport promises, kept by the real part and by the fake."""

from dataclasses import replace

import pytest

from tests.adapters.letters import letter, new_id
from tests.adapters.worlds import BUSY, REFUSED, World, new_user
from twelfth.messages.ports import CheckStep, Handed, LoginRefused, Refused


def test_what_is_handed_arrives_with_every_recipient(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    message_id = new_id()
    result = world.transport.send(ana, ana.address, (bo.address, ana.address), letter(message_id))
    assert isinstance(result, Handed)
    assert result.server_reply.startswith("250 ")
    assert result.refused_copies == ()
    for address in (ana.address, bo.address):
        [raw] = world.messages(address)
        assert f"Message-ID: {message_id}\r\n".encode() in raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_the_text_arrives_as_it_was_with_its_dots_and_line_ends(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    text = ".\r\n..\n.end\r\n\r\nlast"
    world.transport.send(ana, ana.address, (bo.address,), letter(text=text))
    [raw] = world.messages(bo.address)
    assert raw.replace(b"\r\n", b"\n").endswith(b"\n\n.\n..\n.end\n\nlast\n")


def test_a_session_hands_over_several_messages(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    with world.transport.session(ana) as session:
        results = [session.send(ana.address, (bo.address,), letter()) for _ in range(3)]
    assert all(isinstance(result, Handed) for result in results)
    assert len(world.messages(bo.address)) == 3


@pytest.mark.parametrize(("recipient", "temporary", "code"), [(REFUSED, False, 550), (BUSY, True, 451)])
def test_a_refused_recipient_is_reported_and_nothing_is_sent(
    world: World, *, recipient: str, temporary: bool, code: int
) -> None:
    ana = world.account(new_user())
    result = world.transport.send(ana, ana.address, (recipient, ana.address), letter())
    assert isinstance(result, Refused)
    assert (result.temporary, result.code, result.recipients) == (temporary, code, (recipient,))
    assert recipient in result.text or str(code) in result.text
    assert world.messages(ana.address) == []


def test_after_a_refusal_the_session_goes_on(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    with world.transport.session(ana) as session:
        assert isinstance(session.send(ana.address, (REFUSED,), letter()), Refused)
        assert isinstance(session.send(ana.address, (bo.address,), letter()), Handed)
    assert len(world.messages(bo.address)) == 1


def test_without_the_copy_the_message_still_goes_and_the_copy_is_reported(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    result = world.transport.send(ana, ana.address, (bo.address, REFUSED), letter())
    assert isinstance(result, Handed)
    [copy] = result.refused_copies
    assert (copy.address, copy.code) == (REFUSED, 550)
    assert len(world.messages(bo.address)) == 1


@pytest.mark.parametrize(
    "address", ["", "bo", "bo@", "@example.test", "bo@example.test>\r\nRCPT TO:<eve@example.test"]
)
def test_what_is_no_address_is_refused_for_good(world: World, address: str) -> None:
    ana = world.account(new_user())
    result = world.transport.send(ana, ana.address, (address,), letter())
    assert isinstance(result, Refused)
    assert not result.temporary
    assert "\n" not in result.text
    assert world.messages("eve@example.test") == []


def test_a_wrong_password_is_tried_once_in_a_session(world: World) -> None:
    ana, bo = world.account(new_user()), world.account(new_user())
    wrong = replace(ana, password="guessed")
    with world.transport.session(wrong) as session:
        for _ in range(2):
            with pytest.raises(LoginRefused, match="Check both"):
                session.send(ana.address, (bo.address,), letter())
    assert world.messages(bo.address) == []


def test_a_token_lets_us_in_as_a_password_does(world: World) -> None:
    ana, bo = world.token_account(new_user()), world.account(new_user())
    assert isinstance(world.transport.send(ana, ana.address, (bo.address,), letter()), Handed)
    assert len(world.messages(bo.address)) == 1
    assert all(result.ok for result in world.transport.check(ana))


def test_a_token_that_is_of_no_more_use_is_refused(world: World) -> None:
    ana, bo = world.token_account(new_user()), world.account(new_user())
    with pytest.raises(LoginRefused, match="onnect"):
        world.transport.send(replace(ana, token="old"), ana.address, (bo.address,), letter())
    assert world.messages(bo.address) == []


def test_a_check_goes_through_all_steps_and_sends_nothing(world: World) -> None:
    ana = world.account(new_user())
    results = world.transport.check(ana)
    steps = [CheckStep.SMTP_CONNECT, CheckStep.SMTP_TLS, CheckStep.SMTP_LOGIN, CheckStep.SMTP_SENDER]
    assert [result.step for result in results] == steps
    assert all(result.ok for result in results)
    assert world.messages(ana.address) == []


def test_a_check_ends_at_what_is_wrong(world: World) -> None:
    results = world.transport.check(replace(world.account(new_user()), password="guessed"))
    assert [(result.step, result.ok) for result in results] == [
        (CheckStep.SMTP_CONNECT, True),
        (CheckStep.SMTP_TLS, True),
        (CheckStep.SMTP_LOGIN, False),
    ]
