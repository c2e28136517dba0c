"""Levelling a seller's days: nothing is lost, nothing promised moves, and no day is fuller than it may be."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made import LISBON, NEW_YORK, TOKYO, at
from tests.rules.strategies import places
from tests.rules.test_properties import is_open, quick
from twelfth.rules.calendar import first_welcome, local_day, start_of_day
from twelfth.rules.facts import Hours, Place
from twelfth.rules.level import MOST_DAYS, Levelled, Planned, level

#: A Tuesday.
FIRST = date(2026, 11, 24)


def contact(number: int, when: str = "2026-11-24 09:00", **more: object) -> Planned:
    return Planned(**{"id": number, "at": at(when), "person": LISBON, **more})  # type: ignore[arg-type]  # (short to write)


def moves(*planned: Planned, most: int = 2, seller: Place = LISBON) -> dict[int, str]:
    return {move.id: f"{move.day:%a %d}" for move in level(planned, seller=seller, most=most, first=FIRST)}


def test_what_fits_stays() -> None:
    assert moves(contact(1), contact(2), contact(3, "2026-11-25 09:00")) == {}


def test_what_does_not_fit_moves_to_the_next_day_with_room() -> None:
    assert moves(*(contact(n) for n in range(1, 6))) == {3: "Wed 25", 4: "Wed 25", 5: "Thu 26"}


def test_the_later_of_a_day_moves() -> None:
    assert moves(contact(1, "2026-11-24 12:00"), contact(2, "2026-11-24 10:00"), contact(3), most=2) == {
        1: "Wed 25"
    }


def test_whoever_was_pushed_here_comes_before_those_planned_for_the_day() -> None:
    assert moves(contact(1), contact(2), contact(3, "2026-11-25 09:00"), most=1) == {2: "Wed 25", 3: "Thu 26"}


def test_the_promised_never_moves_and_takes_its_room() -> None:
    promised = [contact(n, fixed=True) for n in range(1, 4)]
    assert moves(*promised, contact(4)) == {4: "Wed 25"}


def test_what_was_moved_before_stays_rather_than_others() -> None:
    assert moves(contact(1), contact(2, settled=True), most=1) == {1: "Wed 25"}


def test_weekends_and_days_off_get_nothing() -> None:
    seller = Place(zone="Europe/Lisbon", country="PT", days_off=frozenset({date(2026, 11, 30)}))
    friday = [contact(n, "2026-11-27 09:00") for n in (1, 2)]
    # 1 December is a holiday in Portugal.
    assert moves(*friday, most=1, seller=seller) == {2: "Wed 02"}


def test_the_persons_holiday_is_left_out_too() -> None:
    there = [contact(n, "2026-11-25 15:00", person=NEW_YORK) for n in (1, 2)]
    assert moves(*there, most=1) == {2: "Fri 27"}


def test_their_day_is_told_where_it_is_another() -> None:
    seller = Place(zone="America/Los_Angeles", country="US")
    planned = [contact(n, "2026-11-25 00:30", person=TOKYO) for n in (1, 2)]
    (move,) = level(planned, seller=seller, most=1, first=FIRST)
    first, _ = first_welcome(start_of_day(move.day, seller.zone), TOKYO, seller)
    assert move.to == local_day(first, TOKYO.zone)


def test_today_is_left_alone() -> None:
    assert moves(*(contact(n, "2026-11-23 09:00") for n in range(9))) == {}


def test_a_day_that_nobody_else_can_relieve_stays_too_full() -> None:
    never = Place(
        zone="Europe/Lisbon",
        country="PT",
        days_off=frozenset(FIRST + timedelta(days=n) for n in range(1, 200)),
    )
    assert moves(contact(1), contact(2), most=1, seller=never) == {}


def off_until(days: int, *more: int) -> Place:
    """A seller who is away from the day after FIRST until `days` after it, and on some days more."""
    away = {FIRST + timedelta(days=n) for n in (*range(1, days), *more)}
    always = Hours(weekdays=frozenset(range(7)))
    return Place(zone="Europe/Lisbon", hours=always, days_off=frozenset(away))


def test_one_fixed_contact_takes_the_room_of_one() -> None:
    assert moves(contact(1, fixed=True), contact(2), contact(3)) == {3: "Wed 25"}


def test_a_contact_is_moved_by_ninety_days_at_most() -> None:
    anywhere = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset(range(7))))
    two = [contact(n, person=anywhere) for n in (1, 2)]
    assert moves(*two, most=1, seller=off_until(MOST_DAYS)) == {2: "Mon 22"}
    assert moves(*two, most=1, seller=off_until(MOST_DAYS + 1)) == {}


def test_nor_by_a_day_more_where_that_day_is_full() -> None:
    anywhere = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset(range(7))))
    two = [contact(n, person=anywhere) for n in (1, 2)]
    promised = contact(3, "2027-02-22 09:00", person=anywhere, fixed=True)
    assert moves(*two, promised, most=1, seller=off_until(MOST_DAYS)) == {}


def test_whoever_waits_for_a_day_that_suits_is_not_forgotten_on_a_full_one() -> None:
    # Nobody is contacted in New York on the 26th, Thanksgiving.
    planned = [contact(n, "2026-11-25 15:00", person=NEW_YORK if n == 2 else LISBON) for n in (1, 2, 3, 4)]
    assert moves(*planned, most=1) == {2: "Fri 27", 3: "Thu 26", 4: "Mon 30"}


def test_what_stays_on_a_day_too_full_takes_no_room_of_another() -> None:
    anywhere = Place(zone="Europe/Lisbon", hours=Hours(weekdays=frozenset(range(7))))
    two = [contact(n, person=anywhere) for n in (1, 2)]
    # Ninety days later two more fall, one too many for that day; the day after it the seller is back.
    later = [contact(n, "2027-02-22 09:00", person=anywhere) for n in (3, 4)]
    seller = off_until(MOST_DAYS, MOST_DAYS)
    assert moves(*two, *later, most=1, seller=seller) == {4: "Tue 23"}
    assert moves(*later[:1], *two, most=1, seller=seller) == {}


def test_nothing_planned_is_nothing_to_move() -> None:
    assert moves() == {}
    assert moves(contact(1), most=0) == {}
    assert moves(contact(1), contact(2), most=0) == {2: "Wed 25"}


plates = st.lists(
    st.builds(
        Planned,
        id=st.integers(1, 10_000),
        at=st.integers(0, 60 * 24 * 30).map(lambda m: at("2026-11-24 00:00") + timedelta(minutes=m)),
        person=places(),
        fixed=st.booleans(),
        settled=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda planned: planned.id,
)


def after(planned: list[Planned], moved: tuple[Levelled, ...], seller: Place) -> list[Planned]:
    """The plate once everything was moved."""
    to = {move.id: move for move in moved}
    return [
        Planned(
            id=contact.id,
            at=first_welcome(start_of_day(to[contact.id].day, seller.zone), contact.person, seller)[0],
            person=contact.person,
            settled=True,
        )
        if contact.id in to
        else contact
        for contact in planned
    ]


@quick
@given(plates, places(with_days_off=True), st.integers(1, 5))
def test_whatever_is_on_the_plate(planned: list[Planned], seller: Place, most: int) -> None:
    moved = level(planned, seller=seller, most=most, first=FIRST)
    by_id = {contact.id: contact for contact in planned}
    assert len({move.id for move in moved}) == len(moved)
    for move in moved:
        assert not by_id[move.id].fixed
        assert move.day > local_day(by_id[move.id].at, seller.zone)
    then = after(planned, moved, seller)
    for contact in then:
        if contact.id in {move.id for move in moved}:
            assert is_open(contact.person, contact.at)
    load = Counter(local_day(contact.at, seller.zone) for contact in then)
    stuck = {local_day(c.at, seller.zone) for c in then if c.id not in {m.id for m in moved} and not c.fixed}
    full = Counter(local_day(contact.at, seller.zone) for contact in then if contact.fixed)
    for day, count in load.items():
        # Too full only by what is fixed there, or by what finds no other day.
        assert count <= max(most, full[day]) or day in stuck
    assert level(then, seller=seller, most=most, first=FIRST) == ()
