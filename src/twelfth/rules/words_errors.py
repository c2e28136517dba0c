"""What is wrong with a text, in a sentence that says how to mend it."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from liquid.exceptions import BlockNestingError, LiquidError, ResourceLimitError

from twelfth.rules.merge_fields import PATHS
from twelfth.rules.own_merge_fields import is_own


class WordsError(ValueError):
    """A text cannot be used. The message says in full: the line (from 1), what is wrong, how to mend it."""

    def __init__(self, problem: str, mend: str, *, line: int | None = None) -> None:
        self.problem, self.mend, self.line = problem, mend, line
        where = "" if line is None else f"Line {line}: "
        super().__init__(f"{where}{problem} {mend}")


_OPENING = re.compile(r"\{\{|\{%")
_TAG = re.compile(r"\{%-?\s*(\w*)")
_BLOCKS = frozenset({"if", "unless", "case", "for", "capture", "comment"})
_INNER = {"else": "if", "elsif": "if", "when": "case", "break": "for", "continue": "for"}

#: What the Liquid library says, and what to say to the author: a problem and how to mend it.
_FAULTS: tuple[tuple[str, str, str], ...] = (
    (r"expected tag (end\w+)", "A block is opened and never closed.", r"Add {% \1 %} where it should end."),
    (r"(\w+) tag was never closed", r"{% \1 %} is never closed.", r"Add {% end\1 %} where it should end."),
    (
        "unexpected '[\u201c\u201d\u2018\u2019]'",
        "Curly quotation marks cannot stand inside {{ }} or {% %}.",
        'Use straight ones: "…".',
    ),
    (
        r"unexpected (\"'\"|'\"')",
        "A quotation mark is opened and never closed.",
        'Put one on both sides: "…".',
    ),
    (
        r"unexpected '(break|continue)'",
        r"{% \1 %} stands outside a loop.",
        "Use it between {% for %} and {% endfor %}.",
    ),
    (r"unexpected '&'", "“&” cannot join conditions.", "Write “and” instead."),
    (r"unexpected '(.)'", r"“\1” cannot stand inside {{ }} or {% %}.", "Take it out."),
    (r"found '='", "One equals sign does not compare.", 'Use two: {% if person.city == "Porto" %}.'),
    (
        r"expected end of expression",
        "There is a word too many.",
        "A merge field is one name, such as {{ person.first_name }}.",
    ),
    (
        r"found end of expression|missing",
        "Something is missing here.",
        "Write a name or a condition between the braces.",
    ),
    (
        r"not supported between",
        "A text cannot be compared with a number.",
        "Compare texts with == or contains.",
    ),
    (r"conversion limit", "A number is too long.", "Use a smaller one."),
    (
        r"argument|expected an|could not cast",
        "A filter has the wrong number or kind of values.",
        'Write it like {{ person.city | default: "there" }}.',
    ),
)


def refusal(text: str, error: Exception) -> WordsError:
    """The sentence for a library's error about a text."""
    line = line_of_error(text, error)
    if isinstance(error, RecursionError | BlockNestingError) or isinstance(error.__cause__, RecursionError):
        return WordsError("This is nested too deeply to be read.", "Make it simpler.", line=line)
    if isinstance(error, ResourceLimitError):
        return WordsError(
            "This text would grow without bounds.", "Use fewer loops and shorter pieces.", line=line
        )
    if not isinstance(error, LiquidError):
        return WordsError(
            "A calculation has no sensible result.", "Take it out, or use smaller numbers.", line=line
        )
    message = str(error.message)
    if tag := re.match(r"unexpected tag '(\w+)'", message):
        return _wrong_tag(tag.group(1), line)
    for pattern, problem, mend in _FAULTS:
        if found := re.search(pattern, message):
            return WordsError(found.expand(problem), found.expand(mend), line=line)
    return WordsError(f"This cannot be read ({message}).", "Check the braces and the spelling.", line=line)


def unknown_field(path: str, line: int, own: Sequence[str] = ()) -> WordsError:
    """`own` are the paths of the fields that the workspace has added."""
    is_theirs = is_own(path)
    known, cutoff = (list(own), 0.75) if is_theirs else (sorted([*PATHS, *own]), 0.5)
    nearest = get_close_matches(path, known, n=1, cutoff=cutoff)
    path = path if len(path) <= 60 else f"{path[:59]}…"
    if is_theirs:
        mend = f"Did you mean {nearest[0]}?" if nearest else "Add it in the settings, or take it out."
        return WordsError(f"There is no field of your own behind “{path}”.", mend, line=line)
    mend = f"Did you mean {nearest[0]}?" if nearest else "See the list of merge fields."
    return WordsError(f"“{path}” is not a merge field.", mend, line=line)


def unknown_filter(name: str, known: list[str], line: int) -> WordsError:
    nearest = get_close_matches(name, known, n=1)
    mend = f"Did you mean {nearest[0]}?" if nearest else f"Use one of: {', '.join(known)}."
    return WordsError(f"There is no filter “{name}”.", mend, line=line)


def _wrong_tag(tag: str, line: int | None) -> WordsError:
    opener = tag.removeprefix("end")
    if tag.startswith("end") and opener in _BLOCKS:
        problem, mend = (
            f"{{% {tag} %}} closes nothing.",
            f"Open it before with {{% {opener} %}}, or take it out.",
        )
    elif tag in _INNER:
        problem, mend = (
            f"{{% {tag} %}} stands outside its block.",
            f"Open one before with {{% {_INNER[tag]} %}}.",
        )
    else:
        problem = f"There is no instruction {{% {tag} %}}."
        mend = f"Use one of: {', '.join(sorted(_BLOCKS | {'assign'}))}."
    return WordsError(problem, mend, line=line)


def line_at(text: str, index: int) -> int:
    return text.count("\n", 0, max(index, 0)) + 1


def instructions(text: str) -> Iterator[tuple[int, str]]:
    """Every `{{ }}` and `{% %}` with its place, in linear time. Raises `WordsError` for one left open."""
    opening = _OPENING.search(text)
    while opening:
        closing = "}}" if opening.group() == "{{" else "%}"
        end = text.find(closing, opening.end())
        if end < 0:
            kind = "A merge field" if closing == "}}" else "An instruction"
            problem = f"{kind} is opened with {opening.group()} and never closed."
            raise WordsError(problem, f"Close it with {closing}.", line=line_at(text, opening.start()))
        yield opening.start(), text[opening.start() : end + 2]
        opening = _OPENING.search(text, end + 2)


def line_of_error(text: str, error: Exception) -> int | None:
    """The line of a library's error; where it names none, of the block that was left open."""
    if isinstance(error, LiquidError) and error.token is not None and error.token.start_index >= 0:
        return line_at(text, error.token.start_index)
    if isinstance(error, LiquidError) and "expected tag end" in str(error.message):
        opened: list[tuple[str, int]] = []
        for start, instruction in instructions(text):
            tag = _TAG.match(instruction)
            if tag and tag.group(1) in _BLOCKS:
                opened.append((tag.group(1), start))
            elif tag and opened and tag.group(1) == f"end{opened[-1][0]}":
                opened.pop()
        return line_at(text, opened[-1][1]) if opened else None
    return None
