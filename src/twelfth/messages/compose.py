"""From a letter to the bytes of an e-mail (RFC 5322). Pure: the same letter gives the same bytes.

The header fields are written here rather than by the standard library, because its folding wraps
identifiers and addresses of more than a line into encoded words, in which neither a thread nor a one-click
unsubscribe is found again.
"""

import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote

import idna

from twelfth.messages.html import html_of

#: Ids of a thread that are named: the first, which began it, and the last ones.
MOST_REFERENCES = 20
_LONGEST_ID = 900
#: Bytes that make one line of base64.
_BASE64_LINE = 57
_CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")

_ATOM = r"[^\s\x00-\x20\x7f()<>@,;:\\\"\[\].]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]+>")
# Controls, line ends and halves of characters.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
# Marks that turn the direction of writing: in a name or a subject they make one address look like another.
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]+")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]+")
_LINK = re.compile(r"[\x21\x23-\x3b\x3d\x3f-\x7e]+")


class UnusableAddress(ValueError):
    """This is no e-mail address that a message can be sent to. Correct it on the person's page."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(
            f"“{_one_line(address)}” is no e-mail address that a message can be sent to. Correct it first."
        )


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a letter. `content_type` like "application/pdf"."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to one person. `text` is plain; its HTML twin is made from it.

    `references`: Message-IDs separated by white space, oldest first. `unsubscribe_url` counts only when it
    is https, since mail programs post to nothing else (RFC 8058); `unsubscribe_mailto` is a whole mailto:
    link. `date` is aware.
    """

    from_name: str
    from_address: str
    to_name: str
    to_address: str
    subject: str
    text: str
    message_id: str
    date: datetime
    in_reply_to: str = ""
    references: str = ""
    unsubscribe_url: str = ""
    unsubscribe_mailto: str = ""
    files: tuple[Enclosed, ...] = ()


def new_message_id(domain: str, token: str) -> str:
    """A Message-ID of our own; `token` is random and has at least 16 characters of [A-Za-z0-9._-]."""
    if not re.fullmatch(r"[A-Za-z0-9._-]{16,64}", token):
        raise ValueError(
            "The token of a Message-ID has 16 to 64 characters of A-Z, a-z, 0-9, dot, dash and underscore."
        )
    return f"<{token}@{_ascii_domain(domain)}>"


def compose(letter: Letter) -> bytes:
    """The bytes to hand over, lines ended by CRLF and none longer than 998 octets.

    Raises UnusableAddress, and ValueError for a Message-ID that is none or a date without a zone.
    """
    if not _MESSAGE_ID.fullmatch(letter.message_id):
        raise ValueError(f"{letter.message_id!r} is no Message-ID.")
    if letter.date.tzinfo is None:
        raise ValueError("The date of a letter needs its time zone.")
    fields = [
        _field("From", _mailbox("From", letter.from_name, letter.from_address)),
        _field("To", _mailbox("To", letter.to_name, letter.to_address)),
        _field("Subject", _words("Subject", letter.subject)),
        _field("Date", format_datetime(letter.date)),
        _field("Message-ID", letter.message_id),
        *_thread(letter),
        *_unsubscribe(letter),
    ]
    return "".join(fields).encode() + _body(letter)


def ascii_address(address: str) -> str:
    """The address as it travels: its domain in ASCII (ü becomes xn--…), the part before the @ untouched.

    Raises UnusableAddress for what is none, above all for anything with a line end in it.
    """
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local.encode()) > 64:
        raise UnusableAddress(address)
    try:
        return f"{local}@{_ascii_domain(domain)}"
    except ValueError as error:
        raise UnusableAddress(address) from error


