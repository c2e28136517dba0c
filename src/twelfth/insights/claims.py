"""What sellers' literature claims about follow-up: folklore until measured, told with its source, never as fact."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure as it is told. `share` is between 0 and 1; the range is of contact numbers (`last` None: no end)."""

    first: int
    last: int | None
    share: float
    wording: str
    source: str


_SURVEY = "attributed to a “National Sales Executive Association”, of which no trace can be found"

#: "Sales by the contact on which they are made".
SALES_BY_CONTACT = (
    Claim(first=1, last=1, share=0.02, wording="2 % of sales are made on the first contact", source=_SURVEY),
    Claim(first=2, last=2, share=0.03, wording="3 % on the second", source=_SURVEY),
    Claim(first=3, last=3, share=0.05, wording="5 % on the third", source=_SURVEY),
    Claim(first=4, last=4, share=0.10, wording="10 % on the fourth", source=_SURVEY),
    Claim(first=5, last=12, share=0.80, wording="80 % on the fifth to twelfth", source=_SURVEY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim in words, and what speaks against taking it as it is."""

    wording: str
    doubt: str


SAYINGS = (
    Saying(
        wording="48 % of salespeople never follow up, 25 % make a second contact and stop, 12 % stop at three, "
        "10 % make more than three.",
        doubt="That adds up to 95 %. Elsewhere it is told that one in eight follows up three times or more, "
        "where these figures give 22 %.",
    ),
    Saying(
        wording="44 % give up after one follow-up; the average is two attempts.",
        doubt="This counts follow-ups, not contacts: contact N is follow-up N − 1.",
    ),
    Saying(
        wording="80 % of calls reach voicemail, and 90 % of first voicemails are never returned.",
        doubt="No study is named.",
    ),
    Saying(
        wording="A workable rhythm is twelve contacts over six months.",
        doubt="It is advice, not a measurement.",
    ),
)
