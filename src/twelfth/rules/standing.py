"""How a mailbox stands with its readers: when so much comes back, or is complained about, that it must stop.

Counted are the letters of the last seven days, since somebody last looked. What stops the mailbox:

- of at least 50 letters, 5 % came back because the *address* is dead. Providers take it for a bought list.
- of at least 50 letters, 0.1 % were complained about, and at least two were. One complaint is weak evidence of such a
  share: were it the true one, every twentieth lot of 51 letters would bring one by chance, and every tenth of 105. Two
  come in every twentieth lot of 355. So one alone warns, whatever share it makes.

A needless stop costs somebody a look; a missed one costs the address its good name. So from there on the observed
shares decide, not the lower ends of their intervals.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import comb

WINDOW = timedelta(days=7)
#: Fewer letters say nothing about a share.
ENOUGH = 50
BOUNCES_STOP, BOUNCES_WARN = 0.05, 0.02
COMPLAINTS_STOP, COMPLAINTS_WARN = 0.001, 0.0005
#: One of anything may be chance.
LEAST = 2
#: Among fewer letters than ENOUGH: so unlikely at a share that would stop that it is worth a look.
UNLIKELY = 0.01


class Standing(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `sent` letters, `bounced` came back from a dead address and `complained` were complained about."""

    sent: int
    bounced: int
    complained: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """`why`: one sentence with the counts, "" when all is well."""

    standing: Standing
    why: str = ""


def judge(tally: Tally) -> Judgement:
    """What the letters of a week say about a mailbox. Complaints weigh more, so they are named first."""
    found = [_complaints(tally), _bounces(tally)]
    for standing in (Standing.STOP, Standing.WARNING):
        worst = [judgement for judgement in found if judgement.standing is standing]
        if worst:
            return worst[0]
    return Judgement(Standing.GOOD)


def _complaints(tally: Tally) -> Judgement:
    count, sent = tally.complained, tally.sent
    readers = "1 reader" if count == 1 else f"{count} readers"
    why = f"{readers} of {_letters(sent)} in 7 days complained about spam."
    if sent >= ENOUGH and count >= LEAST and count >= COMPLAINTS_STOP * sent:
        return Judgement(Standing.STOP, why)
    if count and count >= COMPLAINTS_WARN * sent:
        return Judgement(Standing.WARNING, why)
    return Judgement(Standing.GOOD)


def _bounces(tally: Tally) -> Judgement:
    count, sent = tally.bounced, tally.sent
    why = f"{count} of {_letters(sent)} in 7 days came back because there is no such address."
    if sent < ENOUGH:
        surprising = count >= LEAST and chance_of(count, sent, BOUNCES_STOP) < UNLIKELY
        return Judgement(Standing.WARNING, why) if surprising else Judgement(Standing.GOOD)
    if count >= BOUNCES_STOP * sent:
        return Judgement(Standing.STOP, why)
    if count >= LEAST and count >= BOUNCES_WARN * sent:
        return Judgement(Standing.WARNING, why)
    return Judgement(Standing.GOOD)


def chance_of(count: int, sent: int, share: float) -> float:
    """How likely so many or more of `sent` are, when each comes back with probability `share` (binomial tail)."""
    below = sum(comb(sent, k) * share**k * (1 - share) ** (sent - k) for k in range(count))
    return max(1 - below, 0.0)


def _letters(sent: int) -> str:
    return "1 letter" if sent == 1 else f"{sent:,} letters"
