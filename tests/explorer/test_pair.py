"""A pair of countries in a browser: the events of `timeline`, in reach of mouse and keyboard, and the status of their relations."""

from playwright.sync_api import Browser, Locator, Page, expect

from tests.explorer.browser import visiting
from tests.explorer.filtering import FILTERS, choose
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

FOCUSED = "() => document.activeElement?.closest('[data-testid=timeline] a')?.id ?? ''"


def timeline(site: Site, where: str = "true") -> dict[str, bool]:
    """The events between Peru and Venezuela, and whether each has a date."""
    chosen = f"SELECT event_id FROM events WHERE {where}"
    return dict(site.rows(f"SELECT event_id, date IS NOT NULL FROM timeline('PER', 'VEN') WHERE event_id IN ({chosen})"))


def test_the_timeline_and_the_lists_have_the_events_of_the_database(browser: Browser, sample: Site) -> None:
    events = timeline(sample)
    with visiting(browser, VIEWS["pair"].address(sample)) as visit:
        page = visit.page
        expect(page.get_by_test_id("pair-count")).to_contain_text(f"{len(events)} events")
        drawn = events_in(page.locator("[data-testid=timeline] [data-event]"))
        assert drawn == events_in(page.get_by_test_id("pair-list").first.locator("[data-event]"))
        assert 0 < len(drawn) < len(events)
        page.get_by_test_id("zoom-all").click()
        expect(page.get_by_test_id("out-of-view")).to_have_count(0)
        lists = page.get_by_test_id("pair-list")
        for shown, is_dated in ((lists.first, True), (lists.last, False)):
            assert events_in(shown.locator("[data-event]")) == {event for event, has_date in events.items() if has_date == is_dated}


def events_in(elements: Locator) -> set[str]:
    return set(elements.evaluate_all("all => all.map(each => each.dataset.event)"))


def test_filters_hold_for_the_pair(browser: Browser, large: Site) -> None:
    with visiting(browser, VIEWS["pair"].address(large)) as visit:
        told, n = visit.page.get_by_test_id("pair-count"), len(timeline(large))
        for chosen in (each for each in FILTERS.values() if each.name != "countries"):
            choose(visit.page, chosen)
            n_left = len(timeline(large, chosen.where))
            assert n_left < n
            expect(told).to_contain_text(f"{n_left:,} events" if n_left else "No event")
            assert chosen.query in visit.page.url
            visit.page.get_by_test_id("filter-clear").click()
            expect(told).to_contain_text(f"{n:,} events")


def test_an_event_is_opened_by_keyboard_alone(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["pair"].address(sample)) as visit:
        page = visit.page
        page.wait_for_selector(VIEWS["pair"].ready)
        tab_to_timeline(page)
        expect(page.get_by_test_id("card")).to_be_visible()
        page.keyboard.press("Home")
        first = page.evaluate(FOCUSED)
        page.keyboard.press("ArrowRight")
        second = page.evaluate(FOCUSED)
        assert second not in ("", first)
        told = page.get_by_test_id("card").inner_text()
        page.keyboard.press("ArrowUp")
        assert page.evaluate(FOCUSED) not in ("", second)
        page.keyboard.press("Home")
        assert page.evaluate(FOCUSED) == first
        page.keyboard.press("End")
        expect(page.get_by_test_id("card")).not_to_have_text(told)
        opened = page.evaluate(FOCUSED).removeprefix("mark-")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("event-id")).to_have_text(opened)


def tab_to_timeline(page: Page) -> None:
    """Press Tab until the timeline has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED):
            return
    raise AssertionError("Tab does not reach the timeline")


def test_an_event_is_shown_by_the_pointer_and_opened_by_a_click(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["pair"].address(sample)) as visit:
        mark = visit.page.locator("[data-testid=timeline] a[data-event]").first
        mark.hover()
        expect(visit.page.get_by_test_id("card")).to_contain_text("confidence")
        event_id = mark.get_attribute("data-event")
        mark.click()
        expect(visit.page.get_by_test_id("event-id")).to_have_text(str(event_id))


def test_sources_that_disagree_are_marked(browser: Browser, sample: Site) -> None:
    query = "SELECT count(*) FROM timeline('PER', 'VEN') SEMI JOIN conflicts USING (event_id)"
    n = sample.one(query)
    assert n > 0
    with visiting(browser, VIEWS["pair"].address(sample)) as visit:
        page = visit.page
        expect(page.get_by_test_id("pair-count")).to_contain_text(f"on {n} the sources disagree")
        page.get_by_test_id("zoom-all").click()
        assert page.get_by_test_id("pair-list").get_by_text("≠").count() == n


def test_the_band_and_its_list_have_the_spells_of_the_relations(browser: Browser, sample: Site, large: Site) -> None:
    for site in (sample, large):
        spells = site.rows("SELECT status, start_date FROM relations WHERE country_a = 'PER' AND country_b = 'VEN' ORDER BY start_date")
        assert spells
        with visiting(browser, VIEWS["pair"].address(site)) as visit:
            shown = visit.page.get_by_test_id("spells")
            for status, _ in spells:
                expect(shown).to_contain_text(status, ignore_case=True)
            expect(shown.locator("> li")).to_have_count(len(spells))
            expect(visit.page.get_by_test_id("band")).to_be_visible()


def test_many_events_are_columns_that_open_to_events(browser: Browser, large: Site) -> None:
    with visiting(browser, VIEWS["pair"].address(large)) as visit:
        page = visit.page
        expect(page.get_by_test_id("pair-count")).to_contain_text(f"{len(timeline(large)):,} events")
        columns = page.locator("[data-testid=timeline] a.column")
        expect(columns.first).to_be_visible()
        columns.first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-testid=timeline] a[data-event]").first).to_be_visible()
        assert "days=" in page.url


def test_the_pair_is_chosen_by_name_and_swapped(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["pair"].address(sample)) as visit:
        page = visit.page
        page.get_by_test_id("swap").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Venezuela and Peru")
        page.get_by_test_id("pair-second").fill("Chile")
        page.get_by_test_id("pair-second").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Venezuela and Chile")
        assert "#/pair/VEN/CHL" in page.url
        page.get_by_test_id("pair-first").fill("Nowhereland")
        page.get_by_test_id("pair-first").press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("names “Nowhereland”")


def test_countries_without_an_event_are_told_so(browser: Browser, sample: Site) -> None:
    with visiting(browser, f"{sample.address}#/pair/PER/XYZ") as visit:
        expect(visit.page.get_by_test_id("pair-count")).to_contain_text("No event between Peru and XYZ")
