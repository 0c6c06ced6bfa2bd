"""Everything is derived from models that derivation has never seen, and what an output cannot express is an error."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandera.pyarrow as pandera
import pyarrow as arrow
import pytest
from frictionless import Package

import schemas.derive
from schemas.derive import (
    DerivationError,
    Entry,
    Model,
    arrow_schema,
    breaking_sql,
    code_entries,
    ddl,
    duplicate_sql,
    notes_in_words,
    orphan_sql,
    resource,
    rules_in_words,
    table_entries,
    table_of,
    tables_of,
    type_in_words,
)
from schemas.tables import TABLES

Field: Any = pandera.Field


class Orchards(pandera.DataFrameModel):
    """Where trees
    grow."""

    orchard: arrow.string() = Field(str_matches=r"^o[0-9]+$", unique=True, description="It's name.")
    planted: arrow.date32() = Field(nullable=True, description="First day.")
    felled: arrow.date32() = Field(nullable=True, description="Last day.")

    class Config:
        name = "orchards"
        strict = True
        metadata = {"primary_key": ["orchard"], "ordered": [("planted", "felled")]}  # noqa: RUF012


class Fruits(pandera.DataFrameModel):
    """What trees bear."""

    orchard: arrow.string() = Field(metadata={"references": "orchards.orchard"}, description="Where.")
    number: arrow.int32() = Field(gt=0, lt=100, description="Which.")
    kind: arrow.string() = Field(isin=["apple", "pe|ar", "qu'ince"], metadata={"enum": "fruit"}, description="Kind.")
    size: arrow.string() = Field(isin=["big", "small"], nullable=True, description="Size.")
    weight: arrow.float64() = Field(in_range={"min_value": 0, "max_value": 2.5}, nullable=True, description="Kilograms.")
    tag: arrow.int64() = Field(nullable=True, unique=True, description="Tag.")
    is_ripe: arrow.bool_() = Field(description="Ripe.")

    class Config:
        name = "fruits"
        strict = True
        metadata = {"primary_key": ["orchard", "number"]}  # noqa: RUF012
        unique = ["orchard", "number"]  # noqa: RUF012


FRUIT = ("o1", 1, "apple", "big", 0.5, None, True)


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for statement in ddl([Orchards, Fruits]):
        connection.execute(statement)
    connection.execute("INSERT INTO orchards VALUES ('o1', '2000-01-01', NULL)")
    return connection


def test_the_ddl_takes_good_rows(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("INSERT INTO fruits VALUES (?, ?, ?, ?, ?, ?, ?)", FRUIT)
    database.execute("INSERT INTO fruits VALUES ('o1', 99, 'qu''ince', NULL, 2.5, 7, false)")
    assert database.execute("SELECT count(*) FROM fruits").fetchall() == [(2,)]


@pytest.mark.parametrize(
    ("position", "value"),
    [(0, "o2"), (0, None), (1, 0), (1, 100), (2, "plum"), (2, None), (3, "huge"), (4, -0.1), (4, 2.6), (4, float("nan")), (6, None)],
)
def test_the_ddl_refuses_bad_values(database: duckdb.DuckDBPyConnection, position: int, value: object) -> None:
    row = [*FRUIT]
    row[position] = value  # type: ignore[call-overload]
    with pytest.raises((duckdb.ConstraintException, duckdb.ConversionException)):
        database.execute("INSERT INTO fruits VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def test_the_ddl_refuses_keys_that_come_twice_and_dates_in_disorder(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("INSERT INTO fruits VALUES ('o1', 1, 'apple', NULL, NULL, 7, true)")
    for values in ("('o1', 1, 'apple', NULL, NULL, 8, true)", "('o1', 2, 'apple', NULL, NULL, 7, true)"):
        with pytest.raises(duckdb.ConstraintException, match=r"[Dd]uplicate"):
            database.execute(f"INSERT INTO fruits VALUES {values}")
    with pytest.raises(duckdb.ConstraintException, match="planted"):
        database.execute("INSERT INTO orchards VALUES ('o2', '2000-01-02', '2000-01-01')")


def test_the_ddl_comments_on_tables_and_columns(database: duckdb.DuckDBPyConnection) -> None:
    found = database.execute("SELECT comment FROM duckdb_tables() ORDER BY table_name").fetchall()
    assert found == [("What trees bear.",), ("Where trees grow.",)]
    found = database.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'orchards' ORDER BY column_index").fetchall()
    assert found == [("It's name.",), ("First day.",), ("Last day.",)]


def test_the_arrow_schema_has_the_types_of_the_annotations() -> None:
    assert arrow_schema(Orchards).types == [arrow.string(), arrow.date32(), arrow.date32()]
    assert arrow_schema(Fruits).types == [
        arrow.string(), arrow.int32(), arrow.string(), arrow.string(), arrow.float64(), arrow.int64(), arrow.bool_(),
    ]  # fmt: skip
    assert [field.nullable for field in arrow_schema(Fruits)] == [False, False, False, True, True, True, False]


def test_queries_find_the_rows_that_do_not_fit() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE a (orchard VARCHAR, planted DATE, felled DATE)")
    connection.executemany(
        "INSERT INTO a VALUES (?, ?, ?)",
        [
            ("o1", None, None),
            ("x", None, None),
            (None, None, None),
            ("o1", date(2000, 1, 2), date(2000, 1, 1)),
            ("o1", None, date(1, 1, 1)),
        ],
    )
    table = table_of(Orchards)
    found = connection.execute(breaking_sql(table, "a", row="rowid")).fetchall()
    assert [(row, table.rules[rule].check) for row, rule in found] == [(1, "str_matches"), (2, "not_null"), (3, "ordered")]
    assert connection.execute(duplicate_sql(("orchard",), "a", row="rowid")).fetchall() == [(3,), (4,)]
    connection.execute("CREATE TABLE b AS SELECT unnest(['o1', 'o9', NULL]) AS orchard")
    (reference,) = table_of(Fruits).references
    assert connection.execute(orphan_sql(reference, "b", "a", row="rowid")).fetchall() == [(1,)]


def test_a_resource_says_all_that_the_model_says() -> None:
    described = resource(Fruits, format="csv", path="csv/fruits.csv")
    fields = {field["name"]: field for field in described["schema"]["fields"]}
    assert described["name"] == "fruits"
    assert described["schema"]["primaryKey"] == ["orchard", "number"]
    assert described["schema"]["uniqueKeys"] == [["tag"]]
    assert described["schema"]["foreignKeys"] == [{"fields": ["orchard"], "reference": {"resource": "orchards", "fields": ["orchard"]}}]
    assert fields["number"]["constraints"] == {"required": True, "exclusiveMinimum": 0, "exclusiveMaximum": 100}
    assert fields["kind"]["constraints"]["enum"] == ["apple", "pe|ar", "qu'ince"]
    assert fields["weight"] == {
        "name": "weight", "type": "number", "description": "Kilograms.", "constraints": {"minimum": 0, "maximum": 2.5},
    }  # fmt: skip
    orchard = resource(Orchards, format="parquet", path="x")["schema"]["fields"][0]
    assert orchard["constraints"] == {"required": True, "pattern": "^o[0-9]+$", "unique": True}


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_frictionless_takes_the_resources(format: Any, tmp_path: Path, database: duckdb.DuckDBPyConnection) -> None:
    database.execute("INSERT INTO fruits VALUES (?, ?, ?, ?, ?, ?, ?)", FRUIT)
    database.execute("INSERT INTO fruits VALUES ('o1', 2, 'apple', NULL, NULL, 7, true)")
    for name in ("orchards", "fruits"):
        database.execute(f"COPY {name} TO '{tmp_path / name}.{format}'")
    resources = [resource(model, format=format, path=f"{table_of(model).name}.{format}") for model in (Orchards, Fruits)]
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "trees", "resources": resources}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "message"])
    database.execute(f"COPY (SELECT 'o9' AS orchard, * EXCLUDE (orchard) FROM fruits) TO '{tmp_path}/fruits.{format}'")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert {error for (error,) in report.flatten(["type"])} == {"foreign-key"}


def test_the_codebook_has_an_entry_for_every_table_and_column() -> None:
    entries = list(table_entries([Orchards, Fruits]))
    assert entries[0] == Entry("table", "orchards", None, "Where trees grow.")
    assert entries[1] == Entry("column", "orchard", "orchards", "It's name.")
    assert [entry.name for entry in entries if entry.belongs_to == "fruits"] == [column.name for column in table_of(Fruits).columns]


def test_the_codebook_has_an_entry_for_every_code_and_misses_none() -> None:
    meanings = {"apple": "Round.", "pe|ar": "Long.", "qu'ince": "Hard."}
    assert list(code_entries([Orchards, Fruits], {"fruit": meanings}))[1] == Entry("code", "pe|ar", "fruit", "Long.")
    assert list(code_entries([Orchards, Fruits], {}, only=[])) == []
    with pytest.raises(DerivationError, match="check fruit: nothing says what the code qu'ince means"):
        list(code_entries([Orchards, Fruits], {"fruit": meanings | {"qu'ince": ""}}))


def test_tables_and_columns_are_described_in_words() -> None:
    orchards, fruits = tables_of([Orchards, Fruits])
    assert notes_in_words(orchards) == "Primary key: `orchard`. A row must have `planted` not after `felled`."
    words = {column.name: (type_in_words(column), rules_in_words(fruits, column)) for column in fruits.columns}
    assert words["orchard"] == ("varchar", "be in `orchards.orchard`")
    assert words["number"] == ("integer", "be greater than 0; be less than 100")
    assert words["kind"] == ("code of `fruit`", "")
    assert rules_in_words(orchards, orchards.columns[0]) == "be unique; match `^o[0-9]+$`"


def model(*, annotation: Any = arrow.string(), table: dict[str, Any] | None = None, **options: Any) -> Model:  # noqa: B008
    """A table `t` with one column `c`; `table` is the table's metadata, `options` are those of the column."""
    config = type("Config", (), {"name": "t", "strict": True, "metadata": {"primary_key": ["c"]} | (table or {})})
    members = {"__annotations__": {"c": annotation}, "c": Field(**options), "Config": config, "__doc__": "T."}
    return type("T", (pandera.DataFrameModel,), members)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (model(str_contains="x"), "table t, column c, check str_contains: this check is unknown"),
        (model(str_matches="x"), "table t, column c, check str_matches: the pattern x must be written"),
        (model(isin=[date(2020, 1, 1)], annotation=arrow.date32()), "check isin: .* cannot be written as an SQL literal"),
        (model(annotation=arrow.list_(arrow.string())), r"table t, column c: the type List.* is unknown"),
        (model(table={"refrences": "x"}), "table t: unknown metadata refrences"),
        (model(table={"ordered": [("c", "d")]}), "table t, column d: named in the table's metadata"),
        (model(table={"primary_key": []}), "table t, check primary_key: a table needs a primary key"),
    ],
)
def test_what_an_output_cannot_express_is_an_error(bad: Model, says: str) -> None:
    with pytest.raises(DerivationError, match=says):
        table_of(bad)


