"""Rows as mappings go in, an Arrow table of those that have the right columns and types comes out, with a reject for each of the others."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as arrow

from pipeline.records import Reject
from schemas.derive import Column, Rule, Table

Row = Mapping[str, object]

LONGEST_CELL = 1_000  # characters of one value in the JSON of a refused row; the rest helps nobody
LONGEST_TEXT = 10_000  # characters of any field of a reject


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table as they were given, and the same rows as Arrow."""

    table: Table
    rows: tuple[Row, ...]
    arrow: arrow.Table

    def without(self, positions: set[int]) -> "Batch":
        kept = [position for position in range(len(self.rows)) if position not in positions]
        return Batch(self.table, tuple(self.rows[position] for position in kept), self.arrow.take(arrow.array(kept, arrow.int64())))


def batch_of(table: Table, rows: Sequence[Row]) -> tuple[Batch, list[Reject]]:
    """The rows that have exactly the table's columns, each with a value of its type or None; nothing is converted."""
    names = {column.name for column in table.columns}
    rejects = [refusal(table, row, "columns", _differing_columns(row, names)) for row in rows if row.keys() != names]
    shaped = [row for row in rows if row.keys() == names] if rejects else list(rows)
    misfits = _misfits(table, shaped)
    rejects += [refusal(table, shaped[position], "type", reason) for position, reason in sorted(misfits.items())]
    fitting = tuple(row for position, row in enumerate(shaped) if position not in misfits)
    arrays = [arrow.array([row[column.name] for row in fitting], column.kind.arrow) for column in table.columns]
    return Batch(table, fitting, arrow.table(arrays, names=[column.name for column in table.columns])), rejects


def refusal(table: Table, row: Row, check: str, reason: str) -> Reject:
    """The reject of one row of a table, with the row as JSON."""
    return Reject("load", check, reason, locator=table.name, row=_json(row))


def broken(rule: Rule, row: Row) -> str:
    """The sentence that says which value of a row breaks a rule."""
    values = " and ".join(f"{column} is {_shown(row[column])}" for column in rule.columns)
    return f"{values}: it must {rule.says}."


def key_values(columns: Sequence[str], row: Row) -> str:
    """The values of some columns of a row, as part of a sentence."""
    return ", ".join(f"{column} {_shown(row[column])}" for column in columns)


def presentable(text: str | None) -> str | None:
    """A text that any file can hold: lone surrogates written out, not longer than LONGEST_TEXT, null when empty."""
    if not text:
        return None
    return _cut(text.encode("utf-8", "backslashreplace").decode("utf-8"), LONGEST_TEXT)


def _misfits(table: Table, rows: Sequence[Row]) -> dict[int, str]:
    """Position and reason for each row with a value that its column's type cannot hold; the columns that fit are passed over at once."""
    reasons: dict[int, str] = {}
    for column in table.columns:
        values = [row[column.name] for row in rows]
        if set(map(type, values)) <= column.kind.python | {type(None)} and _fits(column, values):
            continue
        for position, value in enumerate(values):
            if value is not None and not (type(value) in column.kind.python and _fits(column, [value])):
                found = f"{column.name} is {_shown(value)} ({type(value).__name__})"
                reasons.setdefault(position, f"{found}: it must fit the type {column.kind.sql}.")
    return reasons


def _fits(column: Column, values: Sequence[object]) -> bool:
    try:
        arrow.array(values, column.kind.arrow)
    except (ValueError, OverflowError):  # what Arrow raises for numbers too long and for text that UTF-8 cannot hold
        return False
    return True


def _differing_columns(row: Row, names: set[str]) -> str:
    missing, unknown = sorted(names - row.keys()), sorted(map(str, row.keys() - names))
    parts = [f"{what}: {', '.join(columns)}" for what, columns in (("missing", missing), ("unknown", unknown)) if columns]
    return f"The columns are not those of the table ({'; '.join(parts)})."


def _shown(value: object) -> str:
    if value is None:
        return "null"
    return _cut(repr(value) if isinstance(value, str) else str(_plain(value)), 80)


def _json(row: Row) -> str:
    plain = {str(name): _plain(value) for name, value in row.items()}
    text = json.dumps(plain, ensure_ascii=False)
    return text if text.isascii() or _is_unicode(text) else json.dumps(plain)


def _plain(value: object) -> Any:
    """The value as something that JSON has; what it has not is written as text."""
    if isinstance(value, str):
        return _cut(value, LONGEST_CELL)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    if isinstance(value, int):
        return _cut(hex(value), LONGEST_CELL)  # Python refuses to write very long numbers in decimals
    if isinstance(value, float) and math.isfinite(value):
        return value
    return _cut(str(value), LONGEST_CELL)


def _is_unicode(text: str) -> bool:
    """Whether the text is free of lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"
