"""The explorer's data say what the tables of the release say, in the form that its pages read."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from pipeline.errors import LegationError
from pipeline.explorer import Words, write
from pipeline.explorer.data import GROUPS
from pipeline.explorer.write import write_data, write_explorer
from schemas.tables import ENUMS
from tests.small_database import Report, write_database

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words(name="Legation", version="1.2.3", citation="Cite it so.", bibtex="@misc{it}", report="Tell us.")
EXPELS, MEETS, CONDEMNS = ("SANCTION", "expel", "expel-envoy"), ("CONSULT", None, "meet"), ("ACCUSE", "disapprove", "condemn")
VISITS, TRADES, MARCHES = ("CONSULT", "visit", "visit"), ("COOPERATE", None, None), ("PROTEST", None, None)
SUMMER, WINTER = date(2017, 8, 11), date(1960, 2, 1)


def report(path: str, event: str, kind: tuple[str, str | None, str | None], actors: str, recipients: str, at: int, **more: Any) -> Report:
    """A mention with ten letters from `at` on; its parties are codes with a space between them."""
    event_type, mode, act = kind
    sides = tuple(actors.split()), tuple(recipients.split())
    return Report(path, event, event_type, *sides, act, mode, span=(at, at + 10), **more)


REPORTS = [
    report("a.txt", "expulsion", EXPELS, "PER", "VEN", 10, date=SUMMER, quote="Peru expelled."),
    report("b.txt", "expulsion", EXPELS, "PER", "VEN", 0, date=date(2017, 8, 13), quote="A <b>note</b>.", confidence=0.95),
    report("a.txt", "talks", MEETS, "PER CUB ana-paz", "", 20, date=WINTER, date_end=date(1960, 2, 29), date_precision="month"),
    report("a.txt", "words", CONDEMNS, "OAS", "VEN CUB", 25, quote="“It’s wrong”", date_precision="none"),
    report("a.txt", "protest", MARCHES, "", "PER ana-paz", 40, date=date(2019, 1, 1), quote="It goes on."),
    report("b.txt", "visit", VISITS, "VEN CUB", "PER", 60, date=SUMMER, status="announced"),
    report("c.txt", "trade", TRADES, "CUB VEN", "", 60, date=date(2018, 1, 1)),
]
MORE = """
    UPDATE sources SET publisher = 'The Paper', format = 'newswire' WHERE path = 'a.txt';
    UPDATE sources SET format = 'blog' WHERE path = 'b.txt';
    UPDATE sources SET publisher = 'Another', format = 'blog' WHERE path = 'c.txt';
    INSERT INTO coverage (coverage_no, corpus, publisher, published_on, n_read, n_coded, n_without_events, n_uncoded, n_rejected) VALUES
        (0, 'x', NULL, NULL, 1, 1, 0, 0, 0), (1, 'x', 'The Paper', '2017-08-11', 4, 1, 1, 1, 1),
        (2, 'y', 'The Paper', '2017-08-30', 2, 1, 1, 0, 0), (3, 'x', 'A silent one', '2017-09-01', 3, 0, 3, 0, 0);
    INSERT INTO relations VALUES
        ('rel_0000000000000001', 'PER', 'VEN', 'charges', '2017-08-11', 'day', NULL, NULL, NULL, NULL),
        ('rel_0000000000000002', 'PER', 'VEN', 'ambassadors', NULL, 'none', '2017-08-10', 'day', NULL, NULL);
    INSERT INTO release_info VALUES ('codebook_version', '1.0'), ('licence', 'CC0-1.0');
    INSERT INTO event_history SELECT event_id, '0.1.0', 'added', NULL, NULL, 'source' FROM events;
    INSERT INTO event_links SELECT a.event_id, b.event_id, 'related' FROM events a, events b WHERE a.act = 'condemn' AND b.act = 'visit';
    INSERT INTO event_contexts SELECT event_id, unnest(['Zeta', 'Alpha']) FROM events WHERE act = 'visit';
"""

Row = dict[str, Any]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = write_database(tmp_path_factory.mktemp("database") / "legation.duckdb", REPORTS)
    with duckdb.connect(str(file)) as connection:
        connection.execute(MORE)
        yield connection


@pytest.fixture(scope="module")
def data(database: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer's data of that database; nobody changes it."""
    folder = tmp_path_factory.mktemp("explorer") / "data"
    write_data(database, folder, WORDS)
    return folder


@pytest.fixture(scope="module")
def about(data: Path) -> Row:
    told: Row = json.loads((data / "release.json").read_text(encoding="utf-8"))
    return told


