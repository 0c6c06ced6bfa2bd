"""An event of a database, explained from what the database holds."""

import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import cli
from pipeline.coding import parser
from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.explain.coding import Named
from pipeline.explain.stored import Chosen, Claim, StoredEvent, explain_event, is_event_id
from pipeline.explain.write_stored import REASONS, write_event
from pipeline.options import PARSER
from schemas.tables import ENUMS
from tests.small_database import Report, write_database

QUOTE = "Peru expelled the Venezuelan ambassador"
EVENT_ID = f"evt_{hashlib.sha256(b'expulsion').hexdigest()[:16]}"
ROW = "ROW OF THE EVENT  (the codebook says how: “Which report wins”)"
EXPULSION = ("expulsion", "SANCTION", ("PER",), ("VEN",), "expel-envoy", "expel")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An event with three reports: of a sentence that is coded the same, of one that names no recipient, of one without its quote."""
    reports = [
        Report("a.md", *EXPULSION, date=date(2017, 8, 11), span=(10, 49), quote=QUOTE),
        Report("b.md", *EXPULSION, date=date(2017, 8, 11), quote="Peru expelled the ambassador", confidence=0.8),
        Report("c.md", *EXPULSION, date=date(2017, 8, 11), quote="-", confidence=0.7),
    ]
    file = write_database(tmp_path_factory.mktemp("explain") / "small.duckdb", reports)
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE mentions SET rule = 'expel-envoy', trigger = 'expelled'")
        connection.execute("UPDATE mentions SET rule = 'no-longer-there', quote = NULL WHERE quote = '-'")
        connection.execute("UPDATE sources SET published_on = DATE '2017-08-11'")
    return file


@pytest.fixture(scope="module")
def event(database: Path) -> StoredEvent:
    with open_database(database) as connection:
        return explain_event(connection, EVENT_ID, lambda: parser(PARSER))


def test_an_event_comes_with_its_fields_and_its_reports(event: StoredEvent) -> None:
    assert (event.event_id, event.act, event.date, event.summary) == (EVENT_ID, "expel-envoy", "2017-08-11", "expulsion happened.")
    assert (event.actors, event.recipients) == ((Named("Peru", "PER"),), (Named("Venezuela", "VEN"),))
    assert [report.document.path for report in event.reports] == ["a.md", "b.md", "c.md"]
    assert (event.reports[0].char_start, event.reports[0].char_end, event.reports[0].coding.quote) == (10, 49, QUOTE)


def test_a_quote_is_coded_again_and_compared(event: StoredEvent) -> None:
    same, less, lost = event.reports
    assert same.again is not None and same.changed == ()
    assert same.again.rule == same.coding.rule == "expel-envoy"
    assert less.again is None
    assert "parties" in [verdict.reason for item in less.explanations for clause in item.clauses for verdict in clause.others]
    assert (lost.again, lost.explanations, lost.coding.file) == (None, (), None)


def test_what_changed_is_named(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE mentions SET mode = 'withdraw', act = 'recall-envoy' WHERE quote = ?", [QUOTE])
    with open_database(copy) as connection:
        changed = explain_event(connection, EVENT_ID, lambda: parser(PARSER))
    assert changed.reports[0].changed == ("mode", "act")
    text = " ".join(" ".join(write_event(changed)).split())
    assert "coded otherwise today: mode expel, stored withdraw; act expel-envoy, stored recall-envoy." in text


def test_an_event_reads_as_text(event: StoredEvent) -> None:
    lines = list(write_event(event))
    text = "\n".join(lines)
    assert lines[:3] == [EVENT_ID, "2017-08-11  Peru (PER) → Venezuela (VEN)", "SANCTION · expel · expel-envoy (material-conflict)"]
    assert f"MENTION 1  {event.reports[0].mention_id}\n  document    a.md, 2017-08-11\n" in text
    assert f"  sentence    number 0 of the document, in section 0 (main), characters 10 to 49\n              “{QUOTE}”\n" in text
    assert "  rule        expel-envoy (acts/envoys.toml), by “expelled”\n  row         SANCTION · expel · expel-envoy\n" in text
    assert "  Its quote alone is coded the same today.\n" in text
    assert "  Its quote alone codes nothing today" in text
    assert "  Its quote is not in the database in full, so that it cannot be coded again.\n" in text
    assert "The text of documents is not in the database" in text
    assert f"“{QUOTE}”\n\nPARSE" in text
    assert max(map(len, lines)) <= 100


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An event of three reports, two of which agree on a later day; the first gave it its date, the second its status."""
    reports = [
        Report("a.md", *EXPULSION, date=date(2017, 8, 11)),
        Report("b.md", *EXPULSION, date=date(2017, 8, 12), confidence=0.8),
        Report("c.md", *EXPULSION, date=date(2017, 8, 12), confidence=0.7),
    ]
    file = write_database(tmp_path_factory.mktemp("disputed") / "small.duckdb", reports)
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE mentions SET quote = NULL")
        named = dict(connection.execute("SELECT path, mention_id FROM mentions JOIN sources USING (source_id)").fetchall())
        chosen = [("date", named["a.md"], "earliest", 2), ("status", named["b.md"], "agreed", 1)]
        connection.executemany(f"INSERT INTO event_choices VALUES ('{EVENT_ID}', ?, ?, ?, ?)", chosen)
    return file


