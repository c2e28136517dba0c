"""Bytes -> a tree of parts -> what can be read of it, with an upper bound on the work for any bytes.

The parser is the standard library's. Around it: what real mailboxes hold that it does not expect (an mbox
"From " line, NULs, a byte order mark), and limits against mail made to exhaust a reader.
"""

import binascii
import re
from base64 import b64decode
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from quopri import decodestring
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from twelfth.reading.headers import decode_bytes, decode_words, plain

MAX_TEXT = 1024 * 1024  # characters kept of any text
MAX_DEPTH = 20  # parts within parts
_MAX_RAW = 8 * 1024 * 1024  # bytes parsed, after the middles of long attachments were left out
_MAX_FIELDS = 1000
_MANY_MULTIPARTS = 200

_MBOX_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?[\r\n\t ]*(?:>?From [^\r\n]*\r?\n)?")
# Lines of base64 in a row, without going back over any: a stranger's million of them costs one look.
_BASE64_LINES = re.compile(rb"(?:\n[A-Za-z0-9+/]{60,76}+\r?(?=\n))++")
# Half a megabyte of base64: no letter is that long, so it is an attachment, which is not read.
_MAX_BASE64 = 8000 * 66
_BLANK_LINE = re.compile(rb"\n\r?\n")
_MANY_BLANK_LINES = 20_000
_CHARSET = re.compile(r"charset\*?\s*=\s*[\"']?([^\"';\s]{1,60})", re.IGNORECASE)
_FILE_NAME = re.compile(r"name(\*0)?(\*)?\s*=\s*(?:\"([^\"]{0,500})\"|([^;\s]{1,500}))", re.IGNORECASE)

Fields: TypeAlias = tuple[tuple[str, str], ...]
Node: TypeAlias = "Message[str, str]"


def parse(raw: bytes) -> Node:
    """The tree of parts. Bytes that would cost too much as a tree come back as one part with their text."""
    raw = raw[_mbox_end(raw) :]
    if len(raw) > MAX_TEXT:
        raw = _BASE64_LINES.sub(_beginning, raw)[:_MAX_RAW]
    raw = raw.replace(b"\x00", b"")
    lowered = raw.lower()
    if lowered.count(b"multipart/") > _MANY_MULTIPARTS:
        return _headers_only(raw)
    if b"delivery-status" in lowered:
        raw = _with_few_blank_lines(raw)
    try:
        return message_from_bytes(raw)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        # Defects of the standard parser on purpose-made headers: the letter is still worth its header fields.
        return _headers_only(raw)


def _beginning(lines: re.Match[bytes]) -> bytes:
    found = lines[0]
    if len(found) <= _MAX_BASE64:
        return found
    return found[: found.rfind(b"\n", 0, _MAX_BASE64)]


def _with_few_blank_lines(raw: bytes) -> bytes:
    """The standard parser makes a message of each block of a delivery report: of a million blank lines, too."""
    if raw.count(b"\n\n") + raw.count(b"\n\r\n") + raw.count(b"\r\r") < _MANY_BLANK_LINES:
        return raw
    for count, found in enumerate(_BLANK_LINE.finditer(raw), 1):
        if count == _MANY_BLANK_LINES:
            return raw[: found.end()]
    return raw.replace(b"\r", b"\n")[: 2 * _MANY_BLANK_LINES]


def _mbox_end(raw: bytes) -> int:
    found = _MBOX_LINE.match(raw)
    return found.end() if found else 0


def _headers_only(raw: bytes) -> Node:
    message: Node = BytesHeaderParser().parsebytes(raw[:MAX_TEXT])
    del message["Content-Type"]
    del message["Content-Transfer-Encoding"]
    return message


def fields(node: Node) -> Fields:
    """All header fields in order: name in lower case, value on one line with encoded words still encoded."""
    return tuple((name.lower(), plain(value)) for name, value in list(node.raw_items())[:_MAX_FIELDS])


def field(node: Node, name: str) -> str:
    """The first field of that name, on one line; "" without one."""
    name = name.lower()
    return next((plain(value) for key, value in node.raw_items() if key.lower() == name), "")


