"""What can be wrong with a file as a whole. Each error's text is one sentence for whoever chose the file."""


class ImportRefused(ValueError):
    """The file can't be imported as it is; `str()` says why and what to do, in one sentence."""


class EmptyFile(ImportRefused):
    def __init__(self) -> None:
        super().__init__(
            "This file is empty; export it again and check that it holds people before choosing it here."
        )


class NotATable(ImportRefused):
    """Something other than text in rows. `kind` is what it is instead, as a person would call it."""

    def __init__(self, kind: str, advice: str) -> None:
        self.kind = kind
        super().__init__(f"This is {kind}; {advice}")


class NoHeader(ImportRefused):
    """The first row already holds somebody's data, so the columns have no names."""

    def __init__(self, row: int, cell: str) -> None:
        self.row = row
        self.cell = cell
        super().__init__(
            f"Row {row} already holds data (“{cell[:60]}”), not column names; "
            "add a row at the top with names such as Name, E-mail, Phone, Company."
        )


class NoRows(ImportRefused):
    """There are column names and nothing below them."""

    def __init__(self) -> None:
        super().__init__(
            "This file has column names but no rows below them; export it again with its people in it."
        )


class NulBytes(ImportRefused):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(
            f"This file has a zero byte on line {line}, which text never has, so it is damaged; "
            "export it again as CSV (UTF-8)."
        )


class OverLongLine(ImportRefused):
    """A line, or a quoted cell, of more than `most` characters: not a table that a person made."""

    def __init__(self, line: int, most: int) -> None:
        self.line = line
        self.most = most
        super().__init__(
            f"Line {line} is longer than {most:,} characters; "
            "look whether a line break or a quotation mark is missing there, and export the file again."
        )


class UnknownEncoding(ImportRefused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is not an encoding that we can read; choose UTF-8, UTF-16 or a Windows code page."
        )


class WrongEncoding(ImportRefused):
    """The encoding that a person chose does not fit the bytes."""

    def __init__(self, name: str, line: int) -> None:
        self.line = line
        super().__init__(
            f"Line {line} can't be read as {name}; choose another encoding, or let it be detected."
        )


class TooManyColumns(ImportRefused):
    def __init__(self, count: int, most: int) -> None:
        super().__init__(
            f"This file has {count:,} columns and we read at most {most:,}; "
            "delete those you don't need and save it again."
        )
