"""The HTML twin of a plain text: the same words, as paragraphs with links. Nothing in it is fetched."""

import re
from html import escape

# Addresses in running text. The look-behind keeps a long word from being tried again at each of its letters.
_URL = r"https?://[^\s<>\"“”«»]+"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
_LINK = re.compile(rf"(?P<url>{_URL})|(?P<mail>{_MAIL})")
_TRAILING = ".,;:!?'\u2019*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def html_of(text: str) -> str:
    """Paragraphs at empty lines, line breaks kept, everything else escaped."""
    paragraphs = [paragraph.strip("\n") for paragraph in re.split(r"\n[ \t]*\n", text)]
    body = "\n".join(f"<p>{_lines(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{body}\n</body></html>\n'


def _lines(paragraph: str) -> str:
    return "<br>\n".join(_linked(line) for line in paragraph.split("\n"))


def _linked(line: str) -> str:
    parts, end = [], 0
    for found in _LINK.finditer(line):
        shown = _without_punctuation(found[0]) if found["url"] else found[0]
        target = shown if found["url"] else f"mailto:{shown}"
        parts += [_spaced(line[end : found.start()]), f'<a href="{escape(target)}">{escape(shown)}</a>']
        end = found.start() + len(shown)
    return "".join([*parts, _spaced(line[end:])])


def _spaced(text: str) -> str:
    """Runs of spaces stay as wide as they were written."""
    return escape(text, quote=False).replace("  ", "&nbsp; ")


def _without_punctuation(url: str) -> str:
    """What ends the sentence is not part of the address; a closing bracket is when it was opened in it."""
    while url:
        last = url[-1]
        opened = _PAIRS.get(last)
        if last not in _TRAILING and (opened is None or url.count(opened) >= url.count(last)):
            break
        url = url[:-1]
    return url
