"""A file brought in by mistake: seen, taken back, its columns named rightly, its wrong rows mended and brought in."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Started
from tests.browser.test_main_job import found_the_workspace, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]

FILE = (
    "Contact person;Mail;Lot\r\n"
    "Ada King;ada@north.test;fair\r\n"
    "Bo Lind;bo@contoso.test;fair\r\n"
    ";cy at contoso.test;fair\r\n"
)


#: Drops files of these names in the middle of the page.
DROP = """names => {
    const held = new DataTransfer();
    for (const name of names) held.items.add(new File(["Name,Email\\n"], name));
    for (const type of ["dragover", "drop"]) {
        const told = { bubbles: true, cancelable: true, dataTransfer: held };
        document.querySelector("main").dispatchEvent(new DragEvent(type, told));
    }
}"""


def choose_file(page: "Page", started: Started, file: Path) -> None:
    page.goto(f"{started.address}/import/")
    looked_at(page)
    page.set_input_files("[name=file]", str(file))
    page.click("text=Look at it")
    page.wait_for_selector("text=How the columns are understood")
    looked_at(page)


def drop_files(page: "Page", started: Started) -> None:
    """Dropped on the page: several are refused with a sentence, one fills the field and is sent with a key."""
    page.goto(f"{started.address}/import/")
    page.wait_for_selector("text=Or drop the file anywhere on this page.")
    page.evaluate(DROP, ["people.csv", "others.csv"])
    page.wait_for_selector("text=You dropped 2 files. Drop one at a time")
    looked_at(page)
    page.evaluate(DROP, ["nobody.pdf"])
    page.wait_for_selector("text=nobody.pdf is chosen.")
    assert not page.locator("text=You dropped 2 files").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=This file has column names but no rows")
    looked_at(page)
    page.evaluate(DROP, ["people.csv"])
    page.wait_for_selector("text=people.csv is chosen.")


def name_column(page: "Page", header: str, meaning: str) -> None:
    """What a column is; the first people are shown anew without a new page."""
    page.get_by_label(header, exact=True).select_option(label=meaning)
    page.wait_for_selector(f"tr:has-text('{header}'):has-text('Chosen by you.')")


def bring_in(page: "Page") -> None:
    page.click("main .btn >> nth=0")
    page.wait_for_selector("text=See each row", timeout=60_000)
    page.click("text=See each row")
    page.wait_for_url("**/import/*/result/**")
    looked_at(page)


def mended(file: Path, folder: Path) -> Path:
    """What somebody does with the file of wrong rows in a spreadsheet."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header == ["Contact person", "Mail", "Lot", "What was wrong"]
    assert [row[1] for row in rows] == ["cy at contoso.test"]
    assert "is not an e-mail address" in rows[0][-1]
    rows[0][:2] = ["Cy Ng", "cy@contoso.test"]
    done = folder / "mended.csv"
    with done.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return done


def test_a_mistake_is_taken_back_and_mended(started: Started, browser: "Browser", tmp_path: Path) -> None:
    context = browser.new_context(timezone_id="Europe/Lisbon", locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    found_the_workspace(page, started)
    file = tmp_path / "fair.csv"
    file.write_bytes(FILE.encode())

    drop_files(page, started)

    # The mistake: what should be a tag is taken for a job title.
    choose_file(page, started, file)
    name_column(page, "Lot", "Title")
    looked_at(page)
    bring_in(page)
    assert "1 row could not be read" in page.inner_text("main")
    page.click("text=New 2")
    page.wait_for_selector("text=Ada King")
    looked_at(page)

    # Taken back with one key: nobody is left.
    page.keyboard.press("u")
    page.wait_for_url("**/work/*/")
    page.wait_for_selector("text=See what was kept", timeout=60_000)
    looked_at(page)
    page.click("text=See what was kept")
    page.wait_for_selector("text=This import was taken back")
    looked_at(page)
    page.goto(f"{started.address}/people/")
    assert "Ada King" not in page.inner_text("main")

    # The same file again; what was taken back is not remembered.
    choose_file(page, started, file)
    assert "understood as you said" not in page.inner_text("main")
    name_column(page, "Lot", "Tags")
    bring_in(page)
    with page.expect_download() as download:
        page.click("text=The wrong rows as a file >> nth=0")
    wrong = tmp_path / "wrong.csv"
    download.value.save_as(wrong)

    # Mended: only what was missing comes, with its columns understood as before.
    choose_file(page, started, mended(wrong, tmp_path))
    assert "understood as you said" in page.inner_text("main")
    bring_in(page)
    assert "could not be read" not in page.inner_text("main")
    page.goto(f"{started.address}/people/")
    for name in ("Ada King", "Bo Lind", "Cy Ng"):
        assert page.locator(f"main a:has-text('{name}')").count() == 1
    page.click("main a:has-text('Cy Ng')")
    page.wait_for_selector("main :text('fair')")
    assert not faults
    context.close()
