"""Rows that are nobody: titles and footers of reports, sums, and column names that stand there a second time."""

import re
from collections.abc import Sequence

from twelfth.importing.fields import Column
from twelfth.importing.tabular import Row

_SUM = re.compile(
    r"(grand |sub|report )?totals?|sum|summe|gesamt(summe)?|insgesamt|total général|total general|totale|totaal|suma|"
    r"razem|celkem|summa|yhteensä|toplam|итого|всього|разом|σύνολο|合計|合计|总计|합계|المجموع|סה\"כ|count|records?",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(grand |sub)?totals? .*\(?\d+ (records?|rows?)\)?|.*\bcopyright\b.*|.*©.*|.*all rights reserved.*|"
    r"confidential information.*|(generated|exported|created|printed|report) (by|on|from|run|generated)\b.*|"
    r"\d+ (records?|contacts?|leads?|rows?|entries)( exported)?\.?|page \d+( (of|/) \d+)?|seite \d+( von \d+)?|"
    r"(erstellt|exportiert|gedruckt) (von|am)\b.*|filtered by.*|as of .*\d{4}.*|all (contacts|leads|accounts|people)|"
    r"end of (report|file|export)|(powered|exported) by .*|filters? applied:.*",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-+$€£¥\s\d.,%()]*\d[-+$€£¥\s\d.,%()]*")


def reason(row: Row, columns: Sequence[Column]) -> str:
    """Why a row is nobody, as a sentence; "" when it may well be somebody."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    first, *others = filled
    alone = not others and "@" not in first and len(columns) > 2
    # One cell by itself may still be a name, where the other columns are there and empty.
    if alone and (len(row.cells) == 1 or _FOOTER.fullmatch(first) or _SUM.fullmatch(first.rstrip(":"))):
        return f"“{first[:60]}” stands alone in its row, as a title or a footer does; it is nobody."
    if others and _SUM.fullmatch(first.rstrip(":")) and all(_FIGURE.fullmatch(other) for other in others):
        return f"“{first[:60]}” with nothing but figures is a sum; it is nobody."
    if len(filled) > 1 and all(
        cell.strip() in {"", column.header, column.header.rpartition(" (")[0]}
        for cell, column in zip(row.cells, columns, strict=False)
    ):
        return "The names of the columns stand here a second time; it is nobody."
    return ""
