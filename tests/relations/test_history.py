"""Documents in, relations out: the history that the sample and the project's first documents tell, as a table to read."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.sample import corpus_path
from pipeline.show import find_country
from pipeline.status import Held, read_spells

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"

History = list[tuple[str, str | None, str | None]]  # status, since, the act that opened it

OF_THE_SEEDS: History = [
    ("ambassadors", "1853", "establish-relations"),
    ("severed", "1992", "sever-relations"),
    ("suspended", "2001", "suspend-relations"),
    ("ambassadors", "2001", "restore-relations"),
    ("charges", "2017-03-30", "recall-envoy"),
    ("ambassadors", "2021", "restore-relations"),
    ("severed", "2024-07-29", "sever-relations"),
]
OF_THE_SAMPLE: dict[tuple[str, str], History] = {
    ("PER", "VEN"): [
        ("ambassadors", "1853", "establish-relations"),
        ("suspended", "1992-04", "suspend-relations"),
        ("ambassadors", "1992-11", "restore-relations"),
        ("charges", "2001-06", "recall-envoy"),  # no document says that ambassadors came back before they left again in 2006
        ("ambassadors", "2021", "restore-relations"),
        ("severed", "2024-07-29", "sever-relations"),
    ],
    ("ERI", "ETH"): [("ambassadors", "1993", "establish-relations")],  # none says that the war of 1998 broke relations off
    ("DZA", "ESP"): [("charges", "2022-03-19", "recall-envoy"), ("ambassadors", "2023-11", "appoint-envoy")],
    ("ESP", "MAR"): [("charges", "2021-05-18", "recall-envoy"), ("ambassadors", "2022-03-20", "appoint-envoy")],
    ("DZA", "MAR"): [("severed", "2021-08", "sever-relations")],
    ("ERI", "SOM"): [("ambassadors", "2018-07-30", "restore-relations")],
    ("PRY", "VEN"): [("severed", "2019-01-10", "sever-relations")],
    ("USA", "VEN"): [("severed", "2019-01-23", "sever-relations")],
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    yield from built(corpus_path(), tmp_path_factory)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    if not SEEDS.is_dir():
        pytest.skip("the project's first documents are not on this machine")
    yield from built(SEEDS, tmp_path_factory)


def built(corpus: Path, folders: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = folders.mktemp("history") / "built.duckdb"
    work.build([str(corpus)], file, BuildOptions(workers=1), None)
    with open_database(file) as connection:
        yield connection


def spells(connection: duckdb.DuckDBPyConnection, pair: tuple[str, str]) -> list[Held]:
    return read_spells(connection, *(find_country(connection, code) for code in pair))


def history(connection: duckdb.DuckDBPyConnection, pair: tuple[str, str]) -> History:
    acts = dict(connection.execute("SELECT event_id, act FROM events").fetchall())
    return [(held.status, held.since, acts[held.opened_by]) for held in spells(connection, pair)]


def test_the_seeds_tell_the_history_of_peru_and_venezuela(seeds: duckdb.DuckDBPyConnection) -> None:
    assert history(seeds, ("PER", "VEN")) == OF_THE_SEEDS


@pytest.mark.parametrize("pair", OF_THE_SAMPLE, ids="-".join)
def test_the_sample_tells_its_histories(sample: duckdb.DuckDBPyConnection, pair: tuple[str, str]) -> None:
    assert history(sample, pair) == OF_THE_SAMPLE[pair]


@pytest.mark.parametrize(
    ("day", "wanted"), [("1992-10-31", "suspended"), ("2019-06-01", "charges"), ("2024-07-28", "ambassadors"), ("2024-07-29", "severed")]
)
def test_a_day_of_the_sample_has_its_status(sample: duckdb.DuckDBPyConnection, day: str, wanted: str) -> None:
    assert sample.execute(f"SELECT status FROM status('VEN', 'PER', '{day}')").fetchall() == [(wanted,)]


def test_every_spell_of_the_sample_has_its_evidence(sample: duckdb.DuckDBPyConnection) -> None:
    found = sample.execute("SELECT quote, path FROM relation_spells").fetchall()
    assert len(found) > len(OF_THE_SAMPLE)
    assert all(quote and path for quote, path in found)


def test_no_two_spells_of_a_pair_share_a_day(sample: duckdb.DuckDBPyConnection) -> None:
    ends = sample.execute(
        "SELECT end_date + 1, lead(start_date) OVER pair, closed_by, lead(opened_by) OVER pair FROM relations "
        "WINDOW pair AS (PARTITION BY country_a, country_b ORDER BY start_date NULLS FIRST)"
    ).fetchall()
    assert all(end == start and closing == opening for end, start, closing, opening in ends)
    assert any(closing for _, _, closing, _ in ends)
