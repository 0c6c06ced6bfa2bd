import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import matplotlib
import pytest

from pipeline.release.pictures import PICTURES, write_pictures
from pipeline.release.pictures.periods import marks, periods_of
from schemas.derive import ddl
from schemas.tables import TABLES
from schemas.views import views_sql
from tests.small_database import Report, write_database

SVG = "{http://www.w3.org/2000/svg}"
DAY = datetime.date(2017, 8, 11)

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def empty() -> Iterator[Connection]:
    with duckdb.connect() as connection:
        for statement in (*ddl(TABLES), views_sql()):
            connection.execute(statement)
        yield connection


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Connection]:
    """Peru and Venezuela, with a spell of relations, over 1990 to 2020; measurements; documents of two publishers and of none."""
    days = [datetime.date(1830, 5, 1), *(datetime.date(1990 + number, 3, 2) for number in range(30))]
    reports = [Report("a.md", f"event {n}", "ACCUSE", ("PER",), ("VEN",), date=day) for n, day in enumerate(days)]
    reports += [Report("a.md", "event 98", "CONSULT", ("PER", "VEN"), act="meet"), Report("a.md", "x", "AID", ("CUB",), ("PER",), date=DAY)]
    with duckdb.connect(str(write_database(tmp_path / "small.duckdb", reports))) as connection:
        opened = connection.execute("SELECT event_id FROM events ORDER BY date LIMIT 1").fetchall()[0][0]
        spell = f"'rel_0123456789abcdef', 'PER', 'VEN', 'severed', '1992-04-05', 'day', NULL, NULL, '{opened}', NULL"
        connection.execute(f"INSERT INTO relations VALUES ({spell})")
        early = datetime.date(1999, 1, 1)
        cover(connection, [("The Wire & Co", DAY, 3, 1, 0, 0), (None, None, 0, 0, 2, 1), ("Gazette", early, 1, 0, 0, 0)])
        measure(connection)
        yield connection


def cover(connection: Connection, rows: Iterable[tuple[str | None, datetime.date | None, int, int, int, int]]) -> None:
    """Rows of `coverage`: publisher, day, and documents by fate."""
    for number, (publisher, day, *fates) in enumerate(rows):
        connection.execute("INSERT INTO coverage VALUES (?, 'c', ?, ?, ?, ?, ?, ?, ?)", [number, publisher, day, sum(fates), *fates])


def measure(connection: Connection) -> None:
    for number, (kind, n) in enumerate(((None, 30), ("ACCUSE", 25), ("AID", 5))):
        connection.execute(
            "INSERT INTO quality (quality_no, document_set, event_type, field, n, n_mentions, precision, precision_low, precision_high)"
            " VALUES (?, 'all', ?, 'detection', ?, ?, 0.8, 0.6, 0.9)",
            [number, kind, n, n],
        )
    connection.execute("INSERT INTO calibration VALUES ('all', 0.0, 0.5, 4, 0.4, 0.5, 0.2, 0.8, 0.85, 0.9)")
    connection.execute("INSERT INTO calibration VALUES ('all', 0.95, 1.0, 40, 0.97, 0.95, 0.85, 1.0, 0.95, 0.6)")


def words_of(file: Path) -> str:
    """All that is written in a picture, but for its title and description."""
    return " ".join("".join(text.itertext()) for text in ElementTree.parse(file).iter(f"{SVG}text"))


def described(file: Path) -> str:
    root = ElementTree.parse(file).getroot()
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    return f"{root.findtext(f'{SVG}title')}: {root.findtext(f'{SVG}desc')}"


def test_without_data_each_picture_says_so(empty: Connection, tmp_path: Path) -> None:
    write_pictures(empty, tmp_path)
    said = {name: words_of(tmp_path / "pictures" / f"{name}.svg") for name in PICTURES}
    assert "No document was read." in said["coverage"]
    assert "Nothing was measured for this release." in said["accuracy"]
    assert "No confidence was measured for this release." in said["calibration"]
    assert "There is no event between two countries." in said["timeline"]


def test_the_pictures_are_the_same_bytes_whatever_a_user_likes_and_hold_no_clock(filled: Connection, tmp_path: Path) -> None:
    for place, width in (("one", 1), ("other", 9)):
        (tmp_path / place).mkdir()
        with matplotlib.rc_context({"lines.linewidth": width, "xtick.major.size": width, "font.weight": "bold"}):
            write_pictures(filled, tmp_path / place)
            assert matplotlib.rcParams["lines.linewidth"] == width
    for name in PICTURES:
        one, other = (tmp_path / place / "pictures" / f"{name}.svg" for place in ("one", "other"))
        assert one.read_bytes() == other.read_bytes()
        assert not re.search(r"<dc:date>|matplotlib\.org", one.read_text(encoding="utf-8"))


