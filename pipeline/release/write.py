"""A DuckDB file and a version go in, a release folder comes out: built beside its place, checked, and then renamed."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.load import building_path, remove_stale
from pipeline.load.file import sql_path
from pipeline.release.changes import write_changes
from pipeline.release.check import check_release
from pipeline.release.package import write_descriptor
from pipeline.release.pages import write_pages
from pipeline.release.versions import DATABASE, NAME, ReleaseError, next_version, parse_version, releases
from schemas.derive import Table, quoted, tables_of
from schemas.tables import TABLES

CSV_OPTIONS = "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"
PARQUET_OPTIONS = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000"

Progress = Callable[[str], None]


def write_release(db: Path, dist: Path, version: str, *, progress: Progress | None = None) -> Path:
    """Write `dist/legation-<version>/` from a database and return that folder; `progress` is told the name of each step.

    ReleaseError where the version is not X.Y.Z or exists, where the database or the folder cannot be used, and where what was written
    fails the checks that a downloader would make.
    """
    folder = dist / f"{NAME}-{version}"
    number = parse_version(version)
    if number is None:
        raise ReleaseError(folder, f"cannot be written: a version is three numbers, such as {next_version(dist)}.")
    if folder.exists():
        problem = f"exists, and a release is never changed. Choose another version, such as {next_version(dist)}."
        raise ReleaseError(folder, problem)
    earlier = [path for other, path in releases(dist).items() if other < number]
    building = building_path(folder)
    try:
        dist.mkdir(parents=True, exist_ok=True)
        remove_stale(folder)
        building.mkdir()
        _fill(building, db, version, previous=earlier[-1] if earlier else None, progress=progress or (lambda _: None))
        building.rename(folder)
    except OSError as error:
        raise ReleaseError(folder, f"cannot be written: {error.strerror or error}.") from error
    except duckdb.IOException as error:
        raise ReleaseError(folder, f"cannot be written: {str(error).splitlines()[0]}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _fill(folder: Path, db: Path, version: str, *, previous: Path | None, progress: Progress) -> None:
    tables = tables_of(TABLES)
    progress(DATABASE)
    _copy_database(db, folder / DATABASE)
    with duckdb.connect(folder / DATABASE) as connection:
        connection.execute("INSERT OR REPLACE INTO release_info (key, value) VALUES ('version', ?)", [version])
        connection.execute("CHECKPOINT")
        for table in tables:
            progress(table.name)
            _export(connection, table, folder)
        progress("datapackage.json")
        write_descriptor(connection, folder, version=version)
        write_pages(connection, folder, version=version)
        write_changes(connection, folder, version=version, previous=previous)
    _write_sums(folder)
    progress("checks")
    problems = check_release(folder)
    if problems:
        listed = "; ".join(f"{problem.file}: {problem.reason}" for problem in problems[:5])
        raise ReleaseError(folder, f"was not written, because it would not pass its own checks: {listed}")


def _copy_database(db: Path, copy: Path) -> None:
    """Copy while holding the file open for reading, so that nobody can write to it in the meantime."""
    if not db.is_file():
        raise ReleaseError(db, "does not exist. Build it first: legation build")
    with duckdb.connect() as connection:
        try:
            connection.execute(f"ATTACH '{sql_path(db)}' AS source (READ_ONLY)")
            present = {row[1] for row in connection.execute("SELECT database_name, table_name FROM duckdb_tables()").fetchall()}
        except duckdb.Error as error:
            raise ReleaseError(db, f"cannot be read: {str(error).splitlines()[0]}") from None
        missing = [table.name for table in tables_of(TABLES) if table.name not in present]
        if missing:
            raise ReleaseError(db, f"is no database of Legation: it has no {', '.join(missing)}. Build it anew: legation build")
        shutil.copyfile(db, copy)


def _export(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    """One table as CSV and as Parquet; enumerated values become text, which every reader understands."""
    columns = ", ".join(f"CAST({quoted(column.name)} AS {column.kind.sql}) AS {quoted(column.name)}" for column in table.columns)
    name = quoted(table.name)
    order = ", ".join(f"{name}.{quoted(column)}" for column in table.primary_key)
    for format, options in (("csv", CSV_OPTIONS), ("parquet", PARQUET_OPTIONS)):
        path = folder / format / f"{table.name}.{format}"
        path.parent.mkdir(exist_ok=True)
        connection.execute(f"COPY (SELECT {columns} FROM {name} ORDER BY {order}) TO '{sql_path(path)}' ({options})")


def _write_sums(folder: Path) -> None:
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = []
    for path in paths:
        with (folder / path).open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path}\n")
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")
