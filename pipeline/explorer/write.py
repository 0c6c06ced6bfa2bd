"""The open database of a release goes in, its folder `explorer/` comes out: the built pages and the data that they read."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb

from pipeline.errors import LegationError
from pipeline.explorer.about import Words, write_about
from pipeline.explorer.data import prepared, write_rows

BUILD = "cd pipeline/explorer/source && npm ci && npm run build"


def write_explorer(connection: duckdb.DuckDBPyConnection, folder: Path, words: Words) -> None:
    """Write `explorer/` into the folder of a release, the same bytes on every run.

    LegationError where this installation has no built pages.
    """
    built = files("pipeline.explorer").joinpath("built")
    if not built.joinpath("index.html").is_file():
        raise LegationError(f"The pages of the explorer are not built. In a clone of Legation, with Node 20 or later, run: {BUILD}")
    _copy(built, folder / "explorer")
    write_data(connection, folder / "explorer" / "data", words)


def write_data(connection: duckdb.DuckDBPyConnection, folder: Path, words: Words) -> None:
    """Write what the pages read, `release.json` and Parquet files, into a new folder."""
    folder.mkdir(parents=True)
    with prepared(connection):
        write_rows(connection, folder)
        write_about(connection, folder, words)


def _copy(built: Traversable, folder: Path) -> None:
    """The files alone: what an installation says of who may write to them is not for a release."""
    folder.mkdir()
    for entry in built.iterdir():
        if entry.is_dir():
            _copy(entry, folder / entry.name)
        else:
            (folder / entry.name).write_bytes(entry.read_bytes())