def test_coverage_shows_publishers_periods_and_fates(filled: Connection, tmp_path: Path) -> None:
    PICTURES["coverage"](filled, tmp_path / "coverage.svg")
    words = words_of(tmp_path / "coverage.svg")
    for expected in ("8 documents of 2 publishers, by year", "The Wire & Co", "Gazette", "(none named)", "rejected", "not coded"):
        assert expected in words
    assert "4 with events; 1 without events; 2 in a language not coded; 1 rejected." in described(tmp_path / "coverage.svg")


def test_publishers_beyond_the_first_share_a_row_and_lose_no_document(empty: Connection, tmp_path: Path) -> None:
    cover(empty, [(f"Paper {number:03}", DAY, number + 1, 0, 0, 0) for number in range(500)])
    PICTURES["coverage"](empty, tmp_path / "coverage.svg")
    words = words_of(tmp_path / "coverage.svg")
    assert "Paper 499" in words
    assert "Paper 100" not in words
    assert "486 others" in words
    assert f"{sum(range(1, 487)):,}" in words


@pytest.mark.parametrize(
    "name",
    [
        *("人民日报", "الأهرام", "$a_1$ and $b", "<b>&amp;", "line\nbreak", "bell\x07 and\x00 more", "\\1 \\g<0>"),
        "A very long name of a paper that never ends",
    ],
)
def test_any_name_of_a_publisher_can_be_drawn(empty: Connection, tmp_path: Path, name: str) -> None:
    cover(empty, [(name, DAY, 1, 0, 0, 0)])
    PICTURES["coverage"](empty, tmp_path / "coverage.svg")
    shown = " ".join(re.sub(r"[\x00-\x1f]", " ", name).split())[:29]
    assert shown in words_of(tmp_path / "coverage.svg")
    assert shown in described(tmp_path / "coverage.svg")


def test_accuracy_shows_each_type_with_how_many_people_coded(filled: Connection, tmp_path: Path) -> None:
    PICTURES["accuracy"](filled, tmp_path / "accuracy.svg")
    words = words_of(tmp_path / "accuracy.svg")
    assert "Against 30 events that people coded" in words
    assert words.index("all types") < words.index("ACCUSE") < words.index("AID")
    assert "ACCUSE: precision 0.80." in described(tmp_path / "accuracy.svg")


def test_calibration_names_the_thresholds_and_what_they_leave(filled: Connection, tmp_path: Path) -> None:
    PICTURES["calibration"](filled, tmp_path / "calibration.svg")
    words = words_of(tmp_path / "calibration.svg")
    assert "44 mentions" in words
    for expected in ("all", "0.95", "0.85", "0.60", "precision", "recall"):
        assert expected in words
    assert "Of 40 mentions with a confidence of about 0.97, 0.95 are right." in described(tmp_path / "calibration.svg")


def test_the_timeline_is_of_the_pair_with_the_most_events(filled: Connection, tmp_path: Path) -> None:
    PICTURES["timeline"](filled, tmp_path / "timeline.svg")
    words = words_of(tmp_path / "timeline.svg")
    left_out = "by year; not shown: 1 before 1990 and 1 without a date"
    for expected in ("Peru and Venezuela", "30 events", left_out, "severed", "verbal conflict"):
        assert expected in words
    assert "30 of verbal conflict. Relations: severed from 1992-04-05." in described(tmp_path / "timeline.svg")


def test_a_pair_without_dates_is_named(tmp_path: Path) -> None:
    db = write_database(tmp_path / "small.duckdb", [Report("a.md", "one", "ACCUSE", ("PER",), ("VEN",))])
    with duckdb.connect(str(db)) as connection:
        PICTURES["timeline"](connection, tmp_path / "timeline.svg")
    assert "No event between two countries has a date." in words_of(tmp_path / "timeline.svg")


@pytest.mark.parametrize(
    ("first", "last", "unit", "n", "name"),
    [
        ("2020-01-05", "2020-01-05", "day", 1, "2020-01-05"),
        ("2020-01-05", "2020-03-16", "day", 72, "2020-01-05"),
        ("2020-01-05", "2020-03-17", "month", 3, "2020-01"),
        ("2019-11-30", "2025-10-01", "month", 72, "2019-11"),
        ("2019-11-30", "2025-11-01", "quarter", 25, "2019-10"),
        ("1990-05-05", "2020-05-05", "year", 31, "1990"),
        ("1903-05-05", "2020-05-05", "5 years", 25, "1900"),
        ("1500-05-05", "2020-05-05", "decade", 53, "1500"),
        ("0001-01-01", "9999-12-31", "50 years", 200, "0"),
    ],
)
def test_periods_are_as_short_as_fit(first: str, last: str, unit: str, n: int, name: str) -> None:
    days = [datetime.date.fromisoformat(day) for day in (first, last)]
    periods = periods_of(*days)
    assert (periods.unit, periods.n, periods.name(0)) == (unit, n, name)
    assert 0 <= periods.at(days[0]) < 1
    assert n - 1 <= periods.at(days[1]) < n
    assert 1 <= len(marks(periods)) <= 25
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {', '.join(periods.sql.format(day=f'DATE {day!r}') for day in (first, last))}").fetchall()
    assert found == [(0, n - 1)]
