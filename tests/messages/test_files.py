"""Files in a letter, as another program reads them."""

import email
import email.policy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.messages.test_compose import PLAIN
from twelfth.messages.compose import Enclosed, compose


def read(*files: Enclosed) -> "email.message.EmailMessage":
    return email.message_from_bytes(compose(replace(PLAIN, files=files)), policy=email.policy.default)


def test_a_file_arrives_as_it_was_beside_the_text() -> None:
    content = bytes(range(256)) * 100
    got = read(Enclosed("Prices 2026.pdf", "application/pdf", content))
    (file,) = got.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "Prices 2026.pdf",
        "application/pdf",
        content,
    )
    body = got.get_body(("plain",))
    assert body is not None
    assert PLAIN.text.strip() in body.get_content().replace("\r\n", "\n")


def test_without_files_there_is_no_room_for_them() -> None:
    assert read().get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "name", ['Preço "novo".pdf', "a\r\nBcc: x@evil.test.pdf", "../../etc/passwd", "合同.docx", "x" * 300]
)
def test_no_name_adds_a_field_or_a_path(name: str) -> None:
    got = read(Enclosed(name, "text/plain\r\nBcc: x@evil.test", b"x"))
    (file,) = got.iter_attachments()
    assert got["Bcc"] is None
    assert file["Bcc"] is None
    assert file.get_content_type() == "application/octet-stream"
    shown = file.get_filename() or ""
    assert not {"\r", "\n", "/"} & set(shown)


@given(st.text(max_size=80), st.binary(max_size=500))
def test_any_file_arrives(name: str, content: bytes) -> None:
    raw = compose(replace(PLAIN, files=(Enclosed(name, "image/png", content),)))
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    (file,) = email.message_from_bytes(raw, policy=email.policy.default).iter_attachments()
    assert file.get_content() == content
