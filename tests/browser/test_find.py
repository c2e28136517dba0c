"""A misspelt name is found in the box of Ctrl-K, by the keyboard alone."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Started
from tests.browser.test_main_job import found_the_workspace, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def test_a_misspelt_name_is_found_by_the_keyboard(started: Started, browser: "Browser") -> None:
    page = browser.new_context(timezone_id="Europe/Lisbon").new_page()
    found_the_workspace(page, started)
    for name, city in (("Anna Müller", "Bonn"), ("John Smith", "Leeds")):
        page.goto(f"{started.address}/people/add/")
        page.fill("[name=full_name]", name)
        page.fill("[name=city]", city)
        page.click("main form .btn >> nth=0")
        page.wait_for_url("**/people/*/")
    for typed, name in (("Jonh Smiht", "John Smith"), ("Mueler", "Anna Müller")):
        _found_by_keyboard(page, typed, name)


def _found_by_keyboard(page: "Page", typed: str, name: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    page.locator("#palette .found", has_text=name).wait_for()
    looked_at(page)
    page.keyboard.press("Enter")
    page.locator("h1", has_text=name).wait_for()
