"""Somebody typed in twice: warned of, found, merged with a key, taken back with a key, and told apart for ever."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Started
from tests.browser.test_main_job import found_the_workspace, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PERSON = re.compile(r"/people/\d+/$")


def type_in(page: "Page", started: Started, **told: str) -> None:
    page.goto(f"{started.address}/people/add/")
    for name, value in told.items():
        page.fill(f"[name={name}]", value)
    page.click("main form .actions .btn:has-text('Save')")


def search(page: "Page", started: Started) -> None:
    page.goto(f"{started.address}/people/doubles/")
    looked_at(page)
    page.keyboard.press("s")
    page.wait_for_url("**/work/*/")
    page.wait_for_selector("text=One new pair to look at.", timeout=60_000)
    page.click("#job .btn")
    page.wait_for_url("**/people/doubles/")


def test_merged_and_taken_back(started: Started, browser: "Browser") -> None:
    context = browser.new_context(timezone_id="Europe/Lisbon", locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    found_the_workspace(page, started)
    type_in(
        page,
        started,
        full_name="Inês Carvalho",
        email="ines@ribeiro.test",
        phone="+351 912 555 014",
        company="Ribeiro",
    )
    page.wait_for_url(PERSON)
    hers = page.url
    type_in(
        page,
        started,
        full_name="Ines Carvallo",
        email="ines@acme.test",
        phone="+351 912 555 014",
        company="Acme",
    )
    page.wait_for_selector("text=somebody who is here already")
    looked_at(page)
    page.click("text=No, this is somebody else")
    page.wait_for_url(PERSON)
    search(page, started)
    looked_at(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The same telephone number")
    looked_at(page)
    page.check("[name=company][value=gone]")
    page.keyboard.press("m")
    page.wait_for_selector("text=is one with")
    page.goto(hers)
    page.wait_for_selector("text=ines@acme.test")
    page.goto(f"{started.address}/people/doubles/merged/")
    looked_at(page)
    page.click("main table button")
    page.wait_for_selector("text=They are two again, as they were.")
    page.goto(hers)
    assert "ines@acme.test" not in page.content()
    page.goto(f"{started.address}/people/doubles/apart/")
    page.wait_for_selector("text=Ines Carvallo")
    context.close()
