"""The line of twelve: nothing touches, nothing leaves the drawing, and its words say what it shows."""

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from twelfth.web.look.line import Dot, Drawn, Line, Side, State, Text, layout
from twelfth.web.look.spark import spark

TODAY = date(2026, 11, 24)


def dot(days: int, state: State = "done", **more: object) -> Dot:
    return Dot(on=TODAY + timedelta(days=days), state=state, title=f"a contact {days} days away", **more)  # type: ignore[arg-type]  # the fields of Dot, by name


def a_story() -> list[Dot]:
    """Four contacts made, one answer, a promise for today, two to come, and the decision."""
    return [
        dot(-26, text="1", side="gave", label="talked"),
        dot(-21, text="2", side="gave", label="e-mail"),
        dot(-14, "heard", label="answered"),
        dot(-6, text="3", side="asked", label="voicemail"),
        dot(0, "next", text="4", flag=True, label="as promised"),
        dot(13, "planned", text="5", side="gave"),
        dot(75, "planned", text="6", side="asked"),
        dot(82, "open_end"),
    ]


WORDS = st.text("abcdefghij ", max_size=40).map(str.strip)
SIDES: list[Side] = ["gave", "asked", "neutral"]


@st.composite
def stories(draw: st.DrawFn) -> list[Dot]:
    past: list[State] = ["done", "heard", "failed", "skipped"]
    gaps = st.lists(st.integers(0, 400), max_size=14)
    made, ahead = draw(gaps), draw(gaps)
    found = []
    for count, gap in enumerate(made):
        days = gap - sum(made[count:])
        state = draw(st.sampled_from(past))
        found.append(
            dot(min(0, days), state, text=str(count), label=draw(WORDS), side=draw(st.sampled_from(SIDES)))
        )
    found.sort(key=lambda one: one.on)
    days = 0
    for count, gap in enumerate(ahead):
        days += gap
        state = "next" if count == 0 else "planned"
        flag = draw(st.booleans())
        side = draw(st.sampled_from(SIDES))
        found.append(dot(days, state, text=str(count), label=draw(WORDS), side=side, flag=flag))
    return found


def texts(one: Drawn) -> list[Text]:
    return [text for text in (one.label, one.when) if text is not None]


@given(stories())
def test_no_text_touches_a_dot_or_another_text(dots: list[Dot]) -> None:
    line = layout(dots, today=TODAY)
    boxes = [(index, text.box(one.x)) for index, one in enumerate(line.drawn) for text in texts(one)]
    if line.today and line.today.when:
        boxes.append((-1, line.today.when.box(float(line.today.at[:-1]) / 100 * line.width)))
    for (_, left), (_, right) in combinations(boxes, 2):
        assert not left.meets(right)
    for index, box in boxes:
        for at, other in enumerate(line.drawn):
            if at != index:
                assert not (box.left < other.x < box.right and box.top < other.r and box.bottom > -other.r)


@given(stories())
def test_dots_stand_in_order_inside_the_drawing_and_apart(dots: list[Dot]) -> None:
    line = layout(dots, today=TODAY)
    assert [one.dot for one in line.drawn] == dots
    for left, right in pairwise(line.drawn):
        assert right.x - left.x >= left.r + right.r + 10
    for one in line.drawn:
        assert one.r <= one.x <= line.width - one.r
        for text in texts(one):
            assert text.box(one.x).left >= -3
            assert text.box(one.x).right <= line.width + 3
            assert line.axis + text.box(one.x).top >= 0
            assert line.axis + text.box(one.x).bottom <= line.height


def labels(line: Line) -> dict[str, int]:
    return {one.label.text: one.label.y for one in line.drawn if one.label}


def test_given_stands_above_and_asked_below() -> None:
    found = labels(layout(a_story(), today=TODAY))
    assert found["talked"] < 0
    assert found["voicemail"] > 0


