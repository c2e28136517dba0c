"""Header fields -> text, addresses, identifiers, moments. None of these functions raises on any text."""

import binascii
import codecs
import re
from base64 import b64decode
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime

import charset_normalizer

MAX_VALUE = 64 * 1024  # characters of one header field that are looked at
MAX_ADDRESSES = 500
MAX_REFERENCES = 100

# Codecs that Python offers for bytes.decode and no mail means: slow on purpose-made input, or not text.
_REFUSED_CODECS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
# What senders write, and what they mean by it (as browsers do).
_MEANT = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-8-i": "iso-8859-8",
    "windows-874": "cp874",
    "cp-850": "cp850",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Marks that turn a name or file name round, or are not seen at all: nothing honest needs them in one line. The two
# joiners stay, which Persian and Indian scripts need.
_BIDI = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
)
_FOLDS = re.compile(r"[\r\n]+[ \t]*")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,64})\?([bBqQ])\?([^?\r\n]*)\?=")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_SET_ASIDE = re.compile("\ue000([0-9]{1,6})\ue001")
_MESSAGE_ID = re.compile(r"<([^<>]{1,996})>")
_BARE_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]{1,200}@[^\s<>,;:\"()\[\]]{1,255}")


def decode_bytes(data: bytes, charset: str) -> str:
    """Text out of bytes: by the charset named, else by what the bytes look like; undecodable ones become U+FFFD."""
    name = charset.strip().strip("\"'").lower()
    if name in {"", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "8bit", "binary", "default"}:
        return _decode_unnamed(data)
    name = _MEANT.get(name, name)
    try:
        if codecs.lookup(name).name.replace("-", "_") in _REFUSED_CODECS:
            return _decode_unnamed(data)
        return data.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):  # unknown, or a codec that is not one of text
        return _decode_unnamed(data)


def _decode_unnamed(data: bytes) -> str:
    if b"\x1b$" in data or b"\x1b(" in data:
        return data.decode("iso2022_jp_ext", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    best = charset_normalizer.from_bytes(data[:4096]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def plain(value: str) -> str:
    """A raw field value as the parser keeps it (unknown bytes as surrogates) -> text on one line."""
    value = value[:MAX_VALUE]
    if not value.isascii():
        raw = value.encode("utf-8", "surrogateescape")
        value = decode_bytes(raw, "")
    return _CONTROLS.sub("", _FOLDS.sub(" ", value)).strip()


def decode_words(value: str) -> str:
    """RFC 2047 encoded words -> text; neighbouring words of one charset are joined before they are decoded,
    since real programs cut in the middle of a character."""
    if "=?" not in value:
        return _BIDI.sub("", value)
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for match in _ENCODED_WORD.finditer(value):
        between = value[end : match.start()]
        name = match[1].split("*")[0].lower()
        if between.strip() or not pending or name != charset:
            out.append(decode_bytes(pending, charset) if pending else "")
            # Space between two encoded words belongs to the encoding, not to the text.
            out.append("" if pending and not between.strip() else between)
            pending = b""
        pending, charset, end = pending + _word_bytes(match[2], match[3]), name, match.end()
    out.append(decode_bytes(pending, charset) if pending else "")
    out.append(value[end:])
    return _BIDI.sub("", _CONTROLS.sub("", _FOLDS.sub(" ", "".join(out)))).strip()


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _QUOTED_BYTE.sub(lambda m: bytes([int(m[1], 16)]), raw.replace(b"_", b" "))
    try:
        return b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw


def addresses(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Field values -> (name, address lower-cased) pairs, at most `MAX_ADDRESSES`, without empty addresses."""
    joined = ", ".join(values)[:MAX_VALUE]
    # Encoded words may hold what means something to the parser (a comma, a colon): they stand aside meanwhile.
    words: list[str] = []
    joined = _ENCODED_WORD.sub(lambda m: _set_aside(m[0], words), joined)
    try:
        found = getaddresses([joined])
    except (RecursionError, IndexError, TypeError, ValueError):  # "((((((…" and worse
        found = []
    pairs = [(_name(_restored(name, words)), _bare(address)) for name, address in found if address.strip()]
    if not any("@" in address for _, address in pairs):
        pairs = [("", _bare(m[0])) for m in _BARE_ADDRESS.finditer(joined)] or pairs
    return [(name, address) for name, address in pairs if address][:MAX_ADDRESSES]


def _set_aside(word: str, words: list[str]) -> str:
    words.append(word)
    return f"\ue000{len(words) - 1}\ue001"


def _restored(name: str, words: list[str]) -> str:
    return _SET_ASIDE.sub(lambda m: words[int(m[1])] if int(m[1]) < len(words) else "", name)


def own_name(name: str, address: str) -> str:
    """A display name, "" where it shows another address than the one it stands for."""
    named = addresses_in(name)
    return name if all(one == address for one in named) else ""


def _name(name: str) -> str:
    return decode_words(name).strip().strip("\"'").strip()[:300]


def _bare(address: str) -> str:
    return _BIDI.sub("", decode_words(address)).strip().strip("<>").replace(" ", "").lower()[:320]


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses written anywhere in a text, lower-cased, each once, at most `MAX_ADDRESSES`."""
    found = (_bare(match[0]).strip(".") for match in _BARE_ADDRESS.finditer(text[:MAX_VALUE]))
    return tuple(dict.fromkeys(found))[:MAX_ADDRESSES]


def without_direction_marks(text: str) -> str:
    """Text on one line without the marks that turn its direction round."""
    return _BIDI.sub("", _CONTROLS.sub("", text)).strip()


def message_ids(value: str) -> tuple[str, ...]:
    """The identifiers in a field, each as `<id>`, in order; with too many, the first and the last are kept."""
    found = ["".join(m[1].split()) for m in _MESSAGE_ID.finditer(value[:MAX_VALUE])]
    if not found:  # some programs leave out the brackets
        found = [word.strip("<>") for word in value[:MAX_VALUE].split() if "@" in word]
    ids = list(dict.fromkeys(f"<{one}>" for one in found if one))
    if len(ids) > MAX_REFERENCES:
        ids = [ids[0], *ids[-(MAX_REFERENCES - 1) :]]
    return tuple(ids)


def moment(value: str) -> datetime | None:
    """A Date field -> aware UTC, None where it cannot be read."""
    try:
        found = parsedate_to_datetime(value[:200])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
