"""The benchmarks run, and say what they measured; how fast that was is not for a test to say."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from schemas.derive import tables_of
from schemas.ontology import ACTS, EVENT_TYPES
from schemas.tables import TABLES
from tests.bench.synthetic import synthetic_mentions

ROOT = Path(__file__).resolve().parents[1]


def bench(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    done = bench("merge", "--mentions", "600", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_merging_is_measured_for_a_tenth_and_for_all(measured: dict[str, Any]) -> None:
    assert set(measured) == {"runs", "processor_ratio"}
    few, many = measured["runs"]
    assert (few["mentions"], many["mentions"]) == (60, 600)
    for run in (few, many):
        assert run["merged_seconds"] > 0
        assert run["processor_seconds"] >= 0
        assert 0 < run["mentions_gb"] <= run["peak_gb"]
        assert 0 < run["events"] <= run["mentions"]


def test_most_of_the_known_events_are_found(measured: dict[str, Any]) -> None:
    _, many = measured["runs"]
    precision, recall, _ = many["b_cubed"]
    assert precision > 0.95
    assert recall > 0.8


def test_what_is_measured_is_shown_to_people() -> None:
    lines = bench("merge", "--mentions", "40").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["mentions", "4", "40", "10", "4", "40"]


def test_too_few_mentions_are_refused() -> None:
    done = bench("merge", "--mentions", "9")
    assert done.returncode == 2
    assert "10 or more" in done.stderr


def test_a_release_is_measured_and_stays_where_it_is_wanted(tmp_path: Path) -> None:
    done = bench("release", "--events", "60", "--folder", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    measured = json.loads(done.stdout)
    assert (measured["events"], [command["name"] for command in measured["commands"]]) == (60, ["release", "check"])
    for command in measured["commands"]:
        assert command["seconds"] > 0
        assert command["processor_seconds"] > 0
        assert command["peak_gb"] > 0.05
    with duckdb.connect(tmp_path / "dist-60" / "legation-0.1.0" / "legation.duckdb", read_only=True) as connection:
        counts = {table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0] for table in tables_of(TABLES)}
    assert counts["events"] == counts["event_history"] == 60
    assert counts["mentions"] > 60
    assert counts["mention_actors"] > counts["mentions"]
    assert min(counts[name] for name in ("sources", "sections", "event_actors", "event_choices", "coverage", "relations")) > 5


def test_what_a_release_takes_is_shown_to_people() -> None:
    lines = bench("release", "--events", "30").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["30", "command", "release", "check", "The"]
    assert lines[2].split()[2] == "90"


def test_a_release_that_fails_is_no_measurement(tmp_path: Path) -> None:
    (tmp_path / "30.duckdb").write_text("text")
    done = bench("release", "--events", "30", "--folder", str(tmp_path))
    assert done.returncode != 0
    assert "cannot be read" in done.stderr


def test_synthetic_mentions_are_the_same_each_time() -> None:
    assert synthetic_mentions(200) == synthetic_mentions(200)
    assert synthetic_mentions(200) != synthetic_mentions(200, seed=5)


def test_synthetic_mentions_are_of_all_kinds() -> None:
    mentions, events = synthetic_mentions(20_000)
    assert len(mentions) == len(events) == 20_000
    assert {mention.act for mention in mentions} == {None, *ACTS}
    assert {mention.event_type for mention in mentions} == set(EVENT_TYPES)
    assert {mention.period.precision for mention in mentions} == {"day", "month", "year", "none"}
    reports = Counter(events)
    assert max(reports.values()) == 8
    assert 0.55 < sum(n == 1 for n in reports.values()) / len(mentions) < 0.65
    mutual = [mention for mention in mentions if mention.act and ACTS[mention.act].mutual]
    assert {bool(mention.recipients) for mention in mutual} == {True, False}
    assert max(len(mention.actors) for mention in mentions) > 5
    assert {party.kind for mention in mentions for party in mention.actors} == {"country", "person"}
    assert len({mention.source_id for mention in mentions}) > 3000


def test_a_refresh_is_measured_and_compared_with_a_build_from_nothing() -> None:
    done = bench("refresh", "--documents", "10", "--compare", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    measured = json.loads(done.stdout)
    assert (measured["documents"], measured["changed"], measured["is_identical"]) == (10, 3, True)
    assert [command["name"] for command in measured["commands"]] == ["from nothing", "unchanged", "1 % changed", "that anew"]
