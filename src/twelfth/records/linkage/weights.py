"""What each likeness weighs: the model of Fellegi and Sunter (1969), with Winkler's weights by how common a value is.

The weight of a likeness is log2(m / u): how much likelier it is between two records of one person (m) than between
records of two (u). The weights add up, and with the prior they are the logarithm of the odds that both are one.

m is a property of how people write and mistype, much the same everywhere, and stands here (`M`); u is a property of
the people at hand. For what is the same it is the share of that very value among them (`Frequencies`): Smith in common
says less than Ribeiro. For the other levels it stands here beside m.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from twelfth.records.linkage.compare import Level, Likeness, Thing, compare
from twelfth.records.linkage.facts import Facts

_L = Level
#: (m, u) by thing and level. u of SAME is what it is when nothing is known of the value.
M: Mapping[Thing, Mapping[Level, tuple[float, float]]] = {
    Thing.EXTERNAL_ID: {_L.SAME: (0.9, 1e-5)},
    Thing.EMAIL: {
        _L.SAME: (0.6, 1e-5),
        _L.CLOSE: (0.03, 1e-5),
        _L.NEAR: (0.07, 1e-3),
        _L.OTHER: (0.3, 0.999),
    },
    Thing.PHONE: {_L.SAME: (0.6, 1e-4), _L.CLOSE: (0.02, 1e-4), _L.OTHER: (0.38, 0.999)},
    Thing.HANDLE: {_L.SAME: (0.9, 1e-5)},
    Thing.GIVEN: {
        _L.SAME: (0.72, 0.01),
        _L.SWAPPED: (0.03, 0.0005),
        _L.SHORT: (0.05, 0.01),
        _L.PART: (0.05, 0.01),
        _L.CLOSE: (0.08, 0.01),
        _L.NEAR: (0.03, 0.02),
        _L.OTHER: (0.04, 0.94),
    },
    Thing.FAMILY: {
        _L.SAME: (0.76, 0.002),
        _L.SWAPPED: (0.03, 0.0005),
        _L.SHORT: (0.01, 0.005),
        _L.PART: (0.04, 0.003),
        _L.CLOSE: (0.09, 0.003),
        _L.NEAR: (0.03, 0.02),
        _L.OTHER: (0.04, 0.965),
    },
    Thing.BIRTHDAY: {
        _L.SAME: (0.9, 5e-5),
        _L.PART: (0.95, 0.003),
        _L.SWAPPED: (0.01, 5e-5),
        _L.CLOSE: (0.06, 0.0015),
        _L.NEAR: (0.01, 0.02),
        _L.OTHER: (0.02, 0.978),
    },
    Thing.COMPANY: {
        _L.SAME: (0.7, 0.01),
        _L.CLOSE: (0.1, 0.003),
        _L.NEAR: (0.05, 0.02),
        _L.OTHER: (0.15, 0.965),
    },
    Thing.STREET: {
        _L.SAME: (0.5, 0.0005),
        _L.PART: (0.12, 0.001),
        _L.CLOSE: (0.18, 0.001),
        _L.NEAR: (0.1, 0.015),
        _L.OTHER: (0.1, 0.98),
    },
    Thing.CITY: {
        _L.SAME: (0.8, 0.02),
        _L.CLOSE: (0.1, 0.005),
        _L.NEAR: (0.03, 0.02),
        _L.OTHER: (0.07, 0.95),
    },
    Thing.POSTCODE: {_L.SAME: (0.85, 0.003), _L.CLOSE: (0.07, 0.01), _L.OTHER: (0.08, 0.985)},
    Thing.REGION: {_L.SAME: (0.9, 0.2), _L.OTHER: (0.1, 0.8)},
}

#: What colleagues have in common as well as one person does: together it weighs at most so much, because that it is
#: much does not make it say more.
COLLEAGUES = frozenset({Thing.COMPANY, Thing.STREET, Thing.CITY, Thing.POSTCODE, Thing.REGION, Thing.PHONE})
#: And what a household does: if the given names are not alike, two live together who are not one.
HOUSEHOLD = COLLEAGUES | {Thing.FAMILY, Thing.EMAIL, Thing.HANDLE}
# Likewise of two colleagues with other family names the given name may well be the same.
MOST_SHARED = 16.0

#: How many people are there twice, as a share of all, before anything is known of them.
DOUBLES = 0.02


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many there are, and how common values are among a sample of them."""

    people: int
    sampled: int
    counts: Mapping[Thing, Counter[str]]

    @property
    def prior(self) -> float:
        """The logarithm of the odds that two, taken at random, are one."""
        pairs = max(self.people * (self.people - 1) / 2, 1)
        return log2(max(self.people * DOUBLES, 0.1) / pairs)

    def share(self, likeness: Likeness) -> float | None:
        """How common the value is; None where that is not counted."""
        counts = self.counts.get(likeness.thing)
        if counts is None or likeness.level is not Level.SAME:
            return None
        return max(counts[likeness.value], 0.5) / max(self.sampled, 1)


