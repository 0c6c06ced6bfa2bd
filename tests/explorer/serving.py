"""The folder of a release in; its explorer at an address of this machine, and its rows for comparison, out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb

from pipeline.explorer.serve import address_of, make_server, open_port


@dataclass(frozen=True)
class Site:
    """A release that is served: its folder, the address of the explorer's page, and its database."""

    folder: Path
    address: str
    database: duckdb.DuckDBPyConnection

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.database.execute(query, list(values)).fetchall()

    def one(self, query: str, *values: object) -> Any:
        """The only value of a query's only row."""
        [[value]] = self.rows(query, *values)
        return value


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The release as `legation explore` serves it, while it lasts."""
    server, listening = make_server(folder), open_port(0)
    thread = Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        with duckdb.connect(str(folder / "legation.duckdb"), read_only=True) as database:
            yield Site(folder, f"{address_of(listening)}index.html", database)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
