"""The cells of one row by what they mean, and what has to be said or kept about them."""

from collections.abc import Sequence

from twelfth.importing import values
from twelfth.importing.fields import ADDRESS, MANY, Column, Field
from twelfth.importing.tabular import Row

#: Fields of which a second, different value is no loss: it says the same in other words.
_SAID_TWICE = frozenset({Field.FULL_NAME, Field.OWNER, Field.EXTERNAL_ID, Field.LANGUAGE, Field.ZONE})


class Cells:
    """A row on its way to become a draft. `warnings` are sentences, `kept` lines for the notes."""

    def __init__(self, row: Row, columns: Sequence[Column]) -> None:
        self.warnings: list[str] = []
        self.kept: list[str] = []
        self._by_field: dict[Field, list[tuple[Column, str]]] = {}
        for column in columns:
            if column.field is not None and column.index < len(row.cells):
                text = values.clean(row.cells[column.index])
                if text:
                    self._by_field.setdefault(column.field, []).append((column, text))
        self._check_shape(row, len(columns))
        self._keep_second_values()

    def all(self, wanted: Field) -> list[tuple[Column, str]]:
        """The filled cells of a field with their columns, in the file's order."""
        return self._by_field.get(wanted, [])

    def first(self, wanted: Field) -> str:
        cells = self._by_field.get(wanted)
        return cells[0][1] if cells else ""

    def fit(self, wanted: Field, most: int) -> str:
        """The first value of a field in one line; one too long for its place is kept whole in the notes."""
        return self.cut(self.all(wanted)[0][0].header, self.first(wanted), most) if self.all(wanted) else ""

    def cut(self, header: str, text: str, most: int) -> str:
        text = " ".join(text.split())
        if len(text) > most:
            self.keep(header, text)
            self.warnings.append(f"“{text[:40]}…” is too long; it is cut, and kept whole in the notes.")
        return text[:most].rstrip()

    def keep(self, header: str, text: str) -> None:
        self.kept.append(f"{header}: {text}")

    def keep_unread(self, header: str, text: str, what: str) -> None:
        """Keep a value that can't be taken, and say so: `what` goes on from “…” ("is not a date that we
        can read")."""
        self.warnings.append(f"“{text[:80]}” {what}; it is kept in the notes.")
        self.keep(header, text)

    def _check_shape(self, row: Row, width: int) -> None:
        """Rows that are too short or too long are told of, and what stands beyond the last column is kept."""
        beyond = [text for cell in row.cells[width:] if (text := values.clean(cell))]
        if beyond:
            self.warnings.append(
                f"The row has {len(row.cells)} cells for {width} columns; a comma or a quotation mark is "
                "amiss. What stands beyond the last column is kept in the notes."
            )
            self.keep("Beyond the last column", " | ".join(beyond))
        elif len(row.cells) < width:
            self.warnings.append(f"The row has only {len(row.cells)} cells for {width} columns.")
        if row.stray_quote:
            self.warnings.append(
                "The quotation marks in the row don't pair up; they were read as ordinary characters."
            )

    def _keep_second_values(self) -> None:
        """Where a field has one place and the row two different values, the second goes into the notes."""
        for wanted, cells in self._by_field.items():
            if len(cells) > 1 and wanted not in MANY | ADDRESS | _SAID_TWICE:
                told = {cells[0][1].casefold()}
                for column, text in cells[1:]:
                    if text.casefold() not in told:
                        told.add(text.casefold())
                        self.keep(column.header, text)
