"""Letters nobody would send: real structures, damaged and multiplied. One seed, one letter.

A letter is a tree of parts as programs build it, filled with what programs and people write. Then it is damaged:
lines, fields, boundaries, charsets and encodings are lost, doubled, exchanged and multiplied.
"""

import re
from base64 import encodebytes
from collections.abc import Callable
from quopri import encodestring
from random import Random

from tests.reading.absences import ABSENCES
from tests.reading.absences_by_program import ABSENCES_BY_PROGRAM
from tests.reading.builders import PROGRAMS, answer, auto_reply, letter
from tests.reading.people import ANSWERS, WISHES
from tests.reading.test_bounce import EXIM, QMAIL, entry, report
from tests.reading.test_classify import feedback
from tests.reading.test_forward import INLINE, attached
from tests.reading.test_reply import BLOCKS, INTRODUCTIONS

_MADE_BOUNDARY = re.compile(rb"={15}\d{19}==")
_HUGE = 400_000  # bytes that a multiplied piece may grow to

_PIECES: tuple[str, ...] = (
    *INTRODUCTIONS, *BLOCKS, *INLINE.values(), QMAIL, EXIM,
    *(text for _, text in ANSWERS), *(text for _, text in WISHES), *(text for *_, text, _ in ABSENCES),
    "550 5.1.1 <jo@buyer.example>: Recipient address rejected: User unknown", "451 4.7.1 Greylisted, try again later",
    ">>> RCPT To:<jo@buyer.example>\n<<< 550 user unknown", "Final-Recipient: rfc822; jo@buyer.example", "Action: failed\nStatus: 5.1.1",
    "Feedback-Type: abuse", "-- \nJo", "-----Original Message-----", "> ", "> > quoted", "\n\n", "- ", "_" * 70, "Sent from my iPhone", '{"bounce": {',
    "until 31 February 99999", "9/8/2026", "2026年9月7日", "18.9.–", "\u202eevil", "\u200b" * 5, "ﷺ", "e\u0301" * 9, "\x00", "\x1b[2J", "\ufeff",
    "<div><blockquote>", "</blockquote>", "<p>", "<script>alert(1)</script>", "<img src=http://x.example/a.png>", "<!--", "&#x110000;", "&" * 20, "<a href='javascript:x'>",
    "<style>", "<table><tr><td>", "<![CDATA[", "<svg/onload=x>", "=?utf-8?b?w6k=?=", "=?x?q?=ZZ", "BEGIN:VCALENDAR\nMETHOD:REPLY", "(((", '"', "@", "a@b", ":", "\\",
)  # fmt: skip
_TYPES = (
    "text/plain", "text/html", "text/enriched", "text/calendar; method=REPLY", "multipart/mixed", "multipart/alternative", "multipart/report; report-type=delivery-status",
    "multipart/related", "multipart/signed", "message/rfc822", "message/delivery-status", "message/feedback-report", "message/disposition-notification",
    "message/partial", "message/external-body", "text/rfc822-headers", 'application/pdf; name="a.pdf"', "application/octet-stream", "image/png", "text", "/", "",
    "text/plain; name*=utf-8''%ff", "application/ics", "message/global", "application/ms-tnef; name=winmail.dat",
)  # fmt: skip
_CHARSETS = (
    "utf-8", "us-ascii", "iso-8859-1", "iso-2022-jp", "gb2312", "ks_c_5601-1987", "utf-7", "utf-16", "utf-32", "idna", "punycode", "hex", "base64", "rot13", "zlib", "x-none",
    "unicode_escape", "undefined", "mbcs", "", '"', "utf-8\x00", "cp037", "big5-hkscs", "raw_unicode_escape", "uu", "bz2", "charset",
)  # fmt: skip
_ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "BASE64 ", "none", "")
_BOUNDARIES = ("b", "=_", "----=_Part_1", "a b", "", "'()+_,-./:=?", "b" * 300, "é", '"')
_FIELDS = (
    "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path", "Auto-Submitted", "Precedence", "X-Failed-Recipients", "Reply-To",
    "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Delivered-To", "List-Id", "X-Autoreply", "Content-Class", "X-MLServer", "X-Amz-Sns-Message-Id",
)  # fmt: skip
_VALUES = (
    "MAILER-DAEMON@mx.example", "<>", "Jo Buyer <jo@buyer.example>", "=?utf-8?q?J=C3=B6?= <jo@buyer.example>", "auto-replied", "auto-generated", "bulk", "list", "yes", "no",
    "Undelivered Mail Returned to Sender", "Automatic reply: x", "Fwd: x", "Re: x", "Mon, 07 Sep 2026 09:30:00 +0000", "Mon, 1 Jan 0001 00:00:00 +2359", "99 Foo 99999", "<a@b.example>",
    'attachment; filename="../../etc/passwd"', "attachment; filename*0*=utf-8''%E2%80%AE; filename*1=x", "inline", "(comment (nested", "a@b, " * 50, "group: a@b.example;", ",,,;;;<<>>", "",
)  # fmt: skip
_SEEDS: tuple[Callable[[Random], bytes], ...] = (
    lambda r: report(entry(r.choice(("5.1.1", "4.2.2", "5.7.26", "9.9.9", "")), r.choice(_PIECES))),
    lambda r: report("\n\n".join(entry("5.1.1", r.choice(_PIECES)) for _ in range(r.randint(0, 30)))),
    lambda r: feedback(r.choice(("abuse", "fraud", "not-spam", "opt-out", ""))),
    lambda r: letter(r.choice((QMAIL, EXIM)), sender="MAILER-DAEMON@x.example", subject="failure notice"),
    lambda r: auto_reply(r.choice(sorted(PROGRAMS)), *r.choice(ABSENCES)[1:3]),
    lambda r: auto_reply(*r.choice([(program, subject, text) for program, _, subject, text, _ in ABSENCES_BY_PROGRAM])),
    lambda r: answer(f"{_text(r)}\n\n{r.choice(INTRODUCTIONS)}\n> {_text(r)}"),
    lambda r: letter("", html=_text(r)),
    lambda r: attached(answer(_text(r)), encoded=r.random() < 0.5),
    lambda r: _tree(r, 0),
    lambda r: _tree(r, 0),
)  # fmt: skip


