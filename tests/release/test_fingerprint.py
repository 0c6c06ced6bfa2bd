"""The logical fingerprint of a table: as it is defined, whatever order and format the rows have, and another for any other rows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandera.pyarrow as pandera
import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.fingerprints import Fingerprint, read_fingerprint, stated_fingerprint
from schemas.derive import Table, arrow_schema, ddl, table_of, tables_of
from schemas.tables import TABLES
from tests.example_rows import NASTY, Row, dataset


class Sample(pandera.DataFrameModel):
    """One column of each type."""

    key: arrow.int64() = pandera.Field()  # type: ignore[valid-type]
    text: arrow.string() = pandera.Field(nullable=True)
    more: arrow.string() = pandera.Field(nullable=True)
    share: arrow.float64() = pandera.Field(nullable=True)
    is_so: arrow.bool_() = pandera.Field(nullable=True)
    day: arrow.date32() = pandera.Field(nullable=True)
    small: arrow.int32() = pandera.Field(nullable=True)

    class Config:
        name = "sample"
        metadata = {"primary_key": ["key"]}  # noqa: RUF012


SAMPLE = table_of(Sample)
ROWS: list[Row] = [
    {"key": 1, "text": NASTY, "more": "", "share": 0.1, "is_so": True, "day": date(2017, 8, 11), "small": -7},
    {"key": 2, "text": None, "more": "é中\U0001f5fa", "share": 1e-05, "is_so": False, "day": date(1, 2, 3), "small": 0},
    {"key": 9_007_199_254_740_993, "text": "=1+1", "more": None, "share": 1e22, "is_so": None, "day": None, "small": None},
    {"key": -3, "text": "'=1", "more": "0:", "share": None, "is_so": True, "day": date(2024, 2, 29), "small": 2147483647},
]


def expected(table: str, rows: Iterable[Row]) -> Fingerprint:
    """The definition in `schemas/derive/fingerprint.py`, in another language."""
    rows = list(rows)
    digests = [hashlib.md5(b"".join(map(value, row.values())), usedforsecurity=False).hexdigest() for row in rows]
    high, low = sum(int(digest[:16], 16) for digest in digests), sum(int(digest[16:], 16) for digest in digests)
    lines = [table, ",".join(rows[0]), str(len(rows)), str(high), str(low)]
    return Fingerprint(len(rows), hashlib.md5("\n".join(lines).encode(), usedforsecurity=False).hexdigest())


def value(given: Any) -> bytes:
    if given is None:
        return b":"
    text = str(given).lower() if isinstance(given, bool) else str(given)
    return f"{len(text.encode())}:{text}".encode()


def fingerprint(rows: list[Row], table: Table = SAMPLE) -> Fingerprint:
    with duckdb.connect() as connection:
        connection.register("given", arrow.Table.from_pylist(rows, schema=arrow_schema(table.model)))
        return read_fingerprint(connection, table, "given")


def test_it_is_what_its_definition_says() -> None:
    assert fingerprint(ROWS) == expected("sample", ROWS) == Fingerprint(4, "36ac21e26c1d5a3dd2339470ec482c12")


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_counts_for_nothing(seed: int) -> None:
    assert fingerprint(ROWS[seed:] + ROWS[:seed]) == fingerprint(ROWS)


@pytest.mark.parametrize("table", tables_of(TABLES), ids=lambda table: table.name)
def test_every_table_has_one_and_an_empty_table_too(table: Table) -> None:
    rows = [dict.fromkeys(column.name for column in table.columns) | row for row in dataset().get(table.name, [])]
    assert fingerprint([], table).rows == 0
    if rows:
        assert fingerprint(rows, table) == expected(table.name, rows)
        assert fingerprint(rows, table) != fingerprint([], table)


def test_another_name_of_the_table_or_of_a_column_is_another_fingerprint() -> None:
    assert len({fingerprint([], table).fingerprint for table in tables_of(TABLES)}) == len(TABLES)


def changed(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows with one thing changed, in every way that accidents have."""
    first, *rest = rows
    yield rest
    yield [*rows, first]
    yield [*rows, *rest, *rest]
    others: Row = {"key": 7, "text": "Text", "more": "x", "share": 0.2, "is_so": False, "day": date(2017, 8, 12), "small": 7}
    for name, other in others.items():
        yield [first | {name: other}, *rest]
        yield [first | {name: None}, *rest] if name != "key" else [*rest, *rest]
    yield [first | {"text": first["more"], "more": first["text"]}, *rest]
    yield [first | {"text": rest[0]["text"]}, rest[0] | {"text": first["text"]}, *rest[1:]]


def test_every_change_makes_another_fingerprint() -> None:
    found = [fingerprint(rows) for rows in changed(ROWS)]
    assert len({*found, fingerprint(ROWS)}) == len(found) + 1 == 20


texts = st.none() | st.text(alphabet="1:2 'a\x00é", max_size=4)


@given(st.tuples(texts, texts), st.tuples(texts, texts))
def test_no_two_rows_make_the_same_text(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> None:
    rows = [[ROWS[0] | {"text": pair[0], "more": pair[1]}] for pair in (one, other)]
    assert (fingerprint(rows[0]) == fingerprint(rows[1])) == (one == other)


def test_enumerated_values_count_as_text() -> None:
    rows = dataset()["event_actors"]
    table = next(table for table in tables_of(TABLES) if table.name == "event_actors")
    with duckdb.connect() as connection:
        for statement in ddl(TABLES, keys=False):
            connection.execute(statement)
        connection.register("given", arrow.Table.from_pylist(rows, schema=arrow_schema(table.model)))
        connection.execute("INSERT INTO event_actors BY NAME FROM given")
        assert read_fingerprint(connection, table, "event_actors") == expected("event_actors", rows)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_files_have_that_of_the_rows_that_they_hold(suffix: str, tmp_path: Path) -> None:
    """What else the formats do to texts is for those to test who write them."""
    rows = [row | {"text": "plain, \"so\"\n to say", "more": "x"} for row in ROWS]
    with duckdb.connect() as connection:
        connection.register("given", arrow.Table.from_pylist(rows, schema=arrow_schema(Sample)))
        connection.execute(f"COPY given TO '{tmp_path}/rows.{suffix}'")
        assert read_fingerprint(connection, SAMPLE, f"'{tmp_path}/rows.{suffix}'") == expected("sample", rows)


@pytest.mark.parametrize(
    ("change", "is_stated"),
    [
        (lambda entry: None, True),
        (lambda entry: entry.pop("rows"), False),
        (lambda entry: entry.update(rows="4"), False),
        (lambda entry: entry.update(rows=True), False),
        (lambda entry: entry.pop("fingerprint"), False),
        (lambda entry: entry.update(fingerprint=None), False),
    ],
)
def test_what_a_descriptor_states_is_a_number_and_a_text(change: Callable[[dict[str, Any]], Any], is_stated: bool) -> None:
    entry: dict[str, Any] = {"rows": 4, "fingerprint": "0" * 32}
    change(entry)
    assert stated_fingerprint(entry) == (Fingerprint(4, "0" * 32) if is_stated else None)
