"""The views and macros for what people ask first, on databases small enough to count by hand, and the comments on all of them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.ontology import QUAD_CLASSES
from tests.small_database import Report, write_database

EXPULSION = ("expulsion", "SANCTION", ("PER",), ("VEN",), "expel-envoy", "expel", date(2017, 8, 11))
REPORTS = [
    Report("a.md", *EXPULSION, quote="Perú expelled the envoy."),
    Report("b.md", *EXPULSION, quote="The envoy, expelled.", confidence=0.7),
    Report("a.md", "protest", "ACCUSE", ("VEN",), ("PER",), "condemn", "disapprove", date(2017, 8, 1), date(2017, 8, 31), "month"),
    Report("a.md", "long talks", "CONSULT", ("PER", "VEN"), (), "meet", None, date(2017, 9, 30), date(2017, 11, 2)),
    Report("a.md", "some year", "ACCUSE", ("PER",), ("VEN",), "condemn", "disapprove", date(2017, 1, 1), date(2017, 12, 31), "year"),
    Report("a.md", "rumour", "ACCUSE", ("PER",), ("VEN",), "condemn", "disapprove", date(2017, 9, 2), status="alleged"),
    Report("a.md", "undated", "AID", ("CUB",), ("VEN",), None, None, None, None, "none"),
    Report("a.md", "at home", "ACCUSE", ("ana-paz",), ("PER",), "condemn", "disapprove", date(2017, 10, 1), quote="Paz blamed Lima."),
]
COVERED = [  # number, publisher, day, documents read, with events, without
    (0, "one", "2017-08-01", 5, 2, 1),
    (1, "two", "2017-08-31", 4, 4, 0),
    (2, "one", "2017-10-10", 3, 0, 3),
    (3, "one", None, 9, 9, 0),
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = write_database(tmp_path_factory.mktemp("views") / "small.duckdb", REPORTS)
    with duckdb.connect(str(file)) as opened:
        columns = "coverage_no, corpus, publisher, published_on, n_read, n_coded, n_without_events, n_uncoded, n_rejected"
        for number, publisher, day, read, coded, without in COVERED:
            values = [number, "c", publisher, day, read, coded, without, read - coded - without, 0]
            opened.execute(f"INSERT INTO coverage ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        columns = "relation_id, country_a, country_b, status, start_date, start_precision"
        values = ["rel_" + "0" * 16, "PER", "VEN", "charges", "2017-08-11", "day"]
        opened.execute(f"INSERT INTO relations ({columns}) VALUES (?, ?, ?, ?, ?, ?)", values)
        yield opened


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return connection.execute(query, list(values)).fetchall()


def test_everything_has_a_comment(connection: duckdb.DuckDBPyConnection) -> None:
    lists = {"tables": "table_name", "views": "view_name", "columns": "concat(table_name, '.', column_name)", "functions": "function_name"}
    for name, what in lists.items():
        query = f"SELECT {what}, coalesce(comment, '') FROM duckdb_{name}() WHERE NOT internal"
        comments = dict(rows(connection, query))
        assert comments, name
        assert [thing for thing, comment in comments.items() if not comment] == []


def test_a_column_of_a_view_has_the_sentence_of_its_table(connection: duckdb.DuckDBPyConnection) -> None:
    found = rows(connection, "SELECT table_name, column_name, comment FROM duckdb_columns()")
    comments = {(table, column): text for table, column, text in found}
    assert comments["event_evidence", "rule"] == comments["mentions", "rule"]
    assert comments["relation_spells", "start_date"] == comments["relations", "start_date"]
    for view in ("event_evidence", "event_dyads"):
        assert comments[view, "date"] == comments["events", "date"] != comments["mentions", "date"]


def test_months_of_a_pair_are_counted_with_the_zeros(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ["n_events", *(f"n_{name.replace('-', '_')}" for name in QUAD_CLASSES), "n_documents"]
    query = f"SELECT {', '.join(columns)} FROM dyad_months WHERE actor_country = ? AND recipient_country = ? ORDER BY month"
    assert columns[1:5] == ["n_verbal_cooperation", "n_material_cooperation", "n_verbal_conflict", "n_material_conflict"]
    # August, September (the talks begin; the rumour is no event), October (the talks go on, and what happens at home ends the period).
    assert rows(connection, query, "PER", "VEN") == [(1, 0, 0, 0, 1, 7), (1, 1, 0, 0, 0, 0), (0, 0, 0, 0, 0, 3)]
    assert rows(connection, query, "VEN", "PER") == [(1, 0, 0, 1, 0, 7), (1, 1, 0, 0, 0, 0), (0, 0, 0, 0, 0, 3)]
    assert rows(connection, query, "CUB", "VEN") == [(0, 0, 0, 0, 0, 7), (0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 3)]
    assert rows(connection, "SELECT DISTINCT month FROM dyad_months ORDER BY month") == [(date(2017, month, 1),) for month in (8, 9, 10)]
    assert rows(connection, "SELECT count(*) FROM dyad_months") == [(9,)]


def test_without_events_there_are_no_months(tmp_path: Path) -> None:
    with duckdb.connect(str(write_database(tmp_path / "empty.duckdb", []))) as empty:
        assert rows(empty, "FROM dyad_months") == []
        assert rows(empty, "FROM search('envoy')") == []


def test_the_evidence_of_an_event_is_a_row_for_each_mention(connection: duckdb.DuckDBPyConnection) -> None:
    columns = "date, event_type, act, summary, quote, char_start, char_end, confidence, path"
    shared = (date(2017, 8, 11), "SANCTION", "expel-envoy", "expulsion happened.")
    assert rows(connection, f"SELECT {columns} FROM event_evidence WHERE act = 'expel-envoy' ORDER BY path") == [
        (*shared, "Perú expelled the envoy.", 0, 10, 0.9, "a.md"),
        (*shared, "The envoy, expelled.", 0, 10, 0.7, "b.md"),
    ]
    assert rows(connection, "SELECT count(*) FROM event_evidence") == [(len(REPORTS),)]


@pytest.mark.parametrize("named", ["PER", "per", " Peru ", "Perú", "the land of PERU"])
def test_a_country_is_found_by_its_code_or_a_name(connection: duckdb.DuckDBPyConnection, named: str) -> None:
    assert rows(connection, "SELECT country_code(?)", named) == [("PER",)]


def test_an_unknown_name_is_an_error_and_an_unknown_code_is_not(connection: duckdb.DuckDBPyConnection) -> None:
    assert rows(connection, "SELECT country_code('xyz'), country_code(NULL)") == [("XYZ", None)]
    assert rows(connection, "FROM timeline('PER', 'XYZ')") == []
    for query in ("FROM timeline('Perru', 'VEN')", "FROM status('PER', 'Ana Paz', '2018-01-01')"):
        with pytest.raises(duckdb.InvalidInputException, match="No country of this database is called"):
            connection.execute(query).fetchall()


def test_timeline_and_status_take_names(connection: duckdb.DuckDBPyConnection) -> None:
    by_code = rows(connection, "FROM timeline('PER', 'VEN')")
    assert len(by_code) == 5
    assert rows(connection, "FROM timeline('venezuela', 'the land of Peru')") == by_code
    assert rows(connection, "SELECT status FROM status('Venezuela', 'Perú', '2018-01-01')") == [("charges",)]


@pytest.mark.parametrize(
    ("words", "summaries"),
    [
        ("envoy", ["expulsion"]),
        ("PERU expel", ["expulsion"]),
        ("perú, “ENV”", ["expulsion"]),
        ("xpel", []),
        ("peru envoy blamed", []),
        ("paz lima", ["at home"]),
        ("talks", ["long talks"]),
        ("talks peru", ["long talks"]),  # one word in the summary, the other in the quote
        ("the envoy was expelled", []),
        ("e e e e e e e ex en", ["expulsion"]),  # more words than there are patterns
        ("e e e e e e e ex en zz", []),
        ("", []),
        (" .*? ", []),
        ("en.oy", []),
    ],
)
def test_all_words_are_at_the_beginning_of_a_word(connection: duckdb.DuckDBPyConnection, words: str, summaries: list[str]) -> None:
    found = [f"{name} happened." for name in summaries]
    assert [summary for (summary,) in rows(connection, "SELECT summary FROM search(?)", words)] == found


def test_other_scripts_are_found_too(tmp_path: Path) -> None:
    quotes = {"greek": "Η Αθήνα απέλασε τον πρέσβη.", "arabic": "طردت ليما السفير", "cyrillic": "Посол ЙОРДАНИИ уехал"}
    quotes |= {"split": "Pe\u0301rou"}  # an accent as a code point of its own
    reports = [Report(f"{name}.md", name, "SANCTION", ("PER",), ("VEN",), quote=quote) for name, quote in quotes.items()]
    with duckdb.connect(str(write_database(tmp_path / "scripts.duckdb", reports))) as connection:
        searched = {"αθηνα": "greek", "ΠΡΈΣΒΗ": "greek", "السفير": "arabic", "посол йорд": "cyrillic", "perou": "split", "νωα": None}
        for words, name in searched.items():
            assert rows(connection, "SELECT path FROM search(?)", words) == ([(f"{name}.md",)] if name else []), words


def test_what_fits_better_comes_first_with_the_mention_that_fits_best(tmp_path: Path) -> None:
    told = {"confidence": 0.5, "act": "expel-envoy", "recipients": ("VEN",), "actors": ("PER",), "event_type": "SANCTION"}
    reports = [
        Report("apart.md", "one", quote="The envoy of Peru was expelled.", **told),
        Report("other.md", "envoy", quote="He was expelled.", **told),
        Report("beside.md", "two", quote="An expelled envoy!", **told),
        Report("weaker.md", "two", quote="The envoy is expelled.", **told | {"confidence": 0.9}),
        Report("both.md", "expelled envoy", quote="An expelled envoy.", **told),
    ]
    with duckdb.connect(str(write_database(tmp_path / "ranked.duckdb", reports))) as connection:
        assert rows(connection, "SELECT path, quote, score FROM search('expelled envoy')") == [
            ("both.md", "An expelled envoy.", 3.5),
            ("beside.md", "An expelled envoy!", 2.5),
            ("apart.md", "The envoy of Peru was expelled.", 1.5),
            ("other.md", "He was expelled.", 0.5),
        ]


def test_about_leads_to_everything(connection: duckdb.DuckDBPyConnection) -> None:
    listed = rows(connection, "SELECT kind, name, n_rows FROM about")
    assert listed[0] == ("start", "about", None)
    tables = rows(connection, "SELECT 'table', table_name FROM duckdb_tables() WHERE NOT internal")
    views = rows(connection, "SELECT 'view', view_name FROM duckdb_views() WHERE NOT internal AND view_name <> 'about'")
    macros = rows(connection, "SELECT 'macro', function_name FROM duckdb_functions() WHERE NOT internal")
    assert sorted((kind, name) for kind, name, _ in listed if kind not in ("start", "fact")) == sorted(tables + views + macros)
    assert {("table", "mentions", 8), ("table", "events", 7), ("table", "relations", 1), ("view", "dyad_months", None)} <= set(listed)
    assert [kind for kind, _, _ in listed].index("macro") < [kind for kind, _, _ in listed].index("table")
    assert all(meaning for (meaning,) in rows(connection, "SELECT meaning FROM about"))
