"""The measurements that ship with the package, or a user's own, in; rows of the tables `quality` and `calibration` out."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.errors import LegationError

Row = dict[str, object]
Measured = dict[str, list[Row]]


def measured_path() -> Path:
    """The file that ships: the coder against the documents it was developed with."""
    return Path(str(files("pipeline").joinpath("measured.json")))


def read_measured(file: Path) -> Measured:
    """The rows of a file that `legation evaluate --write` made, by table; LegationError.

    Those of `quality` are numbered in order of set, format, event type and field. An older file has no `calibration`.
    """
    try:
        measured = json.loads(file.read_text(encoding="utf-8"))
        return {"quality": _numbered(measured["quality"]), "calibration": _ordered(measured.get("calibration", []), "document_set", "low")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LegationError(f"{file} holds no measurements: {error}. Make them first: legation evaluate GOLD --write {file}") from error


def _numbered(rows: list[Row]) -> list[Row]:
    ordered = _ordered(rows, "document_set", "format", "event_type", "field")
    return [{"quality_no": number, "n_documents": None, **row} for number, row in enumerate(ordered)]


def _ordered(rows: list[Row], *keys: str) -> list[Row]:
    def place(row: Row) -> list[Any]:
        return ["" if row[key] is None else row[key] for key in keys]

    return sorted(rows, key=place)
