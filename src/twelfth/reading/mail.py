"""One letter as it came: bytes -> `Mail`."""

from dataclasses import dataclass, field
from datetime import datetime

from twelfth.reading import mime
from twelfth.reading.headers import addresses, decode_words, message_ids, moment, own_name
from twelfth.reading.html import text_of
from twelfth.reading.mime import MAX_DEPTH, MAX_TEXT, Fields, Node

_MAX_PARTS = 500
_MAX_ENCLOSED = 3
_MAX_ENCLOSED_DEPTH = 2
_DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
_MACHINE_PARTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/feedback-report",
        "message/disposition-notification",
        "message/global-disposition-notification",
    }
)
_ORIGINALS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"})
_READ_AS_TEXT = ("text/", "application/ics")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that carries text: `content_type` in lower case, `parameters` the rest of that header field."""

    content_type: str
    parameters: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the letter; `size` in bytes, of very large ones only what was looked at."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter read. Empty strings and tuples stand for what is missing or cannot be read.

    Identifiers are `<id>`; addresses are lower-cased and may lack a domain ("mailer-daemon"); `date` is aware
    UTC as the sender claims it; `text` is the plain text, made from the HTML where there is no plain part;
    `html` is as sent and must pass `clean_html` before anyone sees it; `headers` are (name in lower case,
    value on one line), decoded; `parts` are all parts with text in order, reports and originals included;
    `enclosed` are letters attached whole, the first few, but not what a delivery report returns.
    """

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    from_name: str = ""
    from_address: str = ""
    reply_to: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    delivered_to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str = ""
    html: str = ""
    content_type: str = "text/plain"
    headers: Fields = ()
    parts: tuple[Part, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    enclosed: "tuple[Mail, ...]" = ()

    def header(self, name: str) -> str:
        """The first field of that name, "" without one."""
        name = name.lower()
        return next((value for key, value in self.headers if key == name), "")

    def has(self, name: str) -> bool:
        """Whether there is such a field, be it empty."""
        name = name.lower()
        return any(key == name for key, _ in self.headers)

    def every(self, name: str) -> tuple[str, ...]:
        """Every field of that name, in order."""
        name = name.lower()
        return tuple(value for key, value in self.headers if key == name)

    def parts_of(self, *content_types: str) -> tuple[Part, ...]:
        """The parts of these types, in order."""
        return tuple(part for part in self.parts if part.content_type in content_types)


@dataclass(slots=True)
class _Gathered:
    """What a walk over the tree has found so far."""

    parts: list[Part] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    enclosed: list[Node] = field(default_factory=list)
    visited: int = 0


def read(raw: bytes) -> Mail:
    """Any bytes -> a letter. Never raises; work and size are bounded (text to about one million characters)."""
    return _mail_of(mime.parse(raw), 0)


def _mail_of(tree: Node, depth: int) -> Mail:
    gathered = _Gathered()
    text = _gather(tree, gathered, 0)
    html = "\n".join(gathered.html)[:MAX_TEXT]
    if not text.strip() and html:
        text = text_of(html)
    encoded = mime.fields(tree)
    sender = _pairs(encoded, "from") or _pairs(encoded, "sender")
    return Mail(
        message_id=next(iter(_ids(encoded, "message-id")), ""),
        in_reply_to=_ids(encoded, "in-reply-to"),
        references=_ids(encoded, "references"),
        from_name=own_name(*sender[0]) if sender else _first(encoded, "from").strip("<> "),
        from_address=sender[0][1] if sender else "",
        reply_to=_addresses(encoded, "reply-to"),
        to=_addresses(encoded, "to"),
        cc=_addresses(encoded, "cc"),
        delivered_to=_addresses(encoded, *_DELIVERED_TO),
        subject=decode_words(_first(encoded, "subject")),
        date=moment(_first(encoded, "date")),
        text=text[:MAX_TEXT],
        html=html,
        content_type=mime.content_type(tree),
        headers=tuple((name, decode_words(value)) for name, value in encoded),
        parts=tuple(gathered.parts),
        attachments=tuple(gathered.attachments),
        enclosed=_enclosed(tree, gathered, depth),
    )


def _enclosed(tree: Node, gathered: _Gathered, depth: int) -> tuple[Mail, ...]:
    if depth >= _MAX_ENCLOSED_DEPTH or mime.content_type(tree) == "multipart/report":
        return ()
    return tuple(_mail_of(node, depth + 1) for node in gathered.enclosed[:_MAX_ENCLOSED])


def _first(encoded: Fields, name: str) -> str:
    return next((value for key, value in encoded if key == name), "")


def _ids(encoded: Fields, name: str) -> tuple[str, ...]:
    return message_ids(" ".join(value for key, value in encoded if key == name))


def _pairs(encoded: Fields, *names: str) -> list[tuple[str, str]]:
    values = tuple(value for key, value in encoded if key in names and value)
    return addresses(values) if values else []


def _addresses(encoded: Fields, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for _, address in _pairs(encoded, *names)))


def _gather(node: Node, found: _Gathered, depth: int) -> str:
    """Collect parts, files and HTML below `node`; the plain text to show is returned."""
    found.visited += 1
    if depth > MAX_DEPTH or found.visited > _MAX_PARTS:
        return ""
    kind = mime.content_type(node)
    if kind in _MACHINE_PARTS:
        found.parts.append(Part(kind, "", mime.report_text(node)))
        return ""
    if kind in _ORIGINALS:
        inner = mime.enclosed(node)
        found.parts.append(Part(kind, "", mime.flattened(inner) if inner else mime.text_in(node)))
        found.enclosed += [inner] if inner else []
        return ""
    within = mime.children(node)
    if kind.startswith("multipart/") and within:
        return _gather_multipart(kind, within, found, depth)
    return _gather_leaf(node, kind, found)


def _gather_multipart(kind: str, within: list[Node], found: _Gathered, depth: int) -> str:
    texts = [_gather(child, found, depth + 1) for child in within]
    if kind == "multipart/alternative":
        return next((text for text in texts if text.strip()), "")
    return "\n\n".join(text for text in texts if text.strip())


def _gather_leaf(node: Node, kind: str, found: _Gathered) -> str:
    if mime.is_attachment(node):
        found.attachments.append(Attachment(mime.file_name(node), kind, len(mime.bytes_in(node))))
        if kind not in {"text/calendar", "application/ics"}:
            return ""
    if not kind.startswith(_READ_AS_TEXT) and not kind.startswith(("multipart/", "message/")):
        return ""
    text = mime.text_in(node)
    parameters = mime.field(node, "content-type").partition(";")[2].strip()
    found.parts.append(Part(kind, parameters, text))
    if kind == "text/html":
        found.html.append(text)
        return ""
    # A multipart without parts (a lost boundary) is shown as the text it is.
    return text if kind in {"text/plain", "text/enriched"} or not kind.startswith("text/") else ""
