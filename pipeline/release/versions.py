"""The folder of releases goes in, which versions it holds and which one comes next comes out."""

import re
from pathlib import Path

import duckdb

from pipeline.errors import LegationError
from pipeline.load.file import sql_path
from schemas.derive import quoted, tables_of
from schemas.tables import TABLES

NAME, DATABASE = "legation", "legation.duckdb"

Version = tuple[int, int, int]


class ReleaseError(LegationError):
    """The release at `folder` cannot be written; nothing of it is left behind."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"{folder} {problem}")
        self.folder = folder


def next_version(dist: Path) -> str:
    """The version after the highest one in `dist`, as a minor release; 0.1.0 where there is none."""
    versions = list(releases(dist))
    if not versions:
        return "0.1.0"
    major, minor, _ = max(versions)
    return f"{major}.{minor + 1}.0"


def releases(dist: Path) -> dict[Version, Path]:
    """The releases that lie in `dist`, by version, lowest first."""
    found = {}
    for folder in dist.glob(f"{NAME}-*"):
        version = parse_version(folder.name.removeprefix(f"{NAME}-"))
        if version and folder.is_dir():
            found[version] = folder
    return dict(sorted(found.items()))


def parse_version(text: str) -> Version | None:
    """X.Y.Z as three numbers, or None for anything else."""
    if not re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", text):
        return None
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


def same_release(db: Path, dist: Path) -> Path | None:
    """The newest release in `dist` if it holds the same rows as the database, but for its version; else None."""
    newest = [*releases(dist).values()][-1:]
    if not newest or not db.is_file():
        return None
    with duckdb.connect() as connection:
        try:
            for name, path in (("ours", db), ("theirs", newest[0] / DATABASE)):
                connection.execute(f"ATTACH '{sql_path(path)}' AS {name} (READ_ONLY)")
            same = all(_is_same(connection, table.name) for table in tables_of(TABLES))
        except duckdb.Error:  # another layout, or a release that cannot be opened: not the same
            return None
    return newest[0] if same else None


def row_counts(folder: Path) -> dict[str, int]:
    """Rows of each table of a release."""
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        counted = {table.name: connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchall() for table in tables_of(TABLES)}
    return {name: rows[0][0] for name, rows in counted.items()}


def _is_same(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    only = "WHERE key <> 'version'" if table == "release_info" else ""
    ours, theirs = (f"SELECT * FROM {database}.{quoted(table)} {only}" for database in ("ours", "theirs"))
    query = f"(({ours}) EXCEPT ALL ({theirs})) UNION ALL (({theirs}) EXCEPT ALL ({ours})) LIMIT 1"
    return connection.execute(query).fetchone() is None
