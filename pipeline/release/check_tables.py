"""The tables of a release go in, what is wrong with them comes out: types, rules, keys, references, unequal formats."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.load.file import sql_path
from pipeline.release.check_rows import check_rows, load
from pipeline.release.fingerprints import Fingerprint, read_fingerprint
from pipeline.release.forms import FORMATS, Form, Format, open_form, unreadable
from pipeline.release.problem import Problem
from pipeline.release.versions import DATABASE, DESCRIPTOR
from schemas.derive import Table, quoted, tables_of
from schemas.tables import TABLES

MEMORY = "2GB"  # for DuckDB; what needs more goes to disk

Connection = duckdb.DuckDBPyConnection
Forms = Mapping[tuple[Format, str], Form]
Fingerprints = Mapping[str, Fingerprint]  # by file


def check_tables(folder: Path, stated: Fingerprints) -> Iterator[Problem]:
    """Read every table from all three formats, and check it against its schema and the fingerprint that is `stated` for its file.

    Each file is read once for its fingerprint. Where all are equal, so are the rows, and these are checked once; where they are not, the
    rows themselves are compared.
    """
    tables = tables_of(TABLES)
    with TemporaryDirectory() as scratch, duckdb.connect(f"{scratch}/check.duckdb", config={"memory_limit": MEMORY}) as connection:
        forms: dict[tuple[Format, str], Form] = {}
        found: dict[str, Fingerprint] = {}
        for table in tables:
            for format in FORMATS:
                read = _read(connection, folder, table, format)
                if isinstance(read, Problem):
                    yield read
                else:
                    forms[format, table.name], found[read[0].file] = read
        yield from _check_stated(found, stated)
        yield from _compare(connection, forms, found)
        yield from _compare_database(connection, folder, forms, found)
        yield from _check_rows(connection, forms, found)


def _read(connection: Connection, folder: Path, table: Table, format: Format) -> tuple[Form, Fingerprint] | Problem:
    """One file, and the fingerprint of its rows; or why there is none."""
    form = open_form(connection, folder, table, format)
    if isinstance(form, Problem):
        return form
    try:
        return form, read_fingerprint(connection, table, form.relation)
    except duckdb.Error as error:
        return unreadable(form.file, error)


def _check_stated(found: Fingerprints, stated: Fingerprints) -> Iterator[Problem]:
    for file in sorted(found.keys() & stated.keys()):
        if found[file] != stated[file]:
            states, holds = (f"{each.rows} rows with the fingerprint {each.fingerprint}" for each in (stated[file], found[file]))
            yield Problem(DESCRIPTOR, f"states {states} for {file}, which holds {holds}")


def _compare(connection: Connection, forms: Forms, found: Fingerprints) -> Iterator[Problem]:
    """Whether the Parquet files hold the rows of the CSV files."""
    for (format, name), form in forms.items():
        ours = forms.get(("csv", name))
        if format == "parquet" and ours and found[form.file] != found[ours.file]:
            yield from _differences(connection, load(connection, ours), form.file, load(connection, form).relation)


def _compare_database(connection: Connection, folder: Path, forms: Forms, found: Fingerprints) -> Iterator[Problem]:
    """Whether the database holds the rows of the CSV files."""
    try:
        connection.execute(f"ATTACH '{sql_path(folder / DATABASE)}' AS release (READ_ONLY)")
    except duckdb.Error as error:
        yield Problem(DATABASE, f"cannot be opened: {str(error).splitlines()[0]}")
        return
    for (format, _), form in forms.items():
        if format == "csv":
            yield from _compare_stored(connection, form, found[form.file])


def _compare_stored(connection: Connection, form: Form, fingerprint: Fingerprint) -> Iterator[Problem]:
    table, relation = form.table, f"release.{quoted(form.table.name)}"
    try:
        names = [row[0] for row in connection.execute(f"DESCRIBE FROM {relation}").fetchall()]
        if names != (expected := [column.name for column in table.columns]):
            yield Problem(DATABASE, f"{table.name} has other columns than its schema: {', '.join(names)} instead of {', '.join(expected)}")
        elif read_fingerprint(connection, table, relation) != fingerprint:
            yield from _differences(connection, load(connection, form), DATABASE, relation)
    except duckdb.Error as error:
        yield Problem(DATABASE, f"{table.name} cannot be compared: {str(error).splitlines()[0]}")


def _differences(connection: Connection, form: Form, file: str, relation: str) -> Iterator[Problem]:
    """How many rows are only in one of them; `form` is that of the CSV file."""
    columns = ", ".join(f"CAST({quoted(column.name)} AS {column.kind.sql}) AS {quoted(column.name)}" for column in form.table.columns)
    ours, theirs = (f"(SELECT {columns} FROM {rows})" for rows in (form.relation, relation))
    query = f"SELECT (SELECT count(*) FROM ({ours} EXCEPT ALL {theirs})), (SELECT count(*) FROM ({theirs} EXCEPT ALL {ours}))"
    ((missing, extra),) = connection.execute(query).fetchall()
    yield Problem(file, f"{form.table.name} lacks {missing} rows of {form.file} and has {extra} that are not there")


def _check_rows(connection: Connection, forms: Forms, found: Fingerprints) -> Iterator[Problem]:
    """The rows of a Parquet file that are those of its CSV file are checked once: read from Parquet, named as those of the CSV file."""
    quick = {}
    for key, form in forms.items():
        twin = forms.get(("parquet", form.table.name))
        quick[key] = twin.relation if twin and found[twin.file] == found[form.file] else load(connection, form).relation
    for (format, name), form in forms.items():
        twin = forms.get(("csv", name))
        if format == "csv" or not twin or found[twin.file] != found[form.file]:
            parents = {parent: relation for (other, parent), relation in quick.items() if other == format}
            yield from check_rows(connection, form, quick=quick[format, name], parents=parents)
