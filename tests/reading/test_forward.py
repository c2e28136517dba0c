"""The letter inside a letter that was passed on."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from tests.reading.builders import DATE, OURS, answer, letter
from twelfth.reading import forwarded, read

TEXT = "Yes, Thursday works.\n\nWhat does it cost for five?\n\nJo"
MOMENT = datetime(2026, 9, 4, 12, 5, tzinfo=UTC)

# As the programs write them, with the date in the forwarder's time (UTC+2 in these letters).
INLINE = {
    "gmail": "---------- Forwarded message ---------\nFrom: Jo Buyer <jo@buyer.example>\nDate: Fri, Sep 4, 2026 at 2:05 PM\nSubject: Your training days\nTo: <sam@seller.example>\nCc: Kim Lee <kim@buyer.example>\n\n\n{text}",
    "gmail, German": "---------- Forwarded message ---------\nVon: Jo Buyer <jo@buyer.example>\nDate: Fr., 4. Sept. 2026 um 14:05 Uhr\nSubject: Your training days\nTo: <sam@seller.example>\n\n\n{text}",
    "apple": "Begin forwarded message:\n\n> From: Jo Buyer <jo@buyer.example>\n> Subject: Your training days\n> Date: 4 September 2026 at 14:05:31 CEST\n> To: Sam Seller <sam@seller.example>\n> \n> {quoted}",
    "apple, German": "Anfang der weitergeleiteten Nachricht:\n\nVon: Jo Buyer <jo@buyer.example>\nBetreff: Your training days\nDatum: 4. September 2026 um 14:05:31 MESZ\nAn: Sam Seller <sam@seller.example>\n\n{text}",
    "apple, French": "Début du message réexpédié :\n\n> De: Jo Buyer <jo@buyer.example>\n> Objet: Your training days\n> Date: 4 septembre 2026 à 14:05:31 UTC+2\n> À: Sam Seller <sam@seller.example>\n> \n> {quoted}",
    "apple, Spanish": "Inicio del mensaje reenviado:\n\nDe: Jo Buyer <jo@buyer.example>\nAsunto: Your training days\nFecha: 4 de septiembre de 2026, 14:05:31 CEST\nPara: Sam Seller <sam@seller.example>\n\n{text}",
    "thunderbird": "-------- Forwarded Message --------\nSubject: \tYour training days\nDate: \tFri, 4 Sep 2026 14:05:00 +0200\nFrom: \tJo Buyer <jo@buyer.example>\nTo: \tSam Seller <sam@seller.example>\n\n\n\n{text}",
    "thunderbird, Italian": "-------- Messaggio inoltrato --------\nOggetto: \tYour training days\nData: \tFri, 4 Sep 2026 14:05:00 +0200\nMittente: \tJo Buyer <jo@buyer.example>\nA: \tSam Seller <sam@seller.example>\n\n{text}",
    "outlook": "From: Jo Buyer <jo@buyer.example>\nSent: Friday, September 4, 2026 2:05 PM\nTo: Sam Seller <sam@seller.example>\nCc: Kim Lee <kim@buyer.example>\nSubject: Your training days\n\n{text}",
    "old outlook": "-----Original Message-----\nFrom: Jo Buyer [mailto:jo@buyer.example] \nSent: Friday, September 04, 2026 2:05 PM\nTo: Sam Seller\nSubject: Your training days\n\n{text}",
    "outlook, German": "Von: Jo Buyer <jo@buyer.example>\nGesendet: Freitag, 4. September 2026 14:05\nAn: Sam Seller <sam@seller.example>\nBetreff: Your training days\n\n{text}",
    "outlook, French": "________________________________\nDe : Jo Buyer <jo@buyer.example>\nEnvoyé : vendredi 4 septembre 2026 14:05\nÀ : Sam Seller <sam@seller.example>\nObjet : Your training days\n\n{text}",
    "outlook, Danish": "Fra: Jo Buyer <jo@buyer.example>\nSendt: 4. september 2026 14:05\nTil: Sam Seller <sam@seller.example>\nEmne: Your training days\n\n{text}",
    "outlook, Polish": "Od: Jo Buyer <jo@buyer.example>\nWysłano: piątek, 4 września 2026 14:05\nDo: Sam Seller <sam@seller.example>\nTemat: Your training days\n\n{text}",
    "outlook, Japanese": "差出人: Jo Buyer <jo@buyer.example>\n送信日時: 2026年9月4日 14:05\n宛先: Sam Seller <sam@seller.example>\n件名: Your training days\n\n{text}",
    "yahoo": "----- Forwarded Message -----\nFrom: Jo Buyer <jo@buyer.example>\nTo: Sam Seller <sam@seller.example>\nSent: Friday, September 4, 2026 at 02:05:11 PM GMT+2\nSubject: Your training days\n\n{text}",
    "notes": "----- Forwarded by Sam Seller/Seller on 07.09.2026 11:30 -----\n\nFrom:\tJo Buyer <jo@buyer.example>\nTo:\tsam@seller.example\nDate:\t04.09.2026 14:05\nSubject:\tYour training days\n\n{text}",
    "each line apart": "Forwarded message:\n\nFrom: Jo Buyer <jo@buyer.example>\n\nDate: 2026-09-04 14:05\n\nTo: Sam Seller <sam@seller.example>\n\nSubject: Your training days\n\n{text}",
}
SUBJECTS = {
    "outlook, German": "WG: Your training days",
    "outlook, French": "TR : Your training days",
    "outlook, Danish": "VS: Your training days",
    "outlook, Polish": "PD: Your training days",
    "old outlook": "FW: Your training days",
}
DATE_IN_BERLIN = "Mon, 07 Sep 2026 11:30:00 +0200"


def forward_of(block: str, subject: str, comment: str = "For the file.\n\nSam\n\n") -> bytes:
    text = comment + block.format(text=TEXT, quoted=TEXT.replace("\n", "\n> "))
    return letter(text, subject=subject, sender=f"Sam Seller <{OURS}>", date=DATE_IN_BERLIN)


@pytest.mark.parametrize("program", INLINE)
@pytest.mark.parametrize("comment", ["", "For the file.\n\n-- \nSam\nSeller Ltd\n\n"])
def test_written_below(program: str, comment: str) -> None:
    raw = forward_of(INLINE[program], SUBJECTS.get(program, "Fwd: Your training days"), comment)
    inner = forwarded(read(raw))
    assert inner is not None
    assert (inner.from_name, inner.from_address) == ("Jo Buyer", "jo@buyer.example")
    assert inner.to == (() if program == "old outlook" else ("sam@seller.example",))
    assert inner.subject == "Your training days"
    assert inner.date is not None
    assert inner.date.replace(second=0) == MOMENT
    assert inner.text == TEXT
    assert inner.message_id == ""


def test_copies_are_told() -> None:
    inner = forwarded(read(forward_of(INLINE["gmail"], "Fwd: x")))
    assert inner is not None
    assert inner.cc == ("kim@buyer.example",)


def test_as_html_alone() -> None:
    html = (
        "<p>For the file</p><div class=gmail_quote>---------- Forwarded message ---------<br>From: <b>Jo Buyer</b> "
        "&lt;<a href='mailto:jo@buyer.example'>jo@buyer.example</a>&gt;<br>Date: Fri, 4 Sep 2026 at 14:05<br>"
        "Subject: Your training days<br>To: &lt;sam@seller.example&gt;<br><br><div>Yes, <i>Thursday</i> works.</div></div>"
    )
    inner = forwarded(read(letter("", subject="Fwd: x", html=html, date=DATE_IN_BERLIN)))
    assert inner is not None
    assert (inner.from_address, inner.date, inner.text) == (
        "jo@buyer.example",
        MOMENT,
        "Yes, Thursday works.",
    )


def attached(original: bytes, *, encoded: bool = False) -> bytes:
    outer = EmailMessage(policy=SMTP)
    outer["From"] = OURS
    outer["To"] = "log@twelfth.example"
    outer["Subject"] = "for the file"
    outer["Date"] = DATE
    outer.set_content("See below.")
    outer.add_attachment(message_from_bytes(original, policy=SMTP))
    raw = outer.as_bytes()
    if encoded:
        from base64 import encodebytes

        head, _, _ = raw.partition(original[:40])
        raw = (
            head.replace(b"Content-Transfer-Encoding: 8bit\r\n", b"").rstrip(b"\r\n")
            + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + encodebytes(original)
            + b"\r\n"
        )
    return raw


@pytest.mark.parametrize("encoded", [False, True])
def test_attached_whole(encoded: bool) -> None:
    original = letter("Ünd so.", subject="Käse", headers={"In-Reply-To": "<touch-3@seller.example>"})
    inner = forwarded(read(attached(original, encoded=encoded)))
    assert inner is not None
    assert inner == read(original)
    assert inner.in_reply_to == ("<touch-3@seller.example>",)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: Your training days", "Thanks!\n\n" + INLINE["outlook"].format(text=TEXT)),
        ("AW: FW: Your training days", "Danke!\n\n" + INLINE["outlook, German"].format(text=TEXT)),
        ("VS: Koulutus", "Kiitos!\n\nLähettäjä: Jo <jo@buyer.example>\nLähetetty: 4.9.2026\nVastaanottaja: Sam\nAihe: x\n\nMoi"),
        ("Fwd: Your training days", "See the attachment, it was a forwarded message: nice."),
        ("I: think so", "Forwarded message\n\nwas all it said."),
        ("Fwd: x", ""),
    ],
)  # fmt: skip
def test_answers_and_others_are_none(subject: str, text: str) -> None:
    assert forwarded(read(letter(text, subject=subject))) is None


def test_an_answer_that_quotes_a_forward_further_down_is_none() -> None:
    text = (
        "Thanks!\n\nFrom: Sam <sam@seller.example>\nSent: Monday, 7 September 2026 09:00\nTo: Jo\nSubject: x\n\nsee\n\n"
        + INLINE["gmail"].format(text=TEXT)
    )
    assert forwarded(read(answer(text))) is None


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("9/4/2026 2:05 PM", None),  # 4 September and 9 April are both past
        ("8/12/2026 2:05 PM", datetime(2026, 8, 12, 12, 5, tzinfo=UTC)),  # the other reading is to come
        ("18/8/2026 14:05", datetime(2026, 8, 18, 12, 5, tzinfo=UTC)),
        ("2026-09-04 00:10", datetime(2026, 9, 3, 22, 10, tzinfo=UTC)),
        ("some day", None),
        ("31 February 2026", None),
    ],
)
def test_dates(told: str, moment: datetime | None) -> None:
    block = f"Forwarded message:\nFrom: Jo <jo@buyer.example>\nDate: {told}\nTo: Sam\nSubject: x\n\nHi"
    inner = forwarded(read(forward_of(block, "Fwd: x")))
    assert inner is not None
    assert inner.date == moment


def test_a_name_cannot_turn_the_line_round() -> None:
    block = (
        "Forwarded message:\nFrom: \u202eJo\u202c <jo@buyer.example>\nDate: x\nSubject: \u2066y\u2069\n\nHi"
    )
    inner = forwarded(read(forward_of(block, "Fwd: x")))
    assert inner is not None
    assert (inner.from_name, inner.subject) == ("Jo", "y")
