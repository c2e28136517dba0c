"""A hand-over that breaks at every step, against a real server.

Two sentences have to hold wherever it breaks: what is called handed has arrived, and what is called safe to
try again has not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.adapters.letters import letter, new_id
from tests.adapters.worlds import Real, new_user
from tests.servers import proxy as faults
from tests.servers.proxy import Fault, Proxy, Side, proxy
from twelfth.adapters.mail.connecting import Patience
from twelfth.adapters.mail.smtp import SmtpTransport
from twelfth.messages.ports import (
    Account,
    Handed,
    HandOver,
    MailError,
    Refused,
    ServerUnreachable,
    TransportSession,
    Unsure,
)

pytestmark = [pytest.mark.servers, pytest.mark.faults]

CLIENT, SERVER = Side.CLIENT, Side.SERVER
#: The line that ends a message. Within our letters no line is a single dot.
END = rb"\.$"
HURRIED = Patience(connect=5, command=1, hand_over=5, last_answer=1)


@contextmanager
def behind(real: Real, *struck_by: Fault, user: str = "ana") -> Iterator[tuple[Proxy, Account]]:
    """An account whose sending server lies behind a proxy with these faults."""
    with proxy(real.servers.smtps_port, *struck_by, tls=real.servers.certificates) as running:
        yield running, replace(real.account(user), smtp_port=running.port)


def send(
    real: Real, account: Account, to: str, message_id: str, patience: Patience | None = None
) -> HandOver:
    transport = SmtpTransport(real.servers.ca_file, patience=patience)
    return transport.send(account, account.address, (to,), letter(message_id))


def arrivals(real: Real, address: str) -> int:
    return len(real.messages(address))


BEFORE_CONNECTED = {
    "before the greeting": faults.cut_before(SERVER, rb"220 "),
    "after the greeting": faults.cut_after(SERVER, rb"220 "),
    "at EHLO": faults.cut_before(CLIENT, rb"EHLO"),
    "before the answer to EHLO": faults.cut_before(SERVER, rb"250", after=rb"EHLO"),
    "in the answer to EHLO": faults.cut_after(SERVER, rb"250-SIZE", after=rb"EHLO"),
    "at AUTH": faults.cut_before(CLIENT, rb"AUTH"),
    "before the answer to AUTH": faults.cut_before(SERVER, rb"235", after=rb"AUTH"),
}

BEFORE_THE_END = {
    "after the answer to AUTH": faults.cut_after(SERVER, rb"235", after=rb"AUTH"),
    "at MAIL": faults.cut_before(CLIENT, rb"MAIL"),
    "before the answer to MAIL": faults.cut_before(SERVER, rb"250", after=rb"MAIL"),
    "at RCPT": faults.cut_before(CLIENT, rb"RCPT"),
    "before the answer to RCPT": faults.cut_before(SERVER, rb"250", after=rb"RCPT"),
    "at DATA": faults.cut_before(CLIENT, rb"DATA"),
    "before the answer to DATA": faults.cut_before(SERVER, rb"354"),
}

#: Whether the message arrives all the same.
AFTER_THE_END = {
    "before the last line": (faults.cut_before(CLIENT, END), False),
    "after the last line": (faults.cut_after(CLIENT, END), True),
    "before the last answer": (faults.cut_before(SERVER, rb"250", after=END), True),
    "in place of the last answer": (faults.replace(SERVER, rb"250", b"", after=END), True),
    "with an answer cut short": (faults.replace(SERVER, rb"250", b"250-2.0.0 Ok: que", after=END), True),
    "with an answer of one digit": (faults.replace(SERVER, rb"250", b"2\r\n", after=END), True),
    "with an answer that is none": (faults.replace(SERVER, rb"250", b"hello\r\n", after=END), True),
    "with an answer out of turn": (faults.replace(SERVER, rb"250", b"354 go on\r\n", after=END), True),
    "with an answer without end": (faults.replace(SERVER, rb"250", b"2" * 9_000, after=END), True),
    "silent after the last line": (faults.hold(SERVER, rb"250", after=END), True),
}


@pytest.mark.parametrize("where", BEFORE_CONNECTED)
def test_without_a_connection_nothing_is_sent(real: Real, where: str) -> None:
    to = real.account(new_user()).address
    with behind(real, BEFORE_CONNECTED[where]) as (broken, account):
        with pytest.raises(ServerUnreachable):
            send(real, account, to, new_id(), HURRIED)
        assert broken.struck
        # The fault strikes once: what was safe to try again now arrives, once.
        assert isinstance(send(real, account, to, new_id()), Handed)
    assert arrivals(real, to) == 1


@pytest.mark.parametrize("where", BEFORE_THE_END)
def test_before_the_end_it_is_safe_to_try_again(real: Real, where: str) -> None:
    to = real.account(new_user()).address
    message_id = new_id()
    with behind(real, BEFORE_THE_END[where]) as (broken, account):
        result = send(real, account, to, message_id, HURRIED)
        assert isinstance(result, Refused)
        assert result.temporary
        assert broken.struck
        assert arrivals(real, to) == 0
        assert isinstance(send(real, account, to, message_id), Handed)
    assert arrivals(real, to) == 1


@pytest.mark.parametrize("where", AFTER_THE_END)
def test_after_the_end_nobody_can_be_sure(real: Real, where: str) -> None:
    fault, arrives = AFTER_THE_END[where]
    to = real.account(new_user()).address
    with behind(real, fault) as (broken, account):
        result = send(real, account, to, new_id(), HURRIED)
        assert isinstance(result, Unsure)
        assert "may have been sent" in result.text
        assert broken.struck
    assert arrivals(real, to) == arrives


def test_cut_just_before_the_text_the_end_may_be_on_its_way(real: Real) -> None:
    """What was written before the cut is noticed may have arrived, for all we know."""
    to = real.account(new_user()).address
    with behind(real, faults.cut_after(SERVER, rb"354")) as (_, account):
        assert isinstance(send(real, account, to, new_id(), HURRIED), Unsure | Refused)
    assert arrivals(real, to) == 0


@pytest.mark.parametrize(
    ("held", "after"),
    [(rb"250", rb"MAIL"), (rb"250", rb"RCPT"), (rb"354", rb"DATA")],
    ids=["MAIL", "RCPT", "DATA"],
)
def test_a_silent_server_before_the_end_is_given_up(real: Real, held: bytes, after: bytes) -> None:
    to = real.account(new_user()).address
    with behind(real, faults.hold(SERVER, held, after=after)) as (broken, account):
        result = send(real, account, to, new_id(), HURRIED)
        broken.release()
        assert isinstance(result, Refused)
        assert result.temporary
    assert arrivals(real, to) == 0


def test_a_server_too_slow_in_all_is_given_up_before_the_end(real: Real) -> None:
    to = real.account(new_user()).address
    ticks = iter(range(0, 10_000, 20))
    transport = SmtpTransport(real.servers.ca_file, monotonic=lambda: float(next(ticks)))
    account = real.account("ana")
    result = transport.send(account, account.address, (to,), letter())
    assert isinstance(result, Refused)
    assert result.temporary
    assert "too slow" in result.text
    assert arrivals(real, to) == 0


ANSWERS = {
    "MAIL for now": (rb"MAIL", b"451 4.3.0 Not now\r\n", True, 451),
    "MAIL for good": (rb"MAIL", b"553 5.7.1 Not your address\r\n", False, 553),
    "RCPT for now": (rb"RCPT", b"450 4.2.0 Greylisted\r\n", True, 450),
    "RCPT for good": (rb"RCPT", b"550 5.1.1 Nobody here\r\n", False, 550),
    "DATA for good": (rb"DATA", b"554 5.5.1 No valid recipients\r\n", False, 554),
    "the daily limit": (rb"MAIL", b"550 5.4.5 Daily user sending limit exceeded\r\n", True, 550),
    "an answer out of turn": (rb"DATA", b"250 Ok\r\n", True, 0),
    "no answer but words": (rb"RCPT", b"what?\r\n", True, 0),
    "going away": (rb"RCPT", b"421 4.3.2 Going down\r\n", True, 421),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_no_is_a_no_and_the_session_goes_on(real: Real, what: str) -> None:
    line, text, temporary, code = ANSWERS[what]
    to = real.account(new_user()).address
    with behind(real, faults.answer(line, text)) as (_, account):
        transport = SmtpTransport(real.servers.ca_file)
        with transport.session(account) as session:
            result = session.send(account.address, (to,), letter())
            assert isinstance(result, Refused)
            assert (result.temporary, result.code) == (temporary, code)
            assert arrivals(real, to) == 0
            assert isinstance(session.send(account.address, (to,), letter()), Handed)
    assert arrivals(real, to) == 1


@pytest.mark.parametrize(
    ("text", "temporary"),
    [(b"451 4.7.0 Try later\r\n", True), (b"554 5.7.1 Spam\r\n", False), (b"421 Bye\r\n", True)],
)
def test_a_no_after_the_end_is_a_no(real: Real, *, text: bytes, temporary: bool) -> None:
    """The server's word counts: a message that it refused after reading it was not sent."""
    with behind(real, faults.replace(SERVER, rb"250", text, after=END)) as (_, account):
        result = send(real, account, real.account(new_user()).address, new_id())
    assert isinstance(result, Refused)
    assert result.temporary is temporary


