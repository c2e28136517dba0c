"""Letters in files, told apart from a shell, on a machine that has nothing else of Twelfth."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.reading.builders import answer, auto_reply, letter
from tests.reading.test_bounce import entry, report
from twelfth.cli.main import app

KEYS = ["file", "kind", "bounce", "return_date", "opt_out"]


def run(*arguments: str, given: bytes = b"") -> Result:
    return CliRunner().invoke(app, ["mail", *arguments], input=given)


def kept(folder: Path, name: str, raw: bytes) -> str:
    file = folder / name
    file.write_bytes(raw)
    return str(file)


def test_one_object_per_line_and_file(tmp_path: Path) -> None:
    files = [
        kept(tmp_path, "bounce.eml", report(entry("5.1.1", "550 5.1.1 No such user"))),
        kept(
            tmp_path, "away.eml", auto_reply("gmail", "Automatic reply: x", "I am away until 18 September.")
        ),
        kept(tmp_path, "reply.eml", answer("Yes, please.")),
        kept(tmp_path, "stop.eml", answer("Please stop emailing me.")),
    ]
    done = run("classify", "--json", *files)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [list(one) for one in found] == [KEYS] * 4
    assert [one["file"] for one in found] == files
    assert [one["kind"] for one in found] == ["bounce", "auto_reply", "reply", "unsubscribe"]
    assert found[0]["bounce"] == {
        "class": "hard",
        "status": "5.1.1",
        "reason": "no_such_user",
        "recipients": ["jo@buyer.example"],
    }
    assert [one["bounce"] for one in found[1:]] == [None] * 3
    assert [one["return_date"] for one in found] == [None, "2026-09-18", None, None]
    assert [one["opt_out"] for one in found] == [False, False, False, True]


def test_a_sentence_per_file_for_people(tmp_path: Path) -> None:
    bounce = kept(tmp_path, "bounce.eml", report(entry("5.1.1", "550 5.1.1 No such user")))
    away = kept(
        tmp_path, "away.eml", auto_reply("gmail", "Automatic reply: x", "I am away until 18 September.")
    )
    assert run("classify", bounce, away).stdout.splitlines() == [
        f"{bounce}: came back, hard 5.1.1: There is no such address. (jo@buyer.example)",
        f"{away}: an automatic reply, back on 2026-09-18",
    ]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize(
    "before", [b"", b"From jo@buyer.example Mon Sep  7 09:30:00 2026\n", b">From jo Mon Sep 7\r\n", b"\xef\xbb\xbf", b"\n\r\n"]
)  # fmt: skip
def test_as_it_came(tmp_path: Path, end: bytes, before: bytes) -> None:
    raw = auto_reply("sieve", "Automatic reply: x", "I am away until 18 September.")
    file = kept(tmp_path, "away.eml", before + raw.replace(b"\r\n", end))
    found = json.loads(run("classify", "--json", file).stdout)
    assert (found["kind"], found["return_date"]) == ("auto_reply", "2026-09-18")


def test_mixed_line_ends(tmp_path: Path) -> None:
    raw = auto_reply("sieve", "Automatic reply: x", "I am away until 18 September.").split(b"\r\n")
    mixed = b"".join(line + (b"\r\n", b"\n")[at % 2] for at, line in enumerate(raw))
    assert json.loads(run("classify", "--json", kept(tmp_path, "a", mixed)).stdout)["kind"] == "auto_reply"


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    there = kept(tmp_path, "reply.eml", answer("Yes, please."))
    done = run("classify", "--json", str(tmp_path / "missing.eml"), str(tmp_path), there)
    assert done.exit_code == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [there]
    assert "There is no file “" in done.stderr
    assert "is a folder" in done.stderr
    assert "Traceback" not in done.output
    gone = run("reply-text", str(tmp_path / "missing.eml"))
    assert (gone.exit_code, gone.stdout) == (1, "")


def test_days_are_counted_from_the_letter_or_from_what_is_said(tmp_path: Path) -> None:
    old = letter(
        "I am away until 18 September.", subject="Automatic reply: x", date="Mon, 02 Sep 2019 09:30:00 +0000"
    )
    undated = letter("I am back on Monday.", subject="Out of office", date="no date")
    ambiguous = auto_reply("gmail", "Automatic reply: x", "I am out of the office until 9/8/2026.")

    def back(raw: bytes, *options: str) -> str | None:
        found: str | None = json.loads(run("classify", "--json", *options, "-", given=raw).stdout)[
            "return_date"
        ]
        return found

    assert back(old) == "2019-09-18"
    assert back(undated, "--now", "2026-12-18") == "2026-12-21"
    assert back(ambiguous) is None
    assert back(ambiguous, "--country", "us") == "2026-09-08"
    assert back(ambiguous, "--country", "DE") == "2026-08-09"


def test_what_makes_no_sense_is_refused_in_a_sentence() -> None:
    for options, said in (
        (("--now", "18.12.2026"), "“18.12.2026” is no day. Write it like 2026-12-18."),
        (("--country", "USA"), "“USA” is no country. Write it in two letters, like GB or US."),
    ):
        done = run("classify", *options, "-", given=answer("Yes."))
        assert (done.exit_code, done.stdout) == (1, "")
        assert said in done.stderr


def test_the_new_words_alone(tmp_path: Path) -> None:
    text = "Grüße!\n\nJa gern.\n\nAm 07.09.2026 um 09:30 schrieb Sam Seller:\n> Wann?\n"
    done = run("reply-text", kept(tmp_path, "a.eml", answer(text)))
    assert (done.exit_code, done.stdout) == (0, "Grüße!\n\nJa gern.\n")


def test_no_letter_steers_the_terminal(tmp_path: Path) -> None:
    file = kept(tmp_path, "a.eml", answer("a\x1b[2Jb\x9b31mc\x07"))
    assert run("reply-text", file).stdout == "a[2Jb31mc\n"


def test_needs_no_installation(tmp_path: Path) -> None:
    file = kept(tmp_path, "reply.eml", answer("Yes, please."))
    program = (
        "import sys; from twelfth.cli.main import app\n"
        "try: app(['mail', 'classify', sys.argv[1]])\n"
        "except SystemExit as end: sys.exit(end.code or 'django' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, file],
        env={"PATH": os.environ["PATH"]},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}: a reply\n", "")
    assert [one.name for one in tmp_path.iterdir()] == ["reply.eml"]
