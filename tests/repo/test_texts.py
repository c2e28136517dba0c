"""What is committed speaks of the product alone, and every exemption says why."""

import re
from collections.abc import Iterator

import pytest

from tests.repo.source import ROOT, files, texts

# Put together here, so that this file does not hold what it looks for.
_REGISTRIES = re.compile(
    "|".join(re.escape(".".join(parts)) for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("debian", "org"), ("npmjs", "com"), ("npmjs", "org"),
        ("registry", "yarnpkg"), ("brew", "sh"),
    )),
    re.IGNORECASE,
)  # fmt: skip
_FOLDERS = "|".join(("wo" + "rk", "tm" + "p", "ro" + "ot", "ho" + "me"))
# A folder of one machine, but not the end of a longer path or of an address.
_MACHINE = re.compile(rf"(?<![\w.:/*~$}}>-])/(?:{_FOLDERS})/")
_LEAST_REASON = len("a view")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<code>\[[\w, -]+\])?(?P<reason>.*)")
_NOQA = re.compile(r"#\s*noqa(?P<code>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<reason>.*)")


def found_in_files(pattern: re.Pattern[str], but: str = "") -> list[str]:
    return [
        f"{name}:{number} {line.strip()[:100]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if name.as_posix() != but and pattern.search(line)
    ]


def test_no_registry_is_named() -> None:
    found = found_in_files(_REGISTRIES)
    assert not found, "\n".join(["Leave package registries to the reader's own configuration:", *found])


def test_no_folder_of_one_machine_is_named() -> None:
    found = found_in_files(_MACHINE)
    assert not found, "\n".join(["Name folders from the settings or relative to the repository:", *found])


@pytest.mark.parametrize(
    "line", ["cd /wo" + "rk/main", 'open("/tm' + 'p/x")', "https://pypi." + "org/simple"]
)
def test_what_must_not_be_named_is_seen(line: str) -> None:
    assert _REGISTRIES.search(line) or _MACHINE.search(line)


@pytest.mark.parametrize("line", ["src/twelfth/work/x.py", "https://example.com/home/", "docs/how-to/work/"])
def test_what_only_looks_like_it_is_not(line: str) -> None:
    assert not _REGISTRIES.search(line)
    assert not _MACHINE.search(line)


def unreasoned(text: str) -> Iterator[int]:
    """The numbers of lines that switch a check off without naming it, or without a reason beside or above.

    Lines one after the other that switch the same check off need the reason once.
    """
    above, reasoned = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _IGNORE.search(line) or _NOQA.search(line):
            code = match["code"] or ""
            beside = match["reason"].strip(" #()-:")
            if code and (len(beside) >= _LEAST_REASON or code == reasoned or above.startswith("#")):
                reasoned = code
            else:
                yield number
        elif line.strip():
            reasoned = ""
        above = line.strip()


def test_every_exemption_from_a_check_has_its_reason_beside_it() -> None:
    found = [
        f"{name}:{number}"
        for name, text in texts()
        if name.suffix == ".py" and name.parts[:2] != ("tests", "repo")
        for number in unreasoned(text)
    ]
    assert not found, "\n".join(["Name the check and the reason: `# noqa: S105 (a setting's name)`:", *found])


@pytest.mark.parametrize(
    "line", ["x = 1  # noqa", "x = 1  # noqa: S105", "x()  # type: ignore", "x()  # type: ignore[x]"]
)
def test_an_exemption_without_a_reason_is_seen(line: str) -> None:
    assert list(unreasoned(line)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # noqa: S105 (the name of a setting)",
        "x()  # type: ignore[x]  # the stubs lack it",
        "import a  # noqa: E402 (after the set-up)\nimport b  # noqa: E402",
        "# The stubs lack it.\nx()  # type: ignore[x]",
        "x = 1",
    ],
)
def test_an_exemption_with_a_reason_passes(text: str) -> None:
    assert list(unreasoned(text)) == []


def test_what_is_made_is_not_committed() -> None:
    made = [
        str(name) for name in files() if {"__pycache__", "node_modules", ".venv", "data"} & set(name.parts)
    ]
    assert not made
    assert (ROOT / "LICENSE").is_file()