@pytest.mark.parametrize(
    "meanwhile",
    [
        faults.answer(rb"MAIL", b"421 4.4.2 Idle for too long\r\n", after=END),
        faults.cut_before(CLIENT, rb"MAIL", after=END),
        faults.cut_before(SERVER, rb"250", after=rb"(?s)MAIL"),
    ],
    ids=["said goodbye", "closed", "closed unheard"],
)
def test_a_kept_connection_that_was_closed_is_made_anew(real: Real, meanwhile: Fault) -> None:
    to = real.account(new_user()).address
    with behind(real) as (broken, account), SmtpTransport(real.servers.ca_file).session(account) as session:
        assert isinstance(session.send(account.address, (to,), letter()), Handed)
        broken.faults.append(meanwhile)
        assert isinstance(session.send(account.address, (to,), letter()), Handed)
        assert broken.connections == 2
    assert arrivals(real, to) == 2


def test_a_connection_is_kept_for_the_next_message(real: Real) -> None:
    to = real.account(new_user()).address
    with behind(real) as (broken, account), SmtpTransport(real.servers.ca_file).session(account) as session:
        for _ in range(3):
            assert isinstance(session.send(account.address, (to,), letter()), Handed)
        assert broken.connections == 1
    assert arrivals(real, to) == 3


