"""Every state of the explorer is an address: opened in a new page, it shows the same."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.browser import Visit, visiting
from tests.explorer.filtering import FIELDS, FILTERS, choose, combined
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

SHOWN = """() => ({
    title: document.title,
    text: document.querySelector("main").innerText,
    chosen: [...document.querySelectorAll("[data-testid=filters] input")].map(input => [input.value, input.checked]),
})"""


@pytest.fixture(scope="module")
def other(browser: Browser, sample: Site) -> Iterator[Page]:
    """A second page, in which nothing was done yet but to open addresses."""
    with visiting(browser, VIEWS["about"].address(sample)) as visit:
        yield visit.page


def expect_same(visit: Visit, other: Page, ready: str) -> None:
    """What a page shows is what another shows that is opened at its address."""
    other.goto("about:blank")
    other.goto(visit.page.url)
    other.wait_for_selector(ready)
    expect(other.locator("main")).to_have_text(re.compile(re.escape(visit.page.text_content("main") or "none")))
    assert other.evaluate(SHOWN) == visit.page.evaluate(SHOWN)


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "sql"])
def test_a_view_has_its_address(browser: Browser, sample: Site, other: Page, name: str) -> None:
    view = VIEWS[name]
    with visiting(browser, sample.address) as visit:
        visit.page.wait_for_selector(VIEWS["matrix"].ready)
        visit.go(view.route(sample), ready=view.ready)
        expect_same(visit, other, view.ready)


def test_all_filters_that_are_set_stand_in_the_address(browser: Browser, large: Site) -> None:
    with visiting(browser, VIEWS["table"].address(large)) as visit, visiting(browser, VIEWS["about"].address(large)) as second:
        for name in FILTERS:
            choose(visit.page, FILTERS[name])
        assert visit.page.url.endswith(f"#/table?{combined(*FILTERS)[0]}")
        assert visit.page.locator("[data-chip]").count() == sum(len(each.values) for each in FILTERS.values() if each.name not in FIELDS)
        expect_same(visit, second.page, "[data-testid=filter-clear]")


@pytest.mark.parametrize(
    ("route", "ready"),
    [
        ("#/world/matrix?countries=VEN&size=10", "[data-testid=matrix]"),
        ("#/world/network?types=SANCTION", "[data-node]"),
        ("#/world/map?status=occurred&side=recipient", "[data-country]"),
        ("#/pair/VEN/PER?quad=material-conflict&days=2017-01-01..2018-06-30", "[data-testid=timeline] a"),
        ("#/table?sort=-confidence&columns=event_id,date,confidence&page=2", "tr[data-event]"),
        ("#/sql?q=SELECT%20'100%25%20of%20%26%23%3F'", "#sql-editor"),
    ],
)
def test_an_address_stays_what_it_is(browser: Browser, sample: Site, route: str, ready: str) -> None:
    with visiting(browser, sample.address + route) as visit:
        visit.page.wait_for_selector(ready)
        assert visit.page.url == sample.address + route


def test_back_and_forward_go_through_what_was_looked_at(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["table"].address(sample)) as visit:
        page = visit.page
        page.locator("tr[data-event] a").first.click()
        expect(page.get_by_test_id("event")).to_be_visible()
        page.go_back()
        expect(page.get_by_test_id("events-table")).to_be_visible()
        page.go_forward()
        expect(page.get_by_test_id("event")).to_be_visible()


def test_an_address_without_a_route_is_the_world(browser: Browser, sample: Site) -> None:
    for address in (sample.address, sample.address.removesuffix("index.html"), sample.address + "#/nowhere/at/all?what=%"):
        with visiting(browser, address) as visit:
            expect(visit.page.get_by_test_id("matrix")).to_be_visible()