def read(data: Path, name: str) -> list[Row]:
    rows: list[Row] = pyarrow.parquet.read_table(data / f"{name}.parquet").to_pylist()
    return rows


def asked(database: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    found = database.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def day(number: int | None) -> date | None:
    return None if number is None else date(1970, 1, 1) + timedelta(number)


def test_events_are_those_of_the_table_by_date(data: Path, database: duckdb.DuckDBPyConnection, about: Row) -> None:
    rows, codes = read(data, "events"), about["codes"]
    expected = asked(database, "FROM events ORDER BY date NULLS LAST, event_id")
    assert len(rows) == len(expected) == 6
    for row, event in zip(rows, expected, strict=True):
        for column in ("event_type", "mode", "quad_class", "act", "date_precision", "status"):
            assert (None if row[column] is None else codes[column][row[column]]["code"]) == event[column], column
        assert (day(row["date"]), day(row["date_end"])) == (event["date"], event["date_end"])
        assert row["confidence"] == pytest.approx(event["confidence"])
        assert [row[name] for name in ("event_id", "n_mentions", "n_sources")] == [
            event[name] for name in ("event_id", "n_mentions", "n_sources")
        ]
    assert rows[-1]["date"] is None
    assert rows[0]["date"] < 0


def test_events_have_the_countries_of_their_dyads(data: Path, database: duckdb.DuckDBPyConnection) -> None:
    found = {
        (row["event_id"], actor, recipient)
        for row in read(data, "events")
        for actor in row["actors"].split()
        for recipient in row["recipients"].split()
        if actor != recipient
    }
    dyads = "FROM event_dyads WHERE actor_country <> recipient_country"
    assert found == {(row["event_id"], row["actor_country"], row["recipient_country"]) for row in asked(database, dyads)}
    sides = {row["event_id"]: (row["actors"], row["recipients"]) for row in read(data, "events")}
    assert sorted(sides.values()) == [
        ("", "CUB VEN"), ("", "PER"), ("CUB PER", "CUB PER"), ("CUB VEN", ""), ("CUB VEN", "PER"), ("PER", "VEN"),
    ]  # fmt: skip


def test_events_have_the_formats_and_publishers_of_their_documents(data: Path, database: duckdb.DuckDBPyConnection, about: Row) -> None:
    assert about["publishers"] == ["A silent one", "Another", "The Paper"]
    names = asked(database, "FROM events")
    summaries = {row["event_id"]: row["summary"] for row in names}
    found = {}
    for row in read(data, "events"):
        formats, publishers = ([about[name][int(number)] for number in row[name].split()] for name in ("formats", "publishers"))
        found[summaries[row["event_id"]].split()[0]] = (formats, publishers)
    assert found["expulsion"] == (["blog", "newswire"], ["The Paper"])
    assert found["trade"] == (["blog"], ["Another"])
    assert found["visit"] == (["blog"], [])


def test_what_reports_say_differently_is_marked_and_told(data: Path, database: duckdb.DuckDBPyConnection) -> None:
    differing = {row["event_id"] for row in asked(database, "FROM conflicts")}
    assert len(differing) == 1
    assert {row["event_id"] for row in read(data, "events") if row["is_conflict"]} == differing
    told = {row["event_id"]: json.loads(row["conflicts"]) for row in read(data, "details")}
    assert {event_id for event_id, claims in told.items() if claims} == differing
    [claims] = [claims for claims in told.values() if claims]
    assert [(claim["field"], claim["claim"], len(claim["mention_ids"])) for claim in claims] == [
        ("date", "2017-08-11", 1),
        ("date", "2017-08-13", 1),
    ]


def test_summaries_stand_in_the_order_of_events(data: Path, database: duckdb.DuckDBPyConnection) -> None:
    expected = [row["summary"] for row in asked(database, "FROM events ORDER BY date NULLS LAST, event_id")]
    assert [row["summary"] for row in read(data, "summaries")] == expected
    parties = {row["summary"].split()[0]: row["parties"] for row in read(data, "summaries")}
    assert parties == {
        "expulsion": "Peru → Venezuela", "talks": "Ana Paz, Cuba, Peru", "words": "Organization of American States → Cuba, Venezuela",
        "protest": "somebody → Ana Paz, Peru", "visit": "Cuba, Venezuela → Peru", "trade": "Cuba, Venezuela",
    }  # fmt: skip


def test_details_hold_every_column_of_events_and_what_other_tables_say(data: Path, database: duckdb.DuckDBPyConnection) -> None:
    rows = {row["event_id"]: row for row in read(data, "details")}
    events = asked(database, "FROM events")
    assert list(rows) == sorted(event["event_id"] for event in events)
    for event in events:
        row = rows[event["event_id"]]
        assert {name: value.isoformat() if isinstance(value, date) else value for name, value in event.items()} == {
            name: row[name] for name in event
        }
        assert json.loads(row["history"]) == [{"release": "0.1.0", "change": "added", "into": None, "split_from": None, "cause": "source"}]
    [visit] = [row for row in rows.values() if row["act"] == "visit"]
    [words] = [row for row in rows.values() if row["act"] == "condemn"]
    assert json.loads(visit["contexts"]) == ["Alpha", "Zeta"]
    assert json.loads(words["links"]) == [
        {"linked_event_id": visit["event_id"], "link": "related", "date": "2017-08-11", "summary": visit["summary"]}
    ]
    assert [(party["role"], party["actor_id"]) for party in json.loads(words["actors"])] == [
        ("actor", "OAS"), ("recipient", "CUB"), ("recipient", "VEN"),
    ]  # fmt: skip
    assert (words["choices"], words["corrections"], words["changes"]) == ("[]", "[]", "[]")


def test_mentions_hold_every_column_with_their_document_and_stand_by_event(data: Path, database: duckdb.DuckDBPyConnection) -> None:
    rows = read(data, "mentions")
    expected = asked(database, "FROM mentions ORDER BY event_id, confidence DESC, mention_id")
    documents = {row["source_id"]: row for row in asked(database, "FROM sources")}
    assert len(rows) == len(expected)
    for row, mention in zip(rows, expected, strict=True):
        assert {name: value.isoformat() if isinstance(value, date) else value for name, value in mention.items()} == {
            name: row[name] for name in mention
        }
        for name in ("path", "title", "url", "publisher", "format", "licence", "policy"):
            assert row[name] == documents[mention["source_id"]][name]
        assert all({"text", "name", "role", "char_start", "char_end"} <= party.keys() for party in json.loads(row["actors"]))
    assert "A <b>note</b>." in [row["quote"] for row in rows]


def test_the_quotes_beside_a_mention_are_the_nearest_that_do_not_overlap_it(data: Path) -> None:
    rows = read(data, "mentions")
    for row in rows:
        others = [other for other in rows if other["source_id"] == row["source_id"]]
        before = [other for other in others if other["char_end"] <= row["char_start"]]
        after = [other for other in others if other["char_start"] >= row["char_end"]]
        assert row["before"] == (max(before, key=lambda other: other["char_end"])["quote"] if before else None)
        assert row["after"] == (min(after, key=lambda other: other["char_start"])["quote"] if after else None)
    assert sum(row["before"] is not None for row in rows) == 4


def test_relations_and_coverage_are_those_of_the_tables(data: Path, about: Row) -> None:
    spells = read(data, "relations")
    assert [(row["status"], day(row["start_date"]), row["start_precision"], day(row["end_date"])) for row in spells] == [
        ("ambassadors", None, "none", date(2017, 8, 10)), ("charges", date(2017, 8, 11), "day", None),
    ]  # fmt: skip
    counted = {(row["publisher"], day(row["month"])): (row["n_read"], row["n_coded"], row["n_rejected"]) for row in read(data, "coverage")}
    number = about["publishers"].index
    assert counted == {
        (None, None): (1, 1, 0), (number("The Paper"), date(2017, 8, 1)): (6, 2, 1), (number("A silent one"), date(2017, 9, 1)): (3, 0, 0),
    }  # fmt: skip


def test_the_files_have_only_types_that_a_small_reader_knows(data: Path) -> None:
    for name in GROUPS:
        file = pyarrow.parquet.ParquetFile(data / f"{name}.parquet")
        assert {str(kind) for kind in file.schema_arrow.types} <= {"string", "int32", "float", "double", "bool"}, name
        assert {file.metadata.row_group(0).column(number).compression for number in range(file.metadata.num_columns)} == {"SNAPPY"}


def test_release_json_has_the_form_that_the_pages_expect(about: Row) -> None:
    contract = ROOT / "pipeline" / "explorer" / "source" / "src" / "contract.ts"
    if not contract.is_file():
        pytest.skip("the sources of the pages are not installed")
    text = contract.read_text(encoding="utf-8")
    shapes = {
        name: set(re.findall(r"^  (\w+)\??:", body, re.M)) for name, body in re.findall(r"export interface (\w+) \{\n(.*?)\n\}", text, re.S)
    }
    assert about.keys() == shapes["Release"]
    for part, shape in (("countries", "Country"), ("tables", "Table"), ("queries", "Query")):
        assert all(entry.keys() <= shapes[shape] for entry in about[part])
    assert all(code.keys() <= shapes["Code"] for codes in about["codes"].values() for code in codes)
    assert all(column.keys() == shapes["Column"] for table in about["tables"] for column in table["columns"])


def test_release_json_tells_of_the_release(about: Row) -> None:
    assert (about["version"], about["citation"], about["codebook_version"], about["licence"]) == ("1.2.3", "Cite it so.", "1.0", "CC0-1.0")
    assert (about["n_events"], about["n_mentions"], about["n_sources"]) == (6, 7, 3)
    assert [country["code"] for country in about["countries"]] == ["CUB", "PER", "VEN"]
    assert about["countries"][1] == {"code": "PER", "name": "Peru", "numeric": "604"}
    assert [code["code"] for code in about["codes"]["act"]] == list(ENUMS["act"])
    assert about["codes"]["act"][ENUMS["act"].index("expel-envoy")]["within"] == "SANCTION"
    assert about["codes"]["event_type"][0] | {"description": ""} == {
        "code": "AGREE", "name": "Agree", "description": "", "within": "verbal-cooperation",
    }  # fmt: skip
    assert all(code["description"] for codes in about["codes"].values() for code in codes)
    tables = {table["name"]: table for table in about["tables"]}
    assert (tables["events"]["n_rows"], tables["events"]["is_table"]) == (6, True)
    assert (tables["event_dyads"]["n_rows"], tables["event_dyads"]["is_table"]) == (0, False)
    assert all(table["description"] and all(column["description"] for column in table["columns"]) for table in tables.values())


def test_the_same_rows_make_the_same_bytes_on_any_number_of_threads(
    database: duckdb.DuckDBPyConnection, data: Path, tmp_path: Path
) -> None:
    [(threads, memory)] = database.execute("SELECT current_setting('threads'), current_setting('memory_limit')").fetchall()
    for number in (1, 4):
        database.execute(f"SET threads = {number}")
        write_data(database, tmp_path / str(number), WORDS)
        assert {path.name: path.read_bytes() for path in (tmp_path / str(number)).iterdir()} == {
            path.name: path.read_bytes() for path in data.iterdir()
        }
    database.execute(f"SET threads = {threads}")
    assert database.execute("SELECT current_setting('memory_limit')").fetchall() == [(memory,)]
    assert database.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'explorer%'").fetchall() == [(0,)]


def test_the_numbers_of_the_map_are_those_of_countries_that_the_lexicon_knows() -> None:
    header, *lines = files("pipeline.explorer").joinpath("map.csv").read_text(encoding="utf-8").splitlines()
    numbers = dict(line.split(",") for line in lines)
    known = {
        entry["code"]
        for entry in tomllib.loads(files("pipeline.lexicon").joinpath("countries.toml").read_text(encoding="utf-8"))["country"]
    }
    assert header == "code,numeric"
    assert len(numbers) == len(lines) == len(set(numbers.values()))
    assert numbers.keys() <= known
    assert all(re.fullmatch("[0-9]{3}", number) for number in numbers.values())
    assert {code: numbers[code] for code in ("PER", "VEN", "AFG", "ZWE")} == {"PER": "604", "VEN": "862", "AFG": "004", "ZWE": "716"}


def test_without_built_pages_the_error_says_how_to_build_them(
    database: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "files", lambda _: tmp_path)
    with pytest.raises(LegationError, match=r"not built\. In a clone of Legation, .*npm ci && npm run build"):
        write_explorer(database, tmp_path / "release", WORDS)


def test_the_pages_are_copied_as_they_are_built(
    database: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "built" / "assets").mkdir(parents=True)
    for name, content in (("index.html", b"<p>"), ("assets/a.js", b"//\r\n"), ("assets/b.wasm.gz", b"\x00\xff")):
        (tmp_path / "built" / name).write_bytes(content)
    monkeypatch.setattr(write, "files", lambda _: tmp_path)
    (tmp_path / "release").mkdir()
    write_explorer(database, tmp_path / "release", WORDS)
    explorer = tmp_path / "release" / "explorer"
    names = {path.relative_to(explorer).as_posix() for path in explorer.rglob("*") if path.is_file()}
    assert names == {"index.html", "assets/a.js", "assets/b.wasm.gz", "data/release.json", *(f"data/{name}.parquet" for name in GROUPS)}
    assert (explorer / "assets" / "b.wasm.gz").read_bytes() == b"\x00\xff"