def test_what_was_chosen_comes_with_its_reason_and_the_claims_that_contradict_one_another(disputed: Path) -> None:
    with open_database(disputed) as connection:
        event = explain_event(connection, EVENT_ID, lambda: parser(PARSER))
    first, second, third = (report.mention_id for report in event.reports)
    conflict = (Claim("2017-08-11", True, 1, (first,)), Claim("2017-08-12", False, 2, tuple(sorted((second, third)))))
    assert event.choices == (Chosen("date", first, "earliest", 2, conflict), Chosen("status", second, "agreed", 1, ()))
    lines = list(write_event(event))
    start = lines.index(ROW)
    assert lines[start + 1 : start + 7] == [
        "  kind          SANCTION · expel · expel-envoy: of all mentions",
        "  parties       Peru (PER) → Venezuela (VEN): of all mentions",
        "  date          2017-08-11: mention 1, the earliest of 2 claims",
        "                * 2017-08-11, in 1 source: mention 1",
        "                  2017-08-12, in 2 sources: mentions 2, 3",
        "  status        occurred: mention 2, all agree",
    ]


def test_of_a_single_report_nothing_is_said_to_be_chosen(tmp_path: Path) -> None:
    file = write_database(tmp_path / "small.duckdb", [Report("a.md", *EXPULSION, date=date(2017, 8, 11), quote=QUOTE)])
    with open_database(file) as connection:
        event = explain_event(connection, EVENT_ID, lambda: parser(PARSER))
    assert event.choices == ()
    lines = list(write_event(event))
    assert lines[lines.index(ROW) + 3] == "  date          2017-08-11: mention 1, the only one"


