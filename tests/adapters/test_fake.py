"""What tests of other rooms make the fake do."""

import pytest

from tests.adapters.letters import letter, new_id
from twelfth.adapters.mail.fake import Accepted, FakeMail, Point
from twelfth.messages.ports import (
    ConnectionLost,
    Cursor,
    Handed,
    HandOver,
    Refused,
    ServerUnreachable,
    Unsure,
)

BO = "bo@example.test"


@pytest.fixture
def mail() -> FakeMail:
    return FakeMail()


def send(mail: FakeMail, *recipients: str, message_id: str = "") -> HandOver:
    ana = mail.account("ana")
    return mail.transport.send(ana, ana.address, recipients or (BO,), letter(message_id))


def test_what_was_taken_is_recorded(mail: FakeMail) -> None:
    assert isinstance(send(mail, BO, "ana@example.test"), Handed)
    [taken] = mail.accepted
    assert taken == Accepted("ana@example.test", (BO, "ana@example.test"), taken.raw)
    assert mail.messages(BO) == mail.messages("ana@example.test") == [taken.raw]


@pytest.mark.parametrize("point", [Point.MAIL, Point.RCPT, Point.DATA, Point.CONTENT])
def test_cut_before_the_end_is_safe_to_try_again(mail: FakeMail, point: Point) -> None:
    mail.cut(point)
    result = send(mail)
    assert isinstance(result, Refused)
    assert result.temporary
    assert mail.accepted == []
    assert isinstance(send(mail), Handed)


@pytest.mark.parametrize(("point", "arrives"), [(Point.END, 0), (Point.ANSWER, 1)])
def test_cut_at_the_end_is_unsure_either_way(mail: FakeMail, point: Point, arrives: int) -> None:
    mail.cut(point)
    assert isinstance(send(mail), Unsure)
    assert len(mail.messages(BO)) == arrives
    assert isinstance(send(mail), Handed)


@pytest.mark.parametrize("point", [Point.MAIL, Point.RCPT, Point.DATA, Point.END])
@pytest.mark.parametrize("code", [451, 550])
def test_a_refusal_comes_as_often_as_was_said(mail: FakeMail, point: Point, code: int) -> None:
    mail.refuse(point, code, "5.0.0 No", times=2)
    for _ in range(2):
        result = send(mail)
        assert isinstance(result, Refused)
        assert (result.code, result.temporary) == (code, code < 500)
    assert mail.accepted == []
    assert isinstance(send(mail), Handed)


def test_a_server_that_is_down_is_down_until_it_is_up(mail: FakeMail) -> None:
    mail.transport_error = mail.reader_error = ServerUnreachable("The mail server is down.")
    for _ in range(2):
        with pytest.raises(ServerUnreachable):
            send(mail)
        with pytest.raises(ServerUnreachable), mail.reader.open(mail.account("ana")):
            pass
    assert not mail.transport.check(mail.account("ana"))[0].ok
    mail.transport_error = mail.reader_error = None
    assert isinstance(send(mail), Handed)


def test_the_log_ins_are_counted(mail: FakeMail) -> None:
    ana = mail.account("ana")
    with mail.transport.session(ana) as session:
        for _ in range(3):
            session.send(ana.address, (BO,), letter())
    assert mail.logins == {ana.username: 1}


def test_reading_can_break_in_the_middle_and_goes_on_from_the_cursor(mail: FakeMail) -> None:
    ids = [new_id() for _ in range(3)]
    for message_id in ids:
        mail.deliver(letter(message_id), to=BO)
    mail.breaks_after = 2
    cursor = Cursor(0, 0)
    read: list[int] = []
    for _ in range(2):
        with mail.reader.open(mail.account("bo")) as session:
            try:
                for message in session.fetch_new("INBOX", cursor):
                    read.append(message.uid)
                    cursor = message.cursor_after
            except ConnectionLost:
                read.append(0)
    assert read == [1, 2, 0, 3]
