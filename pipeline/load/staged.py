"""Rows of one table in; a relation of them all out, for DuckDB to read in the order in which they are to stand.

The first rows wait in memory, all of them in a Parquet file as soon as they are many.
"""

from pathlib import Path

import duckdb
import pyarrow as arrow
import pyarrow.parquet as parquet

from pipeline.load.batch import Batch, json_of
from pipeline.load.file import sql_path
from schemas.derive import quoted

MOST = 10_000  # rows of a table that wait in memory
ROW_NO = "#row"  # column that numbers the rows
PLACE = "#place"  # column of keys in whose order the rows are to stand, where that is another one than that in which they come
WRITTEN = "#written"  # column of rows as JSON, where they were given in another form than that in which Arrow gives them back

Place = tuple[str | int, ...]  # texts and numbers from 0, of the same types for all rows of a table


def place_key(place: Place) -> bytes:
    """Bytes that are in the order of the places."""
    # UTF-8 has the order of the code points. A text ends before the longer ones that begin with it.
    texts = [f"{part:019}" if isinstance(part, int) else part.replace("\0", "\0\1") for part in place]
    return "\0\0".join(texts).encode("utf-8", "surrogatepass")


class Staged:
    """Rows of a table that wait: `n` of them. All have places, or none."""

    def __init__(self, file: Path) -> None:
        self.n, self._has_places = 0, False
        self._file = file
        self._parts: list[arrow.Table] = []
        self._writer: parquet.ParquetWriter | None = None

    def add(self, batch: Batch) -> None:
        """Take the rows of a batch. Raises OSError where they cannot be put on disk."""
        written = [json_of(batch.odd[position]) if position in batch.odd else None for position in range(len(batch))] if batch.odd else None
        rows = batch.arrow.append_column(
            WRITTEN, arrow.nulls(len(batch), arrow.string()) if written is None else arrow.array(written, arrow.string())
        )
        rows = rows if batch.places is None else rows.append_column(PLACE, batch.places)
        self.n += rows.num_rows
        self._has_places = batch.places is not None
        self._parts.append(rows)
        if sum(part.num_rows for part in self._parts) >= MOST:
            self._put_away()

    def relation(self, connection: duckdb.DuckDBPyConnection) -> str:
        """SQL for all rows (what stands after FROM), numbered by ROW_NO in the order in which they came. None can be added after that."""
        if self._writer is None:
            rows = arrow.concat_tables(self._parts)
            connection.register(self._file.stem, rows.append_column(ROW_NO, arrow.array(range(self.n), arrow.int64())))
            return quoted(self._file.stem)
        if self._parts:
            self._put_away()
        self._writer.close()
        numbered = f"read_parquet('{sql_path(self._file)}', file_row_number = true)"
        return f"(SELECT * EXCLUDE file_row_number, file_row_number AS {quoted(ROW_NO)} FROM {numbered})"

    @property
    def has_places(self) -> bool:
        return self._has_places

    @property
    def order(self) -> str:
        """SQL for the order in which the rows are to stand: what stands after ORDER BY."""
        return ", ".join(map(quoted, [PLACE, ROW_NO] if self._has_places else [ROW_NO]))

    def in_order(self, relation: str) -> str:
        """SQL for the same rows as such a relation, numbered in the order in which they are to stand."""
        if not self._has_places:
            return relation
        return f"(SELECT * REPLACE (row_number() OVER (ORDER BY {self.order}) AS {quoted(ROW_NO)}) FROM {relation})"

    def close(self) -> None:
        """Let go of the rows."""
        if self._writer is not None:
            self._writer.close()
            self._file.unlink(missing_ok=True)
        self._parts = []

    def _put_away(self) -> None:
        rows = arrow.concat_tables(self._parts)
        if self._writer is None:
            self._file.parent.mkdir(exist_ok=True)
            self._writer = parquet.ParquetWriter(self._file, rows.schema, compression="zstd")
        self._writer.write_table(rows)
        self._parts = []
