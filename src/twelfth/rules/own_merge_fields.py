"""The fields that a workspace has added, as merge fields: `person.own.KEY` and `company.own.KEY`."""

import re

from twelfth.rules.merge_fields import MergeField

#: What stands before the keys, and what a text may ask for as a whole in a condition.
OWN_GROUPS = frozenset({"person.own", "company", "company.own"})

#: Words of the language, which cannot stand behind a dot.
_RESERVED = frozenset(
    "and or not contains true false nil null empty blank if else in with for as reversed limit offset cols "
    "continue required".split()
)
_PLAIN = re.compile(r"[\u0080-\uFFFFa-zA-Z_][\u0080-\uFFFFa-zA-Z0-9_-]*")
_PATH = re.compile(r"(person|company)\.own(\.[^.\[\]]+|\['[^'\[\]]+'\])")


def own_merge_field(of: str, key: str, label: str, example: str) -> MergeField:
    """A field of people (`of` "person") or of companies ("company")."""
    in_brackets = f"{of}.own['{key}']"
    path = f"{of}.own.{key}" if _PLAIN.fullmatch(key) else in_brackets
    meaning = f"{label}, a field of your own" + (" of companies" if of == "company" else "")
    return MergeField(path, meaning, example, typed=in_brackets if key in _RESERVED else path, key=key)


def is_own(path: str) -> bool:
    """Whether it names a field of one's own, known or not."""
    return _PATH.fullmatch(path) is not None
