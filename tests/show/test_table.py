import csv
import io
from dataclasses import replace

import duckdb

from pipeline.cli.look import show
from pipeline.show import read_timeline
from pipeline.show.evidence import read_evidence
from pipeline.show.table import EVENT_COLUMNS, MENTION_COLUMNS, evidence_csv, timeline_csv
from schemas.derive import table_of
from schemas.tables.documents import Sections, Sources
from schemas.tables.events import Events, Mentions
from tests.show.conftest import PERU, VENEZUELA


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_timeline_has_a_row_for_each_event(connection: duckdb.DuckDBPyConnection) -> None:
    found = rows(timeline_csv(read_timeline(connection, PERU, VENEZUELA)))
    assert tuple(found[0]) == EVENT_COLUMNS
    assert [(row["date"], row["date_end"], row["date_precision"]) for row in found[:3]] == [
        ("2017-08-01", "2017-08-31", "month"),
        ("2017-08-11", "2017-08-11", "day"),
        ("2019-01-01", "2019-12-31", "year"),
    ]
    assert (found[2]["actors"], found[3]["conflicts"], found[4]["date"]) == ("Peru; Venezuela", "date", "")


def test_an_event_has_a_row_for_each_mention(connection: duckdb.DuckDBPyConnection, broken: str) -> None:
    found = rows(evidence_csv(read_evidence(connection, broken)))
    assert tuple(found[0]) == MENTION_COLUMNS
    assert [(row["path"], row["actors"], row["recipients"], row["date"]) for row in found] == [
        ("c.md", "Venezuela", "Peru", "2021-03-01"),
        ("d.md", "Venezuela", "Peru", "2021-03-02"),
    ]


def test_no_cell_is_a_formula(connection: duckdb.DuckDBPyConnection) -> None:
    entry = replace(read_timeline(connection, PERU, VENEZUELA)[0], quote="=HYPERLINK(1)", summary="'+1", actors=["-x"], recipients=["a'=b"])
    [row] = rows(timeline_csv([entry]))
    assert [row[name] for name in ("quote", "summary", "actors", "recipients")] == ["'=HYPERLINK(1)", "''+1", "'-x", "a'=b"]


def test_columns_mean_what_they_mean_in_a_release() -> None:
    events, mentions, documents = ({column.name for column in table_of(model).columns} for model in (Events, Mentions, Sources))
    headed = {column.name for column in table_of(Sections).columns}
    assert set(EVENT_COLUMNS) - events == {"actors", "recipients", "quote", "conflicts"}
    assert set(MENTION_COLUMNS) - mentions - documents - headed == {"actors", "recipients"}


def test_help_names_every_column() -> None:
    told = " ".join((show.__doc__ or "").split())
    assert ", ".join(EVENT_COLUMNS) in told
    assert ", ".join(MENTION_COLUMNS) in told