def test_where_words_are_withheld_their_hash_stands_for_them(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE mentions SET quote_sha256 = repeat('a', 64), quote = left(quote, 12), trigger = NULL")
        connection.execute("UPDATE sources SET policy = 'excerpt', quote_chars = 12, licence = 'CC-BY-4.0', sha256 = repeat('b', 64)")
        connection.execute("UPDATE sources SET policy = 'reference', quote_chars = NULL WHERE path = 'b.md'")
        connection.execute("UPDATE mentions SET quote = NULL WHERE quote_sha256 IS NOT NULL AND confidence < 0.9")
    with open_database(copy) as connection:
        event = explain_event(connection, EVENT_ID, lambda: parser(PARSER))
    assert [report.explanations for report in event.reports] == [(), (), ()]
    assert (event.reports[0].document.policy, event.reports[0].quote_sha256) == ("excerpt", "a" * 64)
    text = " ".join(" ".join(write_event(event)).split())
    assert f"licence CC-BY-4.0, policy excerpt, 12 characters SHA-256 {'b' * 64}" in text
    assert f"“Peru expelle…”, the first 12 of 39 characters; their SHA-256 is {'a' * 64} rule expel-envoy" in text
    assert f"policy reference SHA-256 {'b' * 64}" in text
    assert f"10 characters, withheld; their SHA-256 is {'a' * 64}" in text
    assert "date 2017-08-11, from words that are withheld, or not stated here" in text


@pytest.fixture(scope="module")
def corrected(disputed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A correction of the event and of a mention of it, another event put into it, a mention that went elsewhere, an event withdrawn."""
    file = tmp_path_factory.mktemp("corrected") / "small.duckdb"
    file.write_bytes(disputed.read_bytes())
    with duckdb.connect(str(file)) as connection:
        [(mention,)] = connection.execute("SELECT mention_id FROM mentions JOIN sources USING (source_id) WHERE path = 'b.md'").fetchall()
        for number, (target, home, field, old, new) in enumerate(
            [
                (EVENT_ID, EVENT_ID, "date", "2017-08-10", "2017-08-11"),
                (mention, EVENT_ID, "act", None, "expel-envoy"),
                (OTHER, EVENT_ID, "event_id", OTHER, EVENT_ID),
                (MOVED, None, "event_id", EVENT_ID, THIRD),
                (THIRD, None, "event_id", THIRD, None),
            ]
        ):
            row = [number, target, home, field, old, new, "The gazette says so.", "Ana Ruiz", date(2026, 11, 2)]
            connection.execute("INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for release, change, into in (("0.2.0", "added", None), ("0.10.0", "merged", EVENT_ID)):
            connection.execute("INSERT INTO event_history VALUES (?, ?, ?, ?, NULL, 'code')", [GONE, release, change, into])
    return file


OTHER, THIRD, GONE = (f"evt_{number:016x}" for number in (2, 3, 4))
MOVED = f"mnt_{5:016x}"


def test_corrections_come_with_who_and_when_and_why(corrected: Path) -> None:
    with open_database(corrected) as connection:
        lines = list(write_event(explain_event(connection, EVENT_ID, lambda: parser(PARSER))))
    start = lines.index("CORRECTED  (reviewed by people; wins over the coder)")
    by = "The gazette says so. (Ana Ruiz, 2026-11-02)"
    assert " ".join(" ".join(lines[start + 1 : lines.index("", start)]).split()) == (
        f"date 2017-08-10 → 2017-08-11: {by} mention 2 act nothing → expel-envoy: {by}"
        f" {OTHER} put here: {by} {MOVED} put into {THIRD}: {by}"
    )
    assert max(map(len, lines)) <= 100
    assert "  date          2017-08-11: corrected by Ana Ruiz" in lines


@pytest.mark.parametrize(
    ("event_id", "message"),
    [
        (OTHER, f"no event {OTHER}: Ana Ruiz put it into {EVENT_ID} on 2026-11-02. The gazette says so."),
        (THIRD, f"no event {THIRD}: Ana Ruiz withdrew it on 2026-11-02. The gazette says so."),
        (GONE, rf"no event {GONE}: it was merged into {EVENT_ID} in 0\.10\.0 \(cause: code\)"),
    ],
)
def test_what_became_of_an_event_that_is_gone_is_told(event_id: str, message: str, corrected: Path) -> None:
    with open_database(corrected) as connection, pytest.raises(LegationError, match=message):
        explain_event(connection, event_id, lambda: parser(PARSER))


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(ENUMS["choice_reason"])


def test_an_unknown_event_is_an_error(database: Path) -> None:
    with open_database(database) as connection, pytest.raises(LegationError, match="no event evt_0123456789abcdef"):
        explain_event(connection, "evt_0123456789abcdef", lambda: parser(PARSER))


@pytest.mark.parametrize(("text", "is_one"), [(EVENT_ID, True), (" evt_x\n", True), ("evt_x met Peru", False), ("", False)])
def test_what_is_meant_as_an_identifier(text: str, is_one: bool) -> None:
    assert is_event_id(text) is is_one


def test_the_command_explains_an_event(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", EVENT_ID, "--db", str(database)]) == 0
    assert capsys.readouterr().out.startswith(f"{EVENT_ID}\n2017-08-11  Peru (PER)")
    assert cli.run(["explain", EVENT_ID, "--db", str(database), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["reports"][0]["again"]["actors"] == [{"name": "Peru", "code": "PER"}]


def test_the_command_explains_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "Peru expelled the Chilean envoy on Friday.", "--date", "2017-08-14", "--json"]) == 0
    [sentence] = json.loads(capsys.readouterr().out)["sentences"]
    assert [clause["coding"]["date"] for clause in sentence["clauses"]] == ["2017-08-11"]
    assert cli.run(["explain", "Lima is mild and sunny."]) == 0
    assert "Nothing is coded here." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([""], "no sentence to explain"),
        (["evt_0123456789abcdef"], "no event evt_0123456789abcdef"),
        ([EVENT_ID, "--date", "2017-08-11"], "an event has a day of its own"),
        (["Peru left.", "--date", "2017-08"], "give a whole day"),
        (["Peru left.", "--date", "2017-13-01"], "a date is written as"),
    ],
)
def test_mistakes_are_the_users(arguments: list[str], message: str, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", *arguments, "--db", str(database)]) == 2
    printed = capsys.readouterr()
    assert message in " ".join(printed.err.split())
    assert ("Traceback" in printed.err, printed.out) == (False, "")


def test_a_database_that_is_not_there_is_the_users_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", EVENT_ID, "--db", str(tmp_path / "none.duckdb")]) == 2
    assert "There is no database at" in capsys.readouterr().err
