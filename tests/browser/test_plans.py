"""A plan as a team writes it: from nothing, step by step, tried for a person, saved; and nothing typed is lost."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Started
from tests.browser.test_main_job import found_the_workspace, looked_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]

PASSWORD = "a long enough phrase"


def add_a_person(page: "Page", started: Started) -> None:
    page.goto(f"{started.address}/people/add/")
    page.fill("[name=full_name]", "Kenji Mori")
    page.fill("[name=email]", "kenji@example.test")
    page.select_option("[name=country]", "JP")
    page.select_option("[name=zone]", "Asia/Tokyo")
    page.click("main form .btn")
    page.wait_for_url(re.compile(r"/people/\d+/"))


def begin(page: "Page", started: Started) -> str:
    page.goto(f"{started.address}/plans/")
    page.keyboard.press("n")
    page.wait_for_url("**/plans/new/")
    looked_at(page)
    page.fill("[name=name]", "After the fair")
    page.click("text=Begin")
    page.wait_for_url("**/plans/drafts/*/")
    looked_at(page)
    return page.url


def add_step(page: "Page", *, title: str, amount: str, channel: str, purpose: str, words: str = "") -> None:
    page.keyboard.press("a")
    page.wait_for_url("**/step/**")
    page.fill("[name=title]", title)
    page.fill("[name=amount]", amount)
    page.select_option("[name=channel]", channel)
    page.select_option("[name=purpose]", purpose)
    page.fill("[name=gives]", "something useful")
    page.fill("[name=asks]", "an answer")
    if words:
        page.fill("[name=w0-body]", words)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/plans/drafts/*/#step-*")


def check_words_while_typing(page: "Page", draft: str) -> None:
    page.goto(f"{draft}step/")
    page.fill("[name=w0-body]", "Hello,\nthank you {{ person.first_nam }}")
    page.wait_for_selector("text=Line 2: “person.first_nam” is not a merge field.")
    page.fill("[name=w0-body]", "Hello {{ person.first_name }}")
    page.wait_for_selector(".words-check .words:has-text('Hello Anna')")
    looked_at(page)
    page.fill("[name=w0-body]", "")


def lose_the_session_while_typing(page: "Page") -> None:
    """The log-in ran out: after logging in again, what was typed is there and can be sent."""
    page.fill("[name=title]", "A question that only they can answer")
    page.fill("[name=amount]", "4")
    page.select_option("[name=channel]", "phone")
    page.select_option("[name=purpose]", "curious_reminder")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    # A stranger's form has no token that counts: the page says so, and nothing was stored.
    page.wait_for_selector("text=Please send it again")
    page.goto(page.url)
    page.wait_for_url("**/account/login/**")
    page.fill("[name=login]", "clara@example.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn")
    page.wait_for_url("**/step/**")
    page.wait_for_selector(".kept")
    assert page.input_value("[name=title]") == "A question that only they can answer"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/plans/drafts/*/#step-*")


def titles(page: "Page") -> list[str]:
    return page.locator(".edit-step h2").all_inner_texts()


def pressed(page: "Page", what: str) -> None:
    with page.expect_navigation():
        page.click(what)


def reorder_without_javascript(page: "Page", browser: "Browser", draft: str) -> None:
    context = browser.new_context(storage_state=page.context.storage_state(), java_script_enabled=False)
    plain = context.new_page()
    plain.goto(draft)
    before = titles(plain)
    pressed(plain, "[aria-label='Move step 2 up']")
    assert titles(plain) == [before[1], before[0], *before[2:]]
    pressed(plain, "[aria-label='Move step 1 down']")
    assert titles(plain) == before
    pressed(plain, "[aria-label='Take step 2 out']")
    assert titles(plain) == [before[0], *before[2:]]
    pressed(plain, "text=Undo")
    assert titles(plain) == before
    context.close()


def preview_for_a_person(page: "Page", draft: str) -> None:
    page.goto(draft)
    page.keyboard.press("d")
    page.wait_for_url("**/dates/")
    page.fill("#q", "Kenji")
    page.press("#q", "Enter")
    page.click(".rows a:has-text('Kenji Mori')")
    page.wait_for_selector("text=Asia/Tokyo, holidays of Japan")
    page.fill("[name=start]", "2026-12-18")
    page.click("text=Show the dates")
    page.wait_for_selector("#contact-4")
    assert page.locator(".dated h2").count() == 4
    assert "at their place in Tokyo" in page.inner_text("#contact-2")
    looked_at(page)


def see_the_week(page: "Page", draft: str) -> None:
    page.goto(draft)
    page.keyboard.press("l")
    page.wait_for_selector(".load svg")
    assert "Most days" in page.inner_text(".why")
    looked_at(page)


def save(page: "Page", draft: str) -> None:
    page.goto(draft)
    assert "asked once and given nothing" not in page.inner_text(".plan-advice")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is saved as version 1")
    looked_at(page)
    page.goto(page.url.partition("/plans/")[0] + "/plans/")
    assert page.locator(".plan-card:has-text('After the fair')").count() == 1
    looked_at(page)


def bring_in_five_hundred(page: "Page", started: Started, folder: Path) -> None:
    rows = [f"{n},Person{n},Fair,person{n}@fair{n}.test,Stand {n},lead" for n in range(500)]
    export = folder / "hubspot.csv"
    export.write_text(
        "\n".join(["Record ID,First Name,Last Name,Email,Company Name,Lifecycle Stage", *rows]), "utf-8"
    )
    page.goto(f"{started.address}/import/")
    page.set_input_files("[name=file]", str(export))
    page.click("text=Look at it")
    page.wait_for_selector("text=HubSpot contacts")
    page.click("main .btn >> nth=0")
    page.wait_for_selector("text=See each row", timeout=90_000)


def start_with_all_of_a_filter(page: "Page", started: Started) -> None:
    """From a filter: how many and when, before anything happens; in the background; and all of it taken back."""
    page.goto(f"{started.address}/people/?q=fair")
    page.wait_for_selector("text=All 500 that match")
    page.select_option("#many-verb", "enrol")
    page.click("text=Look at it first")
    page.wait_for_url(re.compile(r"/people/change/\d+/"))
    page.select_option("[name=version]", label="After the fair")
    page.wait_for_selector(".bulk-count:has-text('500 of 500 will change')")
    assert page.locator(".bulk-days tbody tr").count() > 0
    looked_at(page)
    page.click(".form .btn:not(.btn-quiet)")
    page.wait_for_selector("text=500 changed", timeout=90_000)
    page.click("text=See it, or take it back")
    page.wait_for_selector("text=Take it back")
    looked_at(page)
    change = page.url
    page.goto(f"{started.address}/people/follow-ups/")
    page.wait_for_selector("text=All 500 that match")
    looked_at(page)
    page.goto(change)
    page.click("text=Take it back")
    page.wait_for_selector("text=500 taken back", timeout=90_000)
    looked_at(page)
    page.goto(f"{started.address}/people/follow-ups/")
    page.wait_for_load_state()
    assert page.locator("tbody tr").count() == 0


def test_a_plan_from_nothing_previewed_for_a_person_and_started_with_500(
    browser: "Browser", started: Started, tmp_path: Path
) -> None:
    context = browser.new_context(timezone_id="Europe/Lisbon", locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    found_the_workspace(page, started)
    add_a_person(page, started)
    draft = begin(page, started)
    add_step(page, title="Thank-you on the way", amount="0", channel="phone", purpose="thank")
    add_step(
        page,
        title="The useful thing",
        amount="2",
        channel="email",
        purpose="share",
        words="Hello {{ person.first_name | default: 'there' }}, as promised.",
    )
    check_words_while_typing(page, draft)
    lose_the_session_while_typing(page)
    add_step(page, title="Ask for half an hour", amount="5", channel="email", purpose="ask_meeting")
    page.goto(draft)
    assert len(titles(page)) == 4
    looked_at(page)
    reorder_without_javascript(page, browser, draft)
    preview_for_a_person(page, draft)
    see_the_week(page, draft)
    save(page, draft)
    bring_in_five_hundred(page, started, tmp_path)
    start_with_all_of_a_filter(page, started)
    context.close()
    assert not faults
