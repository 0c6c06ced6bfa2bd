"""A shard is written whole or not at all, and read as it was written."""

from pathlib import Path

import fsspec
import pyarrow.parquet as parquet
import pytest

from pipeline.records import Reject
from pipeline.shards import read_shard, write_shard

REJECTS = [Reject("parse", "odd", f"Reason {number}.", path="a.md") for number in range(3)]


def test_a_shard_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "part-1.parquet"
    write_shard(str(file), Reject, REJECTS)
    assert read_shard(str(file), Reject) == REJECTS
    assert [each.name for each in file.parent.iterdir()] == ["part-1.parquet"]


def test_an_address_of_a_store_will_do() -> None:
    write_shard("memory://shards/part-1.parquet", Reject, REJECTS)
    assert read_shard("memory://shards/part-1.parquet", Reject) == REJECTS
    fsspec.filesystem("memory").rm("/shards", recursive=True)


def test_what_was_there_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "part.parquet")
    write_shard(file, Reject, REJECTS)
    monkeypatch.setattr(Path, "replace", _fail)
    with pytest.raises(OSError, match="full"):
        write_shard(file, Reject, [])
    assert read_shard(file, Reject) == REJECTS


@pytest.mark.parametrize("content", [b"", b"no Parquet", b"PAR1 and nothing of it"])
def test_a_damaged_file_says_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "part.parquet"
    file.write_bytes(content)
    with pytest.raises(OSError, match=r"part\.parquet is damaged"):
        read_shard(str(file), Reject)


def test_a_shard_is_a_parquet_file_that_others_can_read(tmp_path: Path) -> None:
    write_shard(str(tmp_path / "part.parquet"), Reject, REJECTS)
    table = parquet.read_table(tmp_path / "part.parquet")
    assert table.column("reason").to_pylist() == [reject.reason for reject in REJECTS]


def _fail(*_: object) -> None:
    raise OSError(28, "disk full")
