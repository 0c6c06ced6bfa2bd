"""A document that is taken down, in builds and releases after one that had it: nothing of it stays."""

from pathlib import Path

import pytest

from pipeline.release import read_requests, taken_sources, write_release
from pipeline.rights import TakeDown
from tests.rights.corpus import build, cells_with, rows, write_corpus

HEAD = "kind,value,reason\n"
REQUEST = HEAD + "publisher,the wire,It was retracted.\n"
WORD = "zibble"  # stands in what the wire says, and nowhere else

ADDED = """
Uruguay recalled its zibbled ambassador from Paraguay on Wednesday. Foreign Minister Ana Zibbleton of Uruguay condemned Paraguay."""
DIGEST = "### [2017-08-09](/news/2017/08/09/index.md)\n\n# Uruguay recalled its ambassador from Paraguay in August 2017.\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marked corpus, with more in the line of the wire; one event of it is in a digest page too."""
    corpus = write_corpus(tmp_path_factory.mktemp("taken"))
    wire = corpus / "wire.jsonl"
    line = wire.read_text(encoding="utf-8").replace("unlawful.", "unlawful." + ADDED.replace("\n", "\\n"))
    wire.write_text(line, encoding="utf-8")
    (corpus / "uruguay.md").write_text(DIGEST, encoding="utf-8")
    return corpus


@pytest.fixture(scope="module")
def before(corpus: Path) -> Path:
    """A release that has the document."""
    build(db := corpus.parent / "before.duckdb", corpus)
    return write_release(db, corpus.parent / "dist", "0.1.0")


@pytest.fixture(scope="module")
def after(corpus: Path, before: Path) -> Path:
    """The release after it, from which it was taken."""
    summary = build(db := corpus.parent / "after.duckdb", corpus, take_downs=REQUEST, since_release=before)
    assert (summary.rejected, summary.notes) == ({"take-down": 1}, ())
    return write_release(db, corpus.parent / "dist", "0.2.0")


