"""The look holds together: what templates ask of it exists, and the guide shows it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import RequestFactory

import twelfth.web

if TYPE_CHECKING:
    from tests.world import World

WEB = Path(twelfth.web.__file__).parent
STATIC = WEB / "static" / "twelfth"
CSS = {path.name: path.read_text() for path in sorted(STATIC.glob("*.css"))}


def test_every_class_of_a_template_is_styled() -> None:
    styled = set(re.findall(r"\.([a-z][\w-]*)", "".join(CSS.values())))
    for template in sorted((WEB / "templates").rglob("*.html")):
        for classes in re.findall(r'class="([^"]*)"', template.read_text()):
            # A class that a tag puts together, such as notice-{{ level }}, is not a word of its own.
            words = re.sub(r"[\w-]+-(?:\{[%{].*?[%}]\}[\w-]*)+", " ", classes)
            plain = set(re.sub(r"\{[%{].*?[%}]\}", " ", words).split())
            unknown = plain - styled
            assert not unknown, f"{template.name} uses {unknown}: style it in pages.css, or use a component"


@pytest.mark.parametrize("name", sorted(CSS))
def test_every_colour_and_size_has_its_name_in_the_tokens(name: str) -> None:
    defined = set(re.findall(r"(--[\w-]+)\s*:", "".join(CSS.values())))
    unknown = set(re.findall(r"var\((--[\w-]+)", CSS[name])) - defined
    assert not unknown
    if name != "tokens.css":
        raw = re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", CSS[name])
        assert set(raw) <= {"#fff"}, f"{name} has raw colours {raw}: give them a name in tokens.css"


def test_every_module_that_is_imported_exists() -> None:
    for module in (STATIC / "js").glob("*.js"):
        for name in re.findall(r'(?:from|import) "\./([\w-]+\.js)"', module.read_text()):
            assert (STATIC / "js" / name).exists(), f"{module.name} imports {name}"


def test_the_guide_shows_every_component(world: "World", rf: RequestFactory) -> None:
    from twelfth.web.look.views import guide

    request = rf.get("/look/")
    request.user = world.member.user
    request.actor, request.now = world.by, world.now  # type: ignore[attr-defined]  # ActorMiddleware sets them
    page = guide(request).content.decode()
    for component in (
        "line line-full",
        "line line-header",
        "spark",
        "chart",
        "why",
        "empty",
        "rows",
        "field",
    ):
        assert f'class="{component}"' in page
    assert "Is 9/8 the ninth of August" in page
    assert " style=" not in page
