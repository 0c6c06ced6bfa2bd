"""The world in a browser: its numbers are those of the database, whatever is filtered by whatever means."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.browser import Visit, visiting
from tests.explorer.filtering import FILTERS, choose, combined
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

CELLS = """() => Object.fromEntries([...document.querySelectorAll("[data-testid=matrix] a[data-pair]")].map(
    a => [a.dataset.pair, Number(a.textContent.replaceAll(",", ""))]))"""
PAIRS = """
    SELECT actor_country || '/' || recipient_country, count(*) FROM event_dyads
    WHERE actor_country IS NOT NULL AND recipient_country IS NOT NULL AND {} GROUP BY ALL
"""
COUNTRIES = """
    SELECT count(DISTINCT country) FROM (SELECT unnest([actor_country, recipient_country]) AS country FROM event_dyads)
"""


@pytest.fixture(scope="module")
def world(browser: Browser, large: Site) -> Iterator[Visit]:
    """The matrix of the large release; each test leaves it without filters."""
    with visiting(browser, VIEWS["matrix"].address(large)) as visit:
        visit.page.wait_for_selector(VIEWS["matrix"].ready)
        yield visit


def expect_count(page: Page, shown: int, of: int) -> None:
    expect(page.get_by_test_id("count")).to_contain_text(f"{shown:,} of {of:,} event")


def counted(site: Site, where: str) -> int:
    return int(site.one(f"SELECT count(*) FROM events WHERE {where}"))


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_the_events_that_the_database_has_for_it(world: Visit, large: Site, name: str) -> None:
    page, chosen, n = world.page, FILTERS[name], counted(large, "true")
    choose(page, chosen)
    n_left = counted(large, chosen.where)
    assert 0 < n_left < n
    expect_count(page, n_left, n)
    assert chosen.query in page.evaluate("location.hash")
    expect_cells(page, large, chosen.where)
    page.get_by_test_id("filter-clear").click()
    expect_count(page, n, n)
    assert "?" not in page.evaluate("location.hash")


def test_filters_together_leave_what_passes_all_of_them(world: Visit, large: Site) -> None:
    page, n = world.page, counted(large, "true")
    names = ("countries", "quad", "status", "from", "confidence")
    query, where = combined(*names, "formats")
    world.go(f"#/world/matrix?{query}", ready="[data-testid=filter-clear]")
    n_left = counted(large, where)
    assert n_left > 0
    expect_count(page, n_left, n)
    expect_cells(page, large, where)
    page.locator("[data-chip=digest]").click()
    expect_count(page, counted(large, combined(*names)[1]), n)
    page.get_by_test_id("filter-clear").click()
    expect_count(page, n, n)


def expect_cells(page: Page, site: Site, where: str) -> None:
    """Every number of the matrix is that of the database."""
    pairs, cells = dict(site.rows(PAIRS.format(where))), page.evaluate(CELLS)
    assert cells
    assert cells == {pair: pairs[pair] for pair in cells}


def test_all_pairs_of_the_sample_are_in_the_matrix(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["matrix"].address(sample)) as visit:
        visit.page.wait_for_selector(VIEWS["matrix"].ready)
        sizes = visit.page.get_by_test_id("matrix-size")
        sizes.select_option(index=sizes.locator("option").count() - 1)
        expect(visit.page.get_by_test_id("matrix").locator("tbody tr")).to_have_count(sample.one(COUNTRIES))
        assert visit.page.evaluate(CELLS) == dict(sample.rows(PAIRS.format("true")))


def test_a_number_leads_to_the_pair_by_mouse_and_by_keyboard(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["matrix"].address(sample)) as visit:
        page = visit.page
        page.locator("a[data-pair='PER/VEN']").click()
        expect(page.get_by_test_id("pair")).to_contain_text("Peru and Venezuela")
        page.go_back()
        first, second = "a[data-pair='VEN/VEN']", "a[data-pair='VEN/PER']"
        page.locator(first).focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(second)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("pair")).to_be_visible()


def test_the_documents_that_were_read_are_told_beside_the_events(world: Visit, large: Site) -> None:
    n_read = large.one("SELECT sum(n_read)::INTEGER FROM coverage")
    expect(world.page.get_by_test_id("denominators")).to_contain_text(f"{n_read:,} documents were read")
    world.go(f"#/world/matrix?{FILTERS['publishers'].query}", ready="[data-testid=filter-clear]")
    n_of_those = large.one("SELECT sum(n_read)::INTEGER FROM coverage WHERE publisher IN (?, 'Paper 3')", FILTERS["publishers"].values[0])
    expect(world.page.get_by_test_id("denominators")).to_contain_text(f"{n_of_those:,} document")
    world.page.get_by_test_id("filter-clear").click()


@pytest.mark.parametrize("name", ["network", "map"])
def test_a_country_of_the_network_and_the_map_is_told_in_words_and_leads_on(browser: Browser, sample: Site, name: str) -> None:
    mark = {"network": "[data-node=VEN]", "map": "[data-country=VEN]"}[name]
    with visiting(browser, VIEWS[name].address(sample)) as visit:
        page = visit.page
        page.locator(mark).focus()
        expect(page.get_by_test_id("readout")).to_contain_text("Venezuela")
        page.keyboard.press("Enter")
        page.wait_for_function("route => !location.hash.startsWith(route)", arg=VIEWS[name].route(sample))
        assert "VEN" in page.evaluate("location.hash")


def test_countries_that_are_not_on_the_map_are_named_under_it(browser: Browser, large: Site) -> None:
    with visiting(browser, VIEWS["map"].address(large)) as visit:
        expect(visit.page.get_by_test_id("not-on-map")).to_contain_text("Tuvalu")
