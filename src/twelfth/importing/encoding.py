"""Which encoding a file is in, from its bytes.

UTF-8 and UTF-16 prove themselves; everything else is a code page and can only be guessed: see codepages.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from twelfth.importing.codepages import KEEP, MIXED, guess
from twelfth.importing.errors import NulBytes, UnknownEncoding

_BLOCK = 1 << 20
_SAMPLE_WORDS = 1_500
_SAMPLE_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` is Python's name of it, `errors` the handler to decode with, `why` a phrase for people."""

    name: str
    errors: str
    why: str

    @property
    def label(self) -> str:
        """What people call it: UTF-8, Windows-1252."""
        name = self.name.removesuffix("-sig").upper()
        return f"Windows-{name[2:]}" if name.startswith("CP125") else name.replace("_", " ")


def detect(blocks: Iterable[bytes]) -> Encoding:
    """The encoding of a file given as blocks that end at line ends (see `blocks`).

    Reads them all: a file whose first non-ASCII letter comes after 100 MB is common, and checking is quick.

    Raises NulBytes.
    """
    seen = _Seen()
    for number, block in enumerate(blocks):
        if number == 0:
            wide = _wide(block)
            if wide is not None:
                return wide
        seen.look_at(block)
    return seen.verdict()


def named(name: str) -> Encoding:
    """The encoding that a person chose by name. Raises UnknownEncoding."""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(name) from error
    if found == "utf-8":
        found = "utf-8-sig"
    return Encoding(found, "strict", "chosen by you")


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream in blocks of about 1 MiB that end behind a line feed, where there is one."""
    rest = b""
    while chunk := stream.read(_BLOCK):
        chunk = rest + chunk
        cut = chunk.rfind(b"\n") + 1 or len(chunk)
        yield chunk[:cut]
        rest = chunk[cut:]
    if rest:
        yield rest


def _wide(block: bytes) -> Encoding | None:
    """UTF-16 or UTF-32, by its byte-order mark or by zero bytes in every second place."""
    if block.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Encoding("utf-32", "strict", "it begins with the mark of UTF-32")
    if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "strict", "it begins with the mark of UTF-16")
    head = block[:4096]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.4 and even * 10 < odd:
        return Encoding("utf-16-le", "strict", "every second byte is zero, as in UTF-16")
    if even > pairs * 0.4 and odd * 10 < even:
        return Encoding("utf-16-be", "strict", "every second byte is zero, as in UTF-16")
    return None


_WORD = re.compile(rb"[A-Za-z\x80-\xff'.-]*[\x80-\xff][A-Za-z\x80-\xff'.-]*")
_ESCAPED = re.compile("[\udc80-\udcff]")
_WHOLE = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


class _Seen:
    """What has been seen of a file so far."""

    def __init__(self) -> None:
        self.first = b""
        self.lines = 0
        self.good = 0
        self.bad = 0
        self.ascii = True
        self.words: dict[bytes, None] = {}
        self.sample = bytearray()

    def look_at(self, block: bytes) -> None:
        if not self.first:
            self.first = block[:4]
        if (at := block.find(b"\0")) >= 0:
            raise NulBytes(self.lines + block.count(b"\n", 0, at) + 1)
        self.lines += block.count(b"\n")
        if block.isascii():
            return
        self.ascii = False
        self._collect(block)
        try:
            block.decode("utf-8")
        except UnicodeDecodeError:
            text = block.decode("utf-8", "surrogateescape")
            self.bad += len(_ESCAPED.findall(text))
            self.good += len(_WHOLE.findall(text))
        else:
            self.good += 1

    def _collect(self, block: bytes) -> None:
        if len(self.words) < _SAMPLE_WORDS:
            for match in _WORD.finditer(block):
                self.words[match.group()] = None
                if len(self.words) >= _SAMPLE_WORDS:
                    break
        if len(self.sample) < _SAMPLE_BYTES:
            self.sample += b"\n".join(
                line for line in block[:_SAMPLE_BYTES].splitlines() if not line.isascii()
            )

    def verdict(self) -> Encoding:
        if self.first.startswith(codecs.BOM_UTF8):
            return Encoding("utf-8-sig", MIXED if self.bad else "strict", "it begins with the mark of UTF-8")
        if self.ascii:
            return Encoding("utf-8-sig", "strict", "it holds plain letters only")
        if not self.bad:
            return Encoding("utf-8-sig", "strict", "all of it is valid UTF-8")
        if self.good > 4 * self.bad:
            return Encoding(
                "utf-8-sig", MIXED, f"it is UTF-8 but for {self.bad} characters, read as Windows-1252"
            )
        page, why = guess(list(self.words), bytes(self.sample))
        return Encoding(page, KEEP, why)
