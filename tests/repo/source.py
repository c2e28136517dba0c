"""The product's own source, parsed once for all house rules."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "twelfth"


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file; `place` is its path inside the package, such as `people/actions.py`."""

    place: str
    text: str
    tree: ast.Module

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.place

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every name imported, in full, with its line: `from a.b import c` is `a.b.c`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the product, migrations included."""
    return tuple(parsed(path.relative_to(PACKAGE).as_posix(), path.read_text()) for path in _python(PACKAGE))


def parsed(place: str, text: str) -> Module:
    return Module(place, text, ast.parse(text, filename=place))


def _python(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed, from the root of the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(Path(name) for name in sorted(set(listed)) if name and (ROOT / name).is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Those of `files` that are text, with their content."""
    for name in files():
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def dotted(node: ast.expr) -> str:
    """`datetime.now` for an expression of that shape, leaving out calls and subscripts; "" for any other."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{before}.{attribute}" if (before := dotted(value)) else ""
        case ast.Call(func=value) | ast.Subscript(value=value):
            return dotted(value)
        case _:
            return ""
