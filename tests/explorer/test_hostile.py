"""Names, titles, quotes and addresses that try to be more than text are text, in every view, and nothing that they name is asked for."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.browser import visiting
from tests.explorer.releases import HIT, TEXTS
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

# What the texts would be, were they HTML; and links or sources that are not the page's own or an address of the web.
ELEMENTS = """() => [
    ...document.querySelectorAll("main script, main img, main iframe, main object, main embed, main b.hit, main [onload], main [onerror]"),
    ...[...document.querySelectorAll("[href], [src]")].filter(one => !/^(#|[.]{0,2}[/]|assets[/]|https?:[/][/]|data:,)/.test(
        one.getAttribute("href") ?? one.getAttribute("src"))),
    ...[...document.querySelectorAll("main a[href^=http]")].filter(one => !/noopener/.test(one.rel) || !/noreferrer/.test(one.rel)),
].map(one => one.outerHTML)"""
WITH_SUMMARY = "SELECT event_id FROM events WHERE summary = ? ORDER BY event_id LIMIT 1"
WITH_QUOTE = "SELECT event_id FROM mentions WHERE quote = ? ORDER BY event_id LIMIT 1"
WITH_URL = "SELECT event_id FROM mentions JOIN sources USING (source_id) WHERE url = ? ORDER BY event_id LIMIT 1"
WITH_NAME = "SELECT event_id FROM event_actors JOIN actors USING (actor_id) WHERE name = ? ORDER BY event_id LIMIT 1"


def expect_text_only(page: Page) -> None:
    assert page.evaluate(ELEMENTS) == []


@pytest.mark.parametrize("query", [WITH_SUMMARY, WITH_QUOTE, WITH_NAME], ids=["summary", "quote", "name"])
def test_of_an_event_texts_are_shown_as_they_are(browser: Browser, large: Site, query: str) -> None:
    with visiting(browser, VIEWS["about"].address(large)) as visit:
        for text in TEXTS:
            visit.go(f"#/event/{large.one(query, text)}", ready="[data-testid=mention]")
            expect(visit.page.get_by_test_id("event")).to_contain_text(" ".join(text.split()))
            expect_text_only(visit.page)


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("javascript:hit()", False),
        ("data:text/html,<script>hit()</script>", False),
        ("//elsewhere.example/", False),
        ('https://paper.example/?a="><b>', True),
    ],
)
def test_only_addresses_of_the_web_are_links(browser: Browser, large: Site, url: str, is_link: bool) -> None:
    with visiting(browser, f"{large.address}#/event/{large.one(WITH_URL, url)}") as visit:
        expect(visit.page.get_by_test_id("event")).to_contain_text(url)
        links = visit.page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert (url in links) == is_link
        expect_text_only(visit.page)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "event"])
def test_in_no_view_a_text_becomes_an_element(browser: Browser, large: Site, name: str) -> None:
    filtered = f"?publishers={quote(HIT, safe='')}" if name in ("matrix", "network", "map", "pair", "table") else ""
    with visiting(browser, VIEWS[name].address(large) + filtered) as visit:
        visit.page.wait_for_selector(VIEWS[name].ready)
        expect_text_only(visit.page)


def test_in_the_table_and_its_filters_they_are_text(browser: Browser, large: Site) -> None:
    with visiting(browser, f"{VIEWS['table'].address(large)}?publishers={quote(HIT, safe='')}&columns=parties,summary,publishers") as visit:
        page = visit.page
        expect(page.locator("[data-chip]")).to_contain_text(HIT)
        expect(page.locator("tr[data-event]").first).to_contain_text(HIT)
        page.get_by_test_id("filter-publishers").locator("summary").click()
        expect(page.get_by_test_id("filter-publishers")).to_contain_text(HIT)
        expect_text_only(page)


@pytest.mark.parametrize("where", ["countries", "types", "publishers"])
def test_in_an_address_they_are_text(browser: Browser, sample: Site, where: str) -> None:
    with visiting(browser, f"{VIEWS['table'].address(sample)}?{where}={quote(HIT, safe='')}") as visit:
        expect(visit.page.locator("[data-chip]")).to_contain_text(f"{HIT} (not in this release)")
        expect_text_only(visit.page)
    with visiting(browser, f"{sample.address}#/pair/{quote(HIT, safe='')}/PER") as visit:
        expect(visit.page.get_by_test_id("pair-count")).to_contain_text("No event between")
        expect_text_only(visit.page)


def test_the_page_allows_no_script_but_its_own(browser: Browser, sample: Site) -> None:
    with visiting(browser, sample.address) as visit:
        policy = visit.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
        assert "default-src 'self'" in policy
        scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src")) if "script-src" in policy else ""
        assert "'unsafe-inline'" not in scripts
        assert "'unsafe-eval'" not in scripts.replace("'wasm-unsafe-eval'", "")
