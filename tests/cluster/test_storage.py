"""The folder of a run: what it holds, and that nothing is left of it."""

import pickle
from pathlib import Path

import pytest

from pipeline.cluster.program import OtherProgram, Program
from pipeline.cluster.storage import Storage, StorageError, run_storage
from pipeline.records import RawDocument
from tests.cluster.conftest import raw


def test_the_folder_of_a_run_is_gone_at_its_end_however_it_ends(tmp_path: Path) -> None:
    shards = tmp_path / "shards"
    with pytest.raises(KeyboardInterrupt), run_storage(str(shards), tmp_path / "a.duckdb") as storage:
        storage.write("raw-1.parquet", RawDocument, [raw(1)])
        assert storage.read("raw-1.parquet", RawDocument) == [raw(1)]
        raise KeyboardInterrupt
    assert not shards.exists()


def test_what_a_run_that_was_cut_off_left_goes_with_the_next_on_the_same_database(tmp_path: Path) -> None:
    shards, mine, others = tmp_path / "shards", tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    shards.mkdir()
    (shards / "notes.txt").write_text("The user's own.")
    left = [run_storage(str(shards), db) for db in (mine, others)]  # and not ended as long as they are in this list
    cut_off, at_work = (Path(each.__enter__().address) for each in left)
    for folder in (cut_off, at_work):
        Storage(str(folder)).keep("options", b"1")
    with run_storage(str(shards), mine) as storage:
        storage.keep("options", b"2")
        assert names_in(shards) == {"notes.txt", at_work.name, Path(storage.address).name}
    assert names_in(shards) == {"notes.txt", at_work.name}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_bytes_are_kept_once_under_a_name_made_of_them(tmp_path: Path) -> None:
    storage = Storage(str(tmp_path / "run"))
    name = storage.keep("options", b"some")
    written = (tmp_path / "run" / name).stat().st_mtime_ns
    assert storage.keep("options", b"some") == name
    assert (tmp_path / "run" / name).stat().st_mtime_ns == written
    assert storage.bytes_of(name) == b"some"
    assert storage.keep("options", b"other") != name


@pytest.mark.parametrize("address", ["none://shards/run", "s3:///run"])
def test_an_address_that_nothing_opens_is_a_mistake(address: str) -> None:
    with pytest.raises(StorageError, match=f"The shards at {address} cannot be used on "):
        Storage(address).keep("options", b"1")


def test_a_folder_that_cannot_be_made_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    storage = Storage(str(tmp_path / "file" / "run"))
    with pytest.raises(StorageError, match="cannot be used"):
        storage.keep("options", b"1")


def test_errors_come_back_from_another_machine_as_they_were() -> None:
    one, other = Program("m", (("code", "1"), ("spacy", "3"))), Program("m", (("code", "2"), ("spacy", "3")))
    for error in (OtherProgram("far", one, other), StorageError("a", "far", "gone")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.message) == (type(error), error.message)
    assert "on far code 2 there, 1 here." in OtherProgram("far", one, other).message
