"""Rows and rejects go in, batch by batch; each row passes its table's schema, keys and references, or becomes a reject."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.load.batch import Batch, Row, presentable
from pipeline.load.file import LoadError, disk_trouble, full_disk, replacing, scratch_path, sql_path
from pipeline.load.filling import fill
from pipeline.load.sifting import sift
from pipeline.load.staged import PLACE, ROW_NO, WRITTEN, Place, Staged, place_key
from pipeline.load.waiting import Waiting
from pipeline.records import Reject
from schemas.derive import Model, Table, ddl, orphan_sql, quoted, tables_of
from schemas.tables import TABLES
from schemas.views import views_sql

LOG = logging.getLogger(__name__)
BATCH = 50_000  # rows kept in memory before they are checked and staged: a check of few rows costs as much as one of many
MEGABYTES, ROWS_A_MEGABYTE = 600, 40_000  # of memory for DuckDB, and rows whose indexes take one more
REJECTS = "rejects"


@contextmanager
def open_warehouse(
    path: Path, *, models: Iterable[Model] = TABLES, views: str | None = None, is_claimed: bool = False
) -> Iterator["Warehouse"]:
    """A warehouse whose file replaces the one at `path` when the block ends without an exception; else the old file stays.

    `models` (one of them is called `rejects`) may refer only to those before them; `views` is SQL that is run at the end, by default that
    of `schemas/views.py`. LoadError as in `replacing`, and where the disk is full or the finished file does not hold what was loaded.
    """
    models = tuple(models)
    with replacing(path, is_claimed=is_claimed) as building:
        try:
            with Warehouse(building, models=models) as warehouse:
                yield warehouse
                warehouse.finish(views_sql() if views is None else views)
            verify(building, tables=tables_of(models), n_rows=warehouse.n_loaded)
        except duckdb.Error as error:
            if said := disk_trouble(error):
                raise LoadError(path, f"cannot be written: {said}") from error
            raise
        except OSError as error:
            if said := full_disk(error):
                raise LoadError(path, f"cannot be written: {said}") from error
            raise


class Warehouse:
    """A database that is being filled. `n_rejected` counts by stage and check what is refused so far; `n_loaded` rows by table, at the end.

    Columns, types and rules are checked batch by batch, and what keeps them is staged; keys and references when all rows are there.
    `scratch` is a folder for what a build cannot keep in memory; whoever needs it makes it, and it is removed with the unfinished file.
    """

    def __init__(self, building: Path, *, models: tuple[Model, ...]) -> None:
        self.scratch = scratch_path(building)
        self.n_loaded: dict[str, int] = {table.name: 0 for table in tables_of(models)}
        self.n_rejected: Counter[tuple[str, str]] = Counter()
        self._tables = {table.name: table for table in tables_of(models)}
        self._waiting = {table.name: Waiting(table) for table in tables_of(models)}
        self._staged: dict[str, Staged] = {}
        self._awaits: dict[str, str] = {}
        self._awaiting: dict[str, Staged] = {}
        self._place: Place = ()
        self._key = b""
        self._rejects: list[Reject] = []
        # One thread: until the end, the others are for those who code.
        self._connection = duckdb.connect(config={**_limits(), "threads": 1, "temp_directory": f"{building}.tmp"})
        # With the default version, only DuckDB 2 could open the file; so every release from 1.1 on can.
        self._connection.execute(f"ATTACH '{sql_path(building)}' AS building (STORAGE_VERSION 'v1.0.0'); USE building")
        self._connection.execute(";\n".join(["BEGIN", *ddl(models), "COMMIT"]))
        self._spooling = self._connection.cursor()
        columns = ", ".join(quoted(field.name) for field in fields(Reject))
        self._connection.execute(f"CREATE TABLE memory.spool AS SELECT {columns} FROM {REJECTS} LIMIT 0")

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        for staged in (*self._staged.values(), *self._awaiting.values()):
            staged.close()
        self._connection.close()

    def add(self, table: str, rows: Iterable[Row]) -> int:
        """Take rows of a table, in the order in which they are to stand: mappings with all its columns. Returns how many were taken; what
        becomes of them shows in the counts. KeyError for a table that does not exist."""
        waiting, taken, rest = self._waiting[table], 0, iter(rows)
        while some := waiting.add(rest):
            taken += some
            if waiting.n >= BATCH:
                self._stage(table)
        return taken

    def set_aside(self, table: str, rows: Iterable[Row], place: Place, *, awaits: str | None = None) -> None:
        """Take rows of a table that come in another order than that in which they are to stand: that of their places, and at one place that
        in which they come. Those without a value in the column that `awaits` one wait for `fill_in`. All rows of a table are set aside, or
        none. KeyError for a table that does not exist."""
        waiting = self._waiting[table]
        if place is not self._place:
            self._place, self._key = place, place_key(place)
        if awaits is not None:
            self._awaits[table] = awaits
        waiting.add_at(rows, self._key)
        if waiting.n >= BATCH:
            self._stage(table)

    def fill_in(self, table: str, column: str, by: str, values: Mapping[str, str]) -> None:
        """Give rows of a table that await a value of a column the one that belongs to what another column has."""
        self._stage(table)
        if (awaiting := self._awaiting.pop(table, None)) is None:
            return
        cursor = self._connection.cursor()
        found = cursor.sql(f"SELECT * EXCLUDE {quoted(ROW_NO)} FROM {awaiting.relation(cursor)} ORDER BY {quoted(ROW_NO)}")
        for records in found.to_arrow_reader(BATCH):
            rows = arrow.Table.from_batches([records])
            filled = arrow.array([values.get(key) for key in rows.column(by).to_pylist()], arrow.string())
            whole = rows.set_column(rows.schema.get_field_index(column), column, filled).drop_columns([PLACE, WRITTEN])
            self._enter(Batch(self._tables[table], whole, places=rows.column(PLACE).combine_chunks()))
        awaiting.close()

    def reject(self, rejects: Iterable[Reject]) -> None:
        """Take what an earlier stage could not use."""
        for reject in rejects:
            self._rejects.append(reject)
            if len(self._rejects) >= BATCH:
                self._spool()

    def flush(self) -> None:
        """Check the rows that wait for more."""
        for name in self._tables:
            self._stage(name)
        self._spool()

    def finish(self, views: str) -> None:
        """Write all rows, parents first, then the rejects in their order, the views, and all of it to disk."""
        self.flush()
        for name in list(self._awaiting):
            self.fill_in(name, self._awaits[name], self._awaits[name], {})
        for setting, value in _limits(n_rows=sum(staged.n for staged in self._staged.values())).items():
            self._connection.execute(f"SET {setting} = '{value}'")
        self._connection.execute("RESET threads")
        for name in self._tables:
            self._fill(name)
        self._spool()
        self._number_rejects()
        self._fill(REJECTS)
        self._connection.execute(views)
        self._connection.execute("CHECKPOINT building; USE memory; DETACH building")

    def _stage(self, name: str) -> None:
        """Check the rows of a table that wait for more, and put them where they wait for the end."""
        batch, rejects = self._waiting[name].take()
        self.reject(rejects)
        if batch is None:
            return
        if (awaits := self._awaits.get(name)) is not None and batch.arrow.column(awaits).null_count:
            absent = {position for position, held in enumerate(batch.arrow.column(awaits).is_valid().to_pylist()) if not held}
            self._put(self._awaiting, batch.only(absent), f"{name}.awaiting")
            batch = batch.without(absent)
        self._enter(batch)

    def _enter(self, batch: Batch) -> None:
        """Stage what keeps the rules."""
        if batch:
            batch, rejects = sift(self._connection, batch)
            self.reject(rejects)
            self._put(self._staged, batch, f"{batch.table.name}.staged")

    def _put(self, shelf: dict[str, Staged], batch: Batch, name: str) -> None:
        if batch:
            if batch.table.name not in shelf:
                shelf[batch.table.name] = Staged(self.scratch / f"{name}.parquet")
            shelf[batch.table.name].add(batch)

    def _fill(self, name: str) -> None:
        """Write the rows of a table, without those that have the key of another one or point to nothing."""
        if (staged := self._staged.pop(name, None)) is None:
            return
        self.reject(fill(self._connection, self._tables[name], staged))
        staged.close()
        [(self.n_loaded[name],)] = self._connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchall()
        LOG.debug("%s: %d rows loaded", name, self.n_loaded[name])

    def _spool(self) -> None:
        """Move rejects out of memory, to where DuckDB can put them on disk."""
        if not self._rejects:
            return
        self.n_rejected.update((reject.stage, reject.check_name) for reject in self._rejects)
        columns = zip(*([presentable(text) for text in astuple(reject)] for reject in self._rejects), strict=True)
        names = [field.name for field in fields(Reject)]
        self._spooling.register("#rejects", arrow.table([arrow.array(column, arrow.string()) for column in columns], names=names))
        self._spooling.execute('INSERT INTO memory.spool SELECT * FROM "#rejects"')
        self._spooling.unregister("#rejects")
        self._rejects = []

    def _number_rejects(self) -> None:
        """Load the rejects, numbered in an order that does not depend on when they came."""
        table = self._tables[REJECTS]
        (number,) = table.primary_key
        query = (
            "SELECT CAST(row_number() OVER (ORDER BY stage, corpus, path, locator, reason, row, check_name) - 1 AS INTEGER)"
            f" AS {quoted(number)}, *"
            f" REPLACE (CAST(stage AS VARCHAR) AS stage) FROM memory.spool ORDER BY {quoted(number)}"
        )
        for records in self._connection.cursor().sql(query).to_arrow_reader(BATCH):
            rows = arrow.Table.from_batches([records]).select([column.name for column in table.columns])
            table.model.validate(rows, lazy=True)
            self._put(self._staged, Batch(table, rows), f"{REJECTS}.numbered")


def _limits(*, n_rows: int = 0) -> dict[str, str | bool | int | float | list[str]]:
    return {"memory_limit": f"{MEGABYTES + n_rows // ROWS_A_MEGABYTE}MB"}


def verify(building: Path, *, tables: tuple[Table, ...], n_rows: dict[str, int]) -> None:
    """Open a finished file as a reader would, and compare it with what was loaded; LoadError where it differs."""
    with duckdb.connect(building, read_only=True, config=_limits(n_rows=sum(n_rows.values()))) as connection:
        for table in tables:
            found = connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchone()
            if found != (n_rows[table.name],):
                raise LoadError(building, f"should hold {n_rows[table.name]} rows in {table.name}, and holds {found}. It was not kept.")
            for reference in table.references:
                query = orphan_sql(reference, quoted(table.name), quoted(reference.parent), row="rowid")
                if connection.execute(query).fetchone():
                    raise LoadError(building, f"holds rows of {table.name} without their {reference.parent}. It was not kept.")
        for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            connection.execute(f"SELECT * FROM {quoted(view)} LIMIT 0").fetchall()
