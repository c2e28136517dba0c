from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    # Conftests are loaded before Django is set up.
    from tests.world import make_world

    return make_world()
