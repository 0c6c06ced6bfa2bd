"""A release folder goes in, what is wrong with it comes out: the checks that a downloader can make, with nothing but the folder."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from pipeline.load.file import disk_trouble
from pipeline.release.check_tables import check_tables
from pipeline.release.fingerprints import stated_fingerprint
from pipeline.release.forms import FORMATS
from pipeline.release.problem import Problem
from pipeline.release.versions import DESCRIPTOR, SUMS, ReleaseError
from schemas.derive import resource, table_of
from schemas.tables import TABLES

Resources = Mapping[str, Mapping[str, Any]]  # by name
Sums = Mapping[str, str]  # SHA-256 of files by path


def check_release(folder: Path) -> list[Problem]:
    """All that is wrong with a release: files changed, missing or foreign, a descriptor that does not fit, rows that break their schema.

    An empty list means that every file is the one that was published, and that CSV, Parquet and DuckDB hold the same, valid rows.
    ReleaseError where there is no room for the check itself.
    """
    try:
        return _check(folder)
    except duckdb.Error as error:
        if said := disk_trouble(error):
            problem = f"cannot be checked: {said}. The folder for temporary files (TMPDIR) needs room for the largest table."
            raise ReleaseError(folder, problem) from error
        raise


def _check(folder: Path) -> list[Problem]:
    if not (folder / SUMS).is_file():
        return [Problem(SUMS, f"is missing: {folder} is no release, or not a whole one")]
    sums = _read_sums(folder)
    problems, resources = [*_check_sums(folder, sums)], _read_resources(folder)
    if isinstance(resources, Problem):
        return [*problems, resources, *check_tables(folder, {})]
    problems += [*_check_files(folder, resources, sums), *_check_schemas(resources)]
    stated = {str(entry.get("path")): stated_fingerprint(entry) for entry in resources.values()}
    return [*problems, *check_tables(folder, {path: fingerprint for path, fingerprint in stated.items() if fingerprint})]


def _read_sums(folder: Path) -> Sums:
    """The checksums that the files have, but for that of SHA256SUMS itself."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del paths[SUMS]
    with ThreadPoolExecutor() as pool:
        return dict(zip(paths, pool.map(_sha256, paths.values()), strict=True))


def _check_sums(folder: Path, sums: Sums) -> Iterator[Problem]:
    listed: dict[str, str] = {}
    for number, line in enumerate((folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        found = re.fullmatch(r"([0-9a-f]{64}) [ *](.+)", line)
        if not found or not _is_inside(found[2]):
            yield Problem(SUMS, f"line {number} is no checksum of a file in the folder")
            continue
        listed[found[2]] = found[1]
    for path in sorted(listed.keys() | sums.keys()):
        if path not in sums:
            yield Problem(path, "is missing")
        elif path not in listed:
            yield Problem(path, f"is not part of the release: {SUMS} does not name it")
        elif sums[path] != listed[path]:
            yield Problem(path, f"was changed: its checksum is not the one in {SUMS}")


def _read_resources(folder: Path) -> Resources | Problem:
    try:
        package = json.loads((folder / DESCRIPTOR).read_bytes())
        return {entry["name"]: dict(entry) for entry in package["resources"]}
    except OSError:
        return Problem(DESCRIPTOR, "cannot be read")
    except (ValueError, KeyError, TypeError):
        return Problem(DESCRIPTOR, "is no Data Package: no JSON object with a list of named resources")


def _check_files(folder: Path, resources: Resources, sums: Sums) -> Iterator[Problem]:
    for name, entry in resources.items():
        path = entry.get("path")
        if not isinstance(path, str) or path not in sums:
            yield Problem(DESCRIPTOR, f"the resource {name} names a file that is not there: {path}")
        elif "hash" in entry and entry["hash"] != f"sha256:{sums[path]}":
            yield Problem(DESCRIPTOR, f"the resource {name} gives another hash than {path} has")
        elif "bytes" in entry and entry["bytes"] != (folder / path).stat().st_size:
            yield Problem(DESCRIPTOR, f"the resource {name} gives another size than {path} has")


def _check_schemas(resources: Resources) -> Iterator[Problem]:
    for model in TABLES:
        for format in FORMATS:
            path = f"{format}/{table_of(model).name}.{format}"
            expected = resource(model, format=format, path=path)
            if (found := resources.get(expected["name"])) is None:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} is missing")
                continue
            if found.get("path") != path:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} is not that of {path}")
            if found.get("schema") != expected["schema"]:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} has another schema than this version of Legation gives it")
            if stated_fingerprint(found) is None:
                yield Problem(DESCRIPTOR, f"the resource {expected['name']} does not state the number and the fingerprint of its rows")


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
