"""Models go in, the statements that create their tables in DuckDB come out."""

from collections.abc import Iterable

from schemas.derive.rules import Rule, literal, quoted
from schemas.derive.table import Column, Model, Table, tables_of


def ddl(models: Iterable[Model], *, keys: bool = True) -> list[str]:
    """CREATE TYPE, CREATE TABLE and COMMENT ON statements, in an order in which they can be run; DerivationError as in `tables_of`.

    Without `keys`, primary, unique and foreign keys are left out: the indexes that DuckDB 2 makes for them cannot be read by DuckDB 1.0.
    """
    tables = tables_of(models)
    enums = dict(column.enum for table in tables for column in table.columns if column.enum)
    types = [f"CREATE TYPE {quoted(name)} AS ENUM ({', '.join(map(literal, values))})" for name, values in enums.items()]
    return types + [statement for table in tables for statement in (_create(table, keys=keys), *_comments(table))]


def _create(table: Table, *, keys: bool) -> str:
    lines = [_definition(column) for column in table.columns]
    lines += [f"CHECK ({rule.sql})" for rule in table.rules if _needs_check(table, rule)]
    body = ",\n    ".join([*lines, *_keys(table)] if keys else lines)
    return f"CREATE TABLE {quoted(table.name)} (\n    {body}\n)"


def _keys(table: Table) -> list[str]:
    own = [f"{'UNIQUE' if number else 'PRIMARY KEY'} ({_names(key)})" for number, key in enumerate(table.keys)]
    foreign = [
        f"FOREIGN KEY ({quoted(link.column)}) REFERENCES {quoted(link.parent)} ({quoted(link.parent_column)})" for link in table.references
    ]
    return own + foreign


def _definition(column: Column) -> str:
    kind = quoted(column.enum[0]) if column.enum else column.kind.sql
    return f"{quoted(column.name)} {kind}{'' if column.nullable else ' NOT NULL'}"


def _needs_check(table: Table, rule: Rule) -> bool:
    """NOT NULL and the values of an ENUM are part of a column's definition."""
    is_enum = any(column.enum and (column.name,) == rule.columns for column in table.columns)
    return rule.check != "not_null" and not (is_enum and rule.check == "isin")


def _comments(table: Table) -> list[str]:
    name = quoted(table.name)
    return [f"COMMENT ON TABLE {name} IS {literal(table.description)}"] + [
        f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {literal(column.description)}" for column in table.columns
    ]


def _names(columns: Iterable[str]) -> str:
    return ", ".join(map(quoted, columns))
