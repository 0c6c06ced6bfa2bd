"""`croissant.json` is valid Croissant 1.1, and its reference implementation reads every table with it."""

import hashlib
import math
from pathlib import Path
from typing import Any

import mlcroissant
import pyarrow.parquet
import pytest

from schemas.derive import tables_of
from schemas.tables import ENUMS, MEANINGS, TABLES
from tests.release.descriptors.conftest import read_json

ALL = {table.name: table for table in tables_of(TABLES)}


@pytest.fixture(scope="module")
def dataset(described: Path) -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=str(described / "croissant.json"))


def test_mlcroissant_has_neither_errors_nor_warnings(folder: Path) -> None:
    metadata = mlcroissant.Dataset(jsonld=str(folder / "croissant.json")).metadata
    assert (metadata.ctx.issues.errors, metadata.ctx.issues.warnings) == (set(), set())
    assert metadata.ctx.is_v1_1()
    assert metadata.version == read_json(folder, "datapackage.json")["version"]


def test_mlcroissant_sees_a_field_that_leads_nowhere(described: Path, tmp_path: Path) -> None:
    document = read_json(described, "croissant.json")
    field = next(entry for entry in document["recordSet"] if entry["@id"] == "events")["field"][0]
    field["source"]["fileObject"]["@id"] = "parquet/nothing.parquet"
    with pytest.raises(mlcroissant.ValidationError, match="nothing"):
        mlcroissant.Dataset(jsonld=document)


@pytest.mark.parametrize("name", ["events", "mention_actors", "rejects"])
def test_the_rows_that_mlcroissant_reads_are_those_of_the_table(dataset: mlcroissant.Dataset, described: Path, name: str) -> None:
    read = [{key.removeprefix(f"{name}/"): plain(value) for key, value in row.items()} for row in dataset.records(name)]
    table = pyarrow.parquet.read_table(described / "parquet" / f"{name}.parquet")
    assert read == [{key: plain(value) for key, value in row.items()} for row in table.to_pylist()]


def plain(value: Any) -> Any:
    """A value as text: mlcroissant gives texts as bytes, days as times and nulls as what pandas has for them."""
    if value is None or value != value:  # NaN and NaT are unlike themselves
        return None
    if isinstance(value, bytes):
        return value.decode()
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def test_every_column_of_every_model_is_described(folder: Path) -> None:
    found = {entry["@id"]: entry for entry in read_json(folder, "croissant.json")["recordSet"]}
    for name, table in ALL.items():
        fields = [(field["name"], field["description"]) for field in found[name]["field"]]
        assert fields == [(column.name, column.description) for column in table.columns]
        assert found[name]["key"] == [{"@id": f"{name}/{column}"} for column in table.primary_key]
        referring = {field["name"] for field in found[name]["field"] if "fileObject" in field.get("references", {})}
        assert referring == {link.column for link in table.references}


def test_every_code_is_listed_with_its_meaning(dataset: mlcroissant.Dataset) -> None:
    assert {set_.id for set_ in dataset.metadata.record_sets} == {*ALL, *(f"codes_{name}" for name in ENUMS)}
    rows = [{key: plain(value) for key, value in row.items()} for row in dataset.records("codes_event_type")]
    assert {row["codes_event_type/name"]: row["codes_event_type/description"] for row in rows} == MEANINGS["event_type"]


def test_files_have_their_checksums_and_sizes(folder: Path) -> None:
    files = read_json(folder, "croissant.json")["distribution"]
    assert {file["contentUrl"] for file in files} == {f"{format}/{name}.{format}" for name in ALL for format in ("csv", "parquet")}
    for file in files:
        data = (folder / file["contentUrl"]).read_bytes()
        assert (file["sha256"], file["contentSize"]) == (hashlib.sha256(data).hexdigest(), f"{len(data)} B")
    assert math.prod(len(file["encodingFormat"]) for file in files) == 2 ** len(ALL)  # Parquet by both of its names


def test_the_date_of_publication_is_explained(described: Path) -> None:
    document = read_json(described, "croissant.json")
    assert "made without a clock" in document["description"]
    assert document["datePublished"] >= "2026-11-22"
