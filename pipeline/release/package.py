"""The exported files go in, `datapackage.json` (Data Package, version 2) that describes them comes out."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from schemas.derive import resource, table_of
from schemas.ontology import DATA_LICENCE
from schemas.tables import TABLES

KEYWORDS = ("diplomacy", "international relations", "events", "PLOVER", "political science")
DESCRIPTION = "What states do to each other, as documents report it, coded by actor, act, recipient and date, each event with its sources."


def write_descriptor(connection: duckdb.DuckDBPyConnection, folder: Path, *, version: str) -> None:
    """Describe `csv/` and `parquet/` of a release folder; everything in it follows from the schemas and the database."""
    publishers = connection.execute("SELECT DISTINCT publisher FROM sources WHERE publisher IS NOT NULL ORDER BY publisher").fetchall()
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "legation",
        "title": "Legation: diplomatic events coded from documents",
        "description": DESCRIPTION,
        "version": version,
        "licenses": [{"name": DATA_LICENCE, "path": "https://creativecommons.org/publicdomain/zero/1.0/", "title": "CC0 1.0 Universal"}],
        "keywords": list(KEYWORDS),
        "sources": [{"title": publisher} for (publisher,) in publishers],
        "resources": [_csv(model, folder) for model in TABLES] + [_parquet(model, folder) for model in TABLES],
    }
    if not publishers:
        del package["sources"]  # an empty list would not be valid
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _csv(model: Any, folder: Path) -> dict[str, Any]:
    path = f"csv/{table_of(model).name}.csv"
    return resource(model, format="csv", path=path) | {"hash": _sha256(folder / path), "bytes": (folder / path).stat().st_size}


def _parquet(model: Any, folder: Path) -> dict[str, Any]:
    path = f"parquet/{table_of(model).name}.parquet"
    # frictionless calls a Parquet file with its true size invalid, so `bytes` stays out
    return resource(model, format="parquet", path=path) | {"hash": _sha256(folder / path)}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
