"""Every setting and command has its heading in the reference, and every heading its setting or command."""

import ast
import re
from collections.abc import Iterator

import typer

from tests.repo.source import ROOT, dotted, modules
from twelfth.cli.main import app

_READERS = frozenset({"text", "integer", "choice", "existing_file", "boolean", "number", "path"})
_KEYS = frozenset({"SECRET_KEY", "CREDENTIALS_KEY"})


def settings() -> set[str]:
    """The names of the variables that settings/ reads."""
    read = {
        call.args[0].value
        for module in modules()
        if module.place.startswith("settings/")
        for call in module.calls()
        if dotted(call.func).rpartition(".")[2] in _READERS
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    return {name for name in read if isinstance(name, str)} | _KEYS


def commands() -> set[str]:
    """All commands as one types them, such as `twelfth people import`."""
    return set(_leaves(app, "twelfth"))


def _leaves(group: typer.Typer, path: str) -> Iterator[str]:
    for command in group.registered_commands:
        if not command.hidden:
            own = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
            yield f"{path} {own}"
    for below in group.registered_groups:
        if below.typer_instance is not None:
            yield from _leaves(below.typer_instance, f"{path} {below.name}")


def headings(page: str) -> set[str]:
    """The second-level headings of a page under docs/reference, without code marks."""
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    return {line.strip().strip("`") for line in re.findall(r"^## (.+)$", text, re.MULTILINE)}


def test_every_setting_is_documented() -> None:
    assert settings() == headings("settings.md"), "Bring docs/reference/settings.md up to date."


def test_every_command_is_documented() -> None:
    assert commands() == headings("commands.md"), "Bring docs/reference/commands.md up to date."


def test_settings_and_commands_are_found_at_all() -> None:
    assert {"DATA_DIR", "DATABASE_URL", "SECRET_KEY"} <= settings()
    assert {"twelfth start", "twelfth people import"} <= commands()


def test_decision_records_are_numbered_without_gap_and_named_for_what_was_decided() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(name.partition("-")[0]) for name in names]
    assert numbers == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}(-[a-z0-9]+){3,}\.md", name) for name in names), names


def test_links_between_pages_lead_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead, "\n".join(["These links lead nowhere:", *dead])