def test_what_comes_next_keeps_its_label_when_there_is_no_room_for_all() -> None:
    crowd = [dot(-1, text=str(count), label="a long label here") for count in range(14)]
    line = layout([*crowd, dot(0, "next", text="15", label="the one that counts")], today=TODAY)
    assert "the one that counts" in labels(line)
    assert sum(one.label is None for one in line.drawn) > 0


def test_a_header_labels_only_what_comes_next_and_is_lower() -> None:
    full, header = (layout(a_story(), today=TODAY, size=size) for size in ("full", "header"))
    assert list(labels(header)) == ["as promised"]
    assert header.height <= full.height


def test_today_is_said_where_the_next_contact_stands() -> None:
    line = layout(a_story(), today=TODAY)
    assert line.today is None
    assert [one.when.text for one in line.drawn if one.dot.state == "next" and one.when] == ["today"]


def test_today_has_a_mark_of_its_own_between_what_was_and_what_comes() -> None:
    line = layout([dot(-10, text="1"), dot(10, "next", text="2")], today=TODAY)
    assert line.today is not None
    left, right = line.drawn
    assert float(left.at[:-1]) < float(line.today.at[:-1]) < float(right.at[:-1])
    assert [(piece.is_past, piece.end == line.today.at) for piece in line.segments] == [
        (True, True),
        (False, False),
    ]


def test_the_first_date_of_another_year_says_so() -> None:
    line = layout(
        [dot(0, "next", text="1"), dot(60, "planned", text="2"), dot(120, "planned", text="3")], today=TODAY
    )
    assert [one.when.text for one in line.drawn if one.when] == ["today", "23 Jan 2027", "24 Mar"]


def test_a_long_pause_is_drawn_dotted() -> None:
    line = layout(
        [dot(0, "next", text="1"), dot(7, "planned", text="2"), dot(97, "planned", text="3")], today=TODAY
    )
    assert [piece.is_long for piece in line.segments] == [False, True]


@pytest.mark.parametrize(
    ("dots", "words"),
    [
        ([], "No contact yet."),
        ([dot(0, text="1", side="gave")], "1 contact made, 0 planned; 1 gave, 0 asked."),
        (
            a_story(),
            "3 contacts made, 3 planned; 2 gave, 1 asked; they were heard once. a contact 0 days away.",
        ),
    ],
)
def test_the_words_say_what_the_drawing_shows(dots: list[Dot], words: str) -> None:
    assert layout(dots, today=TODAY).words == words


def test_the_page_gets_a_picture_with_a_name_and_the_same_as_a_list() -> None:
    dots = [
        Dot(on=TODAY, state="next", title="Next: <b>Inês</b>", text="1", label="R&D", href="#step-1"),
        dot(9, "planned"),
    ]
    page = render_to_string("look/line.html", {"line": layout(dots, today=TODAY), "size": "full"})
    assert 'role="img" aria-label="0 contacts made, 2 planned' in page
    assert '<li><a href="#step-1">Next: &lt;b&gt;Inês&lt;/b&gt;</a></li>' in page
    assert page.count("<li>") == 2
    assert "R&amp;D" in page
    assert "<b>" not in page
    assert "style=" not in page


def test_a_spark_has_one_mark_a_dot_and_escaped_words() -> None:
    drawn = spark([*a_story(), Dot(on=TODAY, state="decided", title='Yes, "at last"')])
    assert drawn.count("<circle") == 7
    assert drawn.count('class="l-decided"') == 1
    assert "Yes, &quot;at last&quot;." in drawn


def test_a_spark_tells_given_from_asked_by_place_and_in_words() -> None:
    drawn = spark([dot(0, "done", side="gave"), dot(1, "done", side="asked"), dot(2, "done")])
    above, below, on_it = re.findall(r'cy="(\d+)"', drawn)
    assert int(above) < int(on_it) < int(below)
    assert "1 gave, 1 asked" in drawn
