"""A small corpus is built and released, then extended and edited, and built since that release; and what can be read of a release."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet
import pytest

from pipeline.flows import work
from pipeline.history import code_sha256, compare
from pipeline.options import BuildOptions
from pipeline.release import ReleaseError, read_snapshot, write_release
from pipeline.rights import sha256_of
from schemas.ontology import CODEBOOK_VERSION

FIRST = {
    "recall.txt": "Peru recalled its ambassador from Venezuela on 30 March 2017.",
    "break.txt": "Bolivia severed diplomatic relations with Iceland on 3 May 2016.",
    "visa.txt": "Chile expelled the ambassador of Cuba on 7 June 2018.",
}
ADDED = {
    "again.txt": "On 30 March 2017, Peru recalled its ambassador from Venezuela.",
    "later.txt": "Peru expelled the ambassador of Venezuela on 11 August 2017.",
}
EDITED = {"visa.txt": "Nobody was surprised. Chile expelled the ambassador of Cuba on 9 July 2018."}


class Released(NamedTuple):
    """A corpus, its database and its release."""

    corpus: Path
    db: Path
    folder: Path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.db), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def event_of(self, path: str) -> str:
        [(event_id,)] = self.rows(f"SELECT DISTINCT event_id FROM mentions JOIN sources USING (source_id) WHERE path = '{path}'")
        return str(event_id)


def build(corpus: Path, db: Path, *, since: Path | None = None) -> None:
    work.build([str(corpus)], db, BuildOptions(workers=1, since_release=since), None)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Released:
    place = tmp_path_factory.mktemp("first")
    corpus, db = place / "corpus", place / "first.duckdb"
    corpus.mkdir()
    for name, text in FIRST.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build(corpus, db)
    return Released(corpus, db, write_release(db, place / "dist", "0.1.0"))


@pytest.fixture(scope="module")
def second(first: Released, tmp_path_factory: pytest.TempPathFactory) -> Released:
    """The same corpus with one document edited, one removed and two more, built since the first release."""
    place = tmp_path_factory.mktemp("second")
    corpus, db = place / "corpus", place / "second.duckdb"
    shutil.copytree(first.corpus, corpus)
    (corpus / "break.txt").unlink()
    for name, text in (ADDED | EDITED).items():
        (corpus / name).write_text(text, encoding="utf-8")
    build(corpus, db, since=first.folder)
    return Released(corpus, db, write_release(db, first.folder.parent, "0.2.0"))


def test_a_first_build_enters_every_event_as_added(first: Released) -> None:
    events = first.rows("SELECT event_id, '0.1.0', 'added', 'source' FROM events ORDER BY ALL")
    assert len(events) == len(FIRST)
    assert first.rows("SELECT event_id, release, change::VARCHAR, cause::VARCHAR FROM event_history ORDER BY ALL") == events
    assert first.rows("FROM event_changes") == []
    facts = dict(first.rows("SELECT key, value FROM release_info"))
    assert (facts["version"], facts["code_sha256"], facts.get("since_release")) == ("0.1.0", code_sha256(), None)


def test_earlier_identifiers_are_kept_and_what_changed_is_recorded(first: Released, second: Released) -> None:
    assert second.event_of("recall.txt") == second.event_of("again.txt") == first.event_of("recall.txt")
    assert second.event_of("visa.txt") == first.event_of("visa.txt")
    assert second.rows("SELECT event_id, change::VARCHAR, cause::VARCHAR FROM event_history WHERE release = '0.2.0' ORDER BY change") == [
        (second.event_of("later.txt"), "added", "source"),
        (second.event_of("visa.txt"), "changed", "source"),
        (first.event_of("break.txt"), "withdrawn", "source"),
    ]
    assert Counter(second.rows("SELECT release FROM event_history")) == {("0.1.0",): 3, ("0.2.0",): 3}
    assert second.rows("SELECT event_id, release, field, old_value, new_value, cause::VARCHAR FROM event_changes ORDER BY field") == [
        (second.event_of("visa.txt"), "0.2.0", "date", "2018-06-07", "2018-07-09", "source"),
        (second.event_of("visa.txt"), "0.2.0", "date_end", "2018-06-07", "2018-07-09", "source"),
    ]
    assert dict(second.rows("SELECT key, value FROM release_info"))["since_release"] == "0.1.0"


def test_a_build_since_a_release_of_the_same_documents_changes_nothing(first: Released, tmp_path: Path) -> None:
    build(first.corpus, tmp_path / "same.duckdb", since=first.folder)
    same = first._replace(db=tmp_path / "same.duckdb")
    for table in ("events", "event_actors", "mentions", "event_history", "event_changes"):
        assert same.rows(f"FROM {table} ORDER BY ALL") == first.rows(f"FROM {table} ORDER BY ALL")


def test_the_state_of_a_release_is_that_of_its_database(first: Released, second: Released) -> None:
    old, new = read_snapshot(first.folder), read_snapshot(second.folder)
    assert (old.version, new.version, new.codebook_version, new.code_sha256) == ("0.1.0", "0.2.0", CODEBOOK_VERSION, code_sha256())
    event = new.events[second.event_of("later.txt")]
    assert event.fields == {
        "event_type": "SANCTION",
        "mode": "expel",
        "act": "expel-envoy",
        "date": "2017-08-11",
        "date_end": "2017-08-11",
        "date_precision": "day",
        "effective_on": None,
        "status": "occurred",
        "actors": "PER",
        "recipients": "VEN",
    }
    [mention] = event.mentions
    words = sha256_of("Peru expelled the ambassador of Venezuela")
    assert (mention.path, mention.sentence, mention.words) == ("later.txt", 0, words)
    recorded = [(change.event_id, change.change, change.cause) for change in compare(old, new)]
    assert recorded == second.rows(
        "SELECT event_id, change::VARCHAR, cause::VARCHAR FROM event_history WHERE release = '0.2.0' ORDER BY event_id"
    )


def without_new_tables(folder: Path) -> None:
    for name in ("event_history", "event_changes", "corrections", "event_choices"):
        (folder / "parquet" / f"{name}.parquet").unlink()


def without_new_columns(folder: Path) -> None:
    file = folder / "parquet" / "events.parquet"
    pyarrow.parquet.write_table(pyarrow.parquet.read_table(file).drop_columns(["effective_on", "status"]), file)


def copy_of(released: Released, place: Path) -> Path:
    return Path(shutil.copytree(released.folder, place / released.folder.name))


def test_the_database_tells_the_same_as_the_parquet_files(second: Released, tmp_path: Path) -> None:
    folder = copy_of(second, tmp_path)
    shutil.rmtree(folder / "parquet")
    assert read_snapshot(folder) == read_snapshot(second.folder)


def test_a_release_of_an_older_layout_tells_what_it_holds(second: Released, tmp_path: Path) -> None:
    folder, whole = copy_of(second, tmp_path), read_snapshot(second.folder)
    without_new_tables(folder)
    without_new_columns(folder)
    older = read_snapshot(folder)
    assert (older.history, older.changes, older.corrections) == ((), (), frozenset())
    assert older.events.keys() == whole.events.keys()
    assert all("status" not in event.fields and event.fields["act"] for event in older.events.values())
    assert compare(older, whole) == ()


def test_a_registry_of_an_older_layout_is_carried_on(second: Released, tmp_path: Path) -> None:
    folder, whole = copy_of(second, tmp_path), read_snapshot(second.folder)
    file = folder / "parquet" / "event_history.parquet"
    pyarrow.parquet.write_table(pyarrow.parquet.read_table(file).drop_columns(["split_from"]), file)
    assert read_snapshot(folder).history == whole.history


def test_a_build_since_a_release_without_a_registry_enters_its_events(second: Released, tmp_path: Path) -> None:
    folder = copy_of(second, tmp_path)
    without_new_tables(folder)
    build(second.corpus, tmp_path / "third.duckdb", since=folder)
    third = second._replace(db=tmp_path / "third.duckdb")
    assert third.rows("FROM events ORDER BY ALL") == second.rows("FROM events ORDER BY ALL")
    assert set(third.rows("SELECT release, change::VARCHAR FROM event_history")) == {("0.2.0", "added")}


def _not_there(folder: Path) -> None:
    shutil.rmtree(folder)


def _no_database(folder: Path) -> None:
    shutil.rmtree(folder / "parquet")
    (folder / "legation.duckdb").write_bytes(b"words")


def _other_tables(folder: Path) -> None:
    (folder / "parquet" / "mentions.parquet").unlink()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_not_there, "is no release: it holds no Parquet files"),
        (_no_database, "cannot be read as a release"),
        (_other_tables, "has no table mentions"),
    ],
)
def test_what_is_no_release_is_refused_with_the_reason(
    second: Released, tmp_path: Path, spoil: Callable[[Path], None], problem: str
) -> None:
    folder = copy_of(second, tmp_path)
    spoil(folder)
    with pytest.raises(ReleaseError, match=problem):
        read_snapshot(folder)


def test_a_release_says_which_version_it_is_by_its_name_at_least(second: Released, tmp_path: Path) -> None:
    folder = copy_of(second, tmp_path)
    (folder / "parquet" / "release_info.parquet").unlink()
    assert read_snapshot(folder).version == "0.2.0"
    with pytest.raises(ReleaseError, match="does not say which version"):
        read_snapshot(folder.rename(tmp_path / "mine"))
