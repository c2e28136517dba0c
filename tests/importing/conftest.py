"""A workspace to bring people into."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from twelfth.accounts.actor import Actor


@pytest.fixture
def by() -> "Actor":
    from tests.importing.founding import workspace  # Django is not loaded yet when this file is.

    return workspace()
