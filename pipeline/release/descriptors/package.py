"""What a release is goes in, its `datapackage.json` (Data Package, version 2) comes out."""

import re
from dataclasses import asdict
from typing import Any

from pipeline.release.descriptors.about import About
from schemas.derive import resource, table_of, tables_of
from schemas.licences import Licence
from schemas.tables import TABLES

WORDS_FROM = "sources"  # rows that lead to a row of this table may hold words of others


def data_package(about: About) -> dict[str, Any]:
    """Every table as CSV and as Parquet, with columns, keys and rules; nothing in it depends on the database file, whose bytes vary."""
    worded = _worded()
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "legation",
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "licenses": [_licence(about.licence)],
        "keywords": list(about.keywords),
        "contributors": [{"title": about.creator, "roles": ["creator", "maintainer"]}],
    }
    if sources := [{"title": publisher} for publisher in about.publishers]:  # an empty list would not be valid
        package["sources"] = sources
    resources = []
    for format in ("csv", "parquet"):
        for table in tables_of(TABLES):
            entry = _resource(about, table.model, format, f"{format}/{table.name}.{format}")
            entry["licenses"] = [_licence(licence) for licence in (about.licence, *(about.text_licences if table.name in worded else ()))]
            resources.append(entry | ({"sources": sources} if sources and table.name in worded else {}))
    return package | {"resources": resources}


def _resource(about: About, model: Any, format: Any, path: str) -> dict[str, Any]:
    file = about.file(path)
    measured: dict[str, Any] = {"hash": f"sha256:{file.sha256}"} | asdict(about.fingerprints[table_of(model).name])
    if format == "csv":  # frictionless reads no byte of Parquet itself, counts none, and calls the true size wrong
        measured["bytes"] = file.size
    return resource(model, format=format, path=path) | measured


def _worded() -> set[str]:
    """The tables whose rows lead to a source by their keys, itself included."""
    found = {WORDS_FROM}
    for table in tables_of(TABLES):  # a table refers only to those before it
        if any(link.parent in found for link in table.references):
            found.add(table.name)
    return found


def _licence(licence: Licence) -> dict[str, str]:
    """A licence that has no name of the form that is asked for gets one as SPDX makes them."""
    name = licence.name
    if not re.fullmatch(r"[-a-zA-Z0-9._]+", name):
        name = "LicenseRef-" + re.sub(r"[^a-zA-Z0-9.]+", "-", name).strip("-")
    return {"name": name, "title": licence.title} | ({"path": licence.url} if licence.url else {})
