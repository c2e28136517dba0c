"""What real servers do that ours does not: refuse, forget, interrupt, and know less than one would like."""

from datetime import date
from pathlib import Path

import pytest

from tests.adapters.scripted import Answer, at, scripted
from tests.servers import certificates
from tests.servers.certificates import Certificates
from twelfth.adapters.mail.connecting import Patience
from twelfth.adapters.mail.imap import ImapReader
from twelfth.messages.ports import (
    ConnectionLost,
    Cursor,
    Fetched,
    LoginRefused,
    MailError,
    ServerRefused,
    ServerUnreachable,
)

START = Cursor(0, 0)
DONE = "{tag} OK done\r\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return certificates.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def ca_file(made: Certificates) -> Path:
    return made.ca_file


def reader(made: Certificates, command: float = 1) -> ImapReader:
    return ImapReader(made.ca_file, patience=Patience(connect=5, command=command))


def size(uid: int, octets: int = 100) -> str:
    return f"* {uid} FETCH (UID {uid} RFC822.SIZE {octets})\r\n"


def body(uid: int, text: str, part: str = "BODY[]") -> str:
    return f"* {uid} FETCH (UID {uid} {part} {{{len(text)}}}\r\n{text})\r\n"


def fetch_all(made: Certificates, answers: dict[str, Answer], cursor: Cursor = START) -> list[Fetched]:
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        return list(session.fetch_new("INBOX", cursor))


def refusal(made: Certificates, answers: dict[str, Answer], kind: type[MailError]) -> MailError:
    """The error that opening the mailbox ends in."""
    with scripted(made, answers) as server, pytest.raises(kind) as met, reader(made).open(server.account()):
        pass
    return met.value


def outcome(made: Certificates, answers: dict[str, Answer]) -> list[Fetched] | MailError:
    """What reading the inbox comes to. A server that falls silent is not waited for long."""
    try:
        with scripted(made, answers) as server, reader(made, 0.2).open(server.account()) as session:
            return list(session.fetch_new("INBOX", START))
    except MailError as error:
        return error


@pytest.mark.parametrize("code", ["UNAVAILABLE", "INUSE", "LIMIT"])
def test_a_server_without_time_does_not_doubt_the_password(made: Certificates, code: str) -> None:
    answers: dict[str, Answer] = {"AUTHENTICATE": f"{{tag}} NO [{code}] Come back later\r\n"}
    assert "does not serve us now" in str(refusal(made, answers, ServerUnreachable))


def test_a_refused_password_is_told_in_the_servers_words(made: Certificates) -> None:
    answers: dict[str, Answer] = {"AUTHENTICATE": "{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n"}
    assert "“[AUTHENTICATIONFAILED] Invalid credentials”" in str(refusal(made, answers, LoginRefused))


def test_letters_that_an_old_server_cannot_take_are_not_sent(made: Certificates) -> None:
    answers: dict[str, Answer] = {"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n"}
    with scripted(made, answers) as server:
        for password in ("pâss", "line\r\nend"):
            with (
                pytest.raises(LoginRefused, match="plain letters"),
                reader(made).open(at(server, password=password)),
            ):
                pass
        assert not [asked for asked in server.asked if asked.startswith("LOGIN")]


def test_the_last_message_is_not_taken_for_a_new_one(made: Certificates) -> None:
    """By RFC 3501 "8:*" means the last message even when its number is 7."""
    assert fetch_all(made, {"UID SEARCH": f"* SEARCH 7\r\n{DONE}"}, Cursor(7, 7)) == []


def test_a_message_that_goes_away_meanwhile_is_left_out(made: Certificates) -> None:
    answers: dict[str, Answer] = {
        "UID SEARCH": [f"* SEARCH 1 2 3\r\n{DONE}", f"* SEARCH\r\n{DONE}"],
        "UID FETCH": [size(1) + size(2) + size(3) + DONE, body(1, "one") + body(3, "three") + DONE, DONE],
    }
    assert [message.uid for message in fetch_all(made, answers)] == [1, 3]


def test_a_message_that_the_server_forgot_is_asked_for_again(made: Certificates) -> None:
    answers: dict[str, Answer] = {
        "UID SEARCH": f"* SEARCH 1 2\r\n{DONE}",
        "UID FETCH": [size(1) + size(2) + DONE, body(1, "one") + DONE, body(2, "two") + DONE],
    }
    assert [message.raw for message in fetch_all(made, answers)] == [b"one", b"two"]


