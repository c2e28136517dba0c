"""No script, style or handler stands in a page: the content security policy would stop it."""

import re
from collections.abc import Iterator

import pytest

from tests.repo.source import PACKAGE

_FORBIDDEN = {
    "a script in the page": r"<script(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*[\"']application/json)",
    "a style sheet in the page": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a handler attribute": r"<[^>]*\s(?:on[a-z]+|hx-on[\w:.-]*)\s*=",
    "a javascript: address": r"[\"'\s=]javascript:",
    "an expression for htmx to evaluate": r"hx-(?:vals|headers)\s*=\s*[\"'](?:js|javascript):",
    "something from another host": r"<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)=[\"'](?:https?:)?//",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _FORBIDDEN.items()}


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Line and kind of each thing in a template that the policy forbids."""
    without_comments = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", _blank, text, flags=re.DOTALL)
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(without_comments):
            yield without_comments.count("\n", 0, match.start()) + 1, kind


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def test_templates_hold_nothing_that_the_policy_forbids() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {kind}"
        for path in sorted(PACKAGE.rglob("templates/**/*"))
        if path.suffix in {".html", ".svg"}
        for line, kind in forbidden(path.read_text(encoding="utf-8"))
    ]
    advice = (
        "Put scripts into static/twelfth/js, styles into the style sheets, handlers into data- attributes:"
    )
    assert not found, "\n".join([advice, *found])


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<script type='module'>go()</script>",
        "<style>p {}</style>",
        '<p class="a" style="color: red">',
        '<button onclick="go()">',
        '<form\n  hx-on::after-request="go()">',
        '<a href="javascript:go()">',
        "<div hx-vals='js:{a: 1}'>",
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<script src="//example.com/a.js"></script>',
    ],
)
def test_what_the_policy_forbids_is_seen(text: str) -> None:
    assert list(forbidden(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script type='module' src=\"{% static 'twelfth/js/keys.js' %}\"></script>",
        '<script id="days" type="application/json">[]</script>',
        '<a href="https://example.com/">elsewhere</a>',
        '<p data-style="x">once = 1</p>',
        "{# <style> #}",
    ],
)
def test_what_the_policy_allows_passes(text: str) -> None:
    assert not list(forbidden(text))
