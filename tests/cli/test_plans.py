"""Plans from a shell: real dates over Christmas with their reasons, and plans as files."""

import json
from pathlib import Path

from tests.cli.test_commands import Place, place  # noqa: F401 (a fixture)


def preview(place: Place, *more: str) -> tuple[int, str]:  # noqa: F811 (the fixture, by its name)
    start = ("--start", "2026-12-18", "--country", "PT", "--zone", "Europe/Lisbon")
    return place.twelfth("cadence", "preview", "first-meeting", *start, *more)


def test_a_preview_over_christmas_counts_no_holiday_and_says_so(place: Place) -> None:  # noqa: F811 (the fixture)
    status, printed = preview(place, "--json")
    assert status == 0
    contacts = json.loads(printed)
    assert [contact["wall"] for contact in contacts][:4] == [
        "2026-12-18T09:00",
        "2026-12-22T09:00",
        # 25 December is a Friday; 23, 24, 28 and 29 are the four working days.
        "2026-12-29T09:00",
        # 30, 31, then 4, 5 and 6 January.
        "2027-01-06T09:00",
    ]
    assert len(contacts) == 12
    assert "Fri 25 Dec is a holiday and does not count (Christmas Day)" in contacts[2]["why"]
    assert "Fri 1 Jan 2027 is a holiday and does not count" in contacts[3]["why"]
    assert {reason["code"] for reason in contacts[2]["reasons"]} == {"step", "after_planned", "not_counted"}
    # Carnival is no public holiday in Portugal; Good Friday and Corpus Christi are.
    assert "Fri 26 Mar 2027" in contacts[8]["why"]
    assert "Thu 27 May 2027" in contacts[11]["why"]


def test_what_cannot_be_previewed_is_said_in_a_sentence(place: Place) -> None:  # noqa: F811 (the fixture)
    for arguments, said in (
        (("--zone", "Europe/Lisboa"), "There is no time zone “Europe/Lisboa”."),
        (("--country", "XX"), "No holidays are known of “XX”."),
        (("--start", "18.12.2026"), "“18.12.2026” is no day. Write it like 2026-12-18."),
    ):
        status, printed = preview(place, *arguments)
        assert status == 1
        assert said in " ".join(printed.split())
        assert "Traceback" not in printed


def test_a_plan_goes_out_as_a_file_and_comes_back_as_a_version(place: Place, tmp_path: Path) -> None:  # noqa: F811 (the fixture)
    file = tmp_path / "mine.toml"
    assert place.twelfth("cadence", "export", "first-meeting", str(file))[0] == 0
    text = file.read_text(encoding="utf-8")
    assert place.twelfth("cadence", "import", str(file)) == (
        0,
        "“First meeting” is there, version 1. What runs stays on the version it is on.\n",
    )
    file.write_text(text.replace('title = "An invitation"', 'title = "Breakfast"'), encoding="utf-8")
    assert "version 2" in place.twelfth("cadence", "import", str(file))[1]
    file.write_text(text.replace('channel = "post"', 'channel = "pigeon"'), encoding="utf-8")
    status, printed = place.twelfth("cadence", "import", str(file))
    assert status == 1
    assert "Step 8: “pigeon” is no channel." in printed
    assert "first-meeting: First meeting" in place.twelfth("cadence", "list")[1]