def test_one_unreadable_message_does_not_hide_the_others(made: Certificates) -> None:
    """It is passed on with what can be had of it, and says so: silence would look like an empty mailbox."""

    def fetch(command: str) -> str:
        if "RFC822.SIZE" in command:
            return size(1) + size(2) + size(3) + DONE
        if "1,2,3" in command or command.upper().startswith("UID FETCH 2 (BODY.PEEK[])"):
            return "{tag} NO [SERVERBUG] Internal error\r\n"
        if "UID FETCH 2 " in command:
            return body(2, "Subject: t", "BODY[]<0>") + DONE
        uid = int(command.split()[2])
        return body(uid, "whole") + DONE

    one, two, three = fetch_all(made, {"UID SEARCH": f"* SEARCH 1 2 3\r\n{DONE}", "UID FETCH": fetch})
    assert (one.raw, two.raw, three.raw) == (b"whole", b"Subject: t", b"whole")
    assert (one.truncated, two.truncated, three.truncated) == (False, True, False)
    assert "SERVERBUG" in two.trouble
    assert not one.trouble + three.trouble


def test_a_message_that_cannot_be_had_at_all_is_told(made: Certificates) -> None:
    def fetch(command: str) -> str:
        return size(1) + DONE if "RFC822.SIZE" in command else "{tag} NO Cannot\r\n"

    [message] = fetch_all(made, {"UID SEARCH": f"* SEARCH 1\r\n{DONE}", "UID FETCH": fetch})
    assert (message.raw, message.truncated) == (b"", True)
    assert "Cannot" in message.trouble


def test_messages_come_in_batches_of_bounded_size(made: Certificates) -> None:
    megabyte = 1024 * 1024

    def fetch(command: str) -> str:
        if "RFC822.SIZE" in command:
            return "".join(size(uid, 3 * megabyte) for uid in range(1, 6)) + DONE
        return "".join(body(int(uid), "x") for uid in command.split()[2].split(",")) + DONE

    answers: dict[str, Answer] = {"UID SEARCH": f"* SEARCH 1 2 3 4 5\r\n{DONE}", "UID FETCH": fetch}
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        assert [message.uid for message in session.fetch_new("INBOX", START)] == [1, 2, 3, 4, 5]
        asked = [asked for asked in server.asked if "BODY" in asked]
    assert [command.split()[2] for command in asked] == ["1,2", "3,4", "5"]


def test_reading_stops_when_the_folder_is_numbered_anew_meanwhile(made: Certificates) -> None:
    """Its remaining numbers mean other messages now; the next reading starts over."""
    uids = range(1, 31)
    renumbered = "* 30 EXISTS\r\n* OK [UIDVALIDITY 8]\r\n* OK [UIDNEXT 31]\r\n{tag} OK done\r\n"

    def fetch(command: str) -> str:
        if "RFC822.SIZE" in command:
            return "".join(size(uid) for uid in uids) + DONE
        return "".join(body(int(uid), "x") for uid in command.split()[2].split(",")) + DONE

    answers: dict[str, Answer] = {
        "UID SEARCH": [f"* SEARCH {' '.join(map(str, uids))}\r\n{DONE}", f"* SEARCH\r\n{DONE}"],
        "UID FETCH": fetch,
        "EXAMINE": ["* OK [UIDVALIDITY 7]\r\n{tag} OK done\r\n", renumbered],
    }
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        read = []
        for message in session.fetch_new("INBOX", START):
            read.append(message.uid)
            session.find("<elsewhere@example.test>")
    assert read == list(range(1, 26))


def test_without_move_a_message_is_copied_and_only_it_removed(made: Certificates) -> None:
    answers: dict[str, Answer] = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN UIDPLUS\r\n{tag} OK done\r\n",
        "UID STORE": DONE,
        "UID COPY": DONE,
        "UID EXPUNGE": DONE,
    }
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        session.file_in_sent("INBOX", 5)
        commands = [asked for asked in server.asked if asked.startswith("UID")]
    assert commands == [
        "UID STORE 5 +FLAGS.SILENT (\\Seen)",
        'UID COPY 5 "Sent"',
        "UID STORE 5 +FLAGS.SILENT (\\Deleted)",
        "UID EXPUNGE 5",
    ]


def test_without_uidplus_nothing_is_expunged(made: Certificates) -> None:
    """EXPUNGE would take along what the owner marked for deletion."""
    answers: dict[str, Answer] = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n",
        "UID STORE": DONE,
        "UID COPY": DONE,
    }
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        session.file_in_sent("INBOX", 5)
        assert not [asked for asked in server.asked if "EXPUNGE" in asked]


def test_when_the_copy_fails_the_message_stays(made: Certificates) -> None:
    answers: dict[str, Answer] = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN UIDPLUS\r\n{tag} OK done\r\n",
        "UID STORE": DONE,
        "UID COPY": "{tag} NO [OVERQUOTA] Full\r\n",
    }
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        with pytest.raises(ServerRefused, match="OVERQUOTA"):
            session.file_in_sent("INBOX", 5)
        assert not [asked for asked in server.asked if "Deleted" in asked or "EXPUNGE" in asked]


def test_without_uidnext_the_newest_is_looked_up(made: Certificates) -> None:
    answers: dict[str, Answer] = {
        "EXAMINE": "* 2 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n{tag} OK done\r\n",
        "UID SEARCH": f"* SEARCH 4 9\r\n{DONE}",
    }
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        assert session.newest("INBOX") == Cursor(7, 9)


