"""`twelfth mail classify` and `reply-text`: letters in files, read without Django, database or DATA_DIR."""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn

import typer

from twelfth.reading import Classification, Kind, Mail, classify, explain, read, reply_text

_STDIN = "-"
# Bytes of a file that are looked at. The words of a letter stand before its attachments, or are not read at all.
_MAX_FILE = 64 * 1024 * 1024
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SAID = {
    Kind.REPLY: "a reply",
    Kind.AUTO_REPLY: "an automatic reply",
    Kind.BOUNCE: "came back",
    Kind.COMPLAINT: "a complaint: marked as spam",
    Kind.UNSUBSCRIBE: "asks for no further messages",
    Kind.CHALLENGE: "asks the sender to prove that he is a person",
    Kind.LIST: "a newsletter or mailing list",
    Kind.CALENDAR: "an invitation, or the answer to one",
    Kind.OTHER: "made by a machine, and nothing that matters here",
}


def print_kinds(files: list[str], *, now: str | None, country: str, as_json: bool) -> int:
    """Print what each letter is, a line each; the status to end with: 1 when one could not be read."""
    given = None if now is None else _moment(now)
    if country and not re.fullmatch(r"[A-Za-z]{2}", country):
        _refuse(f"“{country}” is no country. Write it in two letters, like GB or US.")
    status = 0
    for name, raw in _contents(files):
        if raw is None:
            status = 1
            continue
        mail = read(raw)
        found = classify(mail, now=given or _written(mail), country=country)
        _print(json.dumps(described(name, found)) if as_json else f"{name}: {sentence(found)}")
    return status


def print_reply_text(file: str) -> int:
    """Print the new words of a letter and nothing else; the status to end with."""
    for _, raw in _contents([file]):
        if raw is None:
            return 1
        _print(reply_text(read(raw)))
    return 0


def _contents(files: list[str]) -> Iterator[tuple[str, bytes | None]]:
    """Each file's name and bytes; None, after a sentence on stderr, of one that cannot be read."""
    for name in files:
        try:
            if name == _STDIN:
                yield name, sys.stdin.buffer.read(_MAX_FILE)
            else:
                with Path(name).open("rb") as file:
                    yield name, file.read(_MAX_FILE)
        except FileNotFoundError:
            _complain(f"There is no file “{name}”.")
            yield name, None
        except IsADirectoryError:
            _complain(f"“{name}” is a folder. Name the files in it.")
            yield name, None
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            _complain(f"“{name}” cannot be read: {reason}.")
            yield name, None


def described(name: str, found: Classification) -> dict[str, Any]:
    bounce = found.bounce
    return {
        "file": name,
        "kind": str(found.kind),
        "bounce": bounce
        and {
            "class": str(bounce.class_),
            "status": bounce.status,
            "reason": str(bounce.reason),
            "recipients": list(bounce.recipients),
        },
        "return_date": found.return_date and found.return_date.isoformat(),
        "opt_out": found.opt_out,
    }


def sentence(found: Classification) -> str:
    said = _SAID[found.kind]
    if found.bounce:
        bounce = found.bounce
        status = f" {bounce.status}" if bounce.status else ""
        whom = f" ({', '.join(bounce.recipients)})" if bounce.recipients else ""
        return f"{said}, {bounce.class_}{status}: {explain(bounce.reason)}{whom}"
    if found.return_date:
        said += f", back on {found.return_date.isoformat()}"
    if found.opt_out and found.kind is not Kind.UNSUBSCRIBE:
        said += ", asks for no further messages"
    return said


def _moment(told: str) -> datetime:
    try:
        found = datetime.fromisoformat(told)
        if len(told) <= len("2026-09-07"):  # a day: its noon, so that it is that day in most of the world
            return datetime.combine(date.fromisoformat(told), time(12), UTC)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        _refuse(f"“{told}” is no day. Write it like 2026-12-18.")


def _written(mail: Mail) -> datetime:
    """When the letter was written, by its own date where that can be; else now."""
    now = datetime.now(UTC)
    return mail.date if mail.date and _EARLIEST <= mail.date <= now + _AHEAD else now


def _print(text: str) -> None:
    # As UTF-8 whatever the terminal says, and without what could steer it: these are the words of strangers.
    typer.echo(_CONTROLS.sub("", text).encode("utf-8", "replace") + b"\n", nl=False)


def _complain(sentence: str) -> None:
    typer.secho(sentence, err=True, fg=typer.colors.RED)


def _refuse(sentence: str) -> NoReturn:
    _complain(sentence)
    raise typer.Exit(1)
