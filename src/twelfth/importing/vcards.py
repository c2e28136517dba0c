"""vCards 2.1, 3.0 and 4.0 -> rows of text, one a card, under names that are recognised.

Cards as programs write them: folded lines, quoted-printable with a character set of its own, grouped properties with
their label (item1.TEL, item1.X-ABLabel), pictures (passed over).
"""

import csv
import io
import quopri
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from twelfth.importing import encoding as encodings
from twelfth.importing.errors import ImportRefused, NotATable

#: Bytes of cards that are read at once.
MOST_BYTES = 256 << 20
#: Addresses, numbers and postal addresses of one card that get a column.
_MOST = 8
_START = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*B\0?E\0?G\0?I\0?N\0?:\0?V\0?C\0?A\0?R\0?D", re.IGNORECASE
)
_LINE = re.compile(
    r'(?:(?P<group>[\w.-]+)\.)?(?P<name>[A-Za-z][\w-]*)(?P<parameters>(?:;(?:[^":;]|"[^"]*")*)*):(?P<value>.*)',
    re.DOTALL,
)
_QUOTED = re.compile(r"ENCODING=(QUOTED-PRINTABLE|Q)\b|;QUOTED-PRINTABLE\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"(?<!\\);")
_COMMA = re.compile(r"(?<!\\),")
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
#: What says how a number is reached rather than whose it is.
_NO_LABELS = frozenset(
    {"pref", "voice", "internet", "msg", "x400", "dom", "intl", "postal", "parcel", "text", "main"}
)
#: Numbers that nobody answers.
_MACHINES = frozenset({"fax", "pager", "telex"})
_NAME = ("Last Name", "First Name", "Middle Name", "Name Prefix", "Name Suffix")
_POSTAL = ("PO Box", "Extended Address", "Street", "City", "Region", "Postal Code", "Country")
_PLAIN = {
    "FN": "File As", "TITLE": "Organization Title", "NICKNAME": "Nickname", "BDAY": "Birthday", "UID": "vCard UID",
    "LANG": "Language", "TZ": "Time zone", "ROLE": "Role",
}  # fmt: skip
_WEBSITES = ("Website", "Website 2", "Website 3")
_PROFILES = {
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "twitter": "X",
    "x": "X",
    "instagram": "Instagram",
}


class CardsTooLarge(ImportRefused):
    def __init__(self) -> None:
        super().__init__(
            f"These contacts take more than {MOST_BYTES >> 20} MB; export them without pictures."
        )


@dataclass(slots=True)
class _Line:
    group: str
    name: str
    parameters: dict[str, list[str]]
    value: str


@dataclass(slots=True)
class _Card:
    plain: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[tuple[str, list[str]]]] = field(default_factory=lambda: defaultdict(list))


def are_cards(head: bytes) -> bool:
    return _START.match(head) is not None


def as_text(whole: bytes) -> bytes:
    """The cards as CSV in UTF-8, each a row. Raises NotATable where there is none."""
    found = encodings.detect(iter([whole]))
    cards = [_card(lines) for lines in _cards(whole.decode(found.name, "replace"))]
    if not cards:
        raise NotATable("a vCard file without a whole contact in it", "export your contacts again.")
    # Also where no card has one: by it the file is known for what it is.
    plain = list(dict.fromkeys([_PLAIN["UID"], *(name for card in cards for name in card.plain)]))
    width = {
        kind: min(_MOST, max((len(card.many.get(kind, [])) for card in cards), default=0))
        for kind in ("E-mail", "Phone", "Address")
    }
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*plain, *(name for kind, count in width.items() for name in _headers(kind, count))])
    for card in cards:
        row = [card.plain.get(name, "") for name in plain]
        for kind, count in width.items():
            told = card.many.get(kind, [])[:count]
            blank = ("", [""] * (len(_POSTAL) if kind == "Address" else 1))
            for label, values in [*told, *[blank] * (count - len(told))]:
                row += [*([label] if kind != "Address" else []), *values]
        out.writerow(row)
    return text.getvalue().encode()


