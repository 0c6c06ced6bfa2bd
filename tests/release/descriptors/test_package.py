"""`datapackage.json` is a valid Data Package whose every line is true of the files and of the models."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from frictionless import Package, Resource

from schemas.derive import tables_of
from schemas.tables import TABLES
from tests.release.descriptors.conftest import PUBLISHER, read_json

ALL = {table.name: table for table in tables_of(TABLES)}


def test_frictionless_finds_nothing_wrong(folder: Path) -> None:
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert len(report.tasks) == 2 * len(ALL)


def test_the_command_of_frictionless_finds_nothing_wrong(described: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=described, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "VALID" in done.stdout and "INVALID" not in done.stdout


def test_every_column_of_every_model_is_described(folder: Path) -> None:
    for entry in read_json(folder, "datapackage.json")["resources"]:
        table = ALL[entry["name"].removesuffix("-parquet")]
        fields = [(field["name"], field["description"], field["type"]) for field in entry["schema"]["fields"]]
        assert fields == [(column.name, column.description, column.kind.field) for column in table.columns]
        assert entry["description"].startswith(table.description)
        assert entry["title"].startswith(table.title)
        assert entry["schema"]["primaryKey"] == list(table.primary_key)
        assert len(entry["schema"].get("foreignKeys", ())) == len(table.references)


def test_hashes_and_sizes_are_those_of_the_files(folder: Path) -> None:
    for entry in read_json(folder, "datapackage.json")["resources"]:
        data = (folder / entry["path"]).read_bytes()
        assert entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert entry.get("bytes") == (len(data) if entry["format"] == "csv" else None)


def test_the_true_size_of_a_parquet_file_is_still_wrong_to_frictionless(described: Path) -> None:
    """When this fails, `bytes` can be given for Parquet too."""
    package = read_json(described, "datapackage.json")
    entry = next(entry for entry in package["resources"] if entry["name"] == "release_info-parquet")
    entry |= {"bytes": (described / entry["path"]).stat().st_size}
    report = Resource.from_descriptor(entry, basepath=str(described)).validate()
    assert report.flatten(["type"]) == [["byte-count"]]


def test_words_of_others_stand_under_their_own_licences(described: Path) -> None:
    package = read_json(described, "datapackage.json")
    named = {entry["name"]: [licence["name"] for licence in entry["licenses"]] for entry in package["resources"]}
    assert named["events"] == named["actors-parquet"] == ["CC0-1.0"]
    assert named["mentions"] == named["sources-parquet"] == ["CC0-1.0", "LicenseRef-Ask-the-Post-please", "CC-BY-4.0"]
    sources = {entry["name"]: entry.get("sources") for entry in package["resources"]}
    assert sources["mention_actors"] == package["sources"] == [{"title": PUBLISHER}, {"title": "The Paper"}]
    assert sources["events"] is None


def test_of_an_empty_release_no_sources_are_named(bare: Path) -> None:
    package = read_json(bare, "datapackage.json")
    assert "sources" not in package
    assert not any("sources" in entry for entry in package["resources"])


@pytest.mark.parametrize("key", ["created", "id", "homepage"])
def test_what_is_not_known_is_left_out(described: Path, key: str) -> None:
    assert key not in read_json(described, "datapackage.json")