def letter_of(seed: int) -> bytes:
    """The letter with this number: always the same bytes."""
    random = Random(seed)
    raw = _with_own_boundaries(random.choice(_SEEDS)(random))
    for _ in range(random.choice((0, 1, 1, 2, 3, 5, 8))):
        raw = random.choice(_DAMAGES)(random, raw)
    return random.choice(_LINE_ENDS)(raw)


def _with_own_boundaries(raw: bytes) -> bytes:
    """The library's are made of chance."""
    for number, boundary in enumerate(dict.fromkeys(_MADE_BOUNDARY.findall(raw))):
        raw = raw.replace(boundary, b"=_%d" % number)
    return raw


def _text(random: Random) -> str:
    pieces = [random.choice(_PIECES) for _ in range(random.choice((0, 1, 2, 3, 5, 12)))]
    return random.choice(("\n", " ", "", "\n\n")).join(pieces)


def _bytes(random: Random, text: str) -> bytes:
    return text.encode(
        random.choice(("utf-8", "utf-8", "utf-8", "latin-1", "utf-16", "shift_jis", "gb18030")), "ignore"
    )


def _tree(random: Random, depth: int) -> bytes:
    """A part with its header fields, whatever is in it."""
    kind = random.choice(_TYPES)
    fields = [
        f"{random.choice(_FIELDS)}: {random.choice(_VALUES)}" for _ in range(random.choice((0, 2, 4, 9)))
    ]
    if kind.startswith("multipart/"):
        boundary = random.choice(_BOUNDARIES)
        fields.append(f'Content-Type: {kind}; boundary="{boundary}"')
        children = 0 if depth > 4 else random.choice((0, 1, 2, 3, 60 if depth == 0 else 2))
        mark = b"\n--" + boundary.encode()
        body = b"".join(mark + b"\n" + _tree(random, depth + 1) for _ in range(children)) + mark + b"--\n"
    elif kind.startswith("message/") and depth < 5 and random.random() < 0.7:
        fields.append(f"Content-Type: {kind}")
        body = _tree(random, depth + 1)
    else:
        fields.append(f"Content-Type: {kind}; charset={random.choice(_CHARSETS)}")
        body = _bytes(random, _text(random))
    encoding = random.choice(_ENCODINGS)
    fields.append(f"Content-Transfer-Encoding: {encoding}")
    if random.random() < 0.5:  # as it says, at least half of the time
        body = {"base64": encodebytes, "quoted-printable": encodestring}.get(encoding, bytes)(body)
    random.shuffle(fields)
    return "\n".join(fields).encode("utf-8", "ignore") + b"\n\n" + body


