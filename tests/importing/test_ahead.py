"""Rows that another program reads come out as they would here, in their order, also when it dies."""

import os
import signal

import pytest

from twelfth.importing import ahead
from twelfth.importing.drafts import PersonDraft
from twelfth.importing.preview import Choices, open_file
from twelfth.importing.rows import read_row
from twelfth.importing.tabular import Row

ROWS = 6_000
FILE = (
    "Name,Email,Phone\n" + "".join(f"Ana Nº{n},ana{n}@x.example,+49 30 {n:07}\n" for n in range(ROWS))
).encode()
BATCH = 500


def read(*, killed_at: int | None = None) -> list[str]:
    opened = open_file(FILE, Choices(), country="DE")
    rows = list(opened.table.rows())
    found: list[str] = []
    with ahead.ahead(opened.reading, ROWS) as reader:
        batches = [rows[start : start + BATCH] for start in range(0, ROWS, BATCH)]
        reader.ask(batches[0])
        for number, _ in enumerate(batches):
            if number == killed_at:
                assert isinstance(reader, ahead.Elsewhere)
                os.kill(reader.pid, signal.SIGKILL)
            drafts = reader.drafts()
            reader.ask(batches[number + 1] if number + 1 < len(batches) else [])
            found += [draft.full_name for draft in drafts if isinstance(draft, PersonDraft)]
    return found


def test_every_row_in_its_order() -> None:
    assert read() == [f"Ana Nº{n}" for n in range(ROWS)]


@pytest.mark.parametrize("batch", [0, 1, 7])
def test_should_it_die_the_rows_are_read_here(batch: int) -> None:
    assert read(killed_at=batch) == [f"Ana Nº{n}" for n in range(ROWS)]


def test_a_short_file_needs_no_other_program() -> None:
    opened = open_file(FILE, Choices())
    with ahead.ahead(opened.reading, 10) as reader:
        assert not isinstance(reader, ahead.Elsewhere)


def test_a_row_that_is_larger_than_any_pipe_comes_through() -> None:
    opened = open_file(b"Name,Notes\nx,y\n", Choices())
    row = Row(2, ("Ana", "n" * 3_000_000))
    with ahead.ahead(opened.reading, ROWS) as reader:
        for _ in range(3):
            reader.ask([row] * 3)
            assert reader.drafts() == [read_row(row, opened.reading)] * 3
