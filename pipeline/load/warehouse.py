"""Rows and rejects go in, batch by batch; each row passes its table's schema, keys and references, or becomes a reject."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.load.batch import Batch, Row, batch_of, broken, key_values, presentable, refusal
from pipeline.load.file import LoadError, disk_trouble, replacing, sql_path
from pipeline.records import Reject
from schemas.derive import Model, Table, breaking_sql, ddl, duplicate_sql, orphan_sql, quoted, tables_of
from schemas.tables import TABLES
from schemas.views import views_sql

LOG = logging.getLogger(__name__)
BATCH = 20_000  # rows kept in memory before they are checked and written: a check of few rows costs as much as one of many
REJECTS = "rejects"
STAGED, ROW_NO = '"#staged"', '"#row"'

Reasons = dict[int, tuple[str, str]]  # position in a batch -> name of the check, and what is wrong


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


class Warehouse:
    """A database that is being filled. `n_loaded` counts rows by table, `n_rejected` by stage and check, as far as they are written."""

    def __init__(self, building: Path, *, models: tuple[Model, ...]) -> None:
        self.n_loaded: dict[str, int] = {table.name: 0 for table in tables_of(models)}
        self.n_rejected: Counter[tuple[str, str]] = Counter()
        self._tables = {table.name: table for table in tables_of(models)}
        self._pending: dict[str, list[Row]] = {name: [] for name in self._tables}
        self._rejects: list[Reject] = []
        self._connection = duckdb.connect(config={"temp_directory": f"{building}.tmp"})
        # With the default version, only DuckDB 2 could open the file; so every release from 1.1 on can.
        self._connection.execute(f"ATTACH '{sql_path(building)}' AS building (STORAGE_VERSION 'v1.0.0'); USE building")
        self._connection.execute(";\n".join(["BEGIN", *ddl(models), "COMMIT"]))
        columns = ", ".join(quoted(field.name) for field in fields(Reject))
        self._connection.execute(f"CREATE TABLE memory.spool AS SELECT {columns} FROM {REJECTS} LIMIT 0")

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, table: str, rows: Iterable[Row]) -> int:
        """Take rows of a table: mappings with all its columns. Returns how many were taken; what becomes of them shows in the counts.

        Rows wait until there are enough of them; then all tables are checked and written, parents first. Add a row no later than those
        that refer to it. KeyError for a table that does not exist.
        """
        pending, taken = self._pending[table], 0
        for row in rows:
            pending.append(row)
            taken += 1
            if len(pending) >= BATCH:
                self.flush()
        if sum(map(len, self._pending.values())) >= BATCH:
            self.flush()
        return taken

    def reject(self, rejects: Iterable[Reject]) -> None:
        """Take what an earlier stage could not use."""
        for reject in rejects:
            self._rejects.append(reject)
            if len(self._rejects) >= BATCH:
                self._spool()

    def flush(self) -> None:
        """Check and write the rows that wait, parents first."""
        for name, pending in self._pending.items():
            rows, pending[:] = list(pending), []
            if rows:
                self._load(self._tables[name], rows)
        self._spool()

    def finish(self, views: str) -> None:
        """Write what waits, then the rejects in their order, the views, and all of it to disk."""
        self.flush()
        self._number_rejects()
        self._connection.execute(views)
        self._connection.execute("CHECKPOINT building; USE memory; DETACH building")

    def _load(self, table: Table, rows: list[Row]) -> None:
        batch, rejects = batch_of(table, rows)
        self._rejects += rejects
        batch = self._sift(self._sift(batch, self._breaking), self._duplicates)
        table.model.validate(batch.arrow, lazy=True)  # the lock itself; the rules derived from it have found every row that it refuses
        try:
            self._insert(batch)
        except duckdb.ConstraintException:
            # Only now is it worth while to look for keys that are loaded already, and for parents that are not.
            self._insert(self._sift(self._sift(batch, self._loaded_already), self._orphans))

    def _sift(self, batch: Batch, find: Callable[[Batch], Reasons]) -> Batch:
        """The batch without the rows that `find` objects to, which become rejects."""
        if not batch.rows:
            return batch
        self._stage(batch)
        reasons = find(batch)
        self._rejects += [refusal(batch.table, batch.rows[position], *reason) for position, reason in sorted(reasons.items())]
        return batch.without(set(reasons)) if reasons else batch

    def _breaking(self, batch: Batch) -> Reasons:
        rules = batch.table.rules
        found = self._connection.execute(breaking_sql(batch.table, STAGED, row=ROW_NO)).fetchall()
        return {position: (rules[number].check, broken(rules[number], batch.rows[position])) for position, number in found}

    def _duplicates(self, batch: Batch) -> Reasons:
        return self._same_key(batch, lambda key: duplicate_sql(key, STAGED, row=ROW_NO))

    def _loaded_already(self, batch: Batch) -> Reasons:
        name = quoted(batch.table.name)
        return self._same_key(
            batch, lambda key: f"SELECT {ROW_NO} FROM {STAGED} SEMI JOIN {name} USING ({', '.join(map(quoted, key))}) ORDER BY ALL"
        )

    def _same_key(self, batch: Batch, query: Callable[[tuple[str, ...]], str]) -> Reasons:
        reasons: Reasons = {}
        for key in batch.table.keys:
            for (position,) in self._connection.execute(query(key)).fetchall():
                reason = f"There is another row of {batch.table.name} with {key_values(key, batch.rows[position])}: it must be unique."
                reasons.setdefault(position, ("unique", reason))
        return reasons

    def _orphans(self, batch: Batch) -> Reasons:
        reasons: Reasons = {}
        for reference in batch.table.references:
            query = orphan_sql(reference, STAGED, quoted(reference.parent), row=ROW_NO)
            for (position,) in self._connection.execute(query).fetchall():
                value = key_values((reference.column,), batch.rows[position])
                reason = f"{value}: it must be in {reference.parent}.{reference.parent_column}, where it is not."
                reasons.setdefault(position, ("references", reason))
        return reasons

    def _stage(self, batch: Batch) -> None:
        numbered = batch.arrow.append_column(ROW_NO.strip('"'), arrow.array(range(len(batch.rows)), arrow.int64()))
        self._connection.register(STAGED.strip('"'), numbered)

    def _insert(self, batch: Batch) -> None:
        if batch.rows:
            self._stage(batch)
            names = ", ".join(quoted(column.name) for column in batch.table.columns)
            self._connection.execute(f"INSERT INTO {quoted(batch.table.name)} ({names}) SELECT {names} FROM {STAGED}")
            self.n_loaded[batch.table.name] += len(batch.rows)
            LOG.debug("%s: %d rows loaded, %d so far", batch.table.name, len(batch.rows), self.n_loaded[batch.table.name])

    def _spool(self) -> None:
        """Move rejects out of memory, to where DuckDB can put them on disk."""
        if not self._rejects:
            return
        self.n_rejected.update((reject.stage, reject.check_name) for reject in self._rejects)
        columns = zip(*([presentable(text) for text in astuple(reject)] for reject in self._rejects), strict=True)
        names = [field.name for field in fields(Reject)]
        self._connection.register("#rejects", arrow.table([arrow.array(column, arrow.string()) for column in columns], names=names))
        self._connection.execute('INSERT INTO memory.spool SELECT * FROM "#rejects"')
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
            self._insert(Batch(table, tuple(rows.to_pylist()), rows))


def verify(building: Path, *, tables: tuple[Table, ...], n_rows: dict[str, int]) -> None:
    """Open a finished file as a reader would, and compare it with what was loaded; LoadError where it differs."""
    with duckdb.connect(building, read_only=True) as connection:
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
