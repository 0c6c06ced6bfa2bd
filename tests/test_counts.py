"""Everything that is found has one fate, and all who count fates count the same: summary, coverage, sources and rejects."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.counts import CountsDiffer, check_counts, documents_rejected
from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.rows.documents import Place
from pipeline.summary import BuildSummary

RECALLED = "Peru recalled its ambassador from Venezuela on 30 March 2017."
EXPELLED = "Chile expelled the ambassador of Bolivia on 2 May 2017."
QUIET = "The lake is blue and the sky above it is wide."
CHINESE = "2017年3月30日，秘鲁召回了驻委内瑞拉大使。秘鲁外交部发表了声明。"
DAY, NEXT = "2017-03-31", "2017-04-01"


def line(number: int, text: str, publisher: str, day: str) -> str:
    return json.dumps({"id": str(number), "text": text, "publisher": publisher, "date": day}) + "\n"


def write_corpora(folder: Path) -> list[str]:
    """Two corpora, of which the first holds files that cannot be read, and the second lines of two publishers and two days."""
    files, lines = folder / "files", folder / "lines"
    files.mkdir()
    lines.mkdir()
    (files / "quiet.txt").write_text(QUIET)
    (files / "empty.txt").write_text("")
    (files / "broken.txt").write_bytes(b"\xff\xfe\xff")
    (files / "picture.png").write_bytes(b"1234")
    (files / "odd.jsonl").write_text('{"id": "1", "text": "x", "format": "scroll"}\nno line\n')
    found = [
        line(1, RECALLED, "Wire", DAY),
        line(2, f"{QUIET} There are two.", "Wire", DAY),
        line(3, CHINESE, "Wire", DAY),
        line(4, EXPELLED, "Wire", NEXT),
        line(5, f"{EXPELLED} {QUIET}", "Gazette", DAY),
        line(6, f"{RECALLED} {QUIET}", "Gazette", NEXT),
    ]
    (lines / "a.jsonl").write_text("".join(found))
    return [str(files), str(lines), str(lines)]  # the second one twice: each of its documents is a duplicate


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """A build with all fates: the document 5 is taken down, and the only mention of the document 4 is withdrawn by a correction."""
    folder = tmp_path_factory.mktemp("counts")
    corpora = write_corpora(folder)
    take_downs, corrections = folder / "take-downs.csv", folder / "corrections.csv"
    take_downs.write_text("kind,value,reason\npath,a.jsonl#5,asked for by its author\n")
    options = BuildOptions(workers=1, take_downs=take_downs)
    work.build(corpora, folder / "first.duckdb", options, None)
    [(event_id,)] = rows(folder / "first.duckdb", "SELECT event_id FROM mentions JOIN sources USING (source_id) WHERE path = 'a.jsonl#4'")
    told = "it is no event,A. Reader,2020-01-01"
    corrections.write_text(f"target,field,old,new,reason,who,when\n{event_id},event_id,{event_id},,{told}\n")
    summary = work.build(corpora, folder / "x.duckdb", replace(options, corrections=corrections), None)
    return folder / "x.duckdb", summary


def rows(db: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_fate_is_counted_by_corpus_publisher_and_day(built: tuple[Path, BuildSummary]) -> None:
    db, _ = built
    columns = "corpus, publisher, published_on, n_read, n_coded, n_without_events, n_uncoded, n_rejected"
    day, following = date.fromisoformat(DAY), date.fromisoformat(NEXT)
    assert rows(db, f"SELECT {columns} FROM coverage ORDER BY coverage_no") == [
        ("files", None, None, 6, 0, 1, 0, 5),  # the quiet one; empty, broken, a picture, an unknown format, no line
        ("lines", None, None, 2, 0, 0, 0, 2),  # taken down, found twice
        ("lines", "Gazette", following, 2, 1, 0, 0, 1),
        ("lines", "Wire", day, 6, 1, 1, 1, 3),
        ("lines", "Wire", following, 2, 0, 1, 0, 1),  # the one whose mention is withdrawn
    ]


def test_the_summary_adds_up_and_agrees_with_the_tables(built: tuple[Path, BuildSummary]) -> None:
    db, summary = built
    fates = (
        summary.documents_coded,
        summary.documents_without_events,
        sum(summary.documents_uncoded.values()),
        sum(summary.documents_rejected.values()),
    )
    assert fates == (2, 3, 1, 12)
    assert summary.documents_read == sum(fates) == 18
    sums = ", ".join(f"sum({name})" for name in ("n_read", "n_coded", "n_without_events", "n_uncoded", "n_rejected"))
    assert rows(db, f"SELECT {sums} FROM coverage") == [(18, *fates)]
    assert rows(db, "SELECT count(*) FROM sources WHERE kind = 'document'") == [(18 - 12,)]
    assert rows(db, "SELECT count(DISTINCT source_id) FROM mentions") == [(2,)]


def test_rejects_of_whole_documents_are_those_that_coverage_counts(built: tuple[Path, BuildSummary]) -> None:
    db, summary = built
    whole = "SELECT corpus, count(*) FROM rejects WHERE stage IN ('corpus', 'parse') GROUP BY 1 ORDER BY 1"
    assert rows(db, whole) == rows(db, "SELECT corpus, sum(n_rejected) FROM coverage GROUP BY 1 ORDER BY 1") == [("files", 5), ("lines", 7)]
    assert summary.documents_rejected["duplicate"] == 5
    assert summary.documents_rejected["take-down"] == 2
    assert "correction" not in summary.documents_rejected
    assert Counter(summary.rejected) - Counter(summary.documents_rejected) == Counter({"correction": 1})
    assert rows(db, "SELECT count(*) FROM rejects") == [(sum(summary.rejected.values()),)] == [(13,)]


PLACE: Place = ("news", "Wire", date(2017, 8, 11))
COVERAGE = {(PLACE, "coded"): 3, (PLACE, "without_events"): 2, (PLACE, "uncoded"): 1, (PLACE, "rejected"): 2}
REJECTED = {("corpus", "empty"): 1, ("parse", "empty"): 1, ("extract", "too-slow"): 9, ("load", "unique"): 4}


def test_only_rejects_of_whole_documents_count_as_documents() -> None:
    assert documents_rejected(REJECTED) == {"empty": 2}
    check_counts(COVERAGE, n_found=8, n_documents=6, rejected=REJECTED)


@pytest.mark.parametrize(
    ("coverage", "n_found", "n_documents", "rejected", "what"),
    [
        (COVERAGE, 9, 6, REJECTED, "9 documents were found, but 8 in coverage"),
        (COVERAGE, 8, 5, REJECTED, "5 documents were loaded, but 6 in coverage"),
        (COVERAGE, 8, 6, {}, "0 documents were rejected, but 2 in coverage"),
        (COVERAGE | {(PLACE, "forgotten"): 1}, 9, 7, REJECTED, "9 documents were found, but 8 in coverage"),
        (COVERAGE | {(PLACE, "coded"): -1, (PLACE, "without_events"): 6}, 8, 6, REJECTED, "a count in coverage is negative"),
    ],
)
def test_counts_that_do_not_add_up_are_a_defect(
    coverage: dict[tuple[Place, str], int], n_found: int, n_documents: int, rejected: dict[tuple[str, str], int], what: str
) -> None:
    with pytest.raises(CountsDiffer, match=what):
        check_counts(coverage, n_found=n_found, n_documents=n_documents, rejected=rejected)


def test_a_build_whose_counts_do_not_add_up_leaves_the_last_database(
    built: tuple[Path, BuildSummary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a step forgets to count a reject."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_text("")
    db = tmp_path / "x.duckdb"
    db.write_bytes(built[0].read_bytes())
    before = db.read_bytes()
    monkeypatch.setattr("pipeline.build.documents._reject", lambda warehouse, *_: None)
    with pytest.raises(CountsDiffer, match="1 documents were found, but 0 in coverage"):
        work.build([str(tmp_path / "corpus")], db, BuildOptions(workers=1), None)
    assert db.read_bytes() == before
