"""What the tests of fetching are given: a server for a whole file, which each test finds as at its start."""

from collections.abc import Iterator

import pytest

from tests.fetch.web import Web, serving


@pytest.fixture(scope="module")
def running_web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(running_web: Web) -> Web:
    running_web.reset()
    return running_web
