"""The part of Liquid in which texts are written, with bounds on everything it can do.

There are conditions, loops, variables and the filters of `FILTERS`; no includes, no files and no clock. The
library bounds loops only by their nesting, and filters not at all: two of them make 8 TB out of 20 kB. So
every filter here is bounded, and `_Context` counts what one rendering does.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from liquid import BoundTemplate, Environment, RenderContext
from liquid.builtin import content, illegal, output
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.filters import array, math, misc, string
from liquid.builtin.tags import (
    assign_tag,
    capture_tag,
    case_tag,
    comment_tag,
    for_tag,
    if_tag,
    inline_comment_tag,
    unless_tag,
)
from liquid.exceptions import LiquidError, LoopIterationLimitError, OutputStreamLimitError
from liquid.filter import string_filter
from liquid.stringify import to_liquid_string
from liquid.tag import Tag

from twelfth.rules.words_errors import WordsError, instructions, line_at, refusal, unknown_filter

#: Characters of a template, of one `{{ }}` or `{% %}` in it, and of a rendered text.
MOST_SOURCE, MOST_INSTRUCTION, MOST_TEXT = 20_000, 500, 100_000
#: Turns of all loops together, and filters applied, in one rendering.
MOST_TURNS, MOST_FILTERED = 1_000, 5_000


def produce(text: str, values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """The text with its values, and the paths that were printed with nothing to print."""
    template = _compiled(text)
    try:
        return template.produce(values)
    # ArithmeticError and ValueError: figures beyond all sense, from plus and minus.
    except (LiquidError, RecursionError, ArithmeticError, ValueError) as error:
        raise refusal(text, error) from error


def places(text: str) -> Iterator[tuple[str, int]]:
    """Every merge-field path of a text with its line; names that the text itself sets are left out."""
    for variables in _compiled(text).analyze().globals.values():
        for variable in variables:
            yield str(variable), line_at(text, variable.span.index)


@lru_cache(maxsize=512)
def _compiled(text: str) -> "Template":
    """The template of a text. Raises `WordsError`; an unknown merge field is no error here."""
    if len(text) > MOST_SOURCE:
        problem = f"This text has {len(text):,} characters; {MOST_SOURCE:,} is the most a text may have."
        raise WordsError(problem, "Shorten it.")
    for start, instruction in instructions(text):
        if len(instruction) > MOST_INSTRUCTION:
            raise WordsError("This instruction is too long.", "Split it in two.", line=line_at(text, start))
    try:
        template = _language.read(text)
        used = template.analyze().filters
    except (LiquidError, RecursionError) as error:
        raise _located(text, error) from error
    for name, spans in used.items():
        if name not in FILTERS:
            raise unknown_filter(name, sorted(FILTERS), line_at(text, spans[0].index))
    return template


def _located(text: str, error: LiquidError | RecursionError) -> WordsError:
    """Some errors name no place: then it is the first instruction that cannot be read by itself either."""
    refused = refusal(text, error)
    if refused.line is not None:
        return refused
    for start, instruction in instructions(text):
        try:
            _language.read(instruction)
        except (LiquidError, RecursionError) as alone:
            if refusal(instruction, alone).problem == refused.problem:
                return WordsError(refused.problem, refused.mend, line=line_at(text, start))
    return refused


# Filters


@string_filter
def _capitalize(text: str) -> str:
    """The first letter large, the others as they were: Liquid's own would make "our SAP" "Our sap"."""
    return text[:1].upper() + text[1:]


_QUOTES = frozenset({('"', '"'), ("\u201c", "\u201d"), ("'", "'"), ("\u2018", "\u2019"), ("«", "»")})


@string_filter
def _phrase(text: str) -> str:
    """Somebody's words for use inside a sentence: no quotation marks around them, no stop at the end."""
    text = text.strip()
    if len(text) > 1 and (text[0], text[-1]) in _QUOTES:
        text = text[1:-1].strip()
    return text if text.endswith(("...", "…")) else text.rstrip(" .,;:")


@string_filter
def _sentence(text: str) -> str:
    """Somebody's words as a sentence of their own: a large first letter and a stop at the end."""
    text = text.strip()
    stop = "" if not text or text.endswith((".", "!", "?", "…")) else "."
    return text[:1].upper() + text[1:] + stop


_PREPOSITIONS = frozenset(
    {
        "after",
        "at",
        "before",
        "by",
        "during",
        "from",
        "in",
        "near",
        "on",
        "outside",
        "over",
        "through",
        "via",
        "while",
    }
)
#: Places, as people note them, at which one cannot be.
_NO_PLACES = {
    "phone": "on the phone",
    "the phone": "on the phone",
    "call": "on the phone",
    "a call": "on the phone",
    "e-mail": "by e-mail",
    "email": "by e-mail",
    "linkedin": "on LinkedIn",
    "an introduction": "through an introduction",
}


