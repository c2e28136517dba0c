"""What sellers' literature claims about follow-up: folklore until measured, told with its source, never as fact.

The claims count contacts in one place and follow-ups in another. Everything here counts *contacts*, from 1, as the
measured curve does; `follow_ups` tells the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure as it is told. `share` is between 0 and 1; the range is of `first` to `last` (None: no end)."""

    first: int
    last: int | None
    share: float
    wording: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseClaim:
    """A share of customers lost to one cause, as it is told."""

    cause: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim in words, and what speaks against taking it as it is."""

    wording: str
    doubt: str


def follow_ups(contact: int) -> int:
    """How many follow-ups have been made by contact N: the first contact is none."""
    return contact - 1


def told(claims: Iterable[Claim | CauseClaim]) -> float:
    """What the shares of a claim add up to. It need not be 1: folklore does not always count everybody."""
    return round(sum(claim.share for claim in claims), 4)


_SURVEY = "attributed to a “National Sales Executive Association”, of which no trace can be found"
_NO_STUDY = "told by sellers' literature without naming a study"

#: Sales by the contact on which they are made. How the 80 % lie between the fifth and the twelfth is not told.
SALES_BY_CONTACT = (
    Claim(first=1, last=1, share=0.02, wording="2 % of sales are made on the first contact", source=_SURVEY),
    Claim(first=2, last=2, share=0.03, wording="3 % on the second", source=_SURVEY),
    Claim(first=3, last=3, share=0.05, wording="5 % on the third", source=_SURVEY),
    Claim(first=4, last=4, share=0.10, wording="10 % on the fourth", source=_SURVEY),
    Claim(first=5, last=12, share=0.80, wording="80 % on the fifth to twelfth", source=_SURVEY),
)

#: Salespeople by the contact after which they stop. Adds up to 95 %.
SELLERS_BY_LAST_CONTACT = (
    Claim(first=1, last=1, share=0.48, wording="48 % of salespeople never follow up", source=_SURVEY),
    Claim(first=2, last=2, share=0.25, wording="25 % make a second contact and stop", source=_SURVEY),
    Claim(first=3, last=3, share=0.12, wording="12 % stop at three", source=_SURVEY),
    Claim(first=4, last=None, share=0.10, wording="10 % make more than three", source=_SURVEY),
)

#: People who ask for information, by the months until they buy: for a curve over time, not over contacts.
TIME_TO_PURCHASE = (
    Claim(first=3, last=12, share=0.63, wording="63 % do not buy for three months", source=_NO_STUDY),
    Claim(first=12, last=None, share=0.20, wording="20 % not for more than a year", source=_NO_STUDY),
)

#: Why customers are lost. The classes in which own losses are recorded.
LOST_CUSTOMERS = (
    CauseClaim(cause="died", share=0.01),
    CauseClaim(cause="moved", share=0.03),
    CauseClaim(cause="formed other relationships", share=0.05),
    CauseClaim(cause="went to a competitor", share=0.09),
    CauseClaim(cause="were dissatisfied with the product", share=0.14),
    CauseClaim(cause="met indifference from someone at the company", share=0.68),
)

#: What is told about contacts and decisions, for the page that measures them.
SAYINGS = (
    Saying(
        wording="48 % of salespeople never follow up, 25 % make a second contact and stop, 12 % stop at three, "
        "10 % make more than three; so 85 % of your competition stops after three.",
        doubt="That adds up to 95 %. Elsewhere it is told that one in eight follows up three times or more, "
        f"where these figures give 22 %. They are {_SURVEY}.",
    ),
    Saying(
        wording="44 % give up after one follow-up; the average is two attempts.",
        doubt="No study is named. This counts follow-ups, not contacts: contact N is follow-up N − 1.",
    ),
    Saying(
        wording="80 % of calls reach voicemail, and 90 % of first voicemails are never returned.",
        doubt="No study is named.",
    ),
    Saying(
        wording="A workable rhythm is twelve contacts over six months.",
        doubt="It is advice, not a measurement.",
    ),
    Saying(
        wording="A normal sale takes seven to ten days; the one that took twelve contacts took six months.",
        doubt="It is one seller's experience.",
    ),
    Saying(
        wording="Of those who ask for information, 63 % do not buy for three months and 20 % not for more than a year.",
        doubt="No study is named. It is about time, not about contacts, and says nothing of the remaining 17 %.",
    ),
)

#: What is told about customers and about marketing, for pages of their own.
SAYINGS_ON_CUSTOMERS = (
    Saying(
        wording="68 % of lost customers are lost through indifference of someone at the company.",
        doubt="No study is named. Record the causes of your own losses and compare.",
    ),
    Saying(
        wording="Fewer than 4 % of unhappy customers say so.",
        doubt="No study is named; and silence is hard to count.",
    ),
    Saying(
        wording="85 % of prospects and customers are dissatisfied with their experience on the phone.",
        doubt="No study is named.",
    ),
    Saying(
        wording="Only 10 % of marketing works, and one never knows which.",
        doubt="An old joke with a figure in it.",
    ),
)
