"""The version that a release gets: the least that its changes allow, or a larger one; and the rows that bear it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release import check_release, not_carried_on
from pipeline.release.difference import Difference, Reason
from pipeline.release.label import choose_version, label_build, label_release
from pipeline.release.versions import ReleaseError, Step, version_after
from tests.release.making import Rows, add_event, build, correct, id_of, registered, registered_field, release, rows_of

DIST = Path("dist")


def difference(old: str, step: Step | None, says: str) -> Difference:
    reasons = (Reason(step, says),) if step else ()
    least = version_after(tuple(map(int, old.split("."))), step) if step else None  # type: ignore[arg-type]
    return Difference(old, "0.1.0", (), (), (), (), reasons, step, least)


@pytest.mark.parametrize(
    ("old", "step", "least"),
    [
        ("0.1.0", "patch", "0.1.1"),
        ("0.1.3", "minor", "0.2.0"),
        ("0.9.3", "major", "0.10.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", None, "1.2.4"),
    ],
)
def test_the_least_version_is_chosen(old: str, step: Step | None, least: str) -> None:
    assert choose_version(DIST, None, difference(old, step, "x"), {}) == least


@pytest.mark.parametrize(
    ("old", "step", "asked", "message"),
    [
        ("0.1.0", "minor", "0.1.1", r"0\.1\.1 cannot be written: 12 events were added since 0\.1\.0: that needs at least 0\.2\.0\.$"),
        ("0.1.0", "major", "0.1.9", r"that needs at least 0\.2\.0"),
        ("1.2.3", "major", "1.9.0", r"that needs at least 2\.0\.0"),
        ("1.2.3", "minor", "1.2.9", r"that needs at least 1\.3\.0"),
    ],
)
def test_a_smaller_step_is_refused_and_a_larger_one_is_not(old: str, step: Step, asked: str, message: str) -> None:
    found = difference(old, step, "12 events were added")
    with pytest.raises(ReleaseError, match=message):
        choose_version(DIST, asked, found, {})
    for larger in (str(found.next_version), "2.0.0", "7.0.0"):
        assert choose_version(DIST, larger, found, {}) == larger


def test_a_first_release_may_have_any_version() -> None:
    assert choose_version(DIST, None, None, {}) == "0.1.0"
    assert choose_version(DIST, None, None, {"version": "0.1.0"}) == "0.1.0"
    assert choose_version(DIST, "0.0.1", None, {}) == "0.0.1"
    assert choose_version(DIST, "4.0.0", None, {}) == "4.0.0"


def test_a_release_follows_the_one_that_it_carries_on() -> None:
    """Also where that one lies elsewhere."""
    assert choose_version(DIST, None, None, {"since_release": "0.4.0", "version": "0.5.0"}) == "0.5.0"
    assert choose_version(DIST, "0.4.1", None, {"since_release": "0.4.0", "version": "0.5.0"}) == "0.4.1"
    assert choose_version(DIST, None, difference("0.1.0", "minor", "x"), {"since_release": "0.4.0"}) == "0.4.1"
    assert choose_version(DIST, None, difference("0.4.0", "minor", "x"), {"since_release": "0.4.0"}) == "0.5.0"
    with pytest.raises(ReleaseError, match=r"the database carries on legation-0\.4\.0: that needs at least 0\.4\.1"):
        choose_version(DIST, "0.4.0", None, {"since_release": "0.4.0"})


def test_only_the_rows_of_the_build_are_labelled_anew(tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        rows["event_history"].append(registered(id_of("evt", 3), "changed", version="0.2.0"))
        rows["event_changes"] = [
            registered_field(id_of("evt", 3), "status", version=version, cause="code") for version in ("0.1.0", "0.2.0")
        ]

    with duckdb.connect(build(tmp_path / "a.duckdb", rows_of(change, since_release="0.1.0"))) as connection:
        label_release(connection, "0.3.0")
        counts = connection.execute("SELECT release, count(*) FROM event_history GROUP BY ALL ORDER BY ALL").fetchall()
        assert counts == [("0.1.0", 4), ("0.3.0", 1)]
        assert connection.execute("SELECT release FROM event_changes ORDER BY ALL").fetchall() == [("0.1.0",), ("0.3.0",)]
        assert connection.execute("SELECT value FROM release_info WHERE key = 'version'").fetchall() == [("0.3.0",)]


def test_a_build_without_a_version_is_a_first_one(tmp_path: Path) -> None:
    rows = rows_of()
    rows["release_info"] = []
    db = build(tmp_path / "a.duckdb", rows)
    for _ in range(2):
        label_build(db)
    with duckdb.connect(db) as connection:
        assert connection.execute("SELECT value FROM release_info WHERE key = 'version'").fetchall() == [("0.1.0",)]
        connection.execute("UPDATE release_info SET value = '0.5.0'")
    label_build(db)
    with duckdb.connect(db) as connection:
        assert connection.execute("SELECT value FROM release_info").fetchall() == [("0.5.0",)]


def test_a_release_is_labelled_and_its_database_is_not(tmp_path: Path) -> None:
    release(tmp_path / "dist", rows_of())
    rows = rows_of(lambda rows: add_event(rows, 5), since_release="0.1.0")
    rows["event_history"].append(registered(id_of("evt", 5), "added", version="0.2.0", cause="code"))
    second = release(tmp_path / "dist", rows, "3.0.0")
    with (second / "csv" / "event_history.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["release"] for row in csv.DictReader(stream)] == ["0.1.0"] * 4 + ["3.0.0"]
    assert "# Changes in 3.0.0\n\nAgainst legation-0.1.0, a minor step: 1 event was added." in (second / "CHANGES.md").read_text()
    assert (second / "changes.csv").read_text().splitlines()[1].startswith("evt_0000000000000005,added,code,")
    assert check_release(second) == []
    with duckdb.connect(tmp_path / "made.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT value FROM release_info WHERE key = 'version'").fetchall() == [("0.2.0",)]


@pytest.mark.parametrize(
    ("change", "default", "too_small"),
    [
        (lambda rows: add_event(rows, 5), "0.2.0", "0.1.1"),
        (lambda rows: correct(rows, 3, "status", "alleged"), "0.1.1", None),
        (lambda rows: rows["quality"].pop(), "0.1.1", None),
        (lambda rows: rows["release_info"][0].update(value="2.0"), "0.2.0", "0.1.7"),
        (lambda rows: None, "0.1.1", None),
    ],
    ids=["an event", "a correction", "a figure", "the codebook", "nothing"],
)
def test_a_release_makes_the_step_that_its_changes_need(
    change: Callable[[Rows], Any], default: str, too_small: str | None, tmp_path: Path
) -> None:
    first = release(tmp_path / "dist", rows_of())
    rows = rows_of(change, since_release="0.1.0")
    if too_small:
        with pytest.raises(ReleaseError, match=f"cannot be written: .* since 0.1.0: that needs at least {default}"):
            release(tmp_path / "dist", rows, too_small)
        assert list((tmp_path / "dist").iterdir()) == [first]
    assert release(tmp_path / "dist", rows).name == f"legation-{default}"


def test_an_older_version_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    release(tmp_path / "dist", rows_of())
    release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5)), "0.2.0")
    rows = rows_of(lambda rows: correct(rows, 3, "status", "alleged"), since_release="0.1.0")
    patch = release(tmp_path / "dist", rows, "0.1.1")
    assert "Against legation-0.1.0, a patch step" in (patch / "CHANGES.md").read_text()
    assert "by corrections" in (patch / "CHANGES.md").read_text()


def test_a_release_that_carries_nothing_on_says_so(tmp_path: Path) -> None:
    first = release(tmp_path / "dist", rows_of())
    second = release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5)))
    third = release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 6), since_release="0.2.0", version="0.3.0"))
    assert not_carried_on(first) is None
    assert not_carried_on(third) is None
    said = str(not_carried_on(second))
    assert said.startswith("The data were built on no earlier release, not on legation-0.1.0:")
    assert said.endswith(f"Build with --since-release {first} to carry identifiers on.")
    assert "Build with --since-release dist/legation-0.1.0 to carry identifiers on." in (second / "CHANGES.md").read_text()
    assert "--since-release" not in (third / "CHANGES.md").read_text()


def test_an_earlier_release_that_is_broken_is_named(tmp_path: Path) -> None:
    first = release(tmp_path / "dist", rows_of())
    shutil.rmtree(first / "parquet")
    (first / "legation.duckdb").unlink()
    with pytest.raises(ReleaseError, match="is no release") as raised:
        release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5)))
    assert raised.value.folder == first
    assert list((tmp_path / "dist").iterdir()) == [first]
