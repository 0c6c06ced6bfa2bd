"""Health is told from the journal of runs, the database, the releases and the clock that it is given."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline.coded.store import store_path
from pipeline.errors import LegationError
from pipeline.health import disk, health_figures, health_lines, read_health, read_lag, reading
from pipeline.release import newest_release
from pipeline.runs import CRASHED, journal_of, recorded
from tests.small_database import Report, write_database

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOW.date()
REPORT = Report("a.md", "talks", "CONSULT", ("PER", "VEN"), (), "meet", date=date(2026, 3, 1))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_database(tmp_path_factory.mktemp("health") / "empty.duckdb", [REPORT])


@pytest.fixture
def db(empty: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "x.duckdb"
    copy.write_bytes(empty.read_bytes())
    return copy


def publish(db: Path, publisher: str | None, days: Iterable[date], *, corpus: str = "news", n_rejected: int = 0) -> None:
    """Have a publisher publish a document on each of these days."""
    with duckdb.connect(str(db)) as connection:
        [(first,)] = connection.execute("SELECT count(*) FROM coverage").fetchall()
        for number, day in enumerate(days, first):
            values = [number, corpus, publisher, day, 1 + n_rejected, 1, 0, 0, n_rejected]
            connection.execute("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def refuse(db: Path, check: str, n: int, *, stage: str = "corpus", corpus: str = "news") -> None:
    with duckdb.connect(str(db)) as connection:
        [(first,)] = connection.execute("SELECT count(*) FROM rejects").fetchall()
        for number in range(first, first + n):
            values = [number, stage, corpus, check, "It is of no use."]
            connection.execute("INSERT INTO rejects (reject_no, stage, corpus, check_name, reason) VALUES (?, ?, ?, ?, ?)", values)


def run(
    beside: Path, command: str, ended: datetime, *, error: str | None = None, raised: BaseException | None = None, **told: object
) -> None:
    """A run of an hour that ended then."""
    moments = iter((ended - timedelta(hours=1), ended))
    try:
        with recorded(command, beside=beside, clock=lambda: next(moments)) as running:
            running.tell(told)
            if error:
                running.fail(error)
            if raised:
                raise raised
    except KeyboardInterrupt:
        return


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


def days(first: int, last: int, *, step: int = 1) -> list[date]:
    """Days before today, from so many on to so many."""
    return [TODAY - timedelta(days=number) for number in range(first, last - 1, -step)]


def test_what_is_known_of_a_healthy_database(db: Path, tmp_path: Path) -> None:
    publish(db, "Wire", days(40, 1))
    publish(db, None, days(3, 2), n_rejected=2)
    refuse(db, "empty", 3)
    refuse(db, "not-utf8", 1)
    refuse(db, "too-slow", 7, stage="extract")
    run(db, "build", ago(hours=30))
    run(db, "build", ago(hours=2), documents_read=5)
    dist = tmp_path / "dist"
    for version in ("0.9.0", "0.10.0", "notes"):
        (dist / f"legation-{version}").mkdir(parents=True)
    run(db, "release", ago(days=2), version="0.10.0", created=True)
    run(db, "release", ago(hours=1), version="0.10.0", created=False)
    run(dist, "publish", ago(days=1), version="0.9.0", store="mirror")
    store_path(db).write_bytes(b"1234")

    health = read_health(db, dist, now=NOW, most_lag=timedelta(hours=3))
    assert (health.problems, health.notices, health.running) == ((), (), ())
    assert health.last is not None
    assert (health.last.command, health.last.ended_at) == ("release", ago(hours=1))
    assert health.good_build is not None
    assert (health.built_at, health.good_build.result) == (ago(hours=2), {"documents_read": 5})
    assert health.release is not None
    assert (health.release.version, health.release.folder, health.release.built_at) == ("0.10.0", newest_release(dist), ago(days=2))
    assert health.publication is not None
    assert health.publication.result == {"version": "0.9.0", "store": "mirror"}
    assert health.data is not None
    assert health.data.documents == {"read": 46, "coded": 42, "without_events": 0, "uncoded": 0, "rejected": 4}
    assert list(health.data.rejects.items()) == [("extract: too-slow", 7), ("corpus: empty", 3), ("corpus: not-utf8", 1)]
    assert (health.data.newest_day, health.data.n_later) == (days(1, 1)[0], 0)
    assert [(each.publisher, each.n_lately, each.usual_days_a_week) for each in health.data.publishers] == [
        ("Wire", 7, 7.0),
        (None, 6, None),
    ]
    assert (health.disk.database, health.disk.cache) == (db.stat().st_size, 4)
    assert health.disk.runs == journal_of(db).stat().st_size


def test_the_lines_and_figures_say_so(db: Path, tmp_path: Path) -> None:
    publish(db, "Wire", days(40, 1))
    refuse(db, "too-slow", 7, stage="extract")
    run(db, "build", ago(hours=2))
    health = read_health(db, tmp_path / "dist", now=NOW)
    lines = list(health_lines(health, is_well=True))
    assert lines[0] == f"{db}: healthy"
    assert lines[1] == "Last run         build: ok, 2 hours ago (2026-03-31 10:00 UTC), took an hour"
    assert "Last release     none" in lines
    assert "Documents        40 read: coded 40; 1 event" in lines
    assert "Rejects          extract: too-slow 7" in lines
    assert lines[-1] == "        7  2026-03-30  Wire (news), usually on 7 of 7 days"
    figures = json.loads(json.dumps(health_figures(health, is_well=True)))
    assert (figures["healthy"], figures["lag_seconds"], figures["newest_document_days"]) == (True, 7200, 1)
    assert figures["good_build"]["ended_at"] == "2026-03-31T10:00:00+00:00"
    assert figures["data"]["publishers"][0]["last_day"] == "2026-03-30"


def test_without_a_journal_the_file_says_when_it_was_built(db: Path, tmp_path: Path) -> None:
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert (health.problems, health.last, health.good_build) == ((), None, None)
    assert health.built_at == datetime.fromtimestamp(db.stat().st_mtime, UTC)


@pytest.mark.parametrize(("lag", "is_late"), [(timedelta(hours=36), False), (timedelta(hours=35), True)])
def test_an_old_build_is_a_problem_where_it_may_not_be(db: Path, tmp_path: Path, lag: timedelta, is_late: bool) -> None:
    run(db, "build", ago(hours=36))
    run(db, "build", ago(hours=1), raised=KeyboardInterrupt())
    health = read_health(db, tmp_path / "dist", now=NOW, most_lag=lag)
    assert any("longer ago than it may" in problem for problem in health.problems) is is_late


def test_no_database_is_a_problem(tmp_path: Path) -> None:
    health = read_health(tmp_path / "none" / "x.duckdb", tmp_path / "dist", now=NOW, most_lag=timedelta(days=1))
    assert [problem.partition(" ")[0] for problem in health.problems] == ["There", "There"]
    assert next(health_lines(health, is_well=False)).endswith("x.duckdb: not healthy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no database", b""], ids=["another file", "an empty one"])
def test_a_damaged_database_is_a_problem(tmp_path: Path, content: bytes) -> None:
    db = tmp_path / "x.duckdb"
    db.write_bytes(content)
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert len(health.problems) == 1
    assert health.data is None


def test_the_last_run_of_each_command_counts(db: Path, tmp_path: Path) -> None:
    run(db, "build", ago(hours=5), error="no room")
    run(db, "build", ago(hours=4))
    run(db, "publish", ago(hours=3), error="The store does not answer.")
    run(db, "build", ago(hours=1), raised=KeyboardInterrupt())
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert health.problems == ("The last publish (2026-03-31 08:00 UTC) failed: The store does not answer.",)
    assert health.built_at == ago(hours=4)


def test_of_runs_within_a_run_only_the_one_that_was_asked_for_is_a_problem(db: Path, tmp_path: Path) -> None:
    with pytest.raises(LegationError), recorded("refresh", beside=db), recorded("build", beside=db):
        raise LegationError("no room")
    [problem] = read_health(db, tmp_path / "dist", now=NOW).problems
    assert problem.startswith("The last refresh (")
    assert problem.endswith("failed: no room")


def test_a_run_under_way_is_told_and_one_that_crashed_is_a_problem(db: Path, tmp_path: Path) -> None:
    moments = iter((ago(minutes=3), NOW))
    with recorded("build", beside=db, clock=lambda: next(moments)) as running:
        health = read_health(db, tmp_path / "dist", now=NOW)
        crashed = journal_of(db).read_text()
    assert [each.run for each in health.running] == [running.record.run]
    assert health.problems == ()
    assert "Running now      build for 3 minutes (process " in "\n".join(health_lines(health, is_well=True))
    journal_of(db).write_text(crashed)
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert (health.running, health.last and health.last.outcome) == ((), CRASHED)
    assert health.problems == ("The last build (2026-03-31 11:57 UTC) crashed: its process ended without a word",)


def test_a_publisher_that_stops_is_silent_when_it_has_missed_what_it_usually_does(db: Path, tmp_path: Path) -> None:
    publish(db, "Daily", days(60, 5))
    publish(db, "Daily but late", days(60, 4))
    publish(db, "Weekly", days(200, 36, step=7))
    publish(db, "Weekly but late", days(200, 28, step=7))
    publish(db, "Ended", days(800, 400))
    publish(db, "New", days(30, 25))
    publish(db, "Going on", days(60, 0))
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert health.data is not None
    silent = {each.publisher: each.silent_days for each in health.data.publishers if each.silent_days is not None}
    assert silent == {"Daily": 5, "Weekly": 39}
    assert health.problems == ()
    assert health.notices == (
        "Daily (corpus news) has been silent for 5 days, since 2026-03-26; it usually publishes on 7 of 7 days.",
        "Weekly (corpus news) has been silent for 39 days, since 2026-02-20; it usually publishes on 1 of 7 days.",
    )


@pytest.mark.parametrize(("command", "is_silent"), [("build", False), ("refresh", True)])
def test_all_are_silent_only_where_documents_are_fetched(db: Path, tmp_path: Path, command: str, is_silent: bool) -> None:
    publish(db, "Daily", days(100, 50))
    run(db, command, ago(hours=1))
    assert bool(read_health(db, tmp_path / "dist", now=NOW).notices) is is_silent


def test_documents_of_tomorrow_are_noticed_and_count_for_nothing(db: Path, tmp_path: Path) -> None:
    publish(db, "Wire", [*days(3, 2), TODAY + timedelta(days=400)])
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert health.notices == ("1 document dated after today.",)
    assert health.data is not None
    assert health.data.newest_day == days(2, 2)[0]


def test_counts_that_do_not_add_up_are_problems(db: Path, tmp_path: Path) -> None:
    publish(db, "Wire", days(3, 3), n_rejected=2)
    publish(db, "Wire", days(2, 2), corpus="other")
    refuse(db, "empty", 2)
    refuse(db, "empty", 1, corpus="third")
    with duckdb.connect(str(db)) as connection:
        connection.execute("UPDATE coverage SET n_coded = 0 WHERE corpus = 'other'")
    assert read_health(db, tmp_path / "dist", now=NOW).problems == (
        "corpus other: the documents read are not the sum of what became of them",
        "corpus third: coverage counts 0 rejected documents, the table rejects holds 1",
    )


def test_a_disk_without_room_for_a_second_file_is_a_problem(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_disk = disk.read_disk
    monkeypatch.setattr(reading, "read_disk", lambda *asked: replace(read_disk(*asked), free=db.stat().st_size - 1))
    [problem] = read_health(db, tmp_path / "dist", now=NOW).problems
    assert problem.startswith("The disk has less room than the database takes")


def test_holdings_are_measured_where_a_fetch_says_they_are(db: Path, tmp_path: Path) -> None:
    holdings = tmp_path / "holdings"
    (holdings / "warc").mkdir(parents=True)
    (holdings / "warc" / "1.warc.gz").write_bytes(b"12345")
    run(db, "fetch", ago(hours=1), holdings=str(holdings))
    assert read_health(db, tmp_path / "dist", now=NOW).disk.holdings == 5


def test_a_source_that_was_not_to_be_had_at_the_last_fetch_is_noticed(db: Path, tmp_path: Path) -> None:
    lima, quito = {"name": "lima", "error": None}, {"name": "quito", "error": "The server does not answer."}
    run(db, "fetch", ago(hours=9), sources=[lima | {"error": "It was down."}])
    run(db, "fetch", ago(hours=1), sources=[lima, quito])
    health = read_health(db, tmp_path / "dist", now=NOW)
    assert health.notices == ("Source quito could not be fetched (2026-03-31 10:00 UTC): The server does not answer.",)


@pytest.mark.parametrize(
    ("text", "lag"),
    [("90m", timedelta(minutes=90)), ("36h", timedelta(hours=36)), (" 7 D ", timedelta(days=7)), ("2w", timedelta(weeks=2))],
)
def test_a_lag_is_a_number_with_a_unit(text: str, lag: timedelta) -> None:
    assert read_lag(text) == lag


@pytest.mark.parametrize("text", ["", "36", "h", "-1h", "0h", "1.5h", "1y", "99999999w", "１h"])
def test_what_is_no_lag_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no time such as"):
        read_lag(text)
