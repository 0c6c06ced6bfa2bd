"""An event in a browser: its fields, every mention with its words, how to cite it and report an error; and ids that are no event's."""

import csv
import re
from io import StringIO

import pytest
from playwright.sync_api import Browser, expect

from pipeline.corrections import COLUMNS
from tests.explorer.browser import visiting
from tests.explorer.serving import Site
from tests.explorer.views import VIEWS, shown_event

MENTIONS = """
    SELECT mention_id, quote, publisher, rule, path FROM mentions JOIN sources USING (source_id) WHERE event_id = ? ORDER BY mention_id
"""


def test_all_mentions_are_there_with_their_words_source_and_rule(browser: Browser, sample: Site) -> None:
    event_id = shown_event(sample)
    with visiting(browser, VIEWS["event"].address(sample)) as visit:
        expect(visit.page.get_by_test_id("mention")).to_have_count(sample.one("SELECT n_mentions FROM events WHERE event_id = ?", event_id))
        for mention_id, quote, publisher, rule, path in sample.rows(MENTIONS, event_id):
            mention = visit.page.locator(f"[data-mention={mention_id}]")
            expect(mention.get_by_test_id("quote")).to_contain_text(" ".join(quote.split()))
            for said in (publisher or "not named", rule, path):
                expect(mention).to_contain_text(said)


def test_every_field_has_its_value(browser: Browser, sample: Site) -> None:
    columns = [name for (name,) in sample.rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'events'")]
    values = sample.rows("SELECT * FROM events WHERE event_id = ?", shown_event(sample))[0]
    with visiting(browser, VIEWS["event"].address(sample)) as visit:
        fields = visit.page.get_by_test_id("fields")
        for name, value in zip(columns, values, strict=True):
            shown = "none" if value is None else f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            expect(fields.locator(f"[data-field={name}] .value")).to_have_text(shown)


def test_claims_that_exclude_one_another_are_told_side_by_side(browser: Browser, sample: Site) -> None:
    claims = sample.rows("SELECT DISTINCT claim FROM conflicts WHERE event_id = ? AND field IN ('date', 'status')", shown_event(sample))
    assert len(claims) > 1
    with visiting(browser, VIEWS["event"].address(sample)) as visit:
        expect(visit.page.get_by_test_id("conflict")).to_contain_text("The sources disagree")
        for (claim,) in claims:
            expect(visit.page.get_by_test_id("claims")).to_contain_text(claim)


def test_it_can_be_cited_and_an_error_reported(browser: Browser, sample: Site) -> None:
    event_id = shown_event(sample)
    with visiting(browser, VIEWS["event"].address(sample), permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.page
        expect(page.get_by_test_id("citation")).to_contain_text(event_id)
        expect(page.get_by_test_id("bibtex")).to_contain_text(event_id.replace("_", r"\_"))
        page.get_by_test_id("citation-copy").click()
        page.wait_for_function("id => navigator.clipboard.readText().then(text => text.includes(id))", arg=event_id)
        page.get_by_test_id("report-field").select_option("date")
        page.get_by_test_id("report-new").fill("2024-07-30")
        page.get_by_test_id("report-reason").fill('The ministry says "30 July", see its site')
        page.get_by_test_id("report-who").fill("Ana Paz")
        expect(page.get_by_test_id("correction")).to_contain_text("Ana Paz")
        [row] = csv.DictReader(StringIO(page.get_by_test_id("correction").inner_text()))
    assert tuple(row) == COLUMNS
    assert [row["target"], row["field"], row["new"], row["who"]] == [event_id, "date", "2024-07-30", "Ana Paz"]
    assert row["reason"] == 'The ministry says "30 July", see its site'


@pytest.mark.parametrize(
    ("event_id", "said"),
    [("evt_0000000000000000", "Another version may have it"), ("evt_12", "perhaps a part of it was lost"), ("<b>x", "No event <b>x")],
)
def test_an_id_of_no_event_is_told_with_what_to_do(browser: Browser, sample: Site, event_id: str, said: str) -> None:
    with visiting(browser, f"{sample.address}#/event/{event_id.replace('<', '%3C').replace('>', '%3E')}") as visit:
        expect(visit.page.get_by_test_id("no-event")).to_contain_text(said)
        expect(visit.page.get_by_role("alert")).to_contain_text("has no event with this id")


def test_of_a_large_release_a_small_part_is_read_for_an_event(browser: Browser, large: Site) -> None:
    read: list[int] = []
    with visiting(browser, VIEWS["matrix"].address(large)) as visit:
        visit.page.wait_for_selector(VIEWS["matrix"].ready)
        visit.page.on("response", lambda answer: answer.request.method == "GET" and read.append(int(answer.headers["content-length"])))
        visit.go(f"#/event/{shown_event(large)}", ready="[data-testid=mention]")
        expect(visit.page.get_by_test_id("event-id")).to_have_text(re.compile("evt_[0-9a-f]{16}"))
    whole = sum((large.folder / "explorer" / "data" / f"{name}.parquet").stat().st_size for name in ("details", "mentions"))
    assert 0 < sum(read) < whole / 5
