"""How large functions, classes and files are, and how many parameters functions take.

    python scripts/sizes.py     prints the percentiles and the largest

The marks are to be felt, not gamed: where code is clearer beyond one, it says why beside it. Only the hard
marks fail (tests/repo/test_sizes.py).
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "twelfth"


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """`count` lines, or parameters, of what is found at `place`, such as `people/actions.py merge`."""

    count: int
    place: str


@dataclass(frozen=True, slots=True)
class Measure:
    """All sizes of one kind, beside the mark that nineteen of twenty should keep and the hard one, if any."""

    kind: str
    mark: int
    hard: int | None
    sizes: tuple[Size, ...]

    def percentile(self, share: float) -> int:
        """The count that this share of all, 0 to 1, does not exceed; 0 when there is nothing."""
        ordered = sorted(size.count for size in self.sizes)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0

    @property
    def largest(self) -> Size:
        return max(self.sizes, default=Size(0, "nothing"))

    @property
    def too_large(self) -> tuple[Size, ...]:
        """Those beyond the hard mark, the largest first."""
        hard = self.hard
        return () if hard is None else tuple(sorted((s for s in self.sizes if s.count > hard), reverse=True))


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def measure(source: Path = SOURCE) -> tuple[Measure, ...]:
    """Functions, files, classes and parameters of all Python under `source`; migrations are left out."""
    functions: list[Size] = []
    files: list[Size] = []
    classes: list[Size] = []
    parameters: list[Size] = []
    for path in sorted(source.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(source).as_posix()
        files.append(Size(text.count("\n"), name))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, _Function):
                functions.append(Size(_lines(node), f"{name} {node.name}"))
                parameters.append(Size(_parameters(node), f"{name} {node.name}"))
            elif isinstance(node, ast.ClassDef):
                classes.append(Size(_lines(node), f"{name} {node.name}"))
    return (
        Measure("function, lines", 40, 80, tuple(functions)),
        Measure("file, lines", 400, 600, tuple(files)),
        Measure("class, lines", 300, None, tuple(classes)),
        Measure("parameters", 6, None, tuple(parameters)),
    )


def _lines(node: _Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _parameters(node: _Function) -> int:
    given = node.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def table(measures: Sequence[Measure]) -> Iterator[str]:
    """The lines to print."""
    yield f"{'sizes':<17}{'how many':>9}{'half':>6}{'95 %':>6}{'most':>6}   where"
    for one in measures:
        figures = (
            f"{len(one.sizes):>9}{one.percentile(0.5):>6}{one.percentile(0.95):>6}{one.largest.count:>6}"
        )
        yield f"{one.kind:<17}{figures}   {one.largest.place}"


if __name__ == "__main__":
    print("\n".join(table(measure())))