def content_type(node: Node) -> str:
    """As `type/subtype` in lower case; text/plain where there is none or it makes no sense."""
    value = field(node, "content-type").split(";")[0].strip().lower()
    return value if value.count("/") == 1 and len(value) < 128 and value.strip("/") == value else "text/plain"


def children(node: Node) -> list[Node]:
    """The parts within, none for a leaf."""
    if not node.is_multipart():
        return []
    payload = node.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def enclosed(node: Node) -> "Node | None":
    """The letter in a part that holds one. Some programs send it as base64, against the rule; the standard parser
    takes that for a letter without header fields."""
    within = children(node)
    encoding = field(node, "content-transfer-encoding").strip().lower()
    if within and encoding in {"base64", "quoted-printable"} and not within[0].keys():
        payload = within[0].get_payload()
        if isinstance(payload, str):
            return parse(_undo_transfer(payload.encode("utf-8", "surrogateescape"), encoding))
    return within[0] if within else None


def is_attachment(node: Node) -> bool:
    """Whether the sender meant it to be a file beside the letter."""
    disposition = field(node, "content-disposition").lower()
    if disposition.startswith("attachment"):
        return True
    return bool(file_name(node)) and not content_type(node).startswith(("text/", "message/", "multipart/"))


def file_name(node: Node) -> str:
    """The file name given, decoded, on one line and without folders; "" without one."""
    for header in ("content-disposition", "content-type"):
        found = _FILE_NAME.search(field(node, header))
        if not found:
            continue
        value = found[3] if found[3] is not None else found[4]
        if found[2] and value.count("'") >= 2:  # RFC 2231: charset'language'percent-encoded
            charset, _, encoded = value.split("'", 2)
            value = decode_bytes(unquote_to_bytes(encoded), charset)
        return decode_words(value).replace("\\", "/").rsplit("/", 1)[-1].strip()[:255]
    return ""


def text_in(node: Node) -> str:
    """The text of a leaf with its transfer encoding and charset undone, at most `MAX_TEXT` characters."""
    return _tidy(decode_bytes(bytes_in(node)[: 4 * MAX_TEXT], _charset(node)))


def bytes_in(node: Node) -> bytes:
    """The bytes of a leaf with its transfer encoding undone; none of a part that holds parts."""
    if node.is_multipart():
        return b""
    # Without decode=True the standard library would decode by the declared charset, which may be any codec.
    data = node.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _charset(node: Node) -> str:
    found = _CHARSET.search(field(node, "content-type"))
    return found[1] if found else ""


def _tidy(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    # Lone surrogates cannot be stored or sent on as UTF-8.
    return text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def flattened(node: Node, *, depth: int = 0) -> str:
    """Header fields, a blank line, then what is within: a report or an original message as one text."""
    head = "\n".join(f"{name}: {plain(value)}" for name, value in list(node.raw_items())[:_MAX_FIELDS])
    within = children(node)
    if within and depth < MAX_DEPTH:
        body = "\n\n".join(flattened(child, depth=depth + 1) for child in within[:100])
    elif content_type(node).startswith("text/"):
        body = text_in(node)
    else:
        body = ""
    return f"{head}\n\n{body}".strip("\n")[:MAX_TEXT]


def report_text(node: Node) -> str:
    """A machine's report (delivery status, feedback, disposition) as blocks of `Name: value` lines.

    The standard parser takes such parts apart into messages; some programs send them as base64, which it
    then holds for a body without header fields.
    """
    encoding = field(node, "content-transfer-encoding").strip().lower()
    if encoding in {"base64", "quoted-printable"}:
        inner = b"\n".join(bytes_in(child) for child in children(node)) or bytes_in(node)
        return _tidy(decode_bytes(_undo_transfer(inner[:MAX_TEXT], encoding), _charset(node)))
    within = children(node)
    if not within:
        return text_in(node)
    return "\n\n".join(flattened(child) for child in within[:1000])[:MAX_TEXT]


def _undo_transfer(data: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return decodestring(data)
    compact = b"".join(data.split())
    try:
        return b64decode(compact + b"=" * (-len(compact) % 4))
    except (binascii.Error, ValueError):
        return data
