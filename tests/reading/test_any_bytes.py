"""No bytes make reading fail: a letter that raises would stop the mailbox behind it."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.absences import ABSENCES
from tests.reading.builders import PROGRAMS, auto_reply, letter
from tests.reading.test_bounce import EXIM, QMAIL, entry, report
from tests.reading.test_classify import feedback
from twelfth.reading import classify, clean_html, read, reply_text

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
LETTERS = [
    report(entry("5.1.1", "550 5.1.1 No such user")),
    feedback("abuse"),
    letter(QMAIL, sender="MAILER-DAEMON@x.example", subject="failure notice"),
    letter(EXIM, sender="MAILER-DAEMON@x.example", subject="failure notice"),
    letter("plain", html="<p>rich</p>"),
    *(auto_reply(program, ABSENCES[index][1], ABSENCES[index][2]) for index, program in enumerate(PROGRAMS)),
]
SNIPPETS = [
    b"\x00", b"\r", b"\n", b"\xff\xfe", b"=?utf-8?b?", b"=?x?q?=ZZ?=", b"boundary=", b"--b", b"<", b">", b"(((", b'"', b"\xed\xa0\x80",
    b"Content-Type: message/rfc822\n\n", b"Content-Transfer-Encoding: base64\n\n", b"charset=idna", b"charset*=x''%", b";;;", b"From ",
    b"9/9/9", b"until 31.2.0000", b"Date: Mon, 1 Jan 0001 00:00:00 +2359\n", b"Content-Type: multipart/report\n", b"9999-99-99",
]  # fmt: skip


def take_in(raw: bytes) -> None:
    mail = read(raw)
    classify(mail, now=NOW, country="US")
    words = reply_text(mail)
    clean_html(mail.html)
    # What is kept must be fit for a database and for the network.
    for text in (
        mail.subject,
        mail.text,
        mail.from_name,
        mail.html,
        words,
        *(value for _, value in mail.headers),
    ):
        assert "\x00" not in text
        text.encode("utf-8")


@given(st.binary(max_size=3000))
def test_arbitrary_bytes(raw: bytes) -> None:
    take_in(raw)


@given(st.lists(st.sampled_from(SNIPPETS) | st.binary(max_size=12), max_size=60))
def test_bytes_that_look_like_mail(pieces: list[bytes]) -> None:
    take_in(b"".join(pieces))


@settings(max_examples=200)
@given(
    st.sampled_from(LETTERS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(SNIPPETS) | st.binary(max_size=8)), max_size=6),
    st.floats(0, 1),
)
def test_damaged_letters(raw: bytes, damage: list[tuple[float, bytes]], length: float) -> None:
    for place, bytes_ in damage:
        at = int(place * len(raw))
        raw = raw[:at] + bytes_ + raw[at + len(bytes_) // 2 :]
    take_in(raw[: int(len(raw) * max(length, 0.2))])
