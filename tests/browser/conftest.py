from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    # Conftests are loaded before Django is set up.
    from tests.world import make_world

    return make_world()


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    """Pages name their static files by hash, so they have to be collected once."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