def test_the_day_is_given_to_the_server(made: Certificates) -> None:
    with scripted(made, {}) as server, reader(made).open(server.account()) as session:
        assert list(session.fetch_new("INBOX", START, since=date(2026, 3, 29))) == []
        assert "UID SEARCH UID 1:* SINCE 29-Mar-2026" in server.asked


NEWS = "* 1 EXISTS\r\n"


@pytest.mark.parametrize(
    ("idle", "done", "news"),
    [
        ("+ waiting\r\n" + NEWS, "TWELFTH OK done\r\n", True),
        (NEWS + "+ waiting\r\n", "TWELFTH OK done\r\n", True),
        ("* OK Still here\r\n+ waiting\r\n", "TWELFTH OK done\r\n", False),
        ("+ waiting\r\n", NEWS + "TWELFTH OK done\r\n", True),
        ("+ waiting\r\n* 1 FETCH (FLAGS (\\Seen))\r\n", "TWELFTH OK done\r\n", False),
    ],
    ids=["with the plus", "before the plus", "only talk", "in the last moment", "only a flag"],
)
def test_news_is_heard_in_whatever_moment_it_comes(
    made: Certificates, *, idle: str, done: str, news: bool
) -> None:
    with (
        scripted(made, {"IDLE": idle, "DONE": done}) as server,
        reader(made).open(server.account()) as session,
    ):
        assert session.idle(0.05) is news
        # The conversation is in step afterwards.
        assert session.newest("INBOX") == Cursor(7, 0)


@pytest.mark.parametrize(
    "answers",
    [
        {"CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"},
        {"IDLE": "{tag} NO Not today\r\n"},
        {"IDLE": "{tag} BAD Not at all\r\n"},
    ],
    ids=["not offered", "refused", "unknown"],
)
def test_without_idle_the_server_is_asked(made: Certificates, answers: dict[str, Answer]) -> None:
    hearing = {**answers, "NOOP": NEWS + DONE}
    with scripted(made, hearing) as server, reader(made).open(server.account()) as session:
        assert session.idle(0.05)
        assert "NOOP" in server.asked
    with scripted(made, answers) as server, reader(made).open(server.account()) as session:
        assert not session.idle(0.05)
        assert session.newest("INBOX") == Cursor(7, 0)


def test_a_server_that_goes_away_while_we_wait_is_told(made: Certificates) -> None:
    answers: dict[str, Answer] = {"DONE": "* BYE\r\n"}
    with (
        scripted(made, answers) as server,
        reader(made).open(server.account()) as session,
        pytest.raises(ConnectionLost),
    ):
        session.idle(0.05)


GARBAGE = [
    "{tag} OK",
    "* SEARCH one two\r\n{tag} OK done\r\n",
    "* SEARCH 1 (\r\n{tag} OK done\r\n",
    "\x00\x01\x02\r\n",
    "* BYE Going down\r\n",
    "{tag} BAD What?\r\n",
    "x" * 2_000_000 + "\r\n",
]


@pytest.mark.parametrize("said", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("verb", ["LIST", "EXAMINE", "UID SEARCH", "UID FETCH"])
def test_whatever_a_server_says_the_error_is_ours(made: Certificates, verb: str, said: str) -> None:
    answers: dict[str, Answer] = {
        "UID SEARCH": f"* SEARCH 1\r\n{DONE}",
        "UID FETCH": size(1) + DONE,
        verb: said,
    }
    result = outcome(made, answers)
    assert isinstance(result, MailError) or all(message.trouble for message in result)


FETCHES = [
    "* 1 FETCH (UID 1 RFC822.SIZE many)\r\n{tag} OK done\r\n",
    "* 1 FETCH (UID 1 BODY[] {5}\r\nab)\r\n{tag} OK done\r\n",
    "* 1 FETCH (UID x)\r\n{tag} OK done\r\n",
    "* 1 FETCH UID\r\n{tag} OK done\r\n",
    "* 1 FETCH (UID 1\r\n{tag} OK done\r\n",
    "* 1 FETCH (UID 1 BODY[] NIL)\r\n{tag} OK done\r\n",
    "* FETCH\r\n{tag} OK done\r\n",
]


@pytest.mark.parametrize("said", FETCHES, ids=range(len(FETCHES)))
@pytest.mark.parametrize("first", [True, False], ids=["sizes", "bodies"])
def test_whatever_is_fetched_the_error_is_ours(made: Certificates, said: str, *, first: bool) -> None:
    answers: dict[str, Answer] = {
        "UID SEARCH": f"* SEARCH 1\r\n{DONE}",
        "UID FETCH": said if first else [size(1) + DONE, said],
    }
    result = outcome(made, answers)
    assert isinstance(result, MailError) or all(message.trouble for message in result)
