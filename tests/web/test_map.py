"""The map of who sways whom, as geometry."""

from hypothesis import given
from hypothesis import strategies as st

from twelfth.web.look.map import Box, Link, layout

KEYS = st.integers(1, 9)
BOXES = st.lists(
    st.builds(Box, key=KEYS, name=st.text(max_size=60), is_top=st.booleans()), unique_by=lambda b: b.key
)
LINKS = st.lists(st.builds(Link, KEYS, KEYS, st.sampled_from(["reports_to", "sways"]), st.booleans()))


@given(boxes=BOXES, links=LINKS)
def test_everybody_has_a_place_of_their_own_on_the_map(boxes: list[Box], links: list[Link]) -> None:
    drawn = layout(boxes, links)
    assert {one.box.key for one in drawn.boxes} == {box.key for box in boxes}
    assert len({(one.x, one.y) for one in drawn.boxes}) == len(boxes)
    for one in drawn.boxes:
        assert one.x >= 0
        assert one.x + drawn.box_width <= drawn.width
        assert one.y + drawn.box_height <= drawn.height
    keys = {box.key for box in boxes}
    assert len(drawn.links) == sum(
        one.start in keys and one.end in keys and one.start != one.end for one in links
    )


def test_superiors_stand_above_and_a_circle_ends() -> None:
    boxes = [Box(key=key, name=f"Number {key}") for key in (1, 2, 3)]
    drawn = layout(
        boxes, [Link(1, 2, "reports_to", is_upward=True), Link(2, 3, "reports_to", is_upward=True)]
    )
    y = {one.box.key: one.y for one in drawn.boxes}
    assert y[3] < y[2] < y[1]
    circle = [Link(1, 2, "reports_to", is_upward=True), Link(2, 1, "reports_to", is_upward=True)]
    assert len(layout(boxes, circle).boxes) == 3
