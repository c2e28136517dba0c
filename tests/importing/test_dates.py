"""Dates in any usual form, and none of them guessed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from twelfth.importing.dates import AmbiguousDate, DayOrder, NotADate, day_order, read_birthday, read_moment

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-17 14:03", (2024, 5, 17, 12, 3)),
        ("2024-05-17T14:03:22.123Z", (2024, 5, 17, 14, 3, 22)),
        ("2024-05-17T14:03:22.000+0000", (2024, 5, 17, 14, 3, 22)),
        ("2024-05-17 14:03 +05:30", (2024, 5, 17, 8, 33)),
        ("5/17/2024, 2:03 PM", (2024, 5, 17, 12, 3)),
        ("17/05/2024 12:00 AM", (2024, 5, 16, 22)),
        ("17.05.2024", (2024, 5, 17, 10)),
        ("3.4.24", (2024, 4, 3, 10)),
        ("May 17, 2024", (2024, 5, 17, 10)),
        ("17. Mai 2024", (2024, 5, 17, 10)),
        ("17 mai 2024 10:00", (2024, 5, 17, 8)),
        ("17 de mayo de 2024", (2024, 5, 17, 10)),
        ("17-Jan-24", (2024, 1, 17, 11)),
        ("20240517", (2024, 5, 17, 10)),
        ("45429", (2024, 5, 17, 10)),
        ("1715955600000", (2024, 5, 17, 14, 20)),
        ("5/5/2024", (2024, 5, 5, 10)),
    ],
)
def test_moments(text: str, expected: tuple[int, ...]) -> None:
    assert read_moment(text, DayOrder.UNKNOWN, BERLIN) == datetime(*expected, tzinfo=UTC)  # type: ignore[misc, arg-type]  # mypy can't count a tuple


def test_a_date_that_could_be_two_days_is_not_guessed() -> None:
    with pytest.raises(AmbiguousDate, match="“9/8/2026” could be two different days"):
        read_moment("9/8/2026", DayOrder.UNKNOWN, BERLIN)
    assert read_moment("9/8/2026", DayOrder.DAY_FIRST, BERLIN).month == 8
    assert read_moment("9/8/2026", DayOrder.MONTH_FIRST, BERLIN).month == 9


@pytest.mark.parametrize(
    "text",
    ["soon", "2024-02-31", "31/31/2024", "", "12", "2024", "2024-05-17 29:99", "0001-01-01", "9999-12-31"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(NotADate):
        read_moment(text, DayOrder.UNKNOWN, BERLIN)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["1/2/2024", "3/25/2024"], DayOrder.MONTH_FIRST),
        (["1/2/2024", "25/3/2024", ""], DayOrder.DAY_FIRST),
        (["1/2/2024", "3/4/2024"], DayOrder.UNKNOWN),
        (["13/2/2024", "3/25/2024"], DayOrder.UNKNOWN),
        (["24.12.2024"], DayOrder.UNKNOWN),
        ([], DayOrder.UNKNOWN),
    ],
)
def test_a_column_tells_its_order(cells: list[str], order: DayOrder) -> None:
    assert day_order(cells) is order


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("--03-07", "--03-07"), ("1980-03-07", "1980-03-07"), ("0/0/00", ""), ("7 March", "--03-07"),
        ("March 7", "--03-07"), ("1604-03-07", "--03-07"), ("07.03.1980", "1980-03-07"),
        ("29.2.1984", "1984-02-29"),
        ("--02-29", "--02-29"), ("25/12", "--12-25"),
    ],
)  # fmt: skip
def test_birthdays(text: str, birthday: str) -> None:
    assert read_birthday(text, DayOrder.UNKNOWN) == birthday
