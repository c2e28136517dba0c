"""The inbox as a seller works it: without touching the mouse, and with nobody forgotten."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Started
from tests.browser.test_main_job import looked_at
from tests.servers.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]

_FILL = """
from twelfth.cli.process import django; django()
from datetime import timedelta
from twelfth import wiring
from tests.flow.letters import answered, letter
from tests.world import make_world
from twelfth.reading.classify import Kind
world = make_world()
world.now = wiring.now()
world.mailbox()
for name, hours in (("Ada First", 60), ("Bo Second", 40), ("Cy Third", 20), ("Di Fourth", 5)):
    answered(world, name, hours_ago=hours)
person = world.person("Away Person", email="away@ribeiro.test")
back = (world.now + timedelta(days=9)).date()
letter(world, person, world.followup(person), kind=Kind.AUTO_REPLY, text="I am away.", return_date=back)
"""


def fill(folder: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = kept | {"DATA_DIR": str(folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", _FILL], env=environment, cwd=ROOT, check=True)


def log_in(page: "Page", started: Started) -> None:
    from playwright.sync_api import Error

    def there() -> bool:
        try:
            answer = page.goto(f"{started.address}/account/login/")
        except Error:
            return False
        return answer is not None and answer.ok

    until(there, "the log-in page answers", limit=60)
    page.fill("[name=login]", "clara@duarte.test")
    page.fill("[name=password]", "a long enough phrase")
    page.keyboard.press("Enter")
    page.wait_for_selector(".nav")


def opened(page: "Page") -> str:
    return page.inner_text(".inbox-who h2")


def next_opens(page: "Page", name: str) -> None:
    page.wait_for_selector(f".inbox-who h2:has-text('{name}')")


def answer_the_first(page: "Page") -> None:
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "body"
    # Keys are text now, and the letter begins below the greeting.
    page.keyboard.type("Yes, dear friend: let us begin.")
    assert page.input_value("[name=body]").startswith("Hello Ada,\n\nYes, dear friend: let us begin.")
    page.keyboard.press("Control+Enter")
    next_opens(page, "Bo Second")


def undo_and_answer_again(page: "Page") -> None:
    page.keyboard.press("u")
    next_opens(page, "Ada First")
    looked_at(page)
    answer_the_first(page)


def put_the_second_off(page: "Page") -> None:
    page.keyboard.press("l")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".error:has-text('Not yet until when?')")
    looked_at(page)
    page.fill("#later_wake", "in two months")
    page.focus("#later_wake")
    page.keyboard.press("Control+Enter")
    next_opens(page, "Cy Third")


def promise_and_decide_the_third(page: "Page") -> None:
    page.keyboard.press("p")
    page.fill("#promise_text", "Send the price list")
    page.fill("#promise_when", "Friday")
    page.focus("#promise_when")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".inbox-beside .promise:has-text('Send the price list')")
    assert opened(page) == "Cy Third", "a promise is no answer"
    page.keyboard.press("d")
    page.check("[name=kind][value=yes]")
    page.keyboard.press("Control+Enter")
    next_opens(page, "Di Fourth")


def walk_the_list(page: "Page") -> None:
    """Down from the open letter with the arrows, up with k, and Enter opens."""
    page.keyboard.press("ArrowDown")
    assert "Bo Second" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    next_opens(page, "Cy Third")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    next_opens(page, "Ada First")


def test_a_morning_in_the_inbox_by_keyboard(browser: "Browser", started: Started, tmp_path: Path) -> None:
    fill(tmp_path / "data")
    context = browser.new_context(timezone_id="Europe/Lisbon", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    log_in(page, started)
    page.keyboard.press("g")
    page.keyboard.press("b")
    next_opens(page, "Ada First")
    looked_at(page)
    walk_the_list(page)
    answer_the_first(page)
    undo_and_answer_again(page)
    put_the_second_off(page)
    promise_and_decide_the_third(page)
    page.keyboard.press("e")
    page.wait_for_selector("text=Nobody waits for an answer.")
    looked_at(page)
    page.goto(f"{started.address}/inbox/?tab=away")
    page.wait_for_selector("text=Away Person")
    looked_at(page)
    assert not faults
    context.close()


def test_on_a_telephone_one_column(browser: "Browser", started: Started, tmp_path: Path) -> None:
    fill(tmp_path / "data")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page = context.new_page()
    log_in(page, started)
    page.goto(f"{started.address}/inbox/")
    assert not page.is_visible(".inbox-letter"), "the list first"
    looked_at(page)
    page.tap(".inbox-list a:has-text('Bo Second')")
    next_opens(page, "Bo Second")
    assert not page.is_visible(".inbox-list")
    looked_at(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.tap(".inbox-back a")
    page.wait_for_selector(".inbox-list >> text=Ada First")
    for place in (
        "settings/do-not-contact/",
        "settings/do-not-contact/add/",
        "settings/do-not-contact/import/",
    ):
        page.goto(f"{started.address}/{place}")
        looked_at(page)
    context.close()