def test_after_an_unsure_message_the_next_one_goes_by_a_new_connection(real: Real) -> None:
    to = real.account(new_user()).address
    with (
        behind(real, faults.cut_after(CLIENT, END)) as (broken, account),
        SmtpTransport(real.servers.ca_file).session(account) as session,
    ):
        assert isinstance(session.send(account.address, (to,), letter()), Unsure)
        assert isinstance(session.send(account.address, (to,), letter()), Handed)
        assert broken.connections == 2
    assert arrivals(real, to) == 2


def test_a_server_that_went_away_is_tried_once_in_a_session(real: Real) -> None:
    to = real.account(new_user()).address
    with behind(real, *BEFORE_CONNECTED.values()) as (broken, account):
        with SmtpTransport(real.servers.ca_file).session(account) as session:
            for _ in range(3):
                with pytest.raises(ServerUnreachable):
                    session.send(account.address, (to,), letter())
        assert broken.connections == 1
    assert arrivals(real, to) == 0


@pytest.mark.parametrize("side", Side)
def test_wherever_it_is_cut_the_result_is_true(real: Real, side: Side, *, faults_are_long: bool) -> None:
    """Cut after each of many numbers of bytes: the two sentences at the top hold for all."""
    with behind(real) as (whole, account):
        assert isinstance(send(real, account, real.account(new_user()).address, new_id()), Handed)
        # The farewell may not be over yet; the last cut falls into it.
        spoken = sum(len(words) for speaker, words in whole.lines if speaker is side and words != b"QUIT\r\n")
        counts = [*range(0, spoken, 1 if faults_are_long else 29), spoken + 3]
    outcomes = []
    for count in counts:
        to = real.account(new_user()).address
        with behind(real, faults.cut_at(side, count)) as (_, account):
            outcomes.append((to, outcome(real, account, to)))
    real.settle()
    for to, result in outcomes:
        count = len(real.servers.messages(to))
        assert count <= 1
        if isinstance(result, Handed):
            assert count == 1, to
        elif not isinstance(result, Unsure):
            assert count == 0, (to, result)
    kinds = {type(result) for _, result in outcomes}
    assert {Handed, Refused} <= kinds


