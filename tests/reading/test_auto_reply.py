"""Auto-replies of many programs and languages; and people, who are none."""

from datetime import UTC, datetime

import pytest

from tests.reading.absences import ABSENCES
from tests.reading.absences_by_program import ABSENCES_BY_PROGRAM
from tests.reading.builders import OUR_ID, PROGRAMS, answer, auto_reply, letter
from tests.reading.people import ANSWERS
from tests.reading.people_about_machines import ANSWERS_ABOUT_MACHINES
from twelfth.reading import Kind, classify, read

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)


def test_there_are_enough_of_them() -> None:
    assert len(ABSENCES) + len(ABSENCES_BY_PROGRAM) >= 130
    languages = {language for language, *_ in ABSENCES} | {
        language for _, language, *_ in ABSENCES_BY_PROGRAM
    }
    assert len(languages) >= 25
    assert {program for program, *_ in ABSENCES_BY_PROGRAM} == PROGRAMS.keys() - {"outlook.com", "cpanel"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_in_every_language(program: str) -> None:
    wrong = [
        (language, subject)
        for language, subject, text, _ in ABSENCES
        if classify(read(auto_reply(program, subject, text)), now=NOW).kind is not Kind.AUTO_REPLY
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "subject", "text", "back"), ABSENCES)
def test_return_date(language: str, subject: str, text: str, back: str) -> None:
    found = classify(read(auto_reply("gmail", subject, text)), now=NOW)
    assert (found.return_date.isoformat() if found.return_date else "") == back
    assert not found.opt_out


@pytest.mark.parametrize(("program", "language", "subject", "text", "back"), ABSENCES_BY_PROGRAM)
def test_forms_of_particular_programs(
    program: str, language: str, subject: str, text: str, back: str
) -> None:
    found = classify(read(auto_reply(program, subject, text)), now=NOW)
    assert found.kind is Kind.AUTO_REPLY
    assert (found.return_date.isoformat() if found.return_date else "") == back
    assert not found.opt_out


@pytest.mark.parametrize(("language", "text"), ANSWERS + ANSWERS_ABOUT_MACHINES)
def test_people(language: str, text: str) -> None:
    for subject in (
        "Re: Your training days",
        "AW: Automatic reply: Your training days",
        "Fwd: Out of office",
        "Re: Undeliverable: Your training days",
    ):
        found = classify(read(answer(text, subject)), now=NOW)
        assert found.kind is Kind.REPLY, subject
        assert found.return_date is None


def test_a_responder_without_any_sign_but_its_words() -> None:
    text = (
        "Thank you for your email. I am out of the office until 18 September with limited access to email. "
        "For urgent matters please contact Kim Lee. I will reply upon my return."
    )
    found = classify(read(letter(text, headers={"In-Reply-To": OUR_ID})), now=NOW)
    assert found.kind is Kind.AUTO_REPLY
    assert found.return_date is not None


def test_auto_submitted_no_is_a_person() -> None:
    raw = letter(
        "I am out of the office until Monday.", subject="Out of office", headers={"Auto-Submitted": "no"}
    )
    assert classify(read(raw), now=NOW).kind is Kind.REPLY


def test_quoted_absence_is_not_the_writers() -> None:
    text = "Thanks, let us talk on Monday.\n\nOn Mon, 7 Sep 2026 at 09:30, Sam wrote:\n> I am out of the office until 18 September.\n"
    found = classify(read(answer(text)), now=NOW)
    assert (found.kind, found.return_date) == (Kind.REPLY, None)


def test_a_wish_in_an_auto_reply_is_heard() -> None:
    raw = auto_reply(
        "exchange", "Automatic reply: x", "I no longer work here. Please remove this address from your list."
    )
    found = classify(read(raw), now=NOW)
    assert (found.kind, found.opt_out) == (Kind.AUTO_REPLY, True)
