"""Contacts that were made before a follow-up was started here: it counts on from them.

They came in with a file, or were logged while no plan ran; or a file told only how many there were. A follow-up that
goes on from them takes them as its own first contacts, so that the next one has the right number, and its plan goes on
at the step of that number.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from twelfth.background.bulk_sql import update_rows
from twelfth.followups.models import FollowUp
from twelfth.people.models import Person
from twelfth.rules.terms import NO_CONTACT, Direction
from twelfth.touches.models import Touch, TouchState

#: A contact longer ago than this, counted from the latest, belonged to another attempt.
ONE_ATTEMPT = timedelta(days=365)
#: More are not counted on from: no plan is that long.
MOST = 99


@dataclass(frozen=True, slots=True)
class Earlier:
    """How many contacts there were, and those of them that are here: (id, moment), oldest first."""

    count: int = 0
    here: tuple[tuple[int, datetime], ...] = ()

    @property
    def last_at(self) -> datetime | None:
        return self.here[-1][1] if self.here else None

    def latest(self, count: int) -> "Earlier":
        """The last `count` of them."""
        return Earlier(count, self.here[-count:] if count else ())


def earlier_contacts(people: Iterable[Person]) -> dict[int, Earlier]:
    """Of each person, by id, the outgoing contacts that belong to no follow-up, since the last one of theirs began or
    ended. Two queries, however many they are."""
    people = list(people)
    since = _last_followed(person.pk for person in people)
    loose = _loose(person.pk for person in people)
    return {person.pk: _earlier(person, since.get(person.pk), loose.get(person.pk, ())) for person in people}


def earlier_among(person: Person, touches: Iterable[Touch], followups: Iterable[FollowUp]) -> Earlier:
    """The same from contacts and follow-ups that were read already, the contacts in any order."""
    after = max((one.ended_at or one.started_at for one in followups), default=None)
    loose = [(one.pk, one.at) for one in touches if _is_loose(one)]
    return _earlier(person, after, sorted(loose, key=lambda told: (told[1], told[0])))


def _is_loose(touch: Touch) -> bool:
    is_ours = touch.direction == Direction.OUT and touch.outcome not in NO_CONTACT
    return is_ours and touch.followup_id is None and touch.state == TouchState.DONE


def _earlier(person: Person, after: datetime | None, loose: Iterable[tuple[int, datetime]]) -> Earlier:
    here = [(pk, at) for pk, at in loose if after is None or at > after]
    here = [(pk, at) for pk, at in here if here[-1][1] - at <= ONE_ATTEMPT][-MOST:]
    told = person.contacts_told if after is None else 0
    return Earlier(min(max(len(here), told), MOST), tuple(here))


def _last_followed(people: Iterable[int]) -> dict[int, datetime]:
    rows = FollowUp.objects.filter(person__in=list(people)).values_list("person_id")
    spans = rows.annotate(began=Max("started_at"), ended=Max("ended_at"))
    return {pk: max(began, ended or began) for pk, began, ended in spans}


def _loose(people: Iterable[int]) -> Mapping[int, list[tuple[int, datetime]]]:
    rows = Touch.objects.filter(
        person__in=list(people), followup=None, direction=Direction.OUT, state=TouchState.DONE
    ).exclude(outcome__in=NO_CONTACT)
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for person, pk, at in rows.order_by("at", "pk").values_list("person_id", "pk", "at"):
        found[person].append((pk, at))
    return found


def go_on_from(followup: FollowUp, earlier: Earlier, *, steps: int) -> None:
    """Let a new follow-up count on, without saving. Its plan of so many steps goes on at the step of the next number,
    as long after the last contact as that step says; where the plan has no such step it begins at its first."""
    if not earlier.count:
        return
    followup.contacts_before = followup.touch_count = earlier.count
    if earlier.count < steps:
        followup.leg_after = earlier.count
        followup.leg_at = earlier.last_at


def adopt(told: Collection[tuple[FollowUp, Earlier]]) -> None:
    """Store that these contacts are the first of these follow-ups, which are stored: numbered, the last one being the
    last before the follow-up began."""
    rows = [
        (followup.pk, earlier.count - len(earlier.here) + index, pk)
        for followup, earlier in told
        for index, (pk, _) in enumerate(earlier.here, start=1)
    ]
    update_rows(Touch, ["followup_id", "number"], rows)


def let_go(followups: Collection[int]) -> None:
    """What these follow-ups took as their first contacts belongs to none of them again: they are about to go."""
    Touch.objects.filter(followup__in=followups, followup__contacts_before__gt=0).update(
        followup=None, number=None
    )
