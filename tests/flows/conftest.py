"""The Prefect server that the tests of the flows share."""

from collections.abc import Iterator

import pytest

from tests.flows.server import running_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the API of a Prefect server of these tests' own."""
    with running_server(tmp_path_factory.mktemp("server")) as url:
        yield url
