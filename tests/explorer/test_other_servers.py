"""The explorer needs no server of its own: one without ranges will do, in any folder; without a server it says what to do."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.explorer.browser import visiting
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS


class Quiet(SimpleHTTPRequestHandler):
    """What `python -m http.server` serves with, without its lines."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def elsewhere(sample: Site) -> Iterator[Site]:
    """The sample as `python -m http.server` serves it from the folder that holds the release: at another path, and without ranges."""
    folder = sample.folder.parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Site(sample.folder, f"http://127.0.0.1:{server.server_address[1]}/{sample.folder.name}/explorer/index.html", sample.database)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_works_on_a_server_without_ranges(browser: Browser, elsewhere: Site, name: str) -> None:
    with visiting(browser, VIEWS[name].address(elsewhere)) as visit:
        visit.page.wait_for_selector(VIEWS[name].ready)


def test_sql_works_on_a_server_without_ranges(browser: Browser, elsewhere: Site) -> None:
    n = elsewhere.one("SELECT count(*) FROM timeline('PER', 'VEN')")
    with visiting(browser, VIEWS["sql"].address(elsewhere)) as visit:
        visit.page.fill("#sql-editor", "FROM timeline('PER', 'VEN')")
        visit.page.get_by_test_id("sql-run").click()
        expect(visit.page.get_by_test_id("sql-status")).to_contain_text(f"{n} rows", timeout=30_000)


def test_a_file_that_is_opened_without_a_server_says_what_to_do(browser: Browser, sample: Site) -> None:
    page = browser.new_page()
    try:
        page.goto((sample.folder / "explorer" / "index.html").as_uri())
        expect(page.locator("body")).to_contain_text("legation explore")
    finally:
        page.close()


def test_data_that_is_missing_is_told(browser: Browser, sample: Site, tmp_path: Path) -> None:
    for path in (sample.folder / "explorer").iterdir():
        if path.name != "data":
            (tmp_path / path.name).symlink_to(path)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        page = browser.new_page()
        try:
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/index.html")
            expect(page.get_by_role("alert")).to_contain_text("data")
        finally:
            page.close()
            server.shutdown()
            thread.join()
