"""The measurements that ship with the package, or a user's own, in; rows of the table `quality` out."""

import json
from importlib.resources import files
from pathlib import Path

from pipeline.errors import LegationError

Row = dict[str, object]


def measured_path() -> Path:
    """The file that ships: the coder against the documents it was developed with."""
    return Path(str(files("pipeline").joinpath("measured.json")))


def read_quality(file: Path) -> list[Row]:
    """The rows of a file that `legation evaluate --write` made, numbered in order of set, format, event type and field; LegationError."""
    try:
        rows: list[Row] = json.loads(file.read_text(encoding="utf-8"))["quality"]
        ordered = sorted(rows, key=lambda row: [str(row[key] or "") for key in ("document_set", "format", "event_type", "field")])
        return [{"quality_no": number, **row} for number, row in enumerate(ordered)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LegationError(f"{file} holds no measurements: {error}. Make them first: legation evaluate GOLD --write {file}") from error