def test_metadata_of_a_column_must_make_sense() -> None:
    with pytest.raises(DerivationError, match="column c: unknown metadata enumm"):
        table_of(model(metadata={"enumm": "x"}))
    with pytest.raises(DerivationError, match="column c, check isin: an enum takes its values"):
        table_of(model(metadata={"enum": "x"}))
    with pytest.raises(DerivationError, match=r"column c, check references: fruits.kind is no key"):
        tables_of([Orchards, Fruits, model(metadata={"references": "fruits.kind"})])
    with pytest.raises(DerivationError, match=r"column orchard, check references: orchards.orchard is no key of a table that comes before"):
        tables_of([Fruits, Orchards])
    with pytest.raises(DerivationError, match="column c, check isin: the enum fruit has other values elsewhere"):
        tables_of([Orchards, Fruits, model(metadata={"enum": "fruit"}, isin=["apple"])])


def test_derivation_names_no_table_and_no_column_of_ours() -> None:
    names = {table.name for table in tables_of(TABLES)} | {column.name for table in tables_of(TABLES) for column in table.columns}
    names -= {"name", "title", "format", "path", "date"}  # also words of a Data Package
    for path in sorted(Path(schemas.derive.__path__[0]).glob("*.py")):
        literals = re.findall(r'"(\w+)"', path.read_text(encoding="utf-8"))
        assert not names & set(literals), path.name
