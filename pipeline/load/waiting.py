"""Rows of one table in, as mappings, a few at a time; a batch of many out, with the rejects of those that do not fit its columns."""

from collections.abc import Iterable
from itertools import islice

from pipeline.load.batch import Batch, Row, batch_of, joined
from pipeline.records import Reject
from schemas.derive import Table

FEW = 2_000  # rows kept as mappings: as many as the caches of a processor hold


class Waiting:
    """Rows of a table that wait for more: `n` of them."""

    def __init__(self, table: Table) -> None:
        self.n = 0
        self._table = table
        self._rows: list[Row] = []
        self._places: list[bytes] | None = None
        self._batches: list[Batch] = []
        self._rejects: list[Reject] = []

    def add(self, rows: Iterable[Row]) -> int:
        """Take rows until there are FEW more, or no more; how many were taken."""
        before = len(self._rows)
        self._rows += islice(rows, FEW)
        taken = len(self._rows) - before
        self.n += taken
        if len(self._rows) >= FEW:
            self._make()
        return taken

    def add_at(self, rows: Iterable[Row], key: bytes) -> None:
        """Take rows that stand at one place, given as `place_key` writes it."""
        places = self._places = self._places if self._places is not None else []
        self._rows += rows
        taken = len(self._rows) - len(places)
        places += [key] * taken
        self.n += taken
        if len(self._rows) >= FEW:
            self._make()

    def take(self) -> tuple[Batch | None, list[Reject]]:
        """All rows that wait, if there are any, as one batch."""
        if self._rows:
            self._make()
        batches, rejects = self._batches, self._rejects
        self.n, self._batches, self._rejects = 0, [], []
        return joined(batches) if batches else None, rejects

    def _make(self) -> None:
        batch, rejects = batch_of(self._table, self._rows, self._places)
        self._batches.append(batch)
        self._rejects += rejects
        self._rows, self._places = [], None if self._places is None else []