def _headers(kind: str, count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        parts = _POSTAL if kind == "Address" else ("Label", "Value")
        yield from (f"{kind} {number} - {part}" for part in parts)


def _cards(text: str) -> Iterator[list[_Line]]:
    """The lines of each card, put together again and decoded."""
    lines: list[_Line] | None = None
    for raw in _unfolded(text):
        match = _LINE.fullmatch(raw)
        if match is None:
            continue
        line = _Line(
            (match["group"] or "").lower(),
            match["name"].upper(),
            _parameters(match["parameters"]),
            match["value"],
        )
        if line.name == "BEGIN" and line.value.strip().upper() == "VCARD":
            lines = []
        elif line.name == "END" and lines is not None:
            yield lines
            lines = None
        elif lines is not None:
            line.value = _decoded(line)
            lines.append(line)


def _unfolded(text: str) -> Iterator[str]:
    held = ""
    for line in re.split(r"\r\n|\n|\r", text):
        if held and held.endswith("=") and _QUOTED.search(held.partition(":")[0]):
            held = held[:-1] + line.lstrip(" \t")
        elif held and line[:1] in {" ", "\t"}:
            held += line[1:]
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def _parameters(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part in re.findall(r';((?:[^";]|"[^"]*")*)', text):
        name, equals, value = part.partition("=")
        # 2.1 writes the bare value: TEL;WORK;VOICE
        found[name.upper() if equals else "TYPE"] += [
            one.strip(' "') for one in (value if equals else name).split(",")
        ]
    return found


def _decoded(line: _Line) -> str:
    how = {one.upper() for one in line.parameters.get("ENCODING", [])} | {
        one.upper() for one in line.parameters.get("TYPE", [])
    }
    if "QUOTED-PRINTABLE" not in how and "Q" not in how:
        return line.value
    raw = quopri.decodestring(line.value.encode("utf-8", "replace"))
    # Outlook names no character set and means the one of its Windows.
    for charset in (*line.parameters.get("CHARSET", [])[:1], "utf-8", "cp1252"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).strip()


def _card(lines: list[_Line]) -> _Card:
    card = _Card()
    labels = {line.group: _plain(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
    for line in lines:
        _take(card, line, _APPLE_LABEL.sub(r"\1", labels.get(line.group, "")))
    if card.plain.get("First Name") or card.plain.get("Last Name"):
        card.plain.pop("File As", None)
    elif "File As" in card.plain:
        card.plain["Name"] = card.plain.pop("File As")
    return card


def _take(card: _Card, line: _Line, label: str) -> None:
    value = _plain(line.value)
    match line.name:
        case "N":
            for name, part in zip(_NAME, _parts(line.value, 5), strict=True):
                _put(card, name, part)
        case "ORG":
            company, department = _parts(line.value, 2)
            _put(card, "Organization Name", company)
            _put(card, "Organization Department", department)
        case "EMAIL" | "TEL":
            _reach(card, line, value, label)
        case "ADR":
            card.many["Address"] += [("", parts)] if any(parts := _parts(line.value, 7)) else []
        case "NOTE":
            _put(card, "Notes", f"{card.plain.pop('Notes', '')}\n{value}".strip())
        case "CATEGORIES":
            _put(card, "Labels", ", ".join(_plain(one) for one in _COMMA.split(line.value)))
        case _:
            _take_plain(card, line, value)


def _take_plain(card: _Card, line: _Line, value: str) -> None:
    match line.name:
        case "X-SOCIALPROFILE" | "SOCIALPROFILE":
            named = [*_types(line), *map(str.lower, line.parameters.get("SERVICE-TYPE", []))]
            for service in [_PROFILES[one] for one in named if one in _PROFILES][:1]:
                _put(card, service, value)
        case "X-ANDROID-CUSTOM":
            what, told = _parts(line.value, 2)
            if what == "vnd.android.cursor.item/nickname":
                _put(card, _PLAIN["NICKNAME"], told)
        case "URL":
            _put(card, next((one for one in _WEBSITES if one not in card.plain), _WEBSITES[-1]), value)
        case "BDAY":
            _put(card, _PLAIN["BDAY"], _day(value))
        case name if name in _PLAIN:
            _put(card, _PLAIN[name], value.removeprefix("urn:uuid:"))


def _types(line: _Line) -> list[str]:
    return [one.lower() for one in line.parameters.get("TYPE", [])]


def _reach(card: _Card, line: _Line, value: str, label: str) -> None:
    """An address or a number, with what it is called; `* ` marks the one that comes first."""
    types = _types(line)
    # Apple, Android and Outlook write the machine behind the place: TEL;type=WORK;type=FAX
    machine = next((one for one in types if one in _MACHINES), "")
    named = machine or label or next((one for one in types if one not in _NO_LABELS), "")
    is_first = "pref" in types or "PREF" in line.parameters
    if address := re.sub(r"(?i)^(tel|mailto):", "", value):
        kind = "E-mail" if line.name == "EMAIL" else "Phone"
        card.many[kind].append((f"* {named}".strip() if is_first else named, [address]))


def _parts(value: str, count: int) -> list[str]:
    parts = [_plain(_COMMA.sub(" ", part)) for part in _SEMICOLON.split(value)][:count]
    return parts + [""] * (count - len(parts))


def _put(card: _Card, name: str, value: str) -> None:
    """The first of several counts."""
    if value and name not in card.plain:
        card.plain[name] = value


def _day(value: str) -> str:
    """19850412 and 1985-04-12T00:00:00Z -> 1985-04-12; --0412 -> --04-12."""
    match = re.match(r"(\d{4}|--)-?(\d\d)-?(\d\d)", value)
    if match is None:
        return value
    year = match[1] if match[1] != "1604" else "--"  # Apple's way of saying that nobody knows the year
    return f"--{match[2]}-{match[3]}" if year == "--" else f"{year}-{match[2]}-{match[3]}"