@string_filter
def _at(place: str) -> str:
    """A place with its preposition: "at the fair", but "over lunch" and "on the phone"."""
    place = _phrase(place)
    if not place or place.split()[0].lower() in _PREPOSITIONS:
        return str(place)
    return _NO_PLACES.get(place.lower(), f"at {place}")


@string_filter
def _replace(text: str, old: object, new: object = "") -> str:
    found, instead = to_liquid_string(old, autoescape=False), to_liquid_string(new, autoescape=False)
    _bound(len(text) + text.count(found) * len(instead))
    return text.replace(found, instead)


def _join(items: object, between: object = " ") -> str:
    texts = [
        to_liquid_string(item, autoescape=False) for item in (items if isinstance(items, list) else [items])
    ]
    glue = to_liquid_string(between, autoescape=False)
    _bound(sum(map(len, texts)) + len(texts) * len(glue))
    return glue.join(texts)


def _bound(size: int) -> None:
    if size > MOST_TEXT:
        raise OutputStreamLimitError("output stream limit reached", token=None)


FILTERS: Mapping[str, Callable[..., object]] = {
    "append": string.append, "at": _at, "at_least": math.at_least, "at_most": math.at_most,
    "capitalize": _capitalize, "default": misc.default, "downcase": string.downcase, "first": array.first,
    "join": _join, "last": array.last, "minus": math.minus, "phrase": _phrase, "plus": math.plus,
    "prepend": string.prepend, "remove": string.remove, "replace": _replace, "sentence": _sentence,
    "size": misc.size, "slice": string.slice_, "split": string.split, "squish": string.squish,
    "strip": string.strip, "truncate": string.truncate, "truncatewords": string.truncatewords,
    "upcase": string.upcase, "url_encode": string.url_encode,
}  # fmt: skip


# The language


class _Context(RenderContext):
    """A rendering that notes what was missing and stops when it has done enough."""

    __slots__ = ("filtered", "missing", "turns")

    def __init__(self, template: BoundTemplate, **options: Any) -> None:
        super().__init__(template, **options)
        self.missing: dict[str, None] = {}
        self.turns = self.filtered = 0

    def raise_for_loop_limit(self, length: int = 1) -> None:
        self.turns += length
        if self.turns > MOST_TURNS:
            raise LoopIterationLimitError("loop iteration limit reached", token=None)

    def get_item(self, obj: Any, key: Any) -> Any:
        """What a group has under this name and nothing else: a field of one's own may be called Size or First."""
        return obj[key] if isinstance(obj, Mapping) else super().get_item(obj, key)

    def filter(self, name: str, token: Any) -> Callable[..., object]:
        function = super().filter(name, token)
        self.filtered += 1
        if self.filtered > MOST_FILTERED:
            raise LoopIterationLimitError("filter limit reached", token=None)

        def bounded(value: object, *arguments: object, **named: object) -> object:
            for item in (value, *arguments):
                if isinstance(item, range):
                    raise LiquidError("a range cannot be filtered: wrong argument", token=token)
            result = function(value, *arguments, **named)
            _bound(len(result) if isinstance(result, str | list) else 0)
            return result

        return bounded


class _OutputNode(output.OutputNode):
    def render_to_output(self, context: RenderContext, buffer: Any) -> int:
        value = self.expression.evaluate(context)
        # A group such as `person` is no text: it would print Python's own notation.
        written = "" if isinstance(value, Mapping | tuple) else to_liquid_string(value, autoescape=False)
        source = self.expression.left if isinstance(self.expression, FilteredExpression) else self.expression
        if isinstance(context, _Context) and isinstance(source, Path) and not written.strip():
            context.missing.setdefault(str(source))
        buffer.write(written)
        return len(written)


class _Output(output.Output):
    node_class = _OutputNode


class Template(BoundTemplate):
    context_class = _Context

    def produce(self, values: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
        context, buffer = _Context(self, globals=values), self._get_buffer()
        self.render_with_context(context, buffer)
        return buffer.getvalue(), tuple(context.missing)


_TAGS: tuple[type[Tag], ...] = (
    content.Literal, _Output, illegal.Illegal,
    if_tag.IfTag, unless_tag.UnlessTag, case_tag.CaseTag, for_tag.ForTag, for_tag.BreakTag,
    for_tag.ContinueTag, assign_tag.AssignTag, capture_tag.CaptureTag, comment_tag.CommentTag,
    inline_comment_tag.InlineCommentTag,
)  # fmt: skip


class _Language(Environment):
    template_class = Template
    block_nesting_limit = 20
    context_depth_limit = 20
    loop_iteration_limit = MOST_TURNS
    local_namespace_limit = 4 * MOST_TEXT
    output_stream_limit = 4 * MOST_TEXT

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        del extra
        for tag in _TAGS:
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, function)

    def read(self, text: str) -> Template:
        return cast("Template", self.from_string(text))


_language = _Language()