def frequencies(people: int, sample: Iterable[Facts]) -> Frequencies:
    counts: dict[Thing, Counter[str]] = {
        thing: Counter()
        for thing in (
            Thing.GIVEN,
            Thing.FAMILY,
            Thing.CITY,
            Thing.POSTCODE,
            Thing.REGION,
            Thing.COMPANY,
            Thing.STREET,
        )
    }
    sampled = 0
    for each in sample:
        sampled += 1
        counts[Thing.GIVEN].update(each.given[:1])
        counts[Thing.FAMILY][" ".join(each.family)] += 1
        counts[Thing.CITY][each.city] += 1
        counts[Thing.POSTCODE][each.postcode] += 1
        counts[Thing.REGION][each.region] += 1
        counts[Thing.COMPANY][each.company] += 1
        counts[Thing.STREET][" ".join(each.street)] += 1
    return Frequencies(people, sampled, counts)


@dataclass(frozen=True, slots=True)
class Weighed:
    """`total` is the logarithm (base 2) of the odds that both are one; `evidence` what each likeness weighs."""

    total: float
    is_certain: bool
    evidence: tuple[tuple[Likeness, float], ...]


#: From so much on it is suggested: four times likelier one than two.
SUGGESTED = 2.0
#: From so much on, and with nothing against it, it is called certain: a thousand times likelier.
CERTAIN = 10.0
#: Things of a person's own. Where one of these differs, nothing is certain.
_OWN = frozenset({Thing.GIVEN, Thing.FAMILY, Thing.BIRTHDAY})
_PROOF = frozenset({Thing.EXTERNAL_ID, Thing.EMAIL, Thing.PHONE, Thing.HANDLE, Thing.BIRTHDAY})


def weigh(one: Facts, other: Facts, known: Frequencies) -> Weighed:
    likenesses = compare(one, other)
    evidence = tuple((likeness, _weight(likeness, known)) for likeness in likenesses)
    unlike = {each.thing for each in likenesses if each.level is Level.OTHER}
    group = HOUSEHOLD if Thing.GIVEN in unlike else COLLEAGUES
    if Thing.FAMILY in unlike:
        group |= {Thing.GIVEN}
    shared = sum(weight for likeness, weight in evidence if likeness.thing in group)
    own = sum(weight for likeness, weight in evidence if likeness.thing not in group)
    total = known.prior + own + min(shared, MOST_SHARED)
    return Weighed(total, _is_certain(total, likenesses), evidence)


def _is_certain(total: float, likenesses: list[Likeness]) -> bool:
    """Both parts of the name and something that only one person has are the same, and nothing of their own differs."""
    same = {each.thing for each in likenesses if each.level is Level.SAME}
    unlike = {each.thing for each in likenesses if each.level in {Level.NEAR, Level.OTHER}}
    return (
        total >= CERTAIN and {Thing.GIVEN, Thing.FAMILY} <= same and bool(same & _PROOF) and not unlike & _OWN
    )


#: No u is trusted to be smaller, nor larger for what is the same.
_LEAST, _MOST = 1e-5, 0.5


def _weight(likeness: Likeness, known: Frequencies) -> float:
    m, u = M[likeness.thing][likeness.level]
    share = known.share(likeness)
    if share is not None:
        u = min(max(share, _LEAST), _MOST)
    return log2(m / u)