def outcome(real: Real, account: Account, to: str) -> HandOver | MailError:
    try:
        return send(real, account, to, new_id(), HURRIED)
    except MailError as error:
        return error


def test_cut_in_the_middle_of_a_long_text_it_is_safe_to_try_again(real: Real) -> None:
    """The end was not written yet, and we know it: that is no case of unsure."""
    to = real.account(new_user()).address
    long = letter(text="0123456789\r\n" * 700_000)
    with behind(real, faults.cut_at(CLIENT, 1_000_000)) as (broken, account):
        result = SmtpTransport(real.servers.ca_file).send(account, account.address, (to,), long)
        assert isinstance(result, Refused)
        assert result.temporary
        assert broken.struck
    assert arrivals(real, to) == 0


def test_a_message_larger_than_the_server_takes_is_not_begun(real: Real) -> None:
    with behind(real, faults.replace(SERVER, rb"250-SIZE", b"250-SIZE 100\r\n")) as (watched, account):
        result = send(real, account, "bo@example.test", new_id())
        assert isinstance(result, Refused)
        assert not result.temporary
        assert "Shorten it" in result.text
        assert not watched.said(CLIENT, rb"MAIL")


def test_an_address_of_foreign_letters_goes_where_they_are_known(real: Real) -> None:
    with behind(real) as (watched, account):
        assert isinstance(send(real, account, "jürgen@example.test", new_id()), Handed)
        assert watched.said(CLIENT, rb"MAIL FROM:.* SMTPUTF8")
        assert isinstance(send(real, account, "bo@bücher.test", new_id()), Handed)
        assert watched.said(CLIENT, rb"RCPT TO:<bo@xn--bcher-kva.test>")
    with behind(real, faults.replace(SERVER, rb"250-SMTPUTF8", b"250-X\r\n")) as (watched, account):
        result = send(real, account, "jürgen@example.test", new_id())
        assert isinstance(result, Refused)
        assert (result.temporary, result.recipients) == (False, ("jürgen@example.test",))
        assert not watched.said(CLIENT, rb"MAIL")


def test_bare_line_ends_cannot_end_a_message(real: Real) -> None:
    """Some servers take "\\n.\\n" or "\\r.\\r" for the end, and what follows for commands of ours."""
    to, eve = real.account(new_user()).address, real.account(new_user()).address
    account = real.account("ana")
    for end in ("\n.\n", "\r.\r", "\n.\r\n", "\r\n.\n"):
        smuggled = letter(text=f"one{end}MAIL FROM:<ana@example.test>{end}RCPT TO:<{eve}>{end}DATA{end}two")
        transport = SmtpTransport(real.servers.ca_file)
        assert isinstance(transport.send(account, account.address, (to,), smuggled), Handed)
    assert arrivals(real, eve) == 0
    assert all(b"two" in raw for raw in real.messages(to))
    assert arrivals(real, to) == 4


def test_a_session_left_by_an_error_sends_nothing_more(real: Real) -> None:
    to = real.account(new_user()).address
    account = real.account("ana")

    def interrupted(session: TransportSession) -> None:
        session.send(account.address, (to,), letter())
        raise KeyError

    with pytest.raises(KeyError), SmtpTransport(real.servers.ca_file).session(account) as session:
        interrupted(session)
    assert arrivals(real, to) == 1
