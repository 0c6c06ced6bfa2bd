"""Rows as mappings go in, an Arrow table of those that have the right columns and types comes out, with a reject for each of the others."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pyarrow as arrow

from pipeline.records import Reject
from schemas.derive import Column, Rule, Table

Row = Mapping[str, object]

NONE: Mapping[int, Row] = MappingProxyType({})

MISFIT = (ValueError, OverflowError)  # what Arrow raises for numbers too long and for text that UTF-8 cannot hold
LONGEST_CELL = 1_000  # characters of one value in the JSON of a refused row; the rest helps nobody
LONGEST_TEXT = 10_000  # characters of any field of a reject


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table as Arrow; `odd` are those, by position, that were given in another form than that in which Arrow gives them back.

    `places` are values by which the rows are to be sorted, if any.
    """

    table: Table
    arrow: arrow.Table
    odd: Mapping[int, Row] = field(default_factory=lambda: NONE)
    places: arrow.Array | None = None

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def row(self, position: int) -> Row:
        """A row as it was given."""
        odd = self.odd.get(position)
        [row] = [odd] if odd is not None else self.arrow.slice(position, 1).to_pylist()
        return row

    def only(self, positions: Iterable[int]) -> "Batch":
        """The rows at these positions, in their order."""
        kept = sorted(positions)
        odd = {number: self.odd[position] for number, position in enumerate(kept) if position in self.odd} if self.odd else NONE
        numbers = arrow.array(kept, arrow.int64())
        return Batch(self.table, self.arrow.take(numbers), odd, self.places.take(numbers) if self.places is not None else None)

    def without(self, positions: AbstractSet[int]) -> "Batch":
        return self.only(set(range(len(self))) - positions)


def joined(batches: Sequence[Batch]) -> Batch:
    """One or more batches of a table as one."""
    if len(batches) == 1:
        return batches[0]
    starts = accumulate(map(len, batches), initial=0)
    odd = {start + position: row for start, batch in zip(starts, batches, strict=False) for position, row in batch.odd.items()}
    places = [batch.places for batch in batches if batch.places is not None]
    whole = arrow.concat_tables([batch.arrow for batch in batches]).combine_chunks()
    return Batch(batches[0].table, whole, odd, arrow.concat_arrays(places) if places else None)


def batch_of(table: Table, rows: Sequence[Row], places: Sequence[bytes] | None = None) -> tuple[Batch, list[Reject]]:
    """The rows that have exactly the table's columns, each with a value of its type or None; nothing is converted."""
    rejects: list[Reject] = []
    if (made := _made(table, rows)) is None:
        names = {column.name for column in table.columns}
        reasons = {number: ("columns", _differing_columns(row, names)) for number, row in enumerate(rows) if row.keys() != names}
        shaped = [number for number in range(len(rows)) if number not in reasons]
        misfits = _misfits(table, [rows[number] for number in shaped])
        reasons |= {shaped[position]: ("type", reason) for position, reason in sorted(misfits.items())}
        rejects = [refusal(table, rows[number], *reason) for number, reason in reasons.items()]
        fitting = [number for number in range(len(rows)) if number not in reasons]
        rows, places = [rows[number] for number in fitting], places and [places[number] for number in fitting]
        made = arrow.table([arrow.array([row[column.name] for row in rows], column.kind.arrow) for column in table.columns], _names(table))
    odd = NONE if _are_plain(table, rows) else dict(enumerate(rows))
    return Batch(table, made, odd, None if places is None else arrow.array(places, arrow.binary())), rejects


def refusal(table: Table, row: Row, check: str, reason: str, *, written: str | None = None) -> Reject:
    """The reject of one row of a table, with the row as JSON, which whoever has `written` it before may give."""
    return Reject("load", check, reason, locator=table.name, row=written or json_of(row))


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


def _made(table: Table, rows: Sequence[Row]) -> arrow.Table | None:
    """The rows as Arrow; None where one of them has other columns, or a value that its column's type cannot hold."""
    if set(map(len, rows)) - {len(table.columns)}:
        return None
    try:
        held = list(zip(table.columns, _values(_names(table), rows), strict=True))
        if all(set(map(type, values)) <= column.kind.python | {type(None)} for column, values in held):
            return arrow.table([arrow.array(values, column.kind.arrow) for column, values in held], _names(table))
    except (KeyError, *MISFIT):
        pass
    return None


def _values(names: Sequence[str], rows: Sequence[Row]) -> Iterable[Sequence[object]]:
    """The values of each column; KeyError where a row lacks one."""
    if len(names) == 1 or not rows:
        return [[row[name] for row in rows] for name in names]
    return zip(*map(itemgetter(*names), rows), strict=True)  # each row is looked up once: there are more than a cache holds


def _are_plain(table: Table, rows: Sequence[Row]) -> bool:
    """Whether Arrow gives these rows back as they are: the same values in the same order."""
    numbers = [column.name for column in table.columns if column.kind.field == "number"]
    return set(map(tuple, rows)) <= {tuple(_names(table))} and not any(type(row[name]) is int for name in numbers for row in rows)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


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
    except MISFIT:
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


def json_of(row: Row) -> str:
    """A row as JSON; values that JSON has not are written as text."""
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
