"""Wishes to be left alone, and what only sounds like one."""

from datetime import UTC, datetime

import pytest

from tests.reading.builders import answer, letter
from tests.reading.people import ANSWERS, WISHES
from tests.reading.people_about_machines import ANSWERS_ABOUT_MACHINES, MORE_WISHES
from twelfth.reading import Kind, classify, read
from twelfth.reading.opt_out import asks_to_stop

NOW = datetime(2026, 9, 7, 10, tzinfo=UTC)
OUR_FOOTER = """

On Mon, 7 Sep 2026 at 09:30, Sam Seller <sam@seller.example> wrote:
> Hello Jo, …
>
> If you do not want to hear from us again, answer "stop" or unsubscribe here: https://seller.example/u/1
> Please remove me from your list.
"""


@pytest.mark.parametrize(("language", "text"), WISHES + MORE_WISHES)
def test_wishes(language: str, text: str) -> None:
    found = classify(read(answer(text + OUR_FOOTER)), now=NOW)
    assert (found.kind, found.opt_out) == (Kind.UNSUBSCRIBE, True)


@pytest.mark.parametrize(("language", "text"), ANSWERS + ANSWERS_ABOUT_MACHINES)
def test_answers(language: str, text: str) -> None:
    found = classify(read(answer(text + OUR_FOOTER)), now=NOW)
    assert (found.kind, found.opt_out) == (Kind.REPLY, False)


@pytest.mark.parametrize(
    "text",
    [
        "Please do not stop sending these, they help.",
        "No need to remove me from the list.",
        "Unsubscribe me from the product news, please, but keep writing about the training.",
        "I had to stop. The meeting ran late, sorry!",
        "The bus stop is right outside, take line 4.",
        "We want to opt out of the paper brochures only; is that possible?",
        "Bitte löschen Sie den Termin am Montag.",
        "Merci de supprimer la ligne 3 du devis.",
        "Elimine la última línea, por favor.",
        "Kann ich mich von einer Schulung wieder abmelden, wenn ich krank werde?",
        "Don't unsubscribe me yet.",
        "Please stop and read this first: we moved the date.",
        "Please stop by on Thursday.",
        "We have stopped using the other tool.",
        "Could you remove the second line from the offer?",
        "Please delete the old offer and send a new one.",
        "Do not contact me until October, then gladly.",
        "Don't call me before ten.",
        "Take me through the offer again, please.",
        "If you want to stop receiving our newsletter, click here to unsubscribe.",
        "To unsubscribe from this list, write to leave@lists.example.",
        "Wenn Sie keine weiteren E-Mails erhalten möchten, klicken Sie hier.",
        "Not interested, thank you.",
        "We are not interested at the moment.",
        "Bitte keine Umstände!",
        "Bitte löschen Sie den zweiten Posten im Angebot.",
        "Merci de supprimer la deuxième ligne du devis.",
        "Todavía no he leído el contrato.",
    ],
)
def test_no_wish(text: str) -> None:
    assert not asks_to_stop(text)


def test_the_subject_counts_only_where_they_wrote_it() -> None:
    assert classify(read(letter("", subject="unsubscribe")), now=NOW).kind is Kind.UNSUBSCRIBE
    assert classify(read(letter("Sent from my iPhone", subject="STOP")), now=NOW).opt_out
    assert not classify(read(answer("Yes, gladly.", subject="Re: Unsubscribe")), now=NOW).opt_out


def test_a_newsletter_that_tells_how_to_leave_asks_for_nothing() -> None:
    raw = letter(
        "News of September.\n\nUnsubscribe me: https://x.example/u",
        subject="Our news",
        headers={"List-Unsubscribe": "<https://x.example/u>"},
    )
    found = classify(read(raw), now=NOW)
    assert (found.kind, found.opt_out) == (Kind.LIST, False)
