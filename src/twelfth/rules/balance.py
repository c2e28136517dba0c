"""The relational bank account: what was given to a person, and what was asked of them.

The purpose of a contact says which it is; nobody keeps this book by hand. What they invited is never a
withdrawal.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from twelfth.rules.contacts import is_answer, is_contact, is_ours
from twelfth.rules.facts import TouchFacts
from twelfth.rules.terms import Outcome, Purpose

DEPOSITS = frozenset(
    {
        Purpose.THANK,
        Purpose.SHARE,
        Purpose.HELP,
        Purpose.INTRODUCE,
        Purpose.INVITE,
        Purpose.CONGRATULATE,
        Purpose.WISH_WELL,
        Purpose.MENTION,
        Purpose.ANSWER,
        Purpose.KEEP_PROMISE,
    }
)

WITHDRAWALS = frozenset(
    {
        Purpose.COMMITMENT,
        Purpose.ASK_MEETING,
        Purpose.ASK_FEEDBACK,
        Purpose.ASK_REFERRAL,
        Purpose.ASK_DECISION,
        Purpose.ASK_WASTING_TIME,
    }
)

#: Neither: it says hello, or keeps the thread alive, without giving or asking.
NEUTRAL = frozenset({Purpose.CONNECT, Purpose.CURIOUS_REMINDER, Purpose.STATEMENT})


@dataclass(frozen=True, slots=True)
class Balance:
    """How often we gave and how often we asked."""

    gave: int = 0
    asked: int = 0

    @property
    def overdrawn(self) -> bool:
        return self.asked > self.gave


def weight(purpose: Purpose | None, *, invited: bool = False, outcome: Outcome | None = None) -> int:
    """1 for a deposit, -1 for a withdrawal, 0 for neither.

    A call that nobody picked up gave nothing and asked for nothing.
    """
    if outcome is Outcome.NO_ANSWER:
        return 0
    if purpose in DEPOSITS:
        return 1
    return -1 if purpose in WITHDRAWALS and not invited else 0


def is_invited(touches: Sequence[TouchFacts]) -> bool:
    """Whether a contact made now was invited: they came to us, or asked to be called back, and it is our turn
    (`touches` oldest first)."""
    for touch in reversed(touches):
        if is_answer(touch) or touch.outcome is Outcome.CALL_BACK:
            return True
        if is_contact(touch):
            return False
    return False


def balance(touches: Sequence[TouchFacts]) -> Balance:
    """The account after these contacts (oldest first), over all plans and colleagues."""
    gave = asked = 0
    our_turn = False
    for touch in touches:
        if is_ours(touch):
            change = weight(touch.purpose, invited=touch.invited or our_turn, outcome=touch.outcome)
            gave += change > 0
            asked += change < 0
        if is_contact(touch):
            our_turn = is_answer(touch) or touch.outcome is Outcome.CALL_BACK
    return Balance(gave, asked)
