from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.build import Ledger, add_account, add_batch, add_events, add_history, merge_mentions, state_of, summarize
from pipeline.coding import Batch, CodedDocument
from pipeline.history import event_state
from pipeline.ids import mention_id
from pipeline.load import open_warehouse
from pipeline.parse import source_id
from pipeline.records import Citation, Correction, Document, Mention, Party, Period, Reject, Section
from pipeline.summary import BuildSummary
from tests.ledgers import ledger_of, merged

DAY, OTHER_DAY = date(2017, 8, 11), date(2017, 3, 30)
TEXT = "Peru expelled Venezuela's ambassador. Chile recalled its own."
PERU, CHILE, VENEZUELA = (
    Party(code, name, "country", code, name) for code, name in (("PER", "Peru"), ("CHL", "Chile"), ("VEN", "Venezuela"))
)


def document(path: str, *, language: str | None = "en", corpus: str = "wires", publisher: str | None = "Wire") -> Document:
    """A page with a story and one item of a list."""
    sections = (
        Section("main", 0, 37, contexts=("Crisis", "Peru"), sentences=((0, 37),)),
        Section("related", 38, len(TEXT), published_on=OTHER_DAY, contexts=("Crisis",), sentences=((38, len(TEXT)),)),
    )
    return Document(
        source_id(path, "0" * 64),
        corpus,
        path,
        "digest",
        TEXT,
        "0" * 64,
        sections,
        language=language,
        publisher=publisher,
        published_on=DAY,
        citations=(Citation("https://wire.example/1", "Wire"),),
    )


def mentions_of(document: Document, *, expelling: Party = PERU) -> tuple[Mention, ...]:
    """What the page reports: an expulsion in its story, a recall in its list."""
    story = Mention(
        source_id=document.source_id,
        section_no=0,
        section="main",
        sentence=0,
        start=0,
        end=36,
        quote=TEXT[:36],
        trigger="expelled",
        rule="envoys.expel",
        event_type="SANCTION",
        mode="expel",
        act="expel-envoy",
        period=Period(DAY, DAY, "day"),
        date_text=None,
        effective_on=None,
        status="occurred",
        said_by=None,
        confidence=0.9,
        actors=(expelling,),
        recipients=(VENEZUELA,),
    )
    item = replace(
        story, section_no=1, section="related", sentence=1, start=38, end=60, quote=TEXT[38:60], rule="envoys.recall", actors=(CHILE,)
    )
    return story, replace(item, act="recall-envoy", mode="withdraw", period=Period(OTHER_DAY, OTHER_DAY, "day"))


def batch_of(coded: Iterable[tuple[Document, tuple[Mention, ...]]], rejects: tuple[Reject, ...] = ()) -> Batch:
    return Batch((*(CodedDocument(document, mentions) for document, mentions in coded), *rejects))


def build(
    db: Path, *batches: Batch, corpora: tuple[str, ...] = ("wires",), corrections: tuple[Correction, ...] = ()
) -> BuildSummary:
    ledger = Ledger(corrections=corrections)
    with open_warehouse(db) as warehouse:
        for batch in batches:
            assert add_batch(warehouse, ledger, batch) == len(batch.coded) + len(batch.rejects)
        add_events(warehouse, ledger, merge_mentions(ledger))
        add_history(warehouse, ledger)
        add_account(warehouse, ledger, corpora)
    return summarize(ledger, Counter(warehouse.n_rejected), db=db, seconds=1.5)


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, BuildSummary]]:
    """Two pages of one story, a third without events, a fourth in Chinese; one of them twice, one empty, one that cannot be parsed."""
    db = tmp_path_factory.mktemp("build") / "test.duckdb"
    one, other, quiet, chinese = (document(path) for path in ("1.md", "2.md", "3.md", "4.md"))
    chinese = replace(chinese, language="zh", publisher=None)
    first = batch_of(((one, mentions_of(one)), (quiet, ())), (Reject("corpus", "empty", "It is empty.", "5.md", corpus="wires"),))
    late = (Reject("parse", "unknown-format", "The format 'scroll' is none of those known.", "6.md", corpus="wires"),)
    second = batch_of(((chinese, ()), (one, mentions_of(one)), (other, mentions_of(other))), late)
    yield db, build(db, first, second)


