"""A long walk through letters that nobody would send: nothing escapes, nothing hangs, nothing unfit is kept.

Some hundred of them in the normal run, always the same; under `make faults` ten minutes of new ones, or as many
seconds as TWELFTH_FUZZ_SECONDS says. A failure names the letter's number: `fuzz.letter_of(number)` is its bytes.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import randbelow
from types import FrameType

import pytest

from tests.reading.fuzz import letter_of
from twelfth.cli import letters
from twelfth.reading import classify, clean_html, forwarded, read, reply_text, text_of

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
#: Seconds of the processor after which a letter of at most some megabytes hangs rather than is read.
HANGS_AFTER = 20
SHORT = 400

pytestmark = pytest.mark.fuzz


class Hangs(AssertionError):
    """Reading this letter does not end."""


@contextmanager
def ended_when_it_hangs() -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def take_in(raw: bytes) -> None:
    mail = read(raw)
    found = classify(mail, now=NOW, country="US")
    words = reply_text(mail)
    inner = forwarded(mail)
    shown = clean_html(mail.html)
    json.dumps(letters.described("a.eml", found))
    said = letters.sentence(found)
    assert "<script" not in shown.lower()
    assert all(not name.count("\u202e") for name in (mail.from_name, mail.subject))
    kept = [mail.subject, mail.text, mail.from_name, words, shown, text_of(mail.html), said]
    if inner:
        kept += [inner.from_name, inner.subject, inner.text]
    for text in (*kept, *(value for _, value in mail.headers)):
        assert "\x00" not in text
        text.encode("utf-8")


def numbers(*, seconds: float) -> Iterator[int]:
    """The same few each time; or new ones until so many seconds are over."""
    if not seconds:
        yield from range(SHORT)
        return
    first, end = randbelow(2**40), time.monotonic() + seconds
    number = first
    while time.monotonic() < end:
        yield number
        number += 1
    sys.stdout.write(f"{number - first} letters from number {first}\n")


def test_no_letter_escapes(faults_are_long: bool) -> None:
    seconds = float(os.environ.get("TWELFTH_FUZZ_SECONDS") or (600 if faults_are_long else 0))
    for number in numbers(seconds=seconds):
        raw = letter_of(number)
        try:
            with ended_when_it_hangs():
                take_in(raw)
        except Exception as error:
            error.add_note(f"This is letter number {number}, of {len(raw)} bytes.")
            raise


def test_a_number_is_always_the_same_letter() -> None:
    assert [letter_of(number) for number in range(60)] == [letter_of(number) for number in range(60)]
    assert len({letter_of(number) for number in range(60)}) > 55
