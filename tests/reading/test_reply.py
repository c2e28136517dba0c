"""The new words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.builders import answer
from twelfth.reading import read, reply_text

NEW = "Yes, Thursday works.\n\nWhat does it cost for five?"
OLD = "Hello Jo,\n\nshall we talk?\n\nSam"
QUOTED = "\n".join(f"> {line}".rstrip() for line in OLD.split("\n"))

INTRODUCTIONS = [
    "On Mon, 7 Sep 2026 at 09:30, Sam Seller <sam@seller.example> wrote:",
    "On Mon, 7 Sep 2026 at 09:30, Sam Seller\n<sam@seller.example> wrote:",
    "On Sep 7, 2026, at 9:30 AM, Sam Seller wrote:",
    "Am 07.09.2026 um 09:30 schrieb Sam Seller:",
    "Am Mo., 7. Sept. 2026 um 09:30 Uhr schrieb Sam Seller <\nsam@seller.example>:",
    "Le lun. 7 sept. 2026 à 09:30, Sam Seller <sam@seller.example> a écrit :",
    "El lun, 7 sept 2026 a las 9:30, Sam Seller (<sam@seller.example>) escribió:",
    "Em seg., 7 de set. de 2026 às 09:30, Sam Seller <sam@seller.example> escreveu:",
    "Il giorno lun 7 set 2026 alle ore 09:30 Sam Seller <sam@seller.example> ha scritto:",
    "Op ma 7 sep 2026 om 09:30 schreef Sam Seller <sam@seller.example>:",
    "pon., 7 wrz 2026 o 09:30 Sam Seller <sam@seller.example> napisał(a):",
    "Den mån 7 sep. 2026 kl 09:30 skrev Sam Seller <sam@seller.example>:",
    "man. 7. sep. 2026 kl. 09.30 skrev Sam Seller <sam@seller.example>:",
    "ma 7. syysk. 2026 klo 9.30 Sam Seller (sam@seller.example) kirjoitti:",
    "po 7. 9. 2026 v 9:30 odesílatel Sam Seller <sam@seller.example> napsal:",
    "пн, 7 сент. 2026 г. в 09:30, Sam Seller <sam@seller.example>:",
    "7 сент. 2026 г., в 09:30, Sam Seller написал(а):",
    "2026年9月7日(月) 9:30 Sam Seller <sam@seller.example>:",
    "2026-09-07 9:30 GMT+02:00 Sam Seller <sam@seller.example>:",
    "2026-09-07 9:30 GMT+02:00 Sam Seller <\nsam@seller.example>:",
    "---- On Mon, 07 Sep 2026 09:30:00 +0200 sam@seller.example wrote ----",
    "---- On Mon, 07 Sep 2026 09:30:00 +0200 Sam Seller\n<sam@seller.example> wrote ---",
    "------ Sam Seller schrieb ------",
    "Il giovedì 7 settembre 2026, Sam Seller <sam@seller.example>\nha scritto:",
    "On Sep 7, 2026, at 9:30 AM, Sam Seller <\n4711d2fa4c85cfa4c@seller.example> wrote:",
]
BLOCKS = [
    "-----Original Message-----\nFrom: Sam Seller\nSent: Monday, September 7, 2026 9:30 AM\nTo: Jo\nSubject: Days",
    "________________________________\nFrom: Sam Seller <sam@seller.example>\nSent: Monday, September 7, 2026 9:30\nTo: Jo <jo@buyer.example>\nSubject: Days",
    "From: Sam Seller <sam@seller.example>\nDate: Monday, 7 September 2026 at 09:30\nTo: Jo\nSubject: Days",
    "*From:* Sam Seller <sam@seller.example>\n*Sent:* Monday, 7 September 2026\n*To:* Jo\n*Subject:* Days",
    "Von: Sam Seller <sam@seller.example>\nGesendet: Montag, 7. September 2026 09:30\nAn: Jo\nBetreff: Tage",
    "De : Sam Seller <sam@seller.example>\nEnvoyé : lundi 7 septembre 2026 09:30\nÀ : Jo\nObjet : Jours",
    "De: Sam Seller <sam@seller.example>\nEnviado el: lunes, 7 de septiembre de 2026\nPara: Jo\nAsunto: Días",
    "Da: Sam Seller <sam@seller.example>\nInviato: lunedì 7 settembre 2026\nA: Jo\nOggetto: Giorni",
    "Van: Sam Seller <sam@seller.example>\nVerzonden: maandag 7 september 2026\nAan: Jo\nOnderwerp: Dagen",
    "Od: Sam Seller <sam@seller.example>\nWysłano: poniedziałek, 7 września 2026\nDo: Jo\nTemat: Dni",
    "Från: Sam Seller <sam@seller.example>\nSkickat: den 7 september 2026\nTill: Jo\nÄmne: Dagar",
    "Lähettäjä: Sam Seller <sam@seller.example>\nLähetetty: maanantai 7. syyskuuta 2026\nVastaanottaja: Jo\nAihe: Päivät",
    "-------- Ursprüngliche Nachricht --------\nVon: Sam Seller\nDatum: 07.09.26 09:30 (GMT+01:00)\nAn: Jo",
    "---- Original message ----",
    "Date: Mon, 7 Sep 2026 09:30:00 +0200\nTo: jo@buyer.example\nSubject: Days",
    "发件人: Sam <sam@seller.example>\n发送时间: 2026年9月7日\n收件人: Jo\n主题: 培训",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_introduced_quotations(introduction: str) -> None:
    assert reply_text(f"{NEW}\n\n{introduction}\n\n{QUOTED}\n") == NEW
    assert reply_text(f"{NEW}\n\n{introduction}\n\n{OLD}\n") == NEW


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_introductions_right_below_the_writers_words(introduction: str) -> None:
    """Programs leave no line blank there; the last words may hold a date or an address themselves."""
    for last in ("See you on 2026-09-10 at 9:30", "Write to jo@buyer.example", "Yes"):
        assert reply_text(f"Hello\n{last}\n{introduction}\n\n{QUOTED}\n") == f"Hello\n{last}"


def test_an_introduction_on_the_line_of_the_answer() -> None:
    text = f"Thursday is fine. On Mon, 7 Sep 2026 at 09:30, Sam Seller <sam@seller.example> wrote:\n{QUOTED}"
    assert reply_text(text) == "Thursday is fine."


def test_a_date_and_a_sender_above_marked_lines() -> None:
    introduction = "2026/9/7 Sam Seller <sam@seller.example>"
    assert reply_text(f"Fine.\n{introduction}\n\n{QUOTED}") == "Fine."
    assert reply_text(f"Ask him:\n{introduction}") == f"Ask him:\n{introduction}"


def test_a_quoted_line_that_a_program_broke() -> None:
    quoted = "> We would come to you on two mornings in September or October\nand bring the books.\n> Sam"
    assert reply_text(f"Fine.\n\n{INTRODUCTIONS[0]}\n{quoted}\n") == "Fine."
    assert reply_text("> How many seats?\nfive\n> When?\nin May") == "five\nin May"


@pytest.mark.parametrize("block", BLOCKS)
def test_header_blocks(block: str) -> None:
    assert reply_text(f"{NEW}\n\n{block}\n\n{OLD}\n") == NEW


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nJo Buyer\nHead of Training",
        "--\nJo Buyer",
        "Sent from my iPhone",
        "Get Outlook for iOS<https://aka.ms/x>",
        "Von meinem iPhone gesendet",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Wysłane z iPhone'a",
        "Skickat från min iPhone",
        "Lähetetty iPhonesta",
        "Best regards,\nJo Buyer\nHead of Training | Buyer Ltd\n+44 20 5550 1234",
        "Mit freundlichen Grüßen\n\nJo Käufer\nLeitung Schulung\nTel.: 030 555 01 23",
        "Cordialement,\nJo Acheteur\nwww.buyer.example\n01 55 50 12 34",
        "Sent from TypeApp<http://app.example/r?b=2621>",
        "Regards,\n\nJo Buyer\nHead of Training",
        "Mvh,\nJo Köpare\n070-555 01 23",
        "Viele Grüße\nJo Käufer\nGeschäftsführerin",
        "-Jo Buyer",
    ],
)
def test_signatures(signature: str) -> None:
    assert reply_text(f"{NEW}\n\n{signature}\n") == NEW
    assert reply_text(f"{NEW}\n\n{signature}\n\n{INTRODUCTIONS[0]}\n{QUOTED}") == NEW


@pytest.mark.parametrize(
    "text",
    [
        "Best regards,\nJo",
        "Two points:\n\n- first\n- second",
        "Options:\n\n   - five seats\n   - ten seats",
        "One question I have on this:\n\nwhat does it cost?",
        "I wrote to Kim on Monday at 9:30 and she said: yes.",
        "From: Berlin\nwe take the train.",
        "Sent from my desk, is much easier than my phone.",
        "As you wrote:\n\nfive seats are enough.",
        "2026-09-07 14:30:25\n07.09.2026 14:30\nare two ways to write it.",
        "To: be decided\nSubject: unknown yet",
        "```\nsignature: '--\\nJo'\n```\nis the code.",
    ],
)
def test_what_is_kept(text: str) -> None:
    assert reply_text(text) == text


def test_answers_between_quoted_lines_are_kept() -> None:
    text = f"{INTRODUCTIONS[0]}\n\n> How many seats?\n\nFive.\n\n> When?\n\nIn May.\n\nJo\n"
    assert reply_text(text) == "Five.\n\n\nIn May.\n\nJo"


def test_nothing_but_a_quotation_is_nothing_new() -> None:
    assert reply_text(f"{INTRODUCTIONS[0]}\n{QUOTED}") == ""
    assert reply_text("") == ""


def test_a_letter_is_taken_as_well() -> None:
    assert reply_text(read(answer(f"{NEW}\r\n\r\n{INTRODUCTIONS[3]}\r\n{QUOTED}"))) == NEW


@given(st.text())
def test_any_text_only_loses(text: str) -> None:
    words = reply_text(text)
    assert len(words) <= len(text)
    assert reply_text(words) in {words, reply_text(reply_text(words))}
