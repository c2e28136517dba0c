"""The bytes of a letter: what is written into them is read out of them again, and nothing else."""

import email
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twelfth.messages.compose import (
    MOST_REFERENCES,
    Letter,
    UnusableAddress,
    ascii_address,
    compose,
    new_message_id,
)

PLAIN = Letter(
    from_name="Ana Gómez",
    from_address="ana@example.test",
    to_name="Bo Chen",
    to_address="bo@example.test",
    subject="The article on leaking roofs",
    text="Hello Bo,\n\nhere it is.\n\nAna\n",
    message_id="<0123456789abcdef@example.test>",
    date=datetime(2026, 3, 4, 9, 30, tzinfo=UTC),
)
FIELDS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]


def parsed(letter: Letter) -> EmailMessage:
    message = email.message_from_bytes(compose(letter), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def raw_field(letter: Letter, name: str) -> str:
    """The field as it travels, unfolded."""
    head = compose(letter).partition(b"\r\n\r\n")[0].decode()
    lines = re.sub(r"\r\n([ \t])", r"\1", head).split("\r\n")
    [value] = [line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")]
    return value


def decoded(letter: Letter, name: str) -> str:
    return str(make_header(decode_header(raw_field(letter, name))))


def text_of(letter: Letter) -> str:
    part = parsed(letter).get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html_of(letter: Letter) -> str:
    part = parsed(letter).get_body(("html",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_letter_is_read_as_it_was_written() -> None:
    message = parsed(PLAIN)
    assert list(message.keys()) == FIELDS
    assert message["From"] == "Ana Gómez <ana@example.test>"
    assert message["To"] == "Bo Chen <bo@example.test>"
    assert message["Subject"] == PLAIN.subject
    assert message["Message-ID"] == PLAIN.message_id
    assert parsedate_to_datetime(message["Date"]) == PLAIN.date
    assert message.get_content_type() == "multipart/alternative"
    assert text_of(PLAIN) == PLAIN.text
    assert message.defects == []


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert compose(PLAIN) == compose(replace(PLAIN))


def test_it_says_nothing_about_the_program_and_nothing_of_automation() -> None:
    head = compose(PLAIN).partition(b"\r\n\r\n")[0].lower()
    for word in (b"x-", b"auto-submitted", b"precedence", b"user-agent", b"twelfth"):
        assert word not in head


def test_the_date_keeps_its_instant_in_any_zone() -> None:
    away = PLAIN.date.astimezone(timezone(timedelta(hours=-7)))
    assert parsedate_to_datetime(raw_field(replace(PLAIN, date=away), "Date")) == PLAIN.date
    with pytest.raises(ValueError, match="time zone"):
        compose(replace(PLAIN, date=PLAIN.date.replace(tzinfo=None)))


@pytest.mark.parametrize("given", ["", "no id", "<>", "<a b@c>", "<a@b>\r\nBcc: eve@example.test", "a@b"])
def test_what_is_no_message_id_is_not_sent(given: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        compose(replace(PLAIN, message_id=given))


INJECTIONS = [
    "Bo\r\nBcc: eve@example.test",
    "Bo\nBcc: eve@example.test",
    "Bo\rBcc: eve@example.test",
    "Bo\r\n\r\nNew text",
    "Bo\x00\x0b\x0c\x85\u2028Bcc: eve@example.test",
    'Bo" <eve@example.test>, "x',
    "Bo <eve@example.test>,",
    "=?utf-8?q?=0ABcc=3A_eve=40example.test?=",
]


@pytest.mark.parametrize("words", INJECTIONS)
def test_no_words_add_a_field_or_an_address(words: str) -> None:
    letter = replace(PLAIN, from_name=words, to_name=words, subject=words)
    message = parsed(letter)
    assert list(message.keys()) == FIELDS
    assert getaddresses([raw_field(letter, "To")])[0][1] == "bo@example.test"
    assert len(getaddresses([raw_field(letter, "To")])) == 1
    assert len(message["To"].addresses) == len(message["From"].addresses) == 1
    assert text_of(letter) == PLAIN.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "bo",
        "@example.test",
        "bo@",
        "bo@example.test\r\nBcc: eve@example.test",
        "bo@example.test, eve@example.test",
        "bo eve@example.test",
        "<bo@example.test>",
        "bo@exa mple.test",
        "bo@-example.test",
        "bo@example..test",
        ".bo@example.test",
        "bo@" + "a" * 64 + ".test",
        "b" * 65 + "@example.test",
        '"bo"@example.test',
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UnusableAddress) as met:
        ascii_address(address)
    assert "\n" not in str(met.value)
    for letter in (replace(PLAIN, to_address=address), replace(PLAIN, from_address=address)):
        with pytest.raises(UnusableAddress):
            compose(letter)


@pytest.mark.parametrize(
    ("address", "travels"),
    [
        ("bo@example.test", "bo@example.test"),
        ("Bo.Chen+news@Example.TEST", "Bo.Chen+news@example.test"),
        ("o'neil@example.test", "o'neil@example.test"),
        ("bo@bücher.test", "bo@xn--bcher-kva.test"),
        ("bo@faß.test", "bo@xn--fa-hia.test"),
        ("bo@例え.test", "bo@xn--r8jz45g.test"),
        ("jürgen@bücher.test", "jürgen@xn--bcher-kva.test"),
        ("bo@localhost", "bo@localhost"),
    ],
)
def test_a_domain_travels_in_ascii(address: str, travels: str) -> None:
    assert ascii_address(address) == travels
    assert travels.encode() in compose(replace(PLAIN, to_address=address))


def test_without_a_name_the_address_stands_alone() -> None:
    assert raw_field(replace(PLAIN, to_name=" "), "To") == "bo@example.test"


@pytest.mark.parametrize(
    "name", ["Chen, Bo", 'Bo "the Roof" Chen', "Bo (roofs)", "Bo @ Roofs", "Dr. Bo", "A\\B", "Bo: x;"]
)
def test_names_of_any_signs_stay_one_name(name: str) -> None:
    [mailbox] = parsed(replace(PLAIN, to_name=name))["To"].addresses
    assert (mailbox.display_name, mailbox.addr_spec) == (name, "bo@example.test")


def test_a_long_thread_names_its_beginning_and_its_end() -> None:
    ids = [f"<{number}@example.test>" for number in range(50)]
    letter = replace(PLAIN, in_reply_to=ids[-1], references=" ".join(ids))
    named = raw_field(letter, "References").split()
    assert named == [ids[0], *ids[-(MOST_REFERENCES - 1) :]]
    assert raw_field(letter, "In-Reply-To") == ids[-1]


def test_an_answer_names_what_it_answers_even_without_references() -> None:
    letter = replace(PLAIN, in_reply_to="<question@example.test>")
    assert raw_field(letter, "References") == raw_field(letter, "In-Reply-To") == "<question@example.test>"


def test_long_ids_are_not_encoded_away() -> None:
    long = f"<{'x' * 300}@example.test>"
    letter = replace(PLAIN, message_id=long, in_reply_to=long, references=f"{long} <b@c>")
    assert raw_field(letter, "Message-ID") == long
    assert raw_field(letter, "References").split() == [long, "<b@c>"]


def test_ids_that_are_none_are_left_out() -> None:
    letter = replace(
        PLAIN, in_reply_to="nothing\r\nBcc: eve@example.test", references="<a@b>\r\nX-Evil: 1 <c d> <e@f>"
    )
    message = parsed(letter)
    assert list(message.keys()) == [*FIELDS[:5], "References", *FIELDS[5:]]
    assert raw_field(letter, "References").split() == ["<a@b>", "<e@f>"]


URL = "https://follow.example.test/stop/" + "t" * 200
MAILTO = "mailto:ana@example.test?subject=stop"


def test_one_click_unsubscribe_is_found_by_mail_programs() -> None:
    letter = replace(PLAIN, unsubscribe_url=URL, unsubscribe_mailto=MAILTO)
    assert raw_field(letter, "List-Unsubscribe") == f"<{URL}>, <{MAILTO}>"
    assert raw_field(letter, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "url", ["", "http://follow.example.test/stop", "javascript:x", "https://a/ b", "https://a>\r\nX: y"]
)
def test_one_click_is_promised_for_https_only(url: str) -> None:
    letter = replace(PLAIN, unsubscribe_url=url, unsubscribe_mailto=MAILTO)
    assert raw_field(letter, "List-Unsubscribe") == f"<{MAILTO}>"
    assert "List-Unsubscribe-Post" not in parsed(letter)
    assert "List-Unsubscribe" not in parsed(replace(letter, unsubscribe_mailto=""))


def test_the_html_says_the_same_with_paragraphs_and_links() -> None:
    text = (
        "Hello <Bo> & all,\n\nsee https://example.test/a?b=1&c=2, or (https://example.test/x_(y)).\n"
        "Write to ana@example.test.\n\n-- \nAna\n"
    )
    html = html_of(replace(PLAIN, text=text))
    assert "<p>Hello &lt;Bo&gt; &amp; all,</p>" in html
    assert '<a href="https://example.test/a?b=1&amp;c=2">https://example.test/a?b=1&amp;c=2</a>, or' in html
    assert '(<a href="https://example.test/x_(y)">https://example.test/x_(y)</a>).<br>' in html
    assert '<a href="mailto:ana@example.test">ana@example.test</a>.' in html
    assert html.count("<p>") == 3


def test_the_html_fetches_nothing_and_runs_nothing() -> None:
    text = '<img src="https://x.test/p.gif"><script>x</script> javascript:x https://x.test/"onmouseover="y'
    html = html_of(replace(PLAIN, text=text))
    assert "<img" not in html
    assert "<script" not in html
    assert re.findall(r"<a [^>]*>", html) == ['<a href="https://x.test/p.gif">', '<a href="https://x.test/">']


def test_the_signature_mark_and_inner_lines_survive() -> None:
    text = "One\r\ntwo  \rthree\tfour\x07\n\n-- \nAna\n\n\n"
    assert text_of(replace(PLAIN, text=text)) == "One\ntwo\nthree    four\n\n-- \nAna\n"


def test_a_message_id_of_ours() -> None:
    token = "0123456789abcdef"
    assert new_message_id("Example.test", token) == f"<{token}@example.test>"
    assert new_message_id("bücher.test", token) == f"<{token}@xn--bcher-kva.test>"
    with pytest.raises(ValueError, match="domain"):
        new_message_id("no domain", token)
    for wrong in ("short", "x" * 15 + "@", f"{token}\r\n"):
        with pytest.raises(ValueError, match="token"):
            new_message_id("example.test", wrong)


NAME = st.text(max_size=120)


@given(name=NAME, subject=st.text(max_size=300), text=st.text(max_size=2000))
def test_whatever_is_written_the_bytes_are_a_message(name: str, subject: str, text: str) -> None:
    letter = replace(PLAIN, from_name=name, to_name=name, subject=subject, text=text)
    raw = compose(letter)
    assert raw.isascii()
    assert not re.search(rb"[^\r]\n|\r[^\n]", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = parsed(letter)
    assert list(message.keys()) == FIELDS
    assert [address for _, address in getaddresses([raw_field(letter, "To")])] == ["bo@example.test"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@given(words=st.lists(WORD, min_size=1, max_size=20))
def test_subjects_of_any_letters_are_read_as_written(words: list[str]) -> None:
    subject = " ".join(words)
    assert decoded(replace(PLAIN, subject=subject), "Subject") == subject


LETTER = st.characters(codec="utf-8", exclude_categories=["C", "Z"])


@given(text=st.text(LETTER | st.sampled_from(" \n."), max_size=2000))
def test_texts_of_any_letters_are_read_as_written(text: str) -> None:
    written = [line if line == "-- " else line.rstrip() for line in f"a{text}b\n".split("\n")]
    assert text_of(replace(PLAIN, text=f"a{text}b")) == "\n".join(written)
