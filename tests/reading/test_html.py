"""HTML of strangers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twelfth.reading import clean_html, text_of


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://x.example/p.gif">',
        '<img src="//x.example/p.gif" srcset="https://x.example/q.gif 2x">',
        '<div style="background:url(https://x.example/p.gif)">a</div>',
        '<table background="https://x.example/p.gif"><tr><td background="https://x.example/p.gif">a</td></tr></table>',
        "<style>@import url(https://x.example/a.css)</style>",
        '<link rel="stylesheet" href="https://x.example/a.css">',
        '<iframe src="https://x.example"></iframe>',
        '<video poster="https://x.example/p.gif" src="https://x.example/v"></video>',
        '<svg><image href="https://x.example/p.gif"/></svg>',
        '<form action="https://x.example"><input type=image src="https://x.example/p.gif"></form>',
        '<object data="https://x.example/a.swf"></object><embed src="https://x.example/a.swf">',
        '<img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=">',
        '<base href="https://x.example/"><meta http-equiv=refresh content="0;url=https://x.example">',
    ],
)
def test_nothing_is_loaded_from_elsewhere(html: str) -> None:
    cleaned = clean_html(html)
    assert "x.example" not in cleaned
    assert "svg" not in cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">a</a>',
        '<a href=" data:text/html,<script>alert(1)</script>">a</a>',
        "<p onclick=alert(1)>a</p>",
        '<img src=x onerror="alert(1)">',
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    ],
)
def test_nothing_is_run(html: str) -> None:
    assert "alert" not in clean_html(html)


def test_what_people_use_stays() -> None:
    cleaned = clean_html(
        '<p>Yes, <b>five</b> – <a href="https://buyer.example/x">see</a></p><ul><li>one</ul>'
    )
    assert "<b>five</b>" in cleaned
    assert 'href="https://buyer.example/x"' in cleaned
    assert "noopener" in cleaned
    assert "<li>one</li>" in cleaned


def test_a_picture_within_the_letter_stays() -> None:
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in clean_html(
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="logo">'
    )


def test_too_deep_or_too_odd_is_shown_as_text() -> None:
    for html in ("<b>" * 2000 + "hi <i>&lt;script&gt;</i>", "hi &lt;script&gt;" + "&amp;" * 60_000):
        cleaned = clean_html(html)
        assert cleaned.startswith("<pre>hi")
        assert "<script" not in cleaned


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br/>Two<div>Three</div>", "One\nTwo\nThree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n\n- b"),
        ("a<style>p{}</style><!-- c -->b<script>x</script>", "a b"),
        ("Grüße&nbsp;&amp;&#39;", "Grüße &'"),
        ("new<blockquote>old<blockquote>older</blockquote></blockquote>", "new\n\n> old\n>\n> > older"),
        ("a <!-- never closed", "a"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ],
)
def test_text(html: str, text: str) -> None:
    found = text_of(html)
    assert "\n".join(line for line in found.split("\n") if line.strip("> ")) == "\n".join(
        line for line in text.split("\n") if line.strip("> ")
    )


@given(st.text(alphabet="<>/!-abpli&#;x= \"'blockquote\n"))
def test_any_html(html: str) -> None:
    text_of(html)
    clean_html(html)


@given(st.text())
def test_any_text(html: str) -> None:
    text_of(html)
    clean_html(html)
