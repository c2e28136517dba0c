"""Words with merge fields, in Liquid: checked when they are written, bounded when they are rendered.

What a person wrote about somebody (a name, a remark) is only ever data here: it is printed, never read as a
template, and can neither break a line of a header nor turn the direction of the text around it.
docs/reference/merge-fields.md describes the language for users.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from twelfth.rules.merge_fields import GROUPS, PATHS, MergeField, clip, given, plain, sample
from twelfth.rules.own_merge_fields import OWN_GROUPS, is_own
from twelfth.rules.words_errors import WordsError, unknown_field
from twelfth.rules.words_language import places, produce

__all__ = ["Parsed", "Rendered", "WordsError", "fields", "parse", "render", "render_line", "sample", "tidy"]

#: Characters of a rendered subject. RFC 5322 allows lines of 998 bytes; nobody reads a subject of 250.
MOST_LINE = 250


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text that can be used: it was read, and rendered once without and once with every merge field."""

    text: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Finished words. `missing`: merge fields that were printed with nothing to print, in their order.

    One with a `default`, or inside an `{% if %}` that left it out, is not missing.
    """

    text: str
    missing: tuple[str, ...] = ()


def parse(text: str, own: Collection[MergeField] | None = None) -> Parsed:
    """Check a text as its author finishes it. `own` are the fields that the workspace has added; None where it is not
    known whose text it is: then any of them may be there.

    Raises `WordsError` for what Liquid cannot read, an unknown tag, filter or merge field, and a text without
    bounds.
    """
    groups = GROUPS | OWN_GROUPS
    known = PATHS.union(groups, (one.path for one in own or ()))
    used: set[str] = set()
    for path, line in places(text):
        name = path if path in known else path.removesuffix(".size")
        if name not in known and not (own is None and is_own(name)):
            raise unknown_field(path, line, [one.path for one in own or ()])
        used.add(name)
    produce(text, {})
    _, missing = produce(text, given(sample(own or ())))
    if several := groups.intersection(missing):
        raise _several(min(several), own or ())
    return Parsed(text, frozenset(used))


def _several(group: str, own: Collection[MergeField]) -> WordsError:
    paths = [one.typed for one in own] if group in OWN_GROUPS else sorted(PATHS)
    example = next((path for path in paths if path.startswith(f"{group}.")), "")
    mend = f"Say which, such as {{{{ {example} }}}}." if example else "Say which."
    return WordsError(f"{{{{ {group} }}}} is several fields.", mend)


def fields(text: str) -> frozenset[str]:
    """The merge-field paths that a text uses, known or not. Raises `WordsError` where it cannot be read."""
    return frozenset(path for path, _ in places(text))


def render(text: str, brief: Mapping[str, Any]) -> Rendered:
    """The text of a message with the brief filled in, and its blank lines and gaps tidied.

    An unknown or empty merge field never fails: it prints nothing and is named in `missing`. Raises
    `WordsError` only for a text that cannot be read, or one that grows beyond all bounds.
    """
    written, missing = produce(text, given(brief))
    return Rendered(tidy(written), missing)


def render_line(text: str, brief: Mapping[str, Any]) -> Rendered:
    """The same as one line, fit for a subject: no line breaks, no control characters, `MOST_LINE` at most."""
    written, missing = produce(text, given(brief))
    line = _without_gaps(" ".join(plain(written).split()))
    return Rendered(clip(line, MOST_LINE), missing)


def tidy(text: str) -> str:
    """Plain text as a careful person leaves it.

    No trailing blanks, no gaps left by empty fields, never more than one empty line. Indentation by two
    blanks or more stays.
    """
    lines = [re.sub(r"^ (?=\S)", "", line.rstrip()) for line in plain(text).split("\n")]
    lines = [re.sub(r"(?<=\S) {2,}", " ", _without_gaps(line)) for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _without_gaps(line: str) -> str:
    """`Hi ,` becomes `Hi,`. Only before a comma or stop that ends a word: ".NET" and the French " :" stay."""
    return re.sub(r"(?<=\S) +(?=[,.](?:\s|$))", "", line)
