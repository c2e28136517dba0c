"""What the guard says on a page: may one contact them now, who may do it all the same, and what passed it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from twelfth.accounts.actor import Actor, Permission
from twelfth.flow.guarded import hard_grounds, in_words, override_for, verdict_on
from twelfth.followups.models import FollowUp
from twelfth.messages.models import Override
from twelfth.rules.facts import Facts
from twelfth.rules.guard import NotBefore, PassedBy
from twelfth.rules.terms import Channel

CLEAR, WAIT, PASSED, REFUSED, NEVER = "clear", "wait", "passed", "refused", "never"

#: How each level is drawn.
_LOOKS = {CLEAR: "clear", WAIT: "wait", PASSED: "wait", REFUSED: "never", NEVER: "never"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictShown:
    """`level`: "clear"; "wait", a warning that one key passes; "passed", a refusal for which a reason was written down;
    "refused" to all who may not write one down; "never", to everybody. `welcome_from` "" where that is now or never."""

    level: str
    text: str
    channel: str
    welcome_from: str = ""
    may_pass: bool = False
    passed: Override | None = None

    @property
    def looks(self) -> str:
        return _LOOKS[self.level]

    @property
    def waits(self) -> bool:
        return self.level == WAIT

    @property
    def forbids(self) -> bool:
        """Whether the page offers no way to contact them."""
        return self.level in {REFUSED, NEVER}


def verdict_shown(
    actor: Actor, followup: FollowUp, facts: Facts, channel: Channel, *, now: datetime
) -> VerdictShown:
    """May one contact them on this channel now, and if not, why, until when, and who may all the same?"""
    answer = verdict_on(followup, channel, now=now, facts=facts)
    override = override_for(followup, channel) if answer.passed_by is PassedBy.ROLE else None
    if answer.passed_by is PassedBy.NOBODY:
        level = NEVER
    elif hard_grounds(answer, override):
        level = REFUSED
    elif override is not None:
        level = PASSED
    else:
        level = WAIT if answer.grounds else CLEAR
    return VerdictShown(
        level=level,
        text=in_words(answer, followup, now=now),
        channel=channel,
        welcome_from=_day(answer.moment.at, followup.owner.zone) if isinstance(answer, NotBefore) else "",
        may_pass=level == REFUSED and actor.may(Permission.OVERRIDE),
        passed=override if level == PASSED else None,
    )


def _day(at: datetime, zone: str) -> str:
    wall = at.astimezone(ZoneInfo(zone))
    return f"{wall:%a} {wall.day} {wall:%b}, {wall:%H:%M}"
