"""What the words around a date say."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.builders import auto_reply
from twelfth.reading import classify, read
from twelfth.reading.return_date import return_date

MONDAY = date(2026, 9, 7)


def back(text: str, country: str = "", today: date = MONDAY) -> str:
    found = return_date("Automatic reply: Meeting on 5 October", text, today=today, country=country)
    return found.isoformat() if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am away until 18 Sept.", "2026-09-18"),
        ("I am away until September 18th, 2026.", "2026-09-18"),
        ("I am away until the 18th.", "2026-09-18"),
        ("I am away until the 3rd.", "2026-10-03"),
        ("I am away through the 30th.", "2026-10-01"),
        ("I am away up to and including 18 September.", "2026-09-19"),
        ("I am away from 7 to 18 September.", "2026-09-19"),
        ("I am away September 7-18.", "2026-09-19"),
        ("I am away from 7 Sept until 18 Sept and back on 21 Sept.", "2026-09-21"),
        ("I am not available from 7 September.", ""),
        ("I am available again from 21 September.", "2026-09-21"),
        ("Out of office. Back: 21/09/2026", "2026-09-21"),
        ("I will not be back until Monday.", "2026-09-14"),
        ("Our office hours are Monday to Friday, 9 to 17.", ""),
        ("Offices are closed 24 December - 2 January. We are back on 3 January 2027.", "2027-01-03"),
        ("I am away until 2026-09-18.", "2026-09-18"),
        ("I am away until 18 Sept 2126.", ""),
        ("I am away until 31 February.", ""),
        ("Let us meet on 5 October.", ""),
        ("I am currently travelling, returning\nTuesday, September 15th.", "2026-09-15"),
        ("Je suis absent du 7 au 18 septembre inclus.", "2026-09-19"),
        ("Ich bin erst wieder am Mittwoch im Büro.", "2026-09-09"),
        ("Ik ben er weer vanaf 21 september.", "2026-09-21"),
        ("Jsem na dovolené do 18. září včetně.", "2026-09-19"),
        ("I am on leave until February 2027.", "2027-02-01"),
        ("I am on leave through February 2027.", "2027-03-01"),
        ("I shall be back in February 2027.", "2027-02-01"),
        ("I am away until mid October 2026.", ""),
        ("Our hotline is available 24/7 again.", ""),
        ("I am away beginning Monday 9/7 and returning Monday 9/21.", "2026-09-21"),
        ("No access to mail today, back tomorrow.", "2026-09-08"),
        ("Ausente desde el 10 hasta el 20 de septiembre.", "2026-09-20"),
        ("Ich bin vom 7. bis 18. nicht im Haus.", "2026-09-18"),
        ("Je suis absente du 15 septembre au 8 octobre.", "2026-10-08"),
        ("Estou fora de 07/09 a 18/09, retornando em 21/09.", "2026-09-21"),
        ("W dniach 7-18 września mam urlop.", "2026-09-19"),
        ("Jag är ledig fr.o.m. 7/9 t.o.m. 18/9.", "2026-09-19"),
        ("Jeg har ferie 7.-18. september.", "2026-09-19"),
        ("Olen lomalla 7.9.-18.9.2026.", "2026-09-19"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert back(text) == expected


def test_an_ambiguous_date_is_not_guessed() -> None:
    assert back("I am away until 9/8/2026.") == ""
    assert back("I am away until 9/8/2026.", "US") == "2026-09-08"
    assert back("I am away until 9/8/2026.", "gb") == "2026-08-09"
    assert back("I am away until 9/8/2026.", "CA") == ""
    assert back("I am away until 9/9/2026.") == "2026-09-09"
    assert back("I am away until 9/18/2026.") == "2026-09-18"


def test_another_date_of_the_same_writer_settles_the_order() -> None:
    assert back("I am away from 8/28/2026 until 9/8/2026.") == "2026-09-08"
    assert back("I am away from 28/8/2026 until 9/8/2026.") == "2026-08-09"


def test_an_ambiguous_return_is_not_replaced_by_the_end_of_the_absence() -> None:
    assert back("I am away until 18 September, I return on 10/9/2026.") == ""


def test_a_date_without_a_year_is_the_next_to_come() -> None:
    assert back("I am away until 10 January.", today=date(2026, 12, 20)) == "2027-01-10"
    assert back("I am away until 18 September.", today=date(2026, 9, 20)) == "2026-09-18"


def test_weekdays_count_from_the_day_of_the_letter() -> None:
    raw = auto_reply("gmail", "Automatic reply: x", "I am out until Monday.")
    found = classify(read(raw), now=datetime(2026, 10, 1, tzinfo=UTC))
    assert found.return_date == date(2026, 9, 14)
    unbelievable = raw.replace(b"07 Sep 2026", b"07 Sep 1996")
    assert classify(read(unbelievable), now=datetime(2026, 10, 1, tzinfo=UTC)).return_date == date(
        2026, 10, 5
    )


@given(st.dates(min_value=date(2026, 9, 8), max_value=date(2027, 9, 7)))
def test_dates_written_out_are_read_back(day: date) -> None:
    for written in (
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%b}. {day.year}",
    ):
        assert back(f"I am away until {written} and read no mail.") == day.isoformat(), written


@given(st.text(max_size=400), st.sampled_from(["", "US", "DE"]))
def test_any_text_gives_a_date_or_none(text: str, country: str) -> None:
    found = return_date(text, text, today=MONDAY, country=country)
    assert found is None or isinstance(found, date)


@given(st.dates(), st.text(alphabet="0123456789./- :,until backto\n年月日", max_size=80))
def test_any_digits_on_any_day(today: date, text: str) -> None:
    return_date("", text, today=today)
