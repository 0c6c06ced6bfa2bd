"""The site builds without a warning, asks nothing of any other host, and its links lead somewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[2]
FETCHING = ("src", "srcset", "poster", "data", "action")  # attributes for which a browser asks
WRITTEN = ["start/researcher", "start/engineer", "explorer", "corpus", "teach", "corrections", "method/index", "scale", "changelog"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "html"
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-b", "html", "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@cache
def tree_of(file: Path) -> html.HtmlElement:
    return html.document_fromstring(file.read_bytes())


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def requests_of(page: Path) -> Iterator[str]:
    """All that a browser asks for when it shows a page: not what a reader may follow."""
    for element in tree_of(page).iter("*"):
        yield from (str(element.get(name)) for name in FETCHING if element.get(name))
        if element.tag == "link":
            yield str(element.get("href"))


def test_every_page_is_made(site: Path) -> None:
    assert [name for name in WRITTEN if not (site / f"{name}.html").is_file()] == []
    assert len(pages_of(site)) > 50


def test_nothing_is_asked_of_another_host(site: Path) -> None:
    asked = {address for page in pages_of(site) for address in requests_of(page)}
    assert "_static/styles/furo.css" in {address.partition("?")[0] for address in asked}
    assert [address for address in sorted(asked) if urlsplit(address).netloc] == []


def test_no_style_sheet_asks_for_more(site: Path) -> None:
    sheets = [file.read_text(encoding="utf-8") for file in site.rglob("*.css")]
    assert len(sheets) >= 3
    named = [part.lstrip("'\" ") for sheet in sheets for part in re.split(r"url\(|@import", sheet)[1:]]
    outside = [name[:60] for name in named if re.match(r"(?!data:)(\w+:)?//|\w+:(?<!data:)", name)]
    assert outside == []


def test_every_link_within_the_site_leads_somewhere(site: Path) -> None:
    broken, followed = [], 0
    for page in pages_of(site):
        for link in tree_of(page).xpath("//a/@href"):
            if urlsplit(link).scheme or urlsplit(link).netloc:
                continue
            path, anchor = urldefrag(unquote(link))
            target = (page.parent / path) if path else page
            found = target.is_file() and (not anchor or target.suffix != ".html" or anchor in anchors_of(target))
            broken += [] if found else [f"{page.relative_to(site)}: {link}"]
            followed += 1
    assert broken == []
    assert followed > 1000


@cache
def anchors_of(page: Path) -> set[str]:
    return {str(name) for name in tree_of(page.resolve()).xpath("//@id")}
