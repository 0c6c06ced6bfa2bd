"""What is exported holds what is in the table, in any reader that is told what CSV is; no spreadsheet runs a cell of it."""

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.derive import ESCAPED, is_free, plain_sql, safe_sql, table_of, tables_of
from schemas.tables import TABLES
from tests.release.hard_texts import FORMULAS, HARD, rows_in, rows_of, write_files

RUN = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
CELLS = [f"'{text}" if text in FORMULAS else text for text in HARD]  # of CSV
MISSING = {"NA", "NULL", "NaN", "nan", "None", "#N/A", "<NA>"}  # to pandas, if it is not told otherwise
CONNECTION = duckdb.connect()

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n＝＋－＠ a"))


def both_ways(text: str) -> tuple[str, str]:
    """The cell of a text, and the text of that cell."""
    query = f"SELECT cell, {plain_sql('cell')} FROM (SELECT {safe_sql('text')} AS cell FROM (SELECT ? AS text))"
    ((cell, plain),) = CONNECTION.execute(query, [text]).fetchall()
    return cell, plain


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("hard"))


@given(TEXTS)
@example("'=1")
@example("''\n")
@example("'a")
def test_a_cell_gives_back_its_text_and_begins_like_no_formula(text: str) -> None:
    cell, plain = both_ways(text)
    assert plain == text
    assert not RUN.match(cell)
    assert cell in (text, f"'{text}")


@given(TEXTS)
def test_the_pattern_means_the_same_in_python(text: str) -> None:
    cell, _ = both_ways(text)
    assert bool(re.match(ESCAPED, cell)) == (cell != text)


def test_null_stays_null() -> None:
    assert CONNECTION.execute(f"SELECT {safe_sql('NULL::VARCHAR')}, {plain_sql('NULL::VARCHAR')}").fetchall() == [(None, None)]


def test_what_is_no_free_text_never_begins_like_a_formula() -> None:
    """References hold keys, so keys that are referred to must not be free text."""
    keys = {(reference.parent, reference.parent_column) for table in tables_of(TABLES) for reference in table.references}
    free = {(table.name, column.name) for table in tables_of(TABLES) for column in table.columns if is_free(column)}
    listed = [value for table in tables_of(TABLES) for column in table.columns if column.enum for value in column.enum[1]]
    assert keys and not keys & free
    assert listed and not [value for value in listed if RUN.match(value)]


def test_no_cell_of_text_begins_like_a_formula(folder: Path) -> None:
    seen = 0
    for table in tables_of(TABLES):
        texts = [column.name for column in table.columns if column.kind.field == "string"]
        with (folder / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                seen += len(texts)
                assert not [row[name] for name in texts if RUN.match(row[name])]
    assert seen > 1000


def test_parquet_has_no_apostrophes_and_all_values(folder: Path) -> None:
    for model in TABLES:
        table = table_of(model)
        by_key = sorted(rows_of(model), key=lambda row: tuple(str(row[name]).encode() for name in table.primary_key))
        found = sorted(rows_in(folder, table.name), key=lambda row: tuple(str(row[name]).encode() for name in table.primary_key))
        assert found == by_key, table.name


def test_the_same_bytes_on_any_number_of_threads(folder: Path, tmp_path: Path) -> None:
    other = write_files(tmp_path, threads=1)
    for path in sorted(folder.glob("*/*")):
        assert path.read_bytes() == (other / path.relative_to(folder)).read_bytes(), path.name


def with_python(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row["reason"] for row in csv.DictReader(stream)]


def with_pandas(path: Path, engine: Any) -> list[Any]:
    return list(pandas.read_csv(path, keep_default_na=False, na_values=[""], dtype={"row": str}, engine=engine)["reason"])


def with_duckdb(path: Path) -> list[Any]:
    return [reason for (reason,) in CONNECTION.execute(f"SELECT reason FROM '{path}'").fetchall()]


READERS: dict[str, Callable[[Path], list[Any]]] = {
    "python": with_python,
    "pandas": lambda path: with_pandas(path, "c"),
    "pandas-python": lambda path: with_pandas(path, "python"),
    "polars": lambda path: polars.read_csv(path)["reason"].to_list(),
    "duckdb": with_duckdb,
}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_that_knows_what_is_missing_keeps_every_text(folder: Path, reader: str) -> None:
    """As the README of a release says: polars and DuckDB by default, pandas if it is told that only an empty cell is missing."""
    assert READERS[reader](folder / "csv" / "rejects.csv")[: len(HARD)] == CELLS


def test_pandas_by_default_loses_what_the_readme_says(folder: Path) -> None:
    found = pandas.read_csv(folder / "csv" / "rejects.csv")["reason"][: len(HARD)]
    assert {text for text, cell in zip(CELLS, found, strict=True) if text != cell} == MISSING


IN_R = {
    "read.csv": (
        'read.csv(path, na.strings = "", encoding = "UTF-8")',
        {text: text.replace("\r\n", "\n").replace("\r", "\n") for text in CELLS if "\r" in text},
    ),
    "readr": ('readr::read_csv(path, na = "", trim_ws = FALSE, show_col_types = FALSE)', {}),
    "fread": (
        'data.table::fread(path, na.strings = "", strip.white = FALSE, encoding = "UTF-8")',
        {text: text.replace('"', '""') for text in CELLS if '"' in text},
    ),
}


@pytest.mark.parametrize("reader", IN_R)
def test_r_keeps_every_text_but_those_that_the_readme_names(folder: Path, reader: str) -> None:
    call, changed = IN_R[reader]
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    if "::" in call and in_r(f"cat(requireNamespace('{call.partition('::')[0]}', quietly = TRUE))") != "TRUE":
        pytest.skip(f"R has no package {call.partition('::')[0]}")
    path = folder / "csv" / "rejects.csv"
    printed = in_r(f'path <- "{path}"; for (text in {call}$reason) cat(paste(charToRaw(enc2utf8(text)), collapse = ""), "\\n")')
    found = [bytes.fromhex(line).decode() for line in printed.splitlines()]
    assert found[: len(HARD)] == [changed.get(text, text) for text in CELLS]


def in_r(script: str) -> str:
    run = subprocess.run(
        ["Rscript", "--vanilla", "-e", script], capture_output=True, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"}, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