def test_the_summary_counts_what_became_of_the_documents(built: tuple[Path, BuildSummary]) -> None:
    db, summary = built
    assert summary == BuildSummary(
        db=str(db),
        documents_read=7,
        documents_coded=2,
        documents_without_events=1,
        documents_uncoded={"zh": 1},
        sentences_uncoded=2,
        rejected={"duplicate": 1, "empty": 1, "unknown-format": 1},
        documents_rejected={"duplicate": 1, "empty": 1, "unknown-format": 1},
        mentions=4,
        events=2,
        events_by_type={"SANCTION": 2},
        seconds=1.5,
    )


def test_coverage_adds_up_to_all_that_was_found(built: tuple[Path, BuildSummary]) -> None:
    db, summary = built
    found = rows(
        db,
        "SELECT corpus, publisher, published_on, n_read, n_coded, n_without_events, n_uncoded, n_rejected FROM coverage ORDER BY 1, 2, 3",
    )
    assert found == [("wires", "Wire", DAY, 4, 2, 1, 0, 1), ("wires", None, DAY, 1, 0, 0, 1, 0), ("wires", None, None, 2, 0, 0, 0, 2)]
    assert all(
        read == sum(fates) for *_, read, coded, without, uncoded, rejected in found for fates in [(coded, without, uncoded, rejected)]
    )
    assert sum(row[3] for row in found) == summary.documents_read == 7


