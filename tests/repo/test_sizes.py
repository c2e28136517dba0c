"""No function longer than 80 lines, no file longer than 600, unless it is listed here with its reason."""

from pathlib import Path

from scripts.sizes import Measure, measure

#: What is clearer beyond a hard mark: its place as `scripts/sizes.py` prints it, and why.
LARGER_WITH_REASON: dict[str, str] = {}


def too_large(measures: tuple[Measure, ...]) -> list[str]:
    return [
        f"{size.place} has {size.count} ({one.kind}, {one.hard} at most)"
        for one in measures
        for size in one.too_large
        if size.place not in LARGER_WITH_REASON
    ]


def test_nothing_is_beyond_the_hard_marks() -> None:
    found = too_large(measure())
    assert not found, "Take these apart, or list them in LARGER_WITH_REASON:\n" + "\n".join(found)


def test_every_listed_exception_is_still_one() -> None:
    beyond = {size.place for one in measure() for size in one.too_large}
    assert LARGER_WITH_REASON.keys() <= beyond, "Take what has become smaller off the list."


def test_the_measure_sees_a_long_function_and_a_long_file(tmp_path: Path) -> None:
    body = "\n".join(f"    x = {number}" for number in range(80))
    (tmp_path / "long.py").write_text(f"def f(self, a, *, b):\n{body}\n" + "\n" * 600)
    assert [line.partition(" has ")[0] for line in too_large(measure(tmp_path))] == ["long.py f", "long.py"]
    [parameters] = [one for one in measure(tmp_path) if one.kind == "parameters"]
    assert parameters.largest.count == 2