def _ascii_domain(domain: str) -> str:
    """Raises ValueError for what is no domain name."""
    name = domain.lower().removesuffix(".")
    try:
        # By the rules of 2008: those of 2003, in the standard library, lead from faß.de to another domain.
        encoded = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(str(error)) from error
    if len(encoded) > 253 or not all(
        re.fullmatch(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", label) for label in encoded.split(".")
    ):
        raise ValueError(f"{domain!r} is no domain name.")
    return encoded


def _field(name: str, value: str) -> str:
    return f"{name}: {value}\r\n"


def _one_line(text: str) -> str:
    return " ".join(_TURNS.sub("", _CONTROLS.sub(" ", text)).split())


def _words(field: str, text: str) -> str:
    """Free text, encoded where it has to be (RFC 2047) and folded. Line ends and controls become spaces."""
    line = _one_line(text)
    # What looks like an encoded word would be decoded at the other end, into anything.
    charset = "us-ascii" if line.isascii() and "=?" not in line and _longest_word(line) < 900 else "utf-8"
    return Header(line, charset, header_name=field, maxlinelen=76).encode(linesep="\r\n")


def _longest_word(line: str) -> int:
    return max((len(word) for word in line.split(" ")), default=0)


def _mailbox(field: str, name: str, address: str) -> str:
    usable, line = ascii_address(address), _one_line(name)
    if not line:
        return usable
    if not line.isascii() or "=?" in line or len(line) > 200:
        # As one phrase of encoded words: quoting marks and encoding must not meet.
        phrase = Header(line, "utf-8", header_name=field, maxlinelen=76).encode(linesep="\r\n")
    elif _PLAIN_PHRASE.fullmatch(line):
        phrase = line
    else:
        escaped = line.replace("\\", "\\\\").replace('"', '\\"')
        phrase = f'"{escaped}"'
    fold = "\r\n " if len(phrase.rpartition("\n")[2]) + len(usable) > 68 else " "
    return f"{phrase}{fold}<{usable}>"


def _thread(letter: Letter) -> list[str]:
    answers = _ids(letter.in_reply_to)[:1]
    references = _ids(letter.references)
    if answers and answers[0] not in references:
        references += answers
    if len(references) > MOST_REFERENCES:
        references = [references[0], *references[-(MOST_REFERENCES - 1) :]]
    fields = [_field("In-Reply-To", answers[0])] if answers else []
    return [*fields, _field("References", "\r\n ".join(references))] if references else fields


def _ids(text: str) -> list[str]:
    """The Message-IDs in a text that others wrote; what is none is left out."""
    return [word for word in text.split() if len(word) <= _LONGEST_ID and _MESSAGE_ID.fullmatch(word)]


def _unsubscribe(letter: Letter) -> list[str]:
    url, mailto = letter.unsubscribe_url, letter.unsubscribe_mailto
    links = [
        f"<{link}>"
        for link, scheme in ((url, "https://"), (mailto, "mailto:"))
        if link.startswith(scheme) and len(link) <= _LONGEST_ID and _LINK.fullmatch(link)
    ]
    if not links:
        return []
    fields = [_field("List-Unsubscribe", ",\r\n ".join(links))]
    if links[0].startswith("<https://"):
        fields.append(_field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return fields


def _body(letter: Letter) -> bytes:
    """Text and HTML, both in an encoding that survives any server, and the files, with the fields that say so."""
    text = _plain(letter.text)
    # Neither of the encodings can contain "=_".
    name = hashlib.sha256(letter.message_id.encode()).hexdigest()[:32]
    body = _multipart("alternative", f"=_{name}", [_part("plain", text), _part("html", html_of(text))])
    if letter.files:
        body = _multipart("mixed", f"=_files_{name}", [body, *(_file(file) for file in letter.files)])
    return b"MIME-Version: 1.0\r\n" + body


def _multipart(subtype: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    mark = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(mark + b"\r\n" + part for part in parts) + mark + b"--\r\n"


def _file(file: Enclosed) -> bytes:
    """A file as an attachment; its name in ASCII for old programs and whole for all others (RFC 2231)."""
    name = _one_line(file.name).replace("/", "_").replace("\\", "_") or "file"
    plain = "".join(sign if sign.isascii() and sign not in '"\\' else "_" for sign in name)
    kind = file.content_type if _CONTENT_TYPE.fullmatch(file.content_type) else "application/octet-stream"
    head = (
        f"Content-Type: {kind}\r\n"
        f"Content-Disposition: attachment; filename=\"{plain}\";\r\n filename*=utf-8''{quote(name, safe='')}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode()
    return head + _base64(file.content).replace(b"\n", b"\r\n") + b"\r\n"


def _base64(data: bytes) -> bytes:
    lines = (binascii.b2a_base64(data[at : at + _BASE64_LINE]) for at in range(0, len(data), _BASE64_LINE))
    return b"".join(lines)


def _part(subtype: str, text: str) -> bytes:
    """One twin, in lines of 76 characters at most. (The standard library's objects take six times as long.)"""
    data = text.encode()
    is_mostly_ascii = _mostly_ascii(text)
    encoded = binascii.b2a_qp(data, istext=True) if is_mostly_ascii else _base64(data)
    encoding = "quoted-printable" if is_mostly_ascii else "base64"
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    ).encode()
    return head + encoded.replace(b"\n", b"\r\n") + b"\r\n"


def _plain(text: str) -> str:
    """Line ends made one kind, spaces before them and controls dropped, one line end at the end."""
    lines = re.split(r"\r\n|[\r\n\u2028\u2029]", text)
    # "-- " alone begins a signature; its space is what tells it (RFC 3676, 4.3).
    clean = [
        line if line == "-- " else _CONTROLS.sub("", line.replace("\t", "    ")).rstrip() for line in lines
    ]
    return "\n".join(clean).strip("\n") + "\n"


def _mostly_ascii(text: str) -> bool:
    return sum(character > "\x7f" for character in text) * 6 <= len(text)
