"""Every view in dark and light: no violation that axe-core finds, no width that a phone has not, and the theme that a reader chose."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.explorer.browser import PATIENCE, PHONE, visiting
from tests.explorer.pictures import keep_picture
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS

WIDTH = "document.documentElement.scrollWidth"
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_everybody_can_use_a_view(browser: Browser, sample: Site, name: str, theme: str) -> None:
    with visiting(browser, VIEWS[name].address(sample), dark=theme == "dark") as visit:
        visit.page.wait_for_selector(VIEWS[name].ready)
        assert violations(visit.page) == []
        keep_picture(visit.page, f"sample-{name}-{theme}")


@pytest.mark.parametrize("name", ["matrix", "pair", "event", "table"])
def test_everybody_can_use_a_view_of_many_events(browser: Browser, large: Site, name: str) -> None:
    with visiting(browser, VIEWS[name].address(large)) as visit:
        visit.page.wait_for_selector(VIEWS[name].ready)
        assert violations(visit.page) == []
        keep_picture(visit.page, f"large-{name}-light")


def test_everybody_can_use_what_opens(browser: Browser, sample: Site) -> None:
    """Open filters and what was asked for; the card of an event; an event that is not there; an answer and an error of SQL."""
    with visiting(browser, f"{VIEWS['table'].address(sample)}?countries=PER&from=2017-01-01") as visit:
        page = visit.page
        page.get_by_test_id("filter-types").locator("summary").click()
        assert violations(page) == []
        visit.go("#/pair/PER/VEN", ready=VIEWS["pair"].ready)
        page.locator(VIEWS["pair"].ready).first.focus()
        page.wait_for_selector("[data-testid=card]")
        assert violations(page) == []
        visit.go("#/event/evt_0000000000000000", ready="[data-testid=no-event]")
        assert violations(page) == []
        visit.go("#/sql", ready="[data-testid=sql-run]")
        for sql, answer in (("SELECT event_id, date FROM events", "sql-status"), ("SELECT nothing", "sql-error")):
            page.fill("#sql-editor", sql)
            page.get_by_test_id("sql-run").click()
            expect(page.get_by_test_id(answer)).to_be_visible(timeout=PATIENCE)
            assert violations(page) == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in found for node in each["nodes"][:3]]


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_no_wider_than_a_phone(browser: Browser, sample: Site, large: Site, name: str) -> None:
    for site, release in ((sample, "sample"), (large, "large")):
        with visiting(browser, VIEWS[name].address(site), size=PHONE, has_touch=True, is_mobile=True) as visit:
            visit.page.wait_for_selector(VIEWS[name].ready)
            assert visit.page.evaluate(WIDTH) <= PHONE[0]
            keep_picture(visit.page, f"{release}-{name}-phone")


def test_filters_open_within_a_phone(browser: Browser, large: Site) -> None:
    with visiting(browser, VIEWS["table"].address(large), size=PHONE, has_touch=True, is_mobile=True) as visit:
        page = visit.page
        page.wait_for_selector(VIEWS["table"].ready)
        for menu in page.locator("details.menu").all():
            menu.locator("summary").tap()
            assert page.evaluate(WIDTH) <= PHONE[0]
            box = menu.locator(".panel").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= PHONE[0]
            page.keyboard.press("Escape")


def test_dark_and_light_are_the_readers_choice_and_stay(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["about"].address(sample)) as visit:
        page = visit.page
        page.wait_for_selector(VIEWS["about"].ready)
        light = page.evaluate(GROUND)
        page.get_by_test_id("theme").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        dark = page.evaluate(GROUND)
        page.reload()
        page.wait_for_selector(VIEWS["about"].ready)
        assert page.evaluate(GROUND) == dark != light
        page.get_by_test_id("theme").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "light")
        assert page.evaluate(GROUND) == light


def test_the_first_tab_leads_past_the_head_of_the_page(browser: Browser, sample: Site) -> None:
    with visiting(browser, VIEWS["table"].address(sample)) as visit:
        page = visit.page
        page.wait_for_selector(VIEWS["table"].ready)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        assert page.url == VIEWS["table"].address(sample)
