"""An address in, a page of the explorer in a real browser out: what it complains of, and what it asks of other hosts, is noted."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Download, Error, Page, Playwright, Request, Response, sync_playwright

from tests.explorer.finding import SETTING, find_browsers

FLAGS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
)
DESKTOP, PHONE = (1280, 800), (360, 740)
PATIENCE = 30_000  # milliseconds until something that does not come is an error; the machine may do much else
LOCAL = ("data", "blob", "about")


class NoBrowser(Exception):
    """No browser is on this machine, or none of those that are there starts; the message names those that were tried."""


@dataclass
class Visit:
    """A page and its complaints: errors of the console and of scripts, requests that failed or went to another host."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, hash_route: str, *, ready: str) -> None:
        """Go to a route of the page that is open, and wait until the element `ready` is there."""
        self.page.evaluate("route => { location.hash = route }", hash_route.removeprefix("#"))
        self.page.wait_for_selector(ready)

    def save(self, selector: str) -> str:
        """The text of the file that a click on an element downloads."""
        with self.page.expect_download() as waited:
            self.page.click(selector)
        return _text(waited.value)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """The first browser that starts; NoBrowser where none does."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visiting(
    browser: Browser, address: str, *, size: tuple[int, int] = DESKTOP, dark: bool = False, origin: str | None = None, **options: Any
) -> Iterator[Visit]:
    """A new page at an address, with nothing of another page's; at the end, a complaint of it is an AssertionError.

    `origin` is what it may ask, `http://127.0.0.1:PORT` [that of the address]; `options` are those of a browser's context.
    """
    width, height = size
    viewport = {"width": width, "height": height}
    with browser.new_context(viewport=viewport, color_scheme="dark" if dark else "light", locale="en-GB", **options) as context:
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page())
        _listen(visit, origin or "{0.scheme}://{0.netloc}".format(urlsplit(address)))
        try:
            visit.page.goto(address)
            yield visit
        except (Error, AssertionError) as error:
            error.add_note(f"Complaints of the page: {visit.complaints}")
            raise
    assert visit.complaints == []


def _launch(playwright: Playwright) -> Browser:
    tried = []
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    for program in find_browsers():
        try:
            return playwright.chromium.launch(executable_path=program, args=flags)
        except Error as error:
            tried.append(f"{program}: {error.message.splitlines()[0]}")
    named = os.environ.get(SETTING)
    raise NoBrowser(
        "; ".join(tried) or (f"{SETTING} names {named}, and there is no such program." if named else "There is none on this machine.")
    )


def _listen(visit: Visit, origin: str) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def on_request(request: Request) -> None:
        if urlsplit(request.url).scheme not in LOCAL and not request.url.startswith(f"{origin}/"):
            visit.complaints.append(f"asks another host: {request.url}")

    def on_failure(request: Request) -> None:
        # Whatever is under way when a page is closed or left is broken off.
        if request.failure != "net::ERR_ABORTED":
            visit.complaints.append(f"failed: {request.url} {request.failure}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            visit.complaints.append(f"status {response.status}: {response.url}")

    page = visit.page
    page.on("console", on_console)
    page.on("pageerror", lambda error: visit.complaints.append(f"error: {error}"))
    page.on("request", on_request)
    page.on("requestfailed", on_failure)
    page.on("response", on_response)
    page.on("popup", lambda popup: visit.complaints.append(f"opens a window: {popup.url}"))


def _text(download: Download) -> str:
    return download.path().read_text(encoding="utf-8")
