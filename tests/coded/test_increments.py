"""A build that remembers gives what a build from nothing gives, whatever was added, edited or taken away; and codes only what it must."""

from pathlib import Path
from random import Random

import duckdb
import pytest

from pipeline.coded import store_path
from pipeline.coding import UNSURVEYED
from pipeline.flows import run_build
from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary
from tests.coded.changing import change, contents

INTRODUCTION = "Chilean Foreign Minister Marta Soto Vera spoke to reporters in Santiago."
BY_NAME = "Marta Soto Vera accused Peru of spying on 3 May 2018."
OTHER = "Peru recalled its ambassador from Venezuela on 11 August 2017."


def build(folder: Path, db: Path, *, anew: bool = False) -> BuildSummary:
    return run_build([str(folder)], db, BuildOptions(anew=anew, workers=1))


def write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def country_of(db: Path, actor: str = "marta-soto-vera") -> str | None:
    with duckdb.connect(str(db), read_only=True) as connection:
        [(country,)] = connection.execute("SELECT country FROM actors WHERE actor_id = ?", [actor]).fetchall()
    return str(country) if country else None


@pytest.mark.parametrize("seed", range(3))
def test_a_database_is_that_of_a_build_from_nothing_after_any_changes(seed: int, tmp_path: Path) -> None:
    chance, folder = Random(seed), tmp_path / "corpus"
    folder.mkdir()
    for _ in range(4):
        change(folder, chance)
    n_known = 0
    for _ in range(5):
        deeds = [change(folder, chance) for _ in range(chance.randrange(1, 4))]
        n_known += build(folder, tmp_path / "kept.duckdb").documents_known
        build(folder, tmp_path / "anew.duckdb", anew=True)
        assert contents(tmp_path / "kept.duckdb") == contents(tmp_path / "anew.duckdb"), deeds
    assert n_known


def test_only_who_names_somebody_who_became_known_is_coded_again(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, by_name=BY_NAME, other=OTHER)
    assert (build(folder, db).documents_known, country_of(db)) == (0, None)
    write(folder, introduction=INTRODUCTION)
    assert (build(folder, db).documents_known, country_of(db)) == (1, "CHL")
    (folder / "introduction.txt").unlink()
    assert (build(folder, db).documents_known, country_of(db)) == (1, None)


def test_a_build_without_changes_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, other=OTHER)
    first, before = build(folder, db), (db.stat().st_mtime_ns, db.read_bytes())
    second = build(folder, db)
    assert (first.is_unchanged, second.is_unchanged, second.events) == (False, True, 1)
    assert (db.stat().st_mtime_ns, db.read_bytes()) == before


def test_a_file_that_somebody_touched_is_built_again_from_what_is_remembered(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, other=OTHER)
    build(folder, db)
    db.unlink()
    again = build(folder, db)
    assert (again.is_unchanged, again.documents_known, again.events) == (False, 1, 1)


def test_a_moved_document_is_not_coded_again(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, other=OTHER)
    build(folder, db)
    folder.rename(tmp_path / "moved")
    (tmp_path / "moved" / "other.txt").rename(tmp_path / "moved" / "elsewhere.txt")
    assert build(tmp_path / "moved", db).documents_known == 1
    assert [row[1] for row in contents(db)["sources"]] == ["elsewhere.txt"]


def test_a_request_to_take_down_what_is_remembered_is_obeyed_and_given_up(tmp_path: Path) -> None:
    folder, db, requests = tmp_path / "corpus", tmp_path / "events.duckdb", tmp_path / "requests.csv"
    write(folder, other=OTHER)
    requests.write_text("kind,value,reason\npath,other.txt,The publisher asks for it.\n", encoding="utf-8")
    build(folder, db)
    options = BuildOptions(take_downs=requests, workers=1)
    run_build([str(folder)], db, options)
    assert (contents(db)["sources"], [row[5] for row in contents(db)["rejects"]]) == ([], ["take-down"])
    assert build(folder, db).events == 1


def test_what_the_last_build_did_not_use_is_forgotten(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, other=OTHER, by_name=BY_NAME)
    build(folder, db)
    (folder / "other.txt").unlink()
    build(folder, db)
    write(folder, other=OTHER)
    assert build(folder, db).documents_known == 1


def test_a_damaged_memory_is_thrown_away(tmp_path: Path) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, other=OTHER)
    build(folder, db)
    store_path(db).write_bytes(b"no database at all" * 1000)
    again = build(folder, db)
    assert (again.is_unchanged, again.documents_known, again.events) == (False, 0, 1)
    assert build(folder, db).is_unchanged


def test_a_survey_that_failed_for_want_of_time_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, db = tmp_path / "corpus", tmp_path / "events.duckdb"
    write(folder, by_name=BY_NAME, introduction=INTRODUCTION)
    with monkeypatch.context() as slow:
        slow.setattr("pipeline.coded.recall.survey_batch", lambda found: tuple(UNSURVEYED for _ in found))
        build(folder, db)
    assert country_of(db) is None
    write(folder, other=OTHER)
    build(folder, db)
    assert country_of(db) == "CHL"