def test_the_same_document_twice_is_a_reject(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    assert rows(db, "SELECT check_name, path, stage FROM rejects ORDER BY ALL") == [
        ("duplicate", "1.md", "corpus"),
        ("empty", "5.md", "corpus"),
        ("unknown-format", "6.md", "parse"),
    ]
    assert rows(db, "SELECT count(*) FROM sources WHERE kind = 'document'") == [(4,)]


def test_a_page_cited_by_many_documents_is_one_source(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    assert rows(db, "SELECT count(*) FROM sources WHERE kind = 'cited'") == [(1,)]
    assert rows(db, "SELECT count(*) FROM citations JOIN sources ON sources.source_id = cited_source_id WHERE kind = 'cited'") == [(4,)]


def test_two_pages_tell_of_one_event(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    assert rows(db, "SELECT act, date, n_mentions, n_sources, summary FROM events ORDER BY date") == [
        ("recall-envoy", OTHER_DAY, 2, 2, "Chile: recall envoy (Venezuela), 2017-03-30"),
        ("expel-envoy", DAY, 2, 2, "Peru: expel envoy (Venezuela), 2017-08-11"),
    ]
    assert rows(db, "SELECT count(*) FROM mentions JOIN events USING (event_id)") == [(4,)]


def test_links_lead_from_the_story_to_its_list(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    query = "SELECT a.act, b.act, link FROM event_links JOIN events a USING (event_id) JOIN events b ON b.event_id = linked_event_id"
    assert rows(db, query) == [("expel-envoy", "recall-envoy", "related")]


def test_labels_are_those_of_the_sections_that_mention_an_event(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    found = rows(db, "SELECT act, context FROM event_contexts JOIN events USING (event_id) ORDER BY CAST(act AS VARCHAR), context")
    assert found == [("expel-envoy", "Crisis"), ("expel-envoy", "Peru"), ("recall-envoy", "Crisis")]
    assert rows(db, "SELECT count(*) FROM section_contexts") == [(12,)]


def test_the_account_names_the_corpora(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    facts = dict(rows(db, "SELECT key, value FROM release_info"))
    assert facts["corpora"] == "wires"
    assert facts["n_documents"] == "4"
    assert {"codebook_version", "pipeline_version", "licence", "corpus_sha256"} <= set(facts)


def test_people_are_brought_together_across_documents(tmp_path: Path) -> None:
    one, other = document("1.md"), document("2.md")
    full, bare = Party("ana-paz", "Ana Paz", "person", "PER", "Ana Paz"), Party("paz", "Paz", "person", "PER", "Paz")
    build(tmp_path / "t.duckdb", batch_of(((one, mentions_of(one, expelling=bare)), (other, mentions_of(other, expelling=full)))))
    assert rows(tmp_path / "t.duckdb", "SELECT DISTINCT actor_id FROM mention_actors WHERE actor_id LIKE '%paz'") == [("ana-paz",)]


def test_an_event_that_a_correction_takes_away_has_its_id_in_the_builds_after_a_release(tmp_path: Path) -> None:
    """Else the correction would not find it, for all its mentions are those of another event of the release."""
    pages = [document(path) for path in ("1.md", "2.md", "3.md")]
    first, second, other = (mentions_of(page)[0] for page in pages)
    reports = [first, second, replace(other, period=Period(OTHER_DAY, OTHER_DAY, "day"))]
    small, large = sorted(merged(ledger_of(reports)), key=lambda event: len(event.mentions))
    fix = Correction(2, large.event_id, "event_id", large.event_id, small.event_id, "One expulsion", "R. Reviewer", DAY)
    paths = {page.source_id: page.path for page in pages}

    ledger = ledger_of(reports, corrections=(fix,), paths=paths)
    [one] = merged(ledger)
    assert (one.event_id, len(one.mentions)) == (small.event_id, 3)
    ledger.states = {one.event_id: event_state(one, paths)}
    assert merged(ledger_of(reports, corrections=(fix,), paths=paths, earlier=state_of(ledger))) == (one,)


def test_a_document_whose_mentions_are_withdrawn_is_one_without_events(tmp_path: Path) -> None:
    one, other = document("1.md"), document("2.md")
    gone = [mention_id(mention) for mention in mentions_of(one)]
    batch = batch_of(((one, mentions_of(one)), (other, mentions_of(other))))
    events = merged(ledger_of([*mentions_of(one), *mentions_of(other)]))
    home = {mention_id(mention): event.event_id for event in events for mention in event.mentions}
    fixes = tuple(Correction(line, each, "event_id", home[each], None, "No report", "R. R.", DAY) for line, each in enumerate(gone, 2))
    summary = build(tmp_path / "t.duckdb", batch, corrections=fixes)
    assert (summary.documents_coded, summary.documents_without_events, summary.mentions, summary.corrections) == (1, 1, 2, 2)
    assert rows(tmp_path / "t.duckdb", "SELECT n_read, n_coded, n_without_events FROM coverage") == [(2, 1, 1)]
    kept = rows(tmp_path / "t.duckdb", "SELECT stage, corpus, path, locator FROM rejects WHERE check_name = 'correction' ORDER BY locator")
    assert kept == [("merge", "wires", "1.md", each) for each in sorted(gone)]
    assert rows(tmp_path / "t.duckdb", "SELECT count(*), count(event_id) FROM corrections") == [(2, 0)]


def test_no_documents_are_a_sound_database(tmp_path: Path) -> None:
    summary = build(tmp_path / "t.duckdb", Batch())
    assert (summary.documents_read, summary.events, summary.rejected) == (0, 0, {})
    assert rows(tmp_path / "t.duckdb", "SELECT count(*) FROM events") == [(0,)]


def test_the_order_of_batches_does_not_change_the_events(tmp_path: Path) -> None:
    batches = [batch_of(((each, mentions_of(each)),)) for each in (document("1.md"), document("2.md"), document("3.md"))]
    build(tmp_path / "a.duckdb", *batches)
    build(tmp_path / "b.duckdb", *batches[::-1])
    for table in ("events", "mentions", "event_actors", "event_links", "event_contexts", "coverage", "release_info"):
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert rows(tmp_path / "a.duckdb", query) == rows(tmp_path / "b.duckdb", query)