def held(folder: Path, word: str) -> set[str]:
    """The files of a release that hold a word, in whatever capitals."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix() for file in files if word in file.read_text("utf-8", "ignore").lower()}


def test_nothing_of_the_document_is_in_any_file(before: Path, after: Path) -> None:
    assert {"csv/mentions.csv", "csv/actors.csv"} <= held(before, WORD)
    assert held(after, WORD) == set()
    gone = rows(before / "legation.duckdb", "SELECT source_id FROM sources WHERE publisher = 'The Wire'")
    assert len(gone) == 1
    assert cells_with(after / "legation.duckdb", gone[0][0]) == {"rejects.locator"}


def test_it_is_refused_without_a_word_and_counted(after: Path) -> None:
    db = after / "legation.duckdb"
    assert rows(db, "SELECT kind, value, reason, n_documents FROM take_downs") == [("publisher", "the wire", "It was retracted.", 1)]
    [(path, locator, row, reason)] = rows(db, "SELECT path, locator, row, reason FROM rejects WHERE check_name = 'take-down'")
    assert (path, row, reason) == (None, None, "It is left out on request: take_down_no 0 of the table take_downs.")
    assert locator.startswith("src_")
    assert rows(db, "SELECT publisher, n_rejected FROM coverage WHERE n_rejected > 0") == [(None, 1)]


def test_what_rested_on_it_alone_is_withdrawn(before: Path, after: Path) -> None:
    told = "(SELECT event_id FROM mentions JOIN sources USING (source_id) WHERE publisher IS DISTINCT FROM 'The Wire')"
    lost = rows(before / "legation.duckdb", f"SELECT event_id FROM events WHERE event_id NOT IN {told} ORDER BY ALL")
    assert len(lost) >= 3
    said = rows(after / "legation.duckdb", "SELECT event_id, change, cause FROM event_history WHERE release = '0.2.0' ORDER BY ALL")
    assert [row for row in said if row[1] == "withdrawn"] == [(event_id, "withdrawn", "source") for (event_id,) in lost]


def test_what_others_report_too_stays_without_what_it_said(before: Path, after: Path) -> None:
    shared = {event_id for (event_id,) in rows(before / "legation.duckdb", "SELECT event_id FROM events WHERE n_sources = 2")}
    assert len(shared) == 2
    left = rows(after / "legation.duckdb", "SELECT event_id FROM events WHERE n_sources = 1")
    assert shared <= {event_id for (event_id,) in left}
    changed = rows(after / "legation.duckdb", "SELECT event_id, field, old_value, new_value FROM event_changes")
    assert {row[1:] for row in changed if row[0] in shared} == {(field, None, None) for field in ("date", "date_end", "date_precision")}


def test_the_page_of_changes_names_events_but_not_what_they_were(after: Path) -> None:
    page = (after / "CHANGES.md").read_text(encoding="utf-8")
    assert "## Withdrawn" in page
    lines = page.partition("## Withdrawn")[2].strip().splitlines()
    assert lines and all("(taken down)" in line for line in lines)


def test_a_release_knows_its_requests(before: Path, after: Path) -> None:
    assert (read_requests(before), read_requests(after)) == ((), (TakeDown("publisher", "the wire", "It was retracted."),))
    assert len(taken_sources(before, read_requests(after))) == 1
    assert taken_sources(after, read_requests(after)) == taken_sources(before, ()) == frozenset()


def test_a_request_that_is_no_longer_given_is_told(corpus: Path, after: Path, tmp_path: Path) -> None:
    summary = build(tmp_path / "t.duckdb", corpus, since_release=after)
    [note] = summary.notes
    assert "obeyed requests that --take-downs no longer holds: publisher 'the wire'. Their documents may be back." in note


def test_a_request_that_means_nothing_is_told_and_kept(corpus: Path, tmp_path: Path) -> None:
    summary = build(db := tmp_path / "t.duckdb", corpus, take_downs=HEAD + "path,no-such.md,Asked for.\n")
    assert summary.notes == ("No document of this build has the path 'no-such.md', which is to be taken down; the request is kept.",)
    assert rows(db, "SELECT value, n_documents FROM take_downs") == [("no-such.md", 0)]


def test_people_whom_it_alone_introduces_are_not_learnt(corpus: Path, tmp_path: Path) -> None:
    other = "Zibbleton met the president of Paraguay in Montevideo on Thursday. Minister Zibbleton condemned Paraguay.\n"
    (folder := tmp_path / "more").mkdir()
    for file in corpus.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "other.txt").write_text(other, encoding="utf-8")
    query = "SELECT count(*) FROM actors WHERE name = 'Ana Zibbleton'"
    build(db := tmp_path / "with.duckdb", folder)
    assert rows(db, query) == [(1,)]
    build(db := tmp_path / "without.duckdb", folder, take_downs=REQUEST)
    assert rows(db, query) == [(0,)]


def test_a_cited_page_goes_with_its_address(corpus: Path, tmp_path: Path) -> None:
    cited = "SELECT path FROM sources WHERE kind = 'cited' ORDER BY path"
    request = HEAD + "url,http://wire.example/2017/08/12/b/,Retracted.\nurl,/news/2017/08/10/*,Retracted.\n"
    summary = build(db := tmp_path / "t.duckdb", corpus, take_downs=request)
    assert (summary.notes, summary.rejected) == ((), {})
    assert rows(db, cited) == [("https://herald.example/2017/08/12/a",)]
    assert rows(db, "SELECT label FROM citations") == [("Quozl Herald",)]
    assert rows(db, "SELECT count(*) FROM sections WHERE link IS NOT NULL") == [(0,)]
    assert rows(db, "SELECT n_documents FROM take_downs ORDER BY take_down_no") == [(0,), (0,)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("path", "wire.jsonl#a-1"), ("path", "*.jsonl#*"), ("url", "wire.example/2017/08/11/*"), ("source_id", ""), ("sha256", "")],
)
def test_a_document_is_named_in_any_of_these_ways(kind: str, value: str, before: Path, corpus: Path, tmp_path: Path) -> None:
    if not value:
        [(value,)] = rows(before / "legation.duckdb", f"SELECT {kind} FROM sources WHERE publisher = 'The Wire'")
    request = f"{HEAD}{kind},{value},Retracted.\npublisher,The Wire,Retracted.\n"
    build(db := tmp_path / "t.duckdb", corpus, take_downs=request)
    assert rows(db, "SELECT n_documents FROM take_downs ORDER BY take_down_no") == [(1,), (1,)]
    assert rows(db, "SELECT count(*) FROM sources WHERE publisher = 'The Wire'") == [(0,)]
    assert rows(db, "SELECT reason FROM rejects") == [("It is left out on request: take_down_no 0 and 1 of the table take_downs.",)]
