"""The files of a folder are listed as they are, and the same on every machine."""

import hashlib
import mimetypes
from pathlib import Path

import pytest

from pipeline.release.descriptors.files import File, read_files
from schemas.derive import tables_of
from schemas.tables import TABLES


def test_every_file_has_its_size_and_checksum(described: Path) -> None:
    files = read_files(described)
    assert [file.path for file in files] == sorted(
        path.relative_to(described).as_posix() for path in described.rglob("*") if path.is_file()
    )
    for file in files:
        data = (described / file.path).read_bytes()
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest()), file.path
        assert file.description and file.media_type.count("/") == 1


def test_every_file_of_a_release_is_described_in_words_of_its_own(described: Path, tmp_path: Path) -> None:
    assert [file.path for file in read_files(described) if file.description.startswith("Part of the release")] == []
    (tmp_path / "other.txt").touch()
    assert [file.description for file in read_files(tmp_path)] == ["Part of the release: other.txt."]


def test_files_of_tables_are_described_as_the_tables_are(described: Path) -> None:
    found = {file.path: file for file in read_files(described)}
    for table in tables_of(TABLES):
        assert found[f"csv/{table.name}.csv"].description == table.description
        assert found[f"parquet/{table.name}.parquet"].media_type == "application/vnd.apache.parquet"


def test_the_list_of_media_types_of_the_machine_does_not_matter(described: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_files(described)
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: ("x/y", None))
    monkeypatch.setattr(mimetypes, "types_map", {".csv": "application/vnd.ms-excel"})
    assert read_files(described) == before


def test_known_files_are_taken_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("b")
    (tmp_path / "a.md").write_text("a")
    known = File("a.md", 7, "0" * 64, "text/markdown", "Known.")
    assert [(file.path, file.size) for file in read_files(tmp_path, known=[known])] == [("a.md", 7), ("b.md", 1)]
