"""What a file leaves open is asked, and what is said of it is followed."""

import pytest

from twelfth.importing.dates import DayOrder
from twelfth.importing.drafts import PersonDraft
from twelfth.importing.own import OwnField
from twelfth.importing.preview import Choices, Preview, preview
from twelfth.people.custom.kinds import Kind


def looked_at(header: str, *cells: str, choices: Choices | None = None, country: str = "") -> Preview:
    rows = "".join(f"Ada King,a{n}@x.example,{cell}\n" for n, cell in enumerate(cells))
    own = [OwnField("since", "Since", Kind.DATE)]
    return preview(f"Name,Email,{header}\n{rows}".encode(), choices, country=country, own=own)


def first(found: Preview) -> PersonDraft:
    draft = found.drafts[0]
    assert isinstance(draft, PersonDraft)
    return draft


@pytest.mark.parametrize(
    ("header", "cells", "asked"),
    [
        ("Birthday", ["2/2/1980", "3/4/1980"], "3/4/1980"),
        ("Birthday", ["3/4"], "3/4"),
        ("Since", ["5/6/2026"], "5/6/2026"),
        ("Birthday", ["3/4/1980", "31/12/1980"], ""),
        ("Birthday", ["3.4.1980"], ""),
        ("Birthday", ["1980-04-03", "soon"], ""),
        ("Birthday", ["31/12/1980", "12/31/1980", "3/4/1980"], "3/4/1980"),
        ("Notes", ["3/4/1980"], ""),
    ],
)
def test_a_date_that_could_be_two_days_is_asked(header: str, cells: list[str], asked: str) -> None:
    assert looked_at(header, *cells).unsure.date == asked


def test_both_days_are_told() -> None:
    assert looked_at("Birthday", "3/4/1980").unsure.days == ("1980-04-03", "1980-03-04")
    assert looked_at("Birthday", "3/4").unsure.days == ("--04-03", "--03-04")


@pytest.mark.parametrize(
    ("header", "cells", "asked"),
    [
        ("Phone", ["+49 30 1234567", "030 1234567"], "030 1234567"),
        ("Phone", ["(030) 1234567"], "(030) 1234567"),
        ("Phone", ["+49 30 1234567", "0049 30 1234567", "n/a", "ext. 12"], ""),
        ("Phone,Country", ["030 1234567,Germany"], ""),
        ("Phone,Country", ["030 1234567,Germany", "030 7654321,"], "030 7654321"),
    ],
)
def test_a_number_without_its_country_is_asked(header: str, cells: list[str], asked: str) -> None:
    assert looked_at(header, *cells).unsure.phone == asked


@pytest.mark.parametrize(
    ("order", "day"), [(DayOrder.DAY_FIRST, "1980-04-03"), (DayOrder.MONTH_FIRST, "1980-03-04")]
)
def test_what_is_said_of_days_is_followed(order: DayOrder, day: str) -> None:
    for cells in (["3/4/1980"], ["3/4/1980", "31/12/1980"]):
        found = looked_at("Birthday", *cells, choices=Choices(day_order=order))
        assert first(found).birthday == day
    since = looked_at("Since", "3/4/1980", choices=Choices(day_order=order))
    assert [value.text for _, (value,) in first(since).own] == [day]


def test_the_country_said_goes_before_the_workspace_s_and_behind_the_row_s() -> None:
    chosen = Choices(country="US")
    assert (
        first(looked_at("Phone", "650 253 0000", country="DE", choices=chosen)).points[-1].value
        == "+16502530000"
    )
    row = looked_at("Phone,Country", "030 1234567,Germany", choices=chosen)
    assert first(row).points[-1].value == "+49301234567"
