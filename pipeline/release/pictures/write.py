"""The database of a release in, the folder `pictures` out, each picture with its file name and what it shows."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from pipeline.release.pictures.accuracy import draw_accuracy
from pipeline.release.pictures.calibration import draw_calibration
from pipeline.release.pictures.coverage import draw_coverage
from pipeline.release.pictures.timeline import draw_timeline

PICTURES: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    "coverage": draw_coverage,
    "accuracy": draw_accuracy,
    "calibration": draw_calibration,
    "timeline": draw_timeline,
}


def write_pictures(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write `pictures/*.svg` into a release folder, from an open database whose tables have their names."""
    for name, draw in PICTURES.items():
        draw(connection, folder / "pictures" / f"{name}.svg")
