"""Words that are nearly those of a search: `mueler` for müller, `smiht` for smith.

A word is kept under a key for itself, one for each way to leave out a letter, and one for how it sounds. Two words
share a key when one typing mistake (a letter too many, too few, wrong, or two swapped) parts them, or when they
sound alike; a question is then a handful of exact look-ups, the same on both databases however many people there
are. What the keys bring together is compared letter by letter, so a key may promise too much.
"""

import re
import zlib
from collections.abc import Iterable

from rapidfuzz.distance import OSA, JaroWinkler

#: A shorter word is too near too many others; a longer one is no name.
SHORTEST, LONGEST = 3, 24
#: So many of the nearest words stand in for one that nobody is called.
MOST_NEAR = 12

# How a sound is also written, in the order in which it is replaced. What is left are the consonants.
_ALIKE = (
    ("sch", "s"), ("tsch", "s"), ("sh", "s"), ("ph", "f"), ("ck", "k"), ("ch", "k"), ("dt", "t"), ("th", "t"),
    ("x", "ks"), ("tz", "s"), ("c", "k"), ("q", "k"), ("g", "k"), ("z", "s"), ("d", "t"), ("b", "p"), ("w", "v"),
)  # fmt: skip
_SILENT = re.compile(r"[aeiouyhj]+")
_TWICE = re.compile(r"(.)\1+")


def is_spelt(word: str) -> bool:
    """Whether people would type it by heart, and so wrongly: letters only, no number and no address."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys_of(word: str) -> frozenset[int]:
    """The keys of a folded word, as 32-bit numbers; none for what is not spelt."""
    if not is_spelt(word):
        return frozenset()
    forms = {*(word[:at] + word[at + 1 :] for at in range(len(word)))}
    sound = sound_of(word)
    if len(sound) > 2:  # fewer sound like half of all names
        forms.add(f"~{sound}")
    return frozenset({own_key(word), *(_number(form) for form in forms)})


def own_key(word: str) -> int:
    """The key of the word itself, under which it stands once."""
    return _number(word)


def sound_of(word: str) -> str:
    """The consonants as they sound, the first letter as it is where it is a vowel."""
    first = word[:1] if _SILENT.match(word) else ""
    for written, sound in _ALIKE:
        word = word.replace(written, sound)
    return first + _TWICE.sub(r"\1", _SILENT.sub("", word))


def nearest(word: str, among: Iterable[str]) -> dict[str, int]:
    """Of these words those that may be meant, with how many letters part them, the nearest first."""
    most = _may_differ(word)
    parted = {other: OSA.distance(word, other, score_cutoff=most) for other in among if other != word}
    near = [other for other, distance in parted.items() if distance <= most]
    # Among equals the one that begins the same: the first letters are seldom the wrong ones.
    near.sort(key=lambda other: (parted[other], -JaroWinkler.similarity(word, other), other))
    return {other: parted[other] for other in near[:MOST_NEAR]}


def _may_differ(word: str) -> int:
    if len(word) < 5:
        return 1
    return 2 if len(word) < 9 else 3


def _number(form: str) -> int:
    """Signed, as both databases keep it in four bytes."""
    return zlib.crc32(form.encode()) - 2**31
