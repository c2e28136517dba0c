"""The merge fields that texts may print, and the values that stand in for them.

docs/reference/merge-fields.md lists them for users; `brief.merge` supplies exactly these.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: Characters of one value. Longer ones are cut with an ellipsis: a remark must not become the message.
MOST_VALUE = 4_000


@dataclass(frozen=True, slots=True)
class MergeField:
    """A name that texts may print. With `many_lines` its value keeps line breaks; every other is one line.

    For a field of one's own, `key` is its key, and `typed` how its path has to be written.
    """

    path: str
    meaning: str
    example: str | int
    many_lines: bool = False
    typed: str = ""
    key: str = ""


MERGE_FIELDS = (
    MergeField("person.first_name", "how one addresses them", "Anna"),
    MergeField("person.full_name", "their whole name", "Anna Lindqvist"),
    MergeField("person.title", "their job", "head of operations"),
    MergeField("person.company", "where they work", "Norrby Timber"),
    MergeField("person.city", "the town they are in", "Uppsala"),
    MergeField(
        "said", "what they told us, in their words", "we lose enquiries between the fair and the first call"
    ),
    MergeField("said_where", "where they said it, as it was noted", "the Uppsala trade fair"),
    MergeField("said_when", "the day they said it", "on Tuesday"),
    MergeField("shared", "what we have in common with them", "long-distance skating"),
    MergeField("last.channel", "the channel of the last contact", "phone"),
    MergeField("last.when", "the day of the last contact", "on 7 May"),
    MergeField("last.summary", "the last contact as one names it to them", "our call"),
    MergeField("promise.text", "what we owe them", "Send the price for two sites"),
    MergeField("promise.when", "the day we promised it", "yesterday"),
    MergeField("me.first_name", "your first name", "Tom"),
    MergeField("me.full_name", "your whole name", "Tom Okafor"),
    MergeField("me.company", "your business", "Fernhill Office Works"),
    MergeField("me.phone", "your number", "020 7946 0018"),
    MergeField("me.calendar_url", "where people can choose a time with you", "https://fernhill.example/tom"),
    MergeField("me.signature", "how your mail ends", "Tom Okafor\nFernhill Office Works", many_lines=True),
    MergeField("matter", "what the follow-up is about", "the enquiry desk"),
    MergeField("number", "the number of this contact", 4),
    MergeField("of", "how many contacts are planned", 12),
    MergeField("proof.title", "a case study of your own", "A joinery with two people in the office"),
    MergeField("proof.result", "what came of it", "every enquiry answered the same day since March"),
    MergeField("event.title", "an event they may like", "a breakfast for operations people"),
    MergeField("event.when", "the day of the event", "on 12 June"),
    MergeField("article.title", "something worth reading", "The first hour after the fair"),
    MergeField("article.url", "where to read it", "https://fernhill.example/first-hour"),
)

PATHS = frozenset(merge_field.path for merge_field in MERGE_FIELDS)
#: Names that stand before a dot: "person" may be asked for in a condition.
GROUPS = frozenset(path.split(".")[0] for path in PATHS if "." in path)
_MANY_LINES = frozenset(merge_field.path for merge_field in MERGE_FIELDS if merge_field.many_lines)


def sample(own: Iterable[MergeField] = ()) -> dict[str, Any]:
    """A brief in which every merge field has its example, those of one's own too: for previews and for checking
    texts."""
    brief: dict[str, Any] = {}
    for merge_field in MERGE_FIELDS:
        group, _, name = merge_field.path.rpartition(".")
        (brief.setdefault(group, {}) if group else brief)[name] = merge_field.example
    for merge_field in own:
        of = merge_field.path.partition(".")[0]
        brief.setdefault(of, {}).setdefault("own", {})[merge_field.key] = merge_field.example
    return brief


def given(brief: Mapping[str, Any]) -> dict[str, object]:
    """The brief as templates may see it: plain text and numbers only, what is empty left out.

    Liquid counts "" as true, so `{% if said %}` would print a heading over nothing.
    """
    values = {str(key): _value(item, str(key), depth=1) for key, item in brief.items()}
    return {key: value for key, value in values.items() if value is not None}


def _value(value: object, path: str, *, depth: int) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping) and depth < 4:
        inner = {str(key): _value(item, f"{path}.{key}", depth=depth + 1) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    text = plain(str(value))
    text = (text if path in _MANY_LINES else re.sub(r"[ \t\n]+", " ", text)).strip()
    # Blanks, joiners and marks of direction alone are nothing that anybody could read.
    if not any(character.isprintable() and not character.isspace() for character in text):
        return None
    return clip(text, MOST_VALUE)


#: Embedding, override and isolation of direction: unclosed in a name, they would turn our own words around.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def plain(text: str) -> str:
    """Without control characters, half characters and turns of direction; every line break is a \\n."""
    text = _BREAKS.sub("\n", text).translate(_TURNS).encode("utf-8", "ignore").decode("utf-8")
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