def _cut(random: Random, raw: bytes) -> bytes:
    return raw[: random.randint(0, len(raw))]


def _without_lines(random: Random, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    return b"".join(line for line in lines if random.random() > 0.1)


def _exchanged_lines(random: Random, raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    for _ in range(min(5, len(lines))):
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _inserted(random: Random, raw: bytes) -> bytes:
    at = random.randint(0, len(raw))
    piece = _bytes(random, random.choice((*_PIECES, *_VALUES))) or random.randbytes(9)
    return raw[:at] + piece + raw[at:]


def _multiplied(random: Random, raw: bytes) -> bytes:
    """A piece, a line or a run of bytes a great many times: where a reader is slow, this shows it."""
    at = random.randint(0, len(raw))
    piece = raw[at : at + random.choice((1, 2, 5, 30, 300))] or b"a"
    if random.random() < 0.5:
        piece = _bytes(random, random.choice(_PIECES)) or b">"
    return raw[:at] + piece * random.choice((9, 300, max(1, _HUGE // len(piece)))) + raw[at:]


def _one_field(random: Random, raw: bytes) -> bytes:
    return f"{random.choice(_FIELDS)}: {random.choice(_VALUES)}\n".encode() + raw


def _huge_field(random: Random, raw: bytes) -> bytes:
    value = random.choice((*_VALUES, *_PIECES)).replace("\n", " ") or "x"
    return f"{random.choice(_FIELDS)}: {value * (_HUGE // len(value))}\n".encode("utf-8", "ignore") + raw


def _other_boundary(random: Random, raw: bytes) -> bytes:
    return raw.replace(
        b"boundary=", random.choice((b"boundary*=", b"boundary= ", b'Boundary="x"; z=', b"b=")), 1
    )


def _other_charset(random: Random, raw: bytes) -> bytes:
    return raw.replace(b"utf-8", random.choice(_CHARSETS).encode())


def _other_encoding(random: Random, raw: bytes) -> bytes:
    return raw.replace(random.choice((b"8bit", b"7bit", b"base64")), random.choice(_ENCODINGS).encode())


def _within(random: Random, raw: bytes) -> bytes:
    """The letter inside others, some levels deep."""
    for _ in range(random.choice((1, 2, 30))):
        raw = b"From: jo@buyer.example\nSubject: Fwd: x\nContent-Type: message/rfc822\n\n" + raw
    return raw


def _flipped(random: Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(min(len(changed), random.choice((1, 8, 60)))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


_DAMAGES = (
    _cut, _without_lines, _exchanged_lines, _inserted, _inserted, _multiplied, _multiplied, _one_field, _huge_field, _other_boundary, _other_charset, _other_encoding,
    _within, _flipped,
)  # fmt: skip
_LINE_ENDS: tuple[Callable[[bytes], bytes], ...] = (
    bytes,
    lambda raw: raw.replace(b"\r\n", b"\n"),
    lambda raw: raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    lambda raw: raw.replace(b"\r\n", b"\r"),
    lambda raw: b"From jo@buyer.example Mon Sep  7 09:30:00 2026\n" + raw,
    lambda raw: b"\xef\xbb\xbf\r\n\n" + raw,
)
