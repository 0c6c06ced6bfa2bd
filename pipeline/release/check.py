"""A release folder goes in, what is wrong with it comes out: the checks that a downloader can make, with nothing but the folder."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.release.check_tables import check_tables
from pipeline.release.problem import Problem
from pipeline.release.versions import SUMS
from schemas.derive import resource, table_of
from schemas.tables import TABLES

DESCRIPTOR = "datapackage.json"


def check_release(folder: Path) -> list[Problem]:
    """All that is wrong with a release: files changed, missing or foreign, a descriptor that does not fit, rows that break their schema.

    An empty list means that every file is the one that was published, and that CSV, Parquet and DuckDB hold the same, valid rows.
    """
    if not (folder / SUMS).is_file():
        return [Problem(SUMS, f"is missing: {folder} is no release, or not a whole one")]
    return [*_check_sums(folder), *_check_descriptor(folder), *check_tables(folder)]


def _check_sums(folder: Path) -> Iterator[Problem]:
    listed: dict[str, str] = {}
    for number, line in enumerate((folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        found = re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line)
        if not found or not _is_inside(found[2]):
            yield Problem(SUMS, f"line {number} is no checksum of a file in the folder")
            continue
        listed[found[2]] = found[1]
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    for path in sorted(listed.keys() | present):
        if path not in present:
            yield Problem(path, "is missing")
        elif path not in listed:
            yield Problem(path, f"is not part of the release: {SUMS} does not name it")
        elif _sha256(folder / path) != listed[path]:
            yield Problem(path, f"was changed: its checksum is not the one in {SUMS}")


def _check_descriptor(folder: Path) -> Iterator[Problem]:
    try:
        package = json.loads((folder / DESCRIPTOR).read_bytes())
        described: dict[str, Any] = {entry["name"]: entry for entry in package["resources"]}
    except OSError:
        yield Problem(DESCRIPTOR, "cannot be read")
        return
    except (ValueError, KeyError, TypeError):
        yield Problem(DESCRIPTOR, "is no Data Package: no JSON object with a list of named resources")
        return
    for name, entry in described.items():
        path = entry.get("path")
        if not isinstance(path, str) or not _is_inside(path) or not (folder / path).is_file():
            yield Problem(DESCRIPTOR, f"the resource {name} names a file that is not there: {path}")
        elif "hash" in entry and entry["hash"] != f"sha256:{_sha256(folder / path)}":
            yield Problem(DESCRIPTOR, f"the resource {name} gives another hash than {path} has")
        elif "bytes" in entry and entry["bytes"] != (folder / path).stat().st_size:
            yield Problem(DESCRIPTOR, f"the resource {name} gives another size than {path} has")
    for model in TABLES:
        for format in ("csv", "parquet"):
            table = table_of(model).name
            expected = resource(model, format=format, path=f"{format}/{table}.{format}")
            if (found := described.get(expected["name"])) is None:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} is missing")
            elif found.get("schema") != expected["schema"]:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} has another schema than this version of Legation gives it")


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
