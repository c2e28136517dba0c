"""The small JavaScript of the pages: keys, forms that lose nothing, toasts. No server: pages are made of a few lines,
the modules are the product's own files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

import twelfth.web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

pytestmark = pytest.mark.browser

STATIC = Path(twelfth.web.__file__).parent / "static" / "twelfth"
ORIGIN = "http://localhost:9"
MEMBER = '<body data-member="1" data-login="/login/">'
STRANGER = "<body>"
SCRIPT = '<script type="module" src="/js/main.js"></script>'
NOTE = """<main><form method="post" action="/log/" data-guard><input name="secret" type="password">
<textarea name="note"></textarea><label><input type="checkbox" name="thank" value="yes"> thank</label>
<button name="outcome" value="talked" data-key="1">Talked</button></form>
<button type="button" data-key="x" id="x">Leave out</button></main>"""


class Site:
    """Answers the browser: `pages` by path, and what was posted."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.pages = {"/contact/": MEMBER + NOTE, "/other/": f"{MEMBER}<main>Another page</main>"}
        self.posts: list[str] = []
        self.status = 200
        page.route("**/*", self._answer)

    def _answer(self, route: "Route", request: "Request") -> None:
        path = urlsplit(request.url).path
        if path.startswith("/js/"):
            route.fulfill(body=(STATIC / path[1:]).read_text(), content_type="text/javascript")
            return
        if request.method == "POST":
            self.posts.append(request.post_data or "")
        body = self.pages.get(path, self.pages["/other/"])
        html = f"<!doctype html><html lang=en><title>t</title>{body}{SCRIPT}"
        route.fulfill(
            body=html, content_type="text/html", status=self.status if request.method == "POST" else 200
        )

    def go(self, path: str) -> None:
        self.page.goto(ORIGIN + path, wait_until="load")

    def note(self) -> str:
        return self.page.input_value("[name=note]")


@pytest.fixture
def site(browser: "Browser") -> Iterator[Site]:
    context = browser.new_context()
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Site(page)
    context.close()
    assert not faults


def test_what_was_typed_comes_back_after_leaving_and_says_so(site: Site) -> None:
    site.go("/contact/")
    site.page.fill("[name=note]", "wait for March")
    site.page.fill("[name=secret]", "hidden")
    site.page.check("[name=thank]")
    site.go("/other/")
    site.go("/contact/")
    assert site.note() == "wait for March"
    assert site.page.is_checked("[name=thank]")
    assert site.page.input_value("[name=secret]") == ""
    assert "hidden" not in site.page.evaluate("JSON.stringify({...sessionStorage})")
    site.page.click(".kept button")
    assert site.note() == ""
    site.go("/contact/")
    assert site.note() == ""


def test_what_the_server_took_does_not_come_back(site: Site) -> None:
    site.go("/contact/")
    site.page.fill("[name=note]", "done with it")
    site.page.click("[name=outcome]")
    site.page.wait_for_url("**/log/")
    site.go("/contact/")
    assert site.note() == ""
    assert site.page.locator(".kept").count() == 0


@pytest.mark.parametrize("answer", ["expired", "failed"])
def test_what_the_server_did_not_take_comes_back(site: Site, answer: str) -> None:
    if answer == "expired":
        site.pages["/log/"] = f"{STRANGER}<main>Log in</main>"
    else:
        site.status = 503
    site.go("/contact/")
    site.page.fill("[name=note]", "precious words")
    site.page.click("[name=outcome]")
    site.page.wait_for_url("**/log/")
    site.go("/contact/")
    assert site.note() == "precious words"
    assert site.page.locator(".kept").count() == 1


def test_another_member_never_sees_it(site: Site) -> None:
    site.go("/contact/")
    site.page.fill("[name=note]", "mine alone")
    site.pages["/contact/"] = MEMBER.replace('"1"', '"2"') + NOTE
    site.go("/contact/")
    assert site.note() == ""


def test_two_clicks_send_once(site: Site) -> None:
    site.go("/contact/")
    site.page.evaluate("() => { const b = document.querySelector('[name=outcome]'); b.click(); b.click(); }")
    site.page.wait_for_url("**/log/")
    assert len(site.posts) == 1
    assert "outcome=talked" in site.posts[0]


def test_keys_act_but_never_while_one_types(site: Site) -> None:
    site.go("/contact/")
    site.page.evaluate(
        "document.getElementById('x').addEventListener('click', (e) => { e.target.textContent = 'hit'; })"
    )
    site.page.focus("[name=note]")
    site.page.keyboard.type("x1?")
    assert site.note() == "x1?"
    assert site.page.inner_text("#x") == "Leave out"
    site.page.keyboard.press("Escape")
    site.page.keyboard.press("x")
    assert site.page.inner_text("#x") == "hit"
    assert not site.posts


