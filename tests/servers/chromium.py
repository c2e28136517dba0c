"""A headless Chromium for the browser tests, driven by Playwright but taken from the system."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC_PROGRAMS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

#: Nothing leaves the machine, and the sandbox, which root cannot have, is off: the pages are our own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str | None:
    """The browser's path: what TWELFTH_CHROMIUM names, or the first that the system has."""
    if named := os.environ.get("TWELFTH_CHROMIUM"):
        return named
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((path for path in _MAC_PROGRAMS if Path(path).exists()), None)


def missing() -> str:
    """What keeps the browser tests from running here, as one sentence; "" when nothing does."""
    if program() is None:
        return (
            "Chromium is not installed (Debian: chromium; or name a Chromium or Chrome in TWELFTH_CHROMIUM)."
        )
    return ""


@contextmanager
def chromium() -> "Iterator[Browser]":
    """A running headless browser for as long as the block lasts."""
    # Playwright is slow to import, and most tests need no browser.
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
