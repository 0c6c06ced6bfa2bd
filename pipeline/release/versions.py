"""The folder of releases goes in, which versions it holds and which one comes next comes out."""

import json
import re
from pathlib import Path
from typing import Literal

import duckdb

from pipeline.errors import LegationError
from pipeline.load.file import sql_path
from pipeline.release.fingerprints import Fingerprint, read_fingerprint, stated_fingerprint
from schemas.derive import quoted, tables_of
from schemas.tables import TABLES

NAME, DATABASE, SUMS, DESCRIPTOR = "legation", "legation.duckdb", "SHA256SUMS", "datapackage.json"
FIRST = "0.1.0"

# What a build says of itself and of the release that it carries on: with the same data, it may differ.
BOOKKEEPING = ("version", "since_release", "code_sha256")
REGISTRY = ("event_history", "event_changes")

Version = tuple[int, int, int]
Step = Literal["patch", "minor", "major"]
STEPS: tuple[Step, ...] = ("patch", "minor", "major")


class ReleaseError(LegationError):
    """The release at `folder` cannot be read or written; nothing of one that cannot be written is left behind."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"{folder} {problem}")
        self.folder = folder


def next_version(dist: Path) -> str:
    """The version after the highest one in `dist`, as a minor release; 0.1.0 where there is none."""
    versions = list(releases(dist))
    return version_after(versions[-1], "minor") if versions else FIRST


def version_after(version: Version, step: Step) -> str:
    """The version that a change of this kind makes at least. Before 1.0.0 nothing is promised for good: `major` is as `minor` there."""
    major, minor, patch = version
    if step == "major" and major:
        return f"{major + 1}.0.0"
    if step == "patch":
        return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor + 1}.0"


def releases(dist: Path) -> dict[Version, Path]:
    """The releases that lie in `dist`, by version, lowest first."""
    found = {}
    for folder in dist.glob(f"{NAME}-*"):
        version = parse_version(folder.name.removeprefix(f"{NAME}-"))
        if version and folder.is_dir():
            found[version] = folder
    return dict(sorted(found.items()))


def newest_release(dist: Path, *, before: Version | None = None) -> Path | None:
    """The release with the highest version in `dist`, or with the highest that is lower than `before`; None where there is none."""
    found = [folder for version, folder in releases(dist).items() if before is None or version < before]
    return found[-1] if found else None


def parse_version(text: str) -> Version | None:
    """X.Y.Z as three numbers, or None for anything else."""
    if not re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", text):
        return None
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


def version_of(text: str) -> Version:
    """The three numbers of a text that is known to be a version."""
    found = parse_version(text)
    if found is None:
        raise ValueError(f"{text} is no version")
    return found


def same_release(db: Path, dist: Path) -> Path | None:
    """The newest release in `dist` if it holds the same data as the database, whatever version each is labelled with; else None.

    A release states what its tables hold. The registry of events is not compared: with the same data, it differs only in those labels, and
    in whether the build carried it on.
    """
    newest = newest_release(dist)
    if newest is None or not db.is_file():
        return None
    try:
        stated = _stated(newest)
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{sql_path(newest / DATABASE)}' AS theirs (READ_ONLY); ATTACH '{sql_path(db)}' AS ours (READ_ONLY)")
            connection.execute("USE ours")
            same = _same_facts(connection) and _same_tables(connection, stated)
    except (duckdb.Error, OSError, ValueError, KeyError, TypeError):  # another layout, or a release that cannot be read: not the same
        return None
    return newest if same else None


def row_counts(folder: Path) -> dict[str, int]:
    """Rows of each table of a release."""
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        counted = {table.name: connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchall() for table in tables_of(TABLES)}
    return {name: rows[0][0] for name, rows in counted.items()}


def _stated(folder: Path) -> dict[str, Fingerprint | None]:
    """What a release says that its tables hold, by table; None for one of which it says nothing."""
    package = json.loads((folder / DESCRIPTOR).read_bytes())
    return {entry["name"]: stated_fingerprint(entry) for entry in package["resources"] if entry["format"] == "csv"}


def _same_facts(connection: duckdb.DuckDBPyConnection) -> bool:
    ours, theirs = (f"SELECT * FROM {database}.release_info WHERE key NOT IN {BOOKKEEPING}" for database in ("ours", "theirs"))
    query = f"(({ours}) EXCEPT ALL ({theirs})) UNION ALL (({theirs}) EXCEPT ALL ({ours})) LIMIT 1"
    return connection.execute(query).fetchone() is None


def _same_tables(connection: duckdb.DuckDBPyConnection, stated: dict[str, Fingerprint | None]) -> bool:
    """Whether all other tables hold what is stated: first as many rows, which is soon known, then the same."""
    tables = [table for table in tables_of(TABLES) if table.name not in (*REGISTRY, "release_info")]
    counts = [connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()[0][0] for table in tables]
    wanted = [stated[table.name] for table in tables]
    if any(said is None or said.rows != count for said, count in zip(wanted, counts, strict=True)):
        return False
    return all(read_fingerprint(connection, table, quoted(table.name)) == said for table, said in zip(tables, wanted, strict=True))
