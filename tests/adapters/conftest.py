from collections.abc import Iterator

import pytest

from tests.adapters.worlds import InMemory, Real, World
from tests.servers.mail import MailServers


@pytest.fixture(params=["in_memory", pytest.param("real", marks=pytest.mark.servers)])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Both worlds, one after the other: what holds in one has to hold in the other."""
    if request.param == "in_memory":
        yield InMemory()
    else:
        yield Real(request.getfixturevalue("mail"))


@pytest.fixture
def real(mail: MailServers) -> Real:
    return Real(mail)
