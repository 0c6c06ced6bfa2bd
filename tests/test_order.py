"""The same documents give the same database in any order and with any number of workers, and more of them leave the rest alone."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.coding import batches
from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.sample import corpus_path
from schemas.derive import tables_of
from schemas.tables import TABLES

OWN = {
    "wires/one.txt": "LIMA, March 31, 2017 - Peru recalled its ambassador from Venezuela on 30 March 2017. Foreign Minister Ricardo Luna"
    " condemned Venezuela on Thursday. Chile, Colombia and Peru condemned Venezuela on 30 March 2017.",
    "wires/two.txt": "BOGOTA, April 1, 2017 - Peru recalled its ambassador from Venezuela in March 2017. Luna met Chilean Foreign Minister"
    " Heraldo Muñoz in Santiago on Friday. Peru condemned Venezuela on 30 March 2017.",
    "notes/three.txt": "SANTIAGO, April 1, 2017 - Heraldo Muñoz of Chile met Peru's Ricardo Luna on 31 March 2017. Colombia expelled"
    " Venezuela's ambassador on 31 March 2017. Muñoz condemned Venezuela on Friday.",
    "notes/four.txt": "Peru and Venezuela established diplomatic relations in 1853. Peru severed relations with Venezuela in April 1992."
    " Peru restored diplomatic relations with Venezuela in 1993. Venezuela expelled Peru's ambassador on 11 August 2017.",
    "papers/five.txt": "CARACAS, August 12, 2017 - Venezuela expelled Peru's chargé d'affaires on Friday. Peru expelled Venezuela's"
    " ambassador on 11 August 2017. Venezuela's Foreign Minister Jorge Arreaza accused Peru on Friday of meddling.",
    "papers/six.txt": "Peruvian Foreign Minister Ricardo Luna condemned Cuba on 20 May 2017.",
    "papers/empty.txt": "",
}
MORE = {
    "later/seven.txt": "MADRID, March 31, 2017 - Spain recalled its ambassador from Venezuela on 30 March 2017. Argentina condemned Chile"
    " on 30 March 2017. Peru recalled its ambassador from Venezuela on Thursday.",
    "later/eight.txt": "QUITO, August 14, 2017 - Ecuador met Peru on 13 August. Venezuela expelled Peru's ambassador on 12 August 2017.",
    # three more people of Peru, each of whom does on that day what Luna did
    "later/nine.txt": "Peruvian President Pedro Pablo Kuczynski condemned Cuba on 20 May 2017.",
    "later/ten.txt": "Peruvian Prime Minister Mercedes Aráoz condemned Cuba on 20 May 2017.",
    "later/eleven.txt": "Peruvian Defence Minister Jorge Nieto condemned Cuba on 20 May 2017.",
}

Table = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts as files, in a folder for each paper."""
    folder = tmp_path_factory.mktemp("order")
    for name, text in (OWN | MORE).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def own(folder: Path) -> Path:
    """A build of the first three papers."""
    return build(folder / "own.duckdb", [folder / name for name in ("wires", "notes", "papers")])


def build(db: Path, corpora: Sequence[Path], *, workers: int = 1) -> Path:
    work.build([str(corpus) for corpus in corpora], db, BuildOptions(workers=workers), None)
    return db


def rows_of(db: Path) -> dict[str, Table]:
    """Every row of every table, ordered by all its values."""
    with duckdb.connect(str(db), read_only=True) as connection:
        names = [table.name for table in tables_of(TABLES)]
        return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for name in names}


def events_of(db: Path) -> dict[str, frozenset[str]]:
    """The mentions of every event."""
    reports = defaultdict[str, set[str]](set)
    with duckdb.connect(str(db), read_only=True) as connection:
        for event_id, mention_id in connection.execute("SELECT event_id, mention_id FROM mentions").fetchall():
            reports[event_id].add(mention_id)
    return {event_id: frozenset(mentions) for event_id, mentions in reports.items()}


def differences(one: Path, other: Path) -> dict[str, tuple[Table, Table]]:
    """The rows that only the one or only the other of two databases has, by table."""
    tables, others = rows_of(one), rows_of(other)
    return {name: (without(rows, others[name]), without(others[name], rows)) for name, rows in tables.items() if rows != others[name]}


def without(rows: Table, others: Table) -> Table:
    return [row for row in rows if row not in others]


@pytest.mark.parametrize(("order", "workers"), [(("papers", "notes", "wires"), 1), (("notes", "wires", "papers"), 2)])
def test_own_texts_give_the_same_database(
    folder: Path, own: Path, order: Sequence[str], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "DOCUMENTS", 2)  # in a batch: so small a corpus would be a single one
    built = build(folder / f"own-{workers}.duckdb", [folder / name for name in order], workers=workers)
    assert differences(own, built) == {}


def test_own_texts_hold_what_could_differ(own: Path) -> None:
    """Events of several documents, values chosen among them, people whom only one of them names in full."""
    tables = rows_of(own)
    assert all(tables[name] for name in ("actor_roles", "event_actors", "event_choices", "mentions", "rejects", "coverage"))
    assert any(len(mentions) > 2 for mentions in events_of(own).values())


def test_the_sample_gives_the_same_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(path for path in corpus_path().iterdir() if path.is_file())
    assert len(files) > 5
    forwards = build(tmp_path / "forwards.duckdb", files)
    monkeypatch.setattr(batches, "DOCUMENTS", 3)
    backwards = build(tmp_path / "backwards.duckdb", files[::-1], workers=2)
    assert differences(forwards, backwards) == {}


def test_more_documents_change_no_identifier_of_what_they_do_not_touch(folder: Path, own: Path) -> None:
    before = events_of(own)
    after = events_of(build(folder / "more.duckdb", [folder / name for name in ("later", "papers", "wires", "notes")]))
    untouched = {event_id: mentions for event_id, mentions in before.items() if mentions in after.values()}
    assert {event_id: after.get(event_id) for event_id in untouched} == untouched
    assert set().union(*before.values()) <= set().union(*after.values()), "no mention gets another identifier"
    assert 2 * len(untouched) > len(before), "most events are not touched"
    assert any(old < new for old in before.values() for new in after.values()), "some event has a report more"
