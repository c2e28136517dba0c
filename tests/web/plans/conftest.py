from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def client(world: "World", monkeypatch: pytest.MonkeyPatch) -> Client:
    # Conftests are loaded before Django is set up.
    from tests.web.test_walk import client_of

    monkeypatch.setattr("twelfth.wiring.now", lambda: world.now)
    return client_of(world)
