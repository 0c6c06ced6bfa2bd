"""What is wrong and what is odd with a database."""

from pathlib import Path

import duckdb
import pytest

from pipeline.errors import LegationError
from pipeline.flows.checking import Figures, check_database, figures_of, plain_figures
from tests.small_database import Report, write_database

TEN = {"n_read": 10, "n_coded": 9, "n_without_events": 0, "n_uncoded": 0, "n_rejected": 1}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two documents with an event each, and a third that was rejected."""
    reports = [Report("a.txt", "one", "CONSULT", ("PER",), ("VEN",)), Report("b.txt", "two", "CONSULT", ("PER",), ("CUB",))]
    file = write_database(tmp_path / "small.duckdb", reports)
    with duckdb.connect(str(file)) as connection:
        connection.execute("INSERT INTO coverage VALUES (0, 'small', NULL, NULL, 3, 2, 0, 0, 1)")
    return file


def test_figures_survive_the_journal(db: Path) -> None:
    figures = check_database(db, None).figures
    assert figures.documents == {"n_read": 3, "n_coded": 2, "n_without_events": 0, "n_uncoded": 0, "n_rejected": 1}
    assert figures.rows["events"] == 2
    assert figures_of(plain_figures(figures)) == figures


@pytest.mark.parametrize("told", [None, 3, [], {}, {"documents": 1, "rows": 2}, {"documents": {"n_read": "x"}, "rows": {}}])
def test_what_a_journal_holds_instead_of_figures_counts_for_nothing(told: object) -> None:
    assert figures_of(told) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE coverage SET n_coded = 1", "In 1 row of the table coverage, n_read is not the sum"),
        (
            "UPDATE coverage SET n_read = 4, n_coded = 3",
            "The table coverage counts 3 documents that could be used, the table sources holds 2",
        ),
    ],
)
def test_counts_that_do_not_add_up_are_a_problem(change: str, problem: str, db: Path) -> None:
    assert check_database(db, None).problems == ()
    with duckdb.connect(str(db)) as connection:
        connection.execute(change)
    [found] = check_database(db, None).problems
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("documents", "rows", "warnings"),
    [
        ({"n_read": 3, "n_rejected": 1}, {"events": 2}, 0),
        ({"n_read": 4, "n_rejected": 2}, {}, 1),
        ({"n_read": 3, "n_rejected": 1}, {"events": 3}, 1),
        ({"n_read": 3, "n_rejected": 0}, {}, 1),
        ({"n_read": 100, "n_rejected": 0}, {"events": 100}, 3),
        ({"n_read": 1, "n_rejected": 1}, {"events": 1}, 0),
    ],
)
def test_a_sudden_fall_or_rise_is_a_warning(documents: dict[str, int], rows: dict[str, int], warnings: int, db: Path) -> None:
    found = check_database(db, Figures(documents, rows))
    assert (len(found.warnings), found.problems) == (warnings, ())


def test_a_table_that_lost_its_rows_is_a_problem(db: Path) -> None:
    [problem] = check_database(db, Figures(TEN, {"citations": 4})).problems
    assert problem == "The table citations is empty; it had 4 rows before. If that is right, say so once with --accept."


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(LegationError, match="There is no database"):
        check_database(tmp_path / "none.duckdb", None)
    (tmp_path / "other.duckdb").write_text("text", encoding="utf-8")
    with pytest.raises(LegationError, match="cannot be opened"):
        check_database(tmp_path / "other.duckdb", None)
