"""Any bytes become a letter."""

from datetime import UTC, datetime

import pytest

from tests.reading.builders import OUR_ID, letter
from twelfth.reading import read


def test_reads_the_usual_fields() -> None:
    mail = read(
        letter(
            "Yes please.\n",
            sender='"Buyer, Jo" <Jo@Buyer.Example>',
            headers={"In-Reply-To": OUR_ID, "References": f"<a@x> {OUR_ID}", "Cc": "Kim <kim@buyer.example>"},
        )
    )
    assert mail.from_name == "Buyer, Jo"
    assert mail.from_address == "jo@buyer.example"
    assert mail.to == ("sam@seller.example",)
    assert mail.cc == ("kim@buyer.example",)
    assert mail.in_reply_to == (OUR_ID,)
    assert mail.references == ("<a@x>", OUR_ID)
    assert mail.date == datetime(2026, 9, 7, 9, 30, tzinfo=UTC)
    assert mail.text.strip() == "Yes please."


def test_encoded_words_cut_within_a_character_are_joined() -> None:
    raw = b"Subject: =?utf-8?b?R3LDvMOf?= =?utf-8?b?ZSBhdXMgTcM=?= =?utf-8?b?vG5jaGVu?=\n\n"
    assert read(raw).subject == "Grüße aus München"


def test_encoded_words_in_names_may_hold_commas() -> None:
    raw = b"From: =?utf-8?q?M=C3=BCller=2C_Ann?= <ann@x.example>\n\n"
    mail = read(raw)
    assert (mail.from_name, mail.from_address) == ("Müller, Ann", "ann@x.example")


def test_a_name_cannot_inject_a_header_or_turn_itself_round() -> None:
    raw = b"From: =?utf-8?q?Ann=0D=0ABcc:_all_x=E2=80=AEgpj?= <ann@x.example>\n\n"
    mail = read(raw)
    assert mail.from_name == "Ann Bcc: all xgpj"
    assert mail.header("bcc") == ""


def test_raw_utf8_and_latin1_in_header_fields() -> None:
    assert read("Subject: Grüße\n\n".encode()).subject == "Grüße"
    assert "Gr" in read("Subject: Grüße\n\n".encode("latin-1")).subject


def test_mbox_line_byte_order_mark_and_bare_carriage_returns() -> None:
    raw = b"\xef\xbb\xbfFrom jo@x.example Mon Sep  7 09:30:00 2026\rFrom: jo@x.example\rSubject: hi\r\rtext\r"
    assert read(raw.replace(b"\r", b"\r\n")).subject == "hi"
    mail = read(b"From: jo@x.example\rSubject: hi\r\rtext\r")
    assert (mail.from_address, mail.subject, mail.text.strip()) == ("jo@x.example", "hi", "text")


def test_html_alone_becomes_text() -> None:
    mail = read(letter("", html="<p>Yes,<br>gladly &amp; soon</p><blockquote>older</blockquote>"))
    assert mail.text == "Yes,\ngladly & soon\n\n> older"
    assert "<p>" in mail.html


def test_the_plain_part_is_preferred_and_an_empty_one_is_not() -> None:
    assert read(letter("plain", html="<p>rich</p>")).text.strip() == "plain"
    assert read(letter(" \n", html="<p>rich</p>")).text == "rich"


def test_wrong_and_unknown_charsets() -> None:
    for charset in ("utf-8", "klingon", "unicode_escape", "idna", "hex", "", "us-ascii"):
        raw = f"Content-Type: text/plain; charset={charset}\n\nGr".encode() + b"\xfc\xdfe \\u0041"
        assert read(raw).text.startswith("Gr"), charset
    raw = b'Content-Type: text/plain; charset="ISO-2022-JP"\n\n' + "休暇".encode("iso2022_jp")
    assert read(raw).text == "休暇"


def test_text_after_a_huge_attachment_is_read() -> None:
    block = b"QUJD" * 19 + b"\r\n"
    raw = (
        b'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf; name="a.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + block * 200_000
        + b"--b\r\n\r\nafter the file\r\n--b--\r\n"
    )
    mail = read(raw)
    assert mail.text == "after the file"
    assert [one.name for one in mail.attachments] == ["a.pdf"]


def test_file_names_have_no_folders_and_are_decoded() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\n"
        b"Content-Disposition: attachment; filename*=utf-8''..%2F..%2FAngebot%20f%C3%BCr.pdf\n\nx\n--b--\n"
    )
    assert read(raw).attachments[0].name == "Angebot für.pdf"


def test_a_report_sent_as_base64_is_read() -> None:
    raw = (
        b"From: mailer-daemon@x.example\nContent-Type: multipart/report; boundary=b\n\n--b\n"
        b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        b"UmVwb3J0aW5nLU1UQTogZG5zOyB4LmV4YW1wbGUKCkZpbmFsLVJlY2lwaWVudDogcmZjODIyOyBqb0B4LmV4\n"
        b"YW1wbGUKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n--b--\n"
    )
    assert "Final-Recipient: rfc822; jo@x.example" in read(raw).parts_of("message/delivery-status")[0].text


def test_too_many_parts_and_too_deep_ones_are_cut() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000
    assert len(read(raw).parts) <= 500
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(5000))
    assert read(b"Subject: bomb\n" + nested).subject == "bomb"


def test_dates_that_cannot_be() -> None:
    for value in ("", "yesterday", "Mon, 99 Foo 2026 99:99:99 +9999", "Fri, 31 Dec 9999 23:59:59 -1200", "0"):
        assert read(f"Date: {value}\n\n".encode()).date is None, value
    assert read(b"Date: Mon, 7 Sep 2026 09:30:00\n\n").date == datetime(2026, 9, 7, 9, 30, tzinfo=UTC)


def test_message_ids_without_brackets_and_in_crowds() -> None:
    assert read(b"In-Reply-To: abc@x.example\n\n").in_reply_to == ("<abc@x.example>",)
    crowd = b" ".join(b"<%d@x>" % i for i in range(3000))
    references = read(b"References: " + crowd + b"\n\n").references
    assert (references[0], references[-1], len(references)) == ("<0@x>", "<2999@x>", 100)


@pytest.mark.parametrize(
    ("sender", "shown"),
    [
        ('"\u202eelpmaxe.reyub@oj" <evil@other.example>', ""),
        ('"boss@buyer.example" <evil@other.example>', ""),
        ("=?utf-8?b?Ym9zc0BidXllci5leGFtcGxl?= <evil@other.example>", ""),
        ('"boss@buyer.example (via a list)" <evil@other.example>', ""),
        ('"jo@buyer.example" <jo@buyer.example>', "jo@buyer.example"),
        ("J\u200bo \u2066Buyer\u2069 <jo@buyer.example>", "Jo Buyer"),
        ("=?utf-8?q?Jo=0D=0ABcc:_x?= <jo@buyer.example>", "Jo Bcc: x"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 <jo@buyer.example>",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
)
def test_a_name_shows_nobody_else(sender: str, shown: str) -> None:
    mail = read(f"From: {sender}\n\nHi".encode())
    assert mail.from_name == shown
    assert mail.from_address in {"evil@other.example", "jo@buyer.example"}


def test_a_subject_is_one_line_and_reads_in_one_direction() -> None:
    mail = read(b"Subject: =?utf-8?q?Invoice_=E2=80=AEfdp.exe=0D=0AX-Evil:_1?=\n\nHi")
    assert mail.subject == "Invoice fdp.exe X-Evil: 1"
