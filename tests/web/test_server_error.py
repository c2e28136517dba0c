"""The page for what nobody foresaw works when nothing else does."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

import twelfth.web
from tests.world import World

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_STATIC = Path(twelfth.web.__file__).parent / "static"


@pytest.fixture
def client(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.member.user, backend=_BACKEND)
    return client


def away(_execute: Callable[..., Any], *_: object) -> None:
    raise OperationalError("the server closed the connection unexpectedly")


def is_the_page(response: HttpResponseBase) -> bool:
    assert isinstance(response, HttpResponse)
    assert response.status_code == 500
    text = response.content.decode()
    return "Something went wrong" in text and "twelfth doctor" in text and "Go back" in text


def test_a_fault_of_ours_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("twelfth.web.today.views.today", broken)
    response = client.get("/")
    assert is_the_page(response)
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_it_comes_while_the_database_is_away(client: Client) -> None:
    with connection.execute_wrapper(away):
        response = client.get(reverse("people"))
    assert is_the_page(response)


def test_it_links_to_files_that_are_there_under_their_plain_names(client: Client) -> None:
    with connection.execute_wrapper(away):
        text = client.get("/").content.decode()
    linked = re.findall(r'(?:href|src)="/static/([^"]+)"', text)
    assert "twelfth/tokens.css" in linked
    assert all((_STATIC / name).is_file() for name in linked)
    with closing(client.get("/static/twelfth/tokens.css")) as served:
        assert served.status_code == 200
