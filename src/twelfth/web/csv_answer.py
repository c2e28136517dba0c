"""A table as the answer to a request: a CSV file that any spreadsheet opens, and runs nothing of."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from twelfth.importing.results import harmless


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_answer(name: str, rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """A file of that name, sent row by row, the names of the columns first."""
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    out = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield out.writerow(map(harmless, row))
