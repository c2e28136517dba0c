"""The whole main job, as a newcomer does it: from the address that `start` prints to the first insight."""

import os
import re
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Started
from tests.servers.mail import MailServers
from tests.servers.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.servers]

HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Lifecycle Stage,Country/Region\r\n"
    '101,Ines,Carvalho,ines@example.test,+351 912 555 014,Operations director,"Ribeiro & Filhos",lead,Portugal\r\n'
    "102,Tomasz,Zielinski,tomasz@example.test,,Buyer,Lodz Instruments,lead,Poland\r\n"
)


def pictured(page: "Page", name: str) -> None:
    """The tutorial's picture of this moment, when TWELFTH_SCREENSHOTS names a folder for them."""
    if folder := os.environ.get("TWELFTH_SCREENSHOTS"):
        page.wait_for_timeout(200)
        page.screenshot(path=f"{folder}/{name}.png")


def looked_at(page: "Page") -> None:
    """No fault that a screen reader or a keyboard would meet (WCAG 2.2 AA)."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    faults = [
        f"{fault['id']}: {fault['help']} {[node['target'] for node in fault['nodes']][:3]}"
        for fault in found.response["violations"]
    ]
    assert not faults, f"{page.url}: {faults}"


def found_the_workspace(page: "Page", started: Started) -> None:
    until(lambda: _answers(page, started.first_visit), "the first page answers", limit=60)
    looked_at(page)
    page.fill("[name=name]", "Clara Duarte")
    page.fill("[name=workspace]", "Duarte Consulting")
    page.fill("[name=email]", "clara@example.test")
    page.fill("[name=password]", "a long enough phrase")
    assert page.input_value("[name=zone]") == "Europe/Lisbon", "the browser knows the zone"
    pictured(page, "1-welcome")
    page.click("main .btn")
    page.wait_for_url("**/begin/")
    pictured(page, "2-first-steps")
    looked_at(page)


def _answers(page: "Page", address: str) -> bool:
    from playwright.sync_api import Error

    try:
        answer = page.goto(address)
    except Error:
        return False
    return answer is not None and answer.ok


def connect_the_mailbox(page: "Page", started: Started, mail: MailServers) -> None:
    page.goto(f"{started.address}/settings/mailbox/")
    page.fill("[name=address]", "clara@example.test")
    looked_at(page)
    page.click("text=Find its servers")
    # Nobody knows the domain, so what is proposed is a guess, open to be corrected.
    page.wait_for_selector("text=guess", timeout=60_000)
    page.fill("[name=password]", "wrong")
    page.fill("[name=smtp_host]", mail.host)
    page.fill("[name=smtp_port]", str(mail.smtps_port))
    page.select_option("[name=smtp_security]", "tls")
    page.fill("[name=imap_host]", mail.host)
    page.fill("[name=imap_port]", str(mail.imaps_port))
    page.click("text=Check and connect")
    assert page.locator(".check-bad").count() >= 1, "a wrong password is said, and nothing is stored"
    page.fill("[name=password]", mail.password)
    pictured(page, "3-mailbox")
    page.click("text=Check and connect")
    page.wait_for_selector(".toast-success, .notice-success")
    looked_at(page)


def import_people(page: "Page", started: Started, folder: Path) -> None:
    export = folder / "hubspot.csv"
    export.write_bytes(HUBSPOT.encode())
    page.goto(f"{started.address}/import/")
    page.set_input_files("[name=file]", str(export))
    page.click("text=Look at it")
    page.wait_for_selector("text=HubSpot contacts")
    pictured(page, "4-preview")
    looked_at(page)
    page.click("main .btn >> nth=0")
    page.wait_for_selector("text=See each row", timeout=60_000)
    page.goto(f"{started.address}/people/")
    looked_at(page)
    page.click("text=Ines Carvalho")


def reply_to(mail: MailServers, raw: bytes) -> None:
    sent = BytesParser().parsebytes(raw)
    answer = EmailMessage()
    answer["From"], answer["To"] = "Ines Carvalho <ines@example.test>", "clara@example.test"
    answer["Subject"], answer["Message-ID"] = f"Re: {sent['Subject']}", "<answer-1@example.test>"
    answer["In-Reply-To"] = answer["References"] = sent["Message-ID"]
    answer.set_content("Thank you. Could we do September?\n\n> Hello Ines,\n> thank you\n")
    mail.deliver(answer.as_bytes(), to="clara", sender="ines@example.test")


def test_from_nothing_to_the_first_insight(
    browser: "Browser", started: Started, mail: MailServers, tmp_path: Path
) -> None:
    # Colours are judged when they stand still: a toast that still fades in has none of its own.
    context = browser.new_context(timezone_id="Europe/Lisbon", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    found_the_workspace(page, started)
    connect_the_mailbox(page, started, mail)
    import_people(page, started, tmp_path)

    # On a plan; a call is logged with one key, and what comes next stands there at once.
    page.fill("[name=matter]", "supplier papers")
    page.click("text=Start the plan")
    page.wait_for_url("**/contact/**")
    looked_at(page)
    page.keyboard.press("2")
    page.wait_for_selector(".after")
    pictured(page, "5-after-the-call")
    assert "voicemail" in page.inner_text(".after")
    assert "Next:" in page.inner_text(".after")
    looked_at(page)
    contact = page.url.split("?", maxsplit=1)[0]

    # The e-mail of the plan's second contact, written already, sent to a real server.
    page.goto(f"{contact}mail/")
    looked_at(page)
    assert "Ines" in page.input_value("[name=body]")
    pictured(page, "6-the-e-mail")
    page.focus("[name=body]")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=is on its way")
    (raw,) = mail.wait_for("ines")

    # A real reply to a real mailbox pauses the plan and lands on Today.
    reply_to(mail, raw)

    def answered() -> bool:
        page.goto(started.address)
        return page.locator("text=They answered").count() > 0

    until(answered, "the reply lands on Today", limit=120)
    looked_at(page)
    pictured(page, "7-they-answered")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Could we do September?")
    looked_at(page)

    # Decided.
    page.keyboard.press("d")
    page.check("[name=kind][value=yes]")
    page.click("text=Record the decision")
    page.wait_for_selector("text=They said yes.")
    pictured(page, "8-decided")
    looked_at(page)

    page.goto(f"{started.address}/insights/")
    assert re.search(r"1 follow-ups with at least one contact: 1 yes", page.inner_text("main"))
    looked_at(page)
    assert not faults
    context.close()
