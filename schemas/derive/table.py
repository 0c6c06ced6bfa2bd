"""A pandera model goes in, a plain description of its table comes out, from which the other outputs are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyarrow as arrow

from schemas.derive.rules import Rule, finite, not_empty, not_null, ordered, rule_of

Model = Any  # a pandera.pyarrow.DataFrameModel class; its own types say no more than this


class DerivationError(Exception):
    """A model says something that some output cannot express; `table`, `column` and `check` say where (empty where none is concerned)."""

    def __init__(self, table: str, column: str, check: str, problem: str) -> None:
        place = ", ".join(f"{kind} {name}" for kind, name in (("table", table), ("column", column), ("check", check)) if name)
        super().__init__(f"{place}: {problem}")
        self.table, self.column, self.check, self.problem = table, column, check, problem


@dataclass(frozen=True, slots=True)
class Kind:
    """One type in four languages: Arrow, DuckDB, Data Package and the Python values that may fill it."""

    arrow: arrow.DataType
    sql: str
    field: str
    python: frozenset[type]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a column points to."""

    column: str
    parent: str
    parent_column: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `enum` is the name and the values of its ENUM type."""

    name: str
    kind: Kind
    description: str
    nullable: bool
    unique: bool
    rules: tuple[Rule, ...]
    enum: tuple[str, tuple[str, ...]] | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `rules` are all conditions on a single row, in the order in which they are to be tried."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    rules: tuple[Rule, ...]
    model: Model

    @property
    def title(self) -> str:
        """The name as words."""
        return self.name.replace("_", " ").capitalize()

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Groups of columns no two rows may share: the primary key, then single columns that are unique."""
        return (self.primary_key, *((column.name,) for column in self.columns if column.unique and (column.name,) != self.primary_key))

    @property
    def references(self) -> tuple[Reference, ...]:
        return tuple(column.reference for column in self.columns if column.reference)


def tables_of(models: Iterable[Model]) -> tuple[Table, ...]:
    """The tables of several models, which may refer only to keys of those before them; DerivationError where one does otherwise."""
    tables: dict[str, Table] = {}
    enums: dict[str, tuple[str, ...]] = {}
    for table in map(table_of, models):
        for reference in table.references:
            parent = tables.get(reference.parent)
            if parent is None or (reference.parent_column,) not in parent.keys:
                target = f"{reference.parent}.{reference.parent_column}"
                raise DerivationError(table.name, reference.column, "references", f"{target} is no key of a table that comes before")
        for column in table.columns:
            if column.enum and enums.setdefault(*column.enum) != column.enum[1]:
                raise DerivationError(table.name, column.name, "isin", f"the enum {column.enum[0]} has other values elsewhere")
        tables[table.name] = table
    return tuple(tables.values())


@cache
def table_of(model: Model) -> Table:
    """The table that a model describes; DerivationError for a type, check or option that some output cannot express."""
    schema = model.to_schema()
    name, options = str(schema.name), dict(model.Config.metadata or {})
    _refuse_unknown(name, "", options, {"primary_key", "ordered"})
    if schema.checks:
        raise DerivationError(name, "", str(schema.checks[0].name), "a check on whole rows is unknown to the other outputs; use `ordered`")
    columns = tuple(_column(name, column) for column in schema.columns.values())
    known = {column.name for column in columns}
    key, pairs = tuple(options.get("primary_key", ())), [tuple(pair) for pair in options.get("ordered", ())]
    for column in (*key, *(column for pair in pairs for column in pair)):
        if column not in known:
            raise DerivationError(name, column, "", "named in the table's metadata, but there is no such column")
    if not key or any(column.nullable for column in columns if column.name in key):
        raise DerivationError(name, "", "primary_key", "a table needs a primary key of columns without null")
    if schema.unique and tuple(schema.unique) != key:
        raise DerivationError(name, "", "unique", "several columns are unique together only as the primary key")
    rules = (*(rule for column in columns for rule in column.rules), *(ordered(*pair) for pair in pairs))
    return Table(name, " ".join(str(schema.description).split()), columns, key, rules, model)


def _column(table: str, column: Any) -> Column:
    metadata = dict(column.metadata or {})
    _refuse_unknown(table, column.name, metadata, {"enum", "references"})
    kind = _KINDS.get(str(column.dtype))
    if kind is None:
        raise DerivationError(table, column.name, "", f"the type {column.dtype} is unknown to the other outputs")
    rules = tuple(_rules(table, column, kind))
    enum = None
    if "enum" in metadata:
        values = next((rule.constraints["enum"] for rule in rules if rule.check == "isin"), None)
        if values is None:
            raise DerivationError(table, column.name, "isin", "an enum takes its values from this check, and it is missing")
        enum = (str(metadata["enum"]), tuple(values))
    reference = Reference(column.name, *metadata["references"].split(".")) if "references" in metadata else None
    description = str(column.description or "")
    return Column(column.name, kind, description, column.nullable, bool(column.unique), rules, enum, reference)


def _rules(table: str, column: Any, kind: Kind) -> Iterable[Rule]:
    if not column.nullable:
        yield not_null(column.name)
    if kind.field == "number":
        yield finite(column.name)
    if kind.field == "string" and not any(check.name in ("isin", "str_matches") for check in column.checks):
        yield not_empty(column.name)
    for check in column.checks:
        try:
            yield rule_of(check.name, column.name, check.statistics or {})
        except LookupError:
            raise DerivationError(table, column.name, str(check.name), "this check is unknown to the other outputs") from None
        except ValueError as error:
            raise DerivationError(table, column.name, str(check.name), str(error)) from None


def _refuse_unknown(table: str, column: str, metadata: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(metadata.keys() - known):
        raise DerivationError(table, column, "", f"unknown metadata {', '.join(unknown)}")


_KINDS = {
    "String": Kind(arrow.string(), "VARCHAR", "string", frozenset({str})),
    "Int32": Kind(arrow.int32(), "INTEGER", "integer", frozenset({int})),
    "Int64": Kind(arrow.int64(), "BIGINT", "integer", frozenset({int})),
    "Float64": Kind(arrow.float64(), "DOUBLE", "number", frozenset({float, int})),
    "Boolean": Kind(arrow.bool_(), "BOOLEAN", "boolean", frozenset({bool})),
    "Date": Kind(arrow.date32(), "DATE", "date", frozenset({date})),
}