def test_the_first_key_of_a_pair_waits_for_the_second(site: Site) -> None:
    site.pages["/contact/"] = f"""{MEMBER}<main><a href="/other/" data-key="g o">Other</a>
    <button data-key="g" onclick="this.textContent = 'hit'">g alone</button></main>"""
    site.go("/contact/")
    site.page.keyboard.press("g")
    assert site.page.inner_text("button") == "g alone"
    site.page.keyboard.press("o")
    site.page.wait_for_url("**/other/")


def test_single_keys_can_be_switched_off(site: Site) -> None:
    site.pages["/contact/"] = f"{MEMBER}<input type=checkbox data-keys-switch>{NOTE}"
    site.go("/contact/")
    site.page.uncheck("[data-keys-switch]")
    site.go("/contact/")
    site.page.keyboard.press("1")
    assert site.page.evaluate("document.querySelector('form').dataset.sent") is None
    assert not site.posts


def test_control_enter_out_of_a_form_sends_only_the_form_that_says_so(site: Site) -> None:
    small = '<form method="post" action="/close/"><button name="state" value="kept">kept</button></form>'
    site.pages["/contact/"] = f"{MEMBER}<main>{small}</main>"
    site.go("/contact/")
    site.page.keyboard.press("Control+Enter")
    assert site.page.evaluate("document.querySelector('form').dataset.sent") is None
    assert not site.posts
    said = '<form method="post" action="/send/"><input name="a" value="1"><button>Save <kbd>Ctrl &#8629;</kbd></button></form>'
    site.pages["/contact/"] = f"{MEMBER}<main>{small}{said}</main>"
    site.go("/contact/")
    site.page.keyboard.press("Control+Enter")
    site.page.wait_for_url("**/send/")
    assert site.posts == ["a=1"]


def test_what_was_refused_is_ready_to_be_mended(site: Site) -> None:
    site.pages["/contact/"] = f"""{MEMBER}<main><form><input name="right">
    <input name="wrong" aria-invalid="true"></form></main>"""
    site.go("/contact/")
    assert site.page.evaluate("document.activeElement.name") == "wrong"


def test_a_toast_that_says_done_leaves_by_itself_and_a_fault_stays(site: Site) -> None:
    site.page.clock.install()
    site.pages["/contact/"] = f"""{MEMBER}<main></main><div class="toasts">
    <div class="toast" data-ends="10"><span>Done.</span></div><div class="toast toast-error"><span>Not done.</span></div></div>"""
    site.go("/contact/")
    site.page.clock.run_for(9_000)
    assert site.page.locator(".toast").count() == 2
    site.page.clock.run_for(2_000)
    assert site.page.locator(".toast").all_inner_texts() == ["Not done."]


def test_coming_back_from_a_call_asks_how_it_went(site: Site) -> None:
    site.pages["/contact/"] = f"""{MEMBER}<main><a href="#" data-phone id="call">Call</a>
    <details><summary>How did it go?</summary><form id="log"><button type="button">Talked</button></form></details></main>"""
    site.go("/contact/")
    site.page.click("#call")
    assert not site.page.locator("details[open]").count()
    # The telephone threw the page away meanwhile.
    site.go("/contact/")
    assert site.page.locator("details[open] form[data-asked]").count() == 1
    assert site.page.evaluate("document.activeElement.textContent") == "Talked"


GROUPED = """<main><button type="button" data-key="1" id="talked">Talked</button>
<details data-open-key="o"><summary>Drop it</summary><button type="button" data-key="1" id="dropped">Never answered</button></details>
<p id="did"></p></main><dl data-keys-list></dl>"""


def test_in_an_opened_group_its_own_keys_come_first(site: Site) -> None:
    site.pages["/grouped/"] = MEMBER + GROUPED
    site.go("/grouped/")
    site.page.evaluate(
        "document.addEventListener('click', (event) => document.getElementById('did').textContent += event.target.id + ' ')"
    )
    site.page.keyboard.press("1")
    site.page.keyboard.press("o")
    site.page.keyboard.press("1")
    assert site.page.inner_text("#did").split() == ["talked", "dropped"]


def test_help_lists_what_is_behind_a_key_that_opens_a_group(site: Site) -> None:
    dialog = '<dialog id="keys" aria-labelledby="t"><h2 id="t">Keys</h2><dl data-keys-list></dl></dialog>'
    site.pages["/grouped/"] = MEMBER + GROUPED.replace("<dl data-keys-list></dl>", dialog)
    site.go("/grouped/")
    site.page.keyboard.press("?")
    rows = site.page.locator("[data-keys-list] > div").all_inner_texts()
    assert [" ".join(row.split()) for row in rows] == ["1 Talked", "o Drop it", "o 1 Drop it: Never answered"]
