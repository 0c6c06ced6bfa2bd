"""A browser for the tests of this folder, and the two releases that they look at, each written once and served."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline.disk import hold
from tests.explorer.browser import NoBrowser, running_browser
from tests.explorer.finding import ADVICE
from tests.explorer.releases import write_large, write_sample
from tests.explorer.serving import Site, served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """It ends with this folder's tests: while Playwright runs, nothing else in this thread can run a loop of asyncio.

    Without a browser the tests that want one are skipped; where CI is set, that is an error.
    """
    try:
        with running_browser() as started:
            yield started
    except NoBrowser as error:
        if "CI" in os.environ:
            raise
        pytest.skip(f"No browser starts. {error} {ADVICE}")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The release of the sample corpus."""
    with served(written_once(tmp_path_factory, "sample release", write_sample)) as site:
        yield site


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The release of 100,000 made-up events."""
    with served(written_once(tmp_path_factory, "large release", write_large)) as site:
        yield site


def written_once(tmp_path_factory: pytest.TempPathFactory, name: str, write: Callable[[Path], Path]) -> Path:
    """What `write` makes in a new folder, made by the first process of the tests that asks for it; nobody changes it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    written = folder.with_suffix(".path")
    with hold(folder.with_suffix(".lock"), seconds=900):
        if not written.exists():
            folder.mkdir()
            written.write_text(str(write(folder)), encoding="utf-8")
    return Path(written.read_text(encoding="utf-8"))
