"""The milestones that come up among one's people: a friendly reason to get in touch, never a duty."""

from datetime import date

from twelfth.accounts.models import Member
from twelfth.flow.filtering.conditions import Condition, Groups, Op
from twelfth.flow.filtering.fields import Asked
from twelfth.flow.filtering.registry import narrowed
from twelfth.people.queries import people
from twelfth.rules.milestone import AHEAD

#: More are counted as so many.
MOST = 100
#: Who has one in the next 30 days, and did not ask to be left alone.
COMING: Groups = (
    (Condition("milestone", Op.NEXT, str(AHEAD.days)),),
    (Condition("opted_out", Op.NO),),
)


def count_coming(member: Member, *, today: date) -> int:
    """How many of the member's people have one."""
    mine = people(member.workspace).filter(owner=member)
    return narrowed(mine, Asked(member.workspace, today), COMING)[:MOST].count()
