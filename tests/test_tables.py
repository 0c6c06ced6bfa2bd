"""Every table refuses a bad row for every one of its checks, in pandera alone and in DuckDB alone; the ontology agrees with itself."""

import re
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as arrow
import pytest
from pandera.errors import SchemaErrors

from schemas.derive import Rule, Table, arrow_schema, ddl, quoted, tables_of
from schemas.ontology import ACTS, EVENT_TYPES, MODES, QUAD_CLASSES
from schemas.tables import ENUMS, TABLES
from tests.example_rows import Row, breaking_row, valid_row

CONTRACT = Path(__file__).resolve().parents[1].parent / "shared" / "contract" / "tables.md"
ALL = tables_of(TABLES)
RULES = [(table, rule) for table in ALL for rule in table.rules]
# These follow from a column's type and `ordered` from the table's metadata: pandera has no such checks.
ONLY_DERIVED = {"not_empty", "finite", "ordered"}


def named(table: Table, rule: Rule) -> str:
    return f"{table.name}.{'-'.join(rule.columns)}-{rule.check}"


def validate(table: Table, *rows: Row) -> None:
    schema = arrow.schema([field.with_nullable(True) for field in arrow_schema(table.model)])
    table.model.validate(arrow.Table.from_pylist(list(rows), schema=schema), lazy=True)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_valid_row_passes(table: Table) -> None:
    validate(table, valid_row(table))


@pytest.mark.parametrize(("table", "rule"), [pytest.param(*pair, id=named(*pair)) for pair in RULES if pair[1].check not in ONLY_DERIVED])
def test_pandera_refuses_a_bad_row(table: Table, rule: Rule) -> None:
    with pytest.raises(SchemaErrors) as caught:
        validate(table, breaking_row(rule, table))
    failed = {(error.schema.name, getattr(error.check, "name", str(error.check))) for error in caught.value.schema_errors}
    assert (rule.columns[0], "not_nullable" if rule.check == "not_null" else rule.check) in failed


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for statement in ddl(TABLES):
        connection.execute(statement)
    return connection


def insert(database: duckdb.DuckDBPyConnection, table: Table, row: Row) -> None:
    names = ", ".join(map(quoted, row))
    database.execute(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


@pytest.mark.parametrize(("table", "rule"), [pytest.param(*pair, id=named(*pair)) for pair in RULES])
def test_duckdb_refuses_a_bad_row(database: duckdb.DuckDBPyConnection, table: Table, rule: Rule) -> None:
    with pytest.raises((duckdb.ConstraintException, duckdb.ConversionException), match=r"NOT NULL|CHECK|enum|ENUM"):
        insert(database, table, breaking_row(rule, table))


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_key_cannot_come_twice(table: Table) -> None:
    with pytest.raises(SchemaErrors, match=r"unique|DUPLICATES"):
        validate(table, valid_row(table), valid_row(table))


@pytest.mark.parametrize("table", [table for table in ALL if table.references], ids=lambda table: table.name)
def test_duckdb_refuses_a_row_without_its_parent(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    with pytest.raises(duckdb.ConstraintException, match="foreign key"):
        insert(database, table, valid_row(table))


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_missing_and_an_unknown_column_are_refused(table: Table) -> None:
    row = valid_row(table)
    for columns in (list(row)[1:], [*row, "unknown"]):
        data = arrow.table({name: arrow.array([row.get(name)]) for name in columns})
        with pytest.raises(SchemaErrors, match="COLUMN_NOT_IN"):
            table.model.validate(data, lazy=True)


def test_every_table_and_column_is_described() -> None:
    assert not [table.name for table in ALL if not table.description.endswith(".")]
    assert not [(table.name, column.name) for table in ALL for column in table.columns if not column.description.endswith(".")]


def test_several_columns_that_are_a_key_are_unique_in_pandera_too() -> None:
    assert [table.name for table in ALL if len(table.primary_key) > 1 and table.model.to_schema().unique is None] == []


@pytest.mark.skipif(not CONTRACT.is_file(), reason="the contract lies outside the repository and is absent here")
def test_all_tables_of_the_contract_exist_with_their_keys() -> None:
    keys = {table.name: set(table.primary_key) for table in ALL}
    bullets = re.findall(r"^- `(\w+)`:(.*(?:\n  .*)*)", CONTRACT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(bullets) >= 15
    for name, text in bullets:
        assert set(re.findall(r"\*\*(\w+)\*\*", text)) <= keys[name], name


def test_an_act_has_a_type_and_a_mode_of_that_type() -> None:
    assert [act.name for act in ACTS.values() if act.event_type not in EVENT_TYPES] == []
    assert [act.name for act in ACTS.values() if act.mode and act.mode not in EVENT_TYPES[act.event_type].modes] == []


def test_the_ontology_is_that_of_the_codebook() -> None:
    assert (len(EVENT_TYPES), len(QUAD_CLASSES), len(ACTS)) == (16, 4, 38)
    assert {kind.quad_class for kind in EVENT_TYPES.values()} == set(QUAD_CLASSES)
    assert set(MODES) == set(chain.from_iterable(kind.modes for kind in EVENT_TYPES.values()))


@pytest.mark.parametrize(("name", "values"), [("event_type", EVENT_TYPES), ("quad_class", QUAD_CLASSES), ("mode", MODES), ("act", ACTS)])
def test_the_enums_hold_the_ontology(name: str, values: dict[str, object]) -> None:
    assert list(ENUMS[name]) == list(values)
    assert len(set(ENUMS[name])) == len(ENUMS[name])
