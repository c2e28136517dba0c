"""Charts: a scale that holds everything, claims beside the own figures, and shade where there is too little to tell."""

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from twelfth.web.look.chart import Chart, Value, chart

SHARES = st.floats(0, 1)


@st.composite
def values(draw: st.DrawFn) -> list[Value]:
    count = draw(st.integers(0, 16))
    found = []
    for index in range(count):
        low, value, high = sorted(draw(st.tuples(SHARES, SHARES, SHARES)))
        claim = draw(st.none() | SHARES)
        found.append(
            Value(
                label=str(index + 1),
                title="",
                value=value,
                low=low,
                high=high,
                claim=claim,
                few=draw(st.booleans()),
            )
        )
    return found


@given(values())
def test_everything_stays_between_the_axis_and_the_top(drawn: list[Value]) -> None:
    found = chart(drawn)
    for mark in found.marks:
        assert mark.y is not None
        assert found.top <= mark.y_high <= mark.y <= mark.y_low <= found.base
        for bar in (mark.own, mark.claim):
            assert bar is None or round(bar.y + bar.height, 1) == found.base
    middles = [float(mark.x[:-1]) for mark in found.marks]
    assert middles == sorted(middles)
    assert all(0 < middle < 100 for middle in middles)


def test_the_scale_ends_at_a_round_share_above_the_highest() -> None:
    found = chart([Value(label="1", title="", value=0.05, low=0.01, high=0.11)])
    assert [text for _, text in found.grid] == ["0 %", "3 %", "6 %", "9 %", "12 %"]


def test_values_with_too_few_cases_share_one_shade() -> None:
    drawn = [Value(label=str(n), title="", value=0.1, few=n > 6) for n in range(1, 9)]
    assert len(chart(drawn).few) == 1
    assert not chart(drawn[:6]).few


def page(found: Chart, *, bars: bool) -> str:
    return render_to_string("look/chart.html", {"chart": found, "label": "Chance of a yes", "bars": bars})


def test_the_page_gets_a_picture_with_a_name_and_a_title_for_each_value() -> None:
    found = chart(
        [Value(label="1", title="Contact <1>", value=0.1, low=0.05, high=0.2, claim=0.02, claim_title="2 %")]
    )
    points, bars = page(found, bars=False), page(found, bars=True)
    assert 'role="img" aria-label="Chance of a yes"' in points
    assert "<title>Contact &lt;1&gt;. 2 %</title>" in points
    assert "c-claim" not in points
    assert "c-claim" in bars
    assert "style=" not in points + bars
