"""The command that runs the tests counts rightly, and fails when it should."""

import os
from pathlib import Path

import pytest

from scripts import parts, test
from scripts.test import ALL, Count, Part, show

REPORT = """<testsuites>
  <testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/>
</testsuites>"""


def test_a_report_is_counted(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    assert test._read("mail", tmp_path / "report.xml") == Count("mail", passed=4, failed=3, skipped=3)


def test_the_last_line_sums_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert show([Count("pure", passed=1200), Count("mail", passed=34, skipped=3)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1234 passed, 0 failed, 3 skipped"


@pytest.mark.parametrize("counts", [[Count("pure", passed=9, failed=1)], [Count("pure")], []])
def test_a_failure_and_a_run_without_tests_fail(counts: list[Count]) -> None:
    assert show(counts) == 1


@pytest.mark.parametrize(("ci", "failed"), [("true", 1), ("", 0)])
def test_a_missing_server_fails_only_where_it_has_to_be_there(
    monkeypatch: pytest.MonkeyPatch, ci: str, failed: int
) -> None:
    monkeypatch.setenv("CI", ci)
    left_out = test._left_out(Part("mail", "servers", (parts.MAIL,)), parts.MAIL)
    assert (left_out.failed, left_out.passed) == (failed, 0)
    assert "the mail servers" in left_out.remark


def test_a_part_that_finds_no_tests_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(test, "ROOT", tmp_path)
    nothing = Part("nothing", "database", at_once=1)
    count = test._run(nothing, dict(os.environ))
    assert (count.failed, count.remark) == (1, "no tests were found")


def test_every_test_belongs_to_exactly_one_part_on_sqlite() -> None:
    """Each combination of the three marks that sort tests is chosen by one part, but for the second database."""
    once = [part for part in ALL if part.name != "database on PostgreSQL"]
    for database in (True, False):
        for servers in (True, False):
            for browser in (True, False):
                marks = {"database": database, "servers": servers, "browser": browser}
                chosen = [part.name for part in once if _chooses(part.marks, marks)]
                assert len(chosen) == 1, (marks, chosen)


def _chooses(expression: str, marks: dict[str, bool]) -> bool:
    # The expressions hold nothing but names, `and` and `not`.
    wanted = [term.strip() for term in expression.split(" and ")]
    return all(
        not marks[term.removeprefix("not ")] if term.startswith("not ") else marks[term] for term in wanted
    )
