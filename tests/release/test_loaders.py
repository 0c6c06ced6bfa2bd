"""The loaders of a release read from CSV what Parquet holds, value by value, whatever the values are."""

import importlib.util
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pandas
import polars
import pytest

from pipeline.release.starts import write_loaders
from schemas.derive import is_free, tables_of
from schemas.tables import TABLES
from tests.release.hard_texts import rows_in, write_files

NAMES = [table.name for table in tables_of(TABLES)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("hard"))


@pytest.fixture(scope="module")
def loader(folder: Path) -> ModuleType:
    """`loaders/legation.py` as somebody imports it."""
    spec = importlib.util.spec_from_file_location("legation", folder / "loaders" / "legation.py")
    assert spec and spec.loader
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


@pytest.mark.parametrize("table", NAMES)
def test_pandas_reads_every_value(folder: Path, loader: ModuleType, table: str) -> None:
    frame = loader.read_pandas(table)
    assert [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")] == rows_in(folder, table)


@pytest.mark.parametrize("table", NAMES)
def test_polars_reads_every_value(folder: Path, loader: ModuleType, table: str) -> None:
    assert loader.read_polars(table).to_dicts() == rows_in(folder, table)


def test_sql_reads_every_value(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        connection.execute((folder / "loaders" / "legation.sql").read_text(encoding="utf-8"))
        for table in tables_of(TABLES):
            assert connection.table(table.name).to_arrow_table().to_pylist() == rows_in(folder, table.name), table.name
            assert [str(kind) for kind in connection.table(table.name).types] == [column.kind.sql for column in table.columns]


R_SCRIPT = """
source("loaders/legation.R")
shown <- function(x) {
  if (is.character(x)) sapply(x, function(text) paste(charToRaw(enc2utf8(text)), collapse = ""))
  else if (inherits(x, "Date")) format(x) else if (is.logical(x)) tolower(x) else sprintf("%.17g", x)
}
for (table in names(legation_columns)) {
  frame <- read_legation(table)
  for (name in names(frame)) {
    cat(table, name, ifelse(is.na(frame[[name]]), "NA", paste(class(frame[[name]]), shown(frame[[name]]))), sep = "|")
    cat("\\n")
  }
}
"""


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_r_reads_every_value(folder: Path, locale: str) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    environment = os.environ | {"LC_ALL": locale}
    run = subprocess.run(["Rscript", "--vanilla", "-e", R_SCRIPT], cwd=folder, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 0, run.stderr
    found = {(table, name): values for table, name, *values in (line.split("|") for line in run.stdout.splitlines())}
    for table in tables_of(TABLES):
        rows = rows_in(folder, table.name)
        for column in table.columns:
            assert found[table.name, column.name] == [_in_r(row[column.name]) for row in rows], column


@pytest.mark.parametrize("table", NAMES)
def test_a_table_without_rows_has_its_types(loader: ModuleType, folder: Path, tmp_path: Path, table: str) -> None:
    (tmp_path / "csv").mkdir()
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8") as stream:
        (tmp_path / "csv" / f"{table}.csv").write_text(stream.readline(), encoding="utf-8")
    empty, full = loader.read_pandas(table, tmp_path), loader.read_pandas(table)
    assert len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)
    assert loader.read_polars(table, str(tmp_path)).schema == loader.read_polars(table).schema


def test_types_are_those_of_the_schema(loader: ModuleType) -> None:
    in_pandas = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}
    in_polars = {"string": polars.String, "integer": polars.Int64, "number": polars.Float64, "boolean": polars.Boolean, "date": polars.Date}
    for table in tables_of(TABLES):
        kinds = {column.name: column.kind.field for column in table.columns}
        assert {name: str(kind) for name, kind in loader.read_pandas(table.name).dtypes.items()} == {
            name: in_pandas[kind] for name, kind in kinds.items()
        }
        assert dict(loader.read_polars(table.name).schema) == {name: in_polars[kind] for name, kind in kinds.items()}


def test_a_table_that_is_not_there_is_said(loader: ModuleType, folder: Path) -> None:
    with pytest.raises(ValueError, match=r"There is no table event\. There are: sources, "):
        loader.read_pandas("event")
    with pytest.raises(ValueError, match="There is no table event"):
        loader.read_polars("event")
    if shutil.which("Rscript"):
        script = 'source("loaders/legation.R"); read_legation("event")'
        run = subprocess.run(["Rscript", "--vanilla", "-e", script], cwd=folder, capture_output=True, text=True, check=False)
        assert run.returncode != 0
        assert "There is no table event" in run.stderr


def test_stata_is_told_of_every_column_that_is_no_plain_code(folder: Path) -> None:
    """Stata cannot be run here, so what it would do with each column is read."""
    blocks = (folder / "loaders" / "legation.do").read_text(encoding="utf-8").split('    if "`table\'" == ')[1:]
    assert len(blocks) == len(TABLES)
    for block, table in zip(blocks, tables_of(TABLES), strict=True):
        assert block.startswith(f'"{table.name}" {{')
        lists = {line.split()[1]: line.split()[2:] for line in block.splitlines() if line.startswith("        local ") and "=" not in line}
        of = {"numbers": ("integer", "number"), "dates": ("date",), "booleans": ("boolean",)}
        expected = {name: [column.name for column in table.columns if column.kind.field in kinds] for name, kinds in of.items()}
        assert lists == {"texts": [column.name for column in table.columns if is_free(column)]} | expected


def test_the_loaders_are_the_same_in_every_release_and_well_kept(folder: Path, tmp_path: Path) -> None:
    write_loaders(tmp_path)
    for path in sorted((folder / "loaders").iterdir()):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "loaders" / path.name).read_bytes()
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--line-length", "140", "--select", "E,F,I,B,UP", "legation.py"]
    run = subprocess.run(command, cwd=tmp_path / "loaders", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def _plain(value: Any) -> Any:
    """A value of pandas as Arrow gives it."""
    if pandas.isna(value):
        return None
    return value.date() if isinstance(value, pandas.Timestamp) else value


def _in_r(value: object) -> str:
    """What the script above prints for a value."""
    match value:
        case None:
            return "NA"
        case str():
            return f"character {value.encode().hex()}"
        case bool():
            return f"logical {str(value).lower()}"
        case int():
            return f"integer {value}"
        case float():
            return f"numeric {value:.17g}"
        case date():
            return f"Date {value.isoformat().lstrip('0')}"
    raise AssertionError(value)
