"""Two releases of the example dataset, which differ in one thing: it is found, has its cause, and asks for its version."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.release import diff_releases, write_changes
from pipeline.release.difference import ChangeRow, Difference
from pipeline.release.versions import ReleaseError
from tests.example_rows import NASTY
from tests.release.making import (
    Rows,
    add_event,
    correct,
    event_of,
    id_of,
    merge,
    move_mention,
    registered,
    registered_field,
    remove_event,
    rows_of,
    tables_of_release,
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tables_of_release(tmp_path_factory.mktemp("old") / "dist", rows_of())


@pytest.fixture
def against(old: Path, tmp_path: Path) -> Iterator[Callable[[Rows], Difference]]:
    """What differs from the dataset after a change of it, both as a whole release."""

    def find(rows: Rows) -> Difference:
        return diff_releases(old, tables_of_release(tmp_path / "dist", rows, "0.9.0"))

    yield find


def told(difference: Difference) -> list[tuple[str, str, str]]:
    return [(row.event_id[-1], row.change, row.cause) for row in difference.rows]


def split(rows: Rows) -> None:
    add_event(rows, 5)
    move_mention(rows, 2, to=5)


@pytest.mark.parametrize(
    ("change", "expected", "says"),
    [
        (lambda rows: add_event(rows, 5), [("5", "added", "source")], "1 event was added"),
        (lambda rows: remove_event(rows, 4), [("4", "withdrawn", "source")], "1 event was withdrawn"),
        (lambda rows: event_of(rows, 3).update(status="alleged"), [("3", "changed", "source")], "1 event was changed"),
        (merge, [("2", "merged", "source")], "1 event was merged into others"),
        (split, [("5", "split", "source")], "1 event was split from others"),
    ],
    ids=["added", "withdrawn", "changed", "merged", "split"],
)
def test_what_became_of_an_event_is_found(
    change: Callable[[Rows], Any], expected: list[tuple[str, str, str]], says: str, against: Callable[[Rows], Difference]
) -> None:
    found = against(rows_of(change, since_release="0.1.0"))
    assert told(found) == expected
    assert (found.step, found.next_version, [reason.says for reason in found.reasons]) == ("minor", "0.2.0", [says])
    assert (found.old, found.new, found.layout, found.note) == ("0.1.0", "0.9.0", (), None)


def test_a_changed_field_has_both_values_and_hard_texts_are_kept(against: Callable[[Rows], Difference]) -> None:
    found = against(rows_of(lambda rows: event_of(rows, 3).update(status="alleged", mode=None, summary=NASTY)))
    expected = [("mode", "disapprove", None), ("status", "occurred", "alleged")]
    assert [(row.field, row.old_value, row.new_value) for row in found.rows] == expected
    assert {row.summary for row in found.rows} == {NASTY}


def test_merged_and_split_events_name_one_another(against: Callable[[Rows], Difference]) -> None:
    def both(rows: Rows) -> None:
        merge(rows)
        split(rows)

    assert [(row.into, row.split_from) for row in against(rows_of(both)).rows] == [(id_of("evt", 1), None), (None, id_of("evt", 1))]


def test_the_cause_is_that_of_the_registry(against: Callable[[Rows], Difference]) -> None:
    def change(rows: Rows) -> None:
        event_of(rows, 3).update(status="alleged", mode=None)
        rows["event_history"].append(registered(id_of("evt", 3), "changed", version="0.2.0", cause="codebook"))
        rows["event_changes"] = [registered_field(id_of("evt", 3), "status", version="0.2.0", cause="code")]

    found = against(rows_of(change, since_release="0.1.0"))
    assert [(row.field, row.cause) for row in found.rows] == [("mode", "codebook"), ("status", "code")]


def test_a_correction_is_a_patch_with_credit(against: Callable[[Rows], Difference]) -> None:
    found = against(rows_of(lambda rows: correct(rows, 3, "status", "alleged"), since_release="0.1.0"))
    assert told(found) == [("3", "changed", "correction")]
    assert (found.step, found.next_version) == ("patch", "0.1.1")
    assert [(credit.field, credit.new_value, credit.corrected_by, credit.corrected_on) for credit in found.corrections] == [
        ("status", "alleged", "Ana Ruiz", "2026-11-02")
    ]


def test_what_follows_from_a_correction_is_a_patch_too(against: Callable[[Rows], Difference]) -> None:
    """A mention of the event, its parties and the actors may differ with it."""

    def change(rows: Rows) -> None:
        correct(rows, 1, "status", "alleged")
        rows["mentions"][0]["status"] = "alleged"
        rows["mention_actors"][0]["text"] = "Peru"
        rows["actor_names"].pop()
        rows["event_contexts"] = []

    found = against(rows_of(change))
    assert {change.table for change in found.tables} >= {"mentions", "mention_actors", "actor_names", "event_contexts"}
    assert found.step == "patch"


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows["coverage"].pop(),
        lambda rows: rows["mentions"][2].update(confidence=0.1),
        lambda rows: rows["event_links"].clear(),
    ],
)
def test_a_correction_does_not_hide_other_changes(change: Callable[[Rows], Any], against: Callable[[Rows], Difference]) -> None:
    def both(rows: Rows) -> None:
        correct(rows, 3, "status", "alleged")
        change(rows)

    assert against(rows_of(both)).step == "minor"


@pytest.mark.parametrize(("number", "more", "expected"), [(5, [], []), (0, [7], [("coverage", 1, 0)])])
def test_a_row_that_only_has_another_number_is_no_other_row(
    number: int, more: list[int], expected: list[tuple[str, int, int]], against: Callable[[Rows], Difference]
) -> None:
    def change(rows: Rows) -> None:
        first, last = rows["coverage"]
        rows["coverage"] = [first | {"coverage_no": number}, last, *(last | {"coverage_no": other} for other in more)]

    found = against(rows_of(change, since_release="0.1.0"))
    assert [(change.table, change.n_added, change.n_removed) for change in found.tables] == expected


def test_a_correction_of_an_earlier_release_is_not_new(tmp_path: Path) -> None:
    first = tables_of_release(tmp_path / "one" / "dist", rows_of(lambda rows: correct(rows, 3, "status", "alleged")))

    def change(rows: Rows) -> None:
        correct(rows, 3, "status", "alleged")
        correct(rows, 2, "status", "alleged", reason=NASTY)

    second = tables_of_release(tmp_path / "two" / "dist", rows_of(change, since_release="0.1.0"), "0.1.1")
    assert [credit.reason for credit in diff_releases(first, second).corrections] == [NASTY]


def test_a_correction_that_is_gone_was_taken_back_and_one_with_another_value_is_new(tmp_path: Path) -> None:
    def both(rows: Rows) -> None:
        correct(rows, 2, "status", "alleged")
        correct(rows, 3, "status", "alleged")

    first = tables_of_release(tmp_path / "one" / "dist", rows_of(both))
    fewer = rows_of(lambda rows: correct(rows, 3, "status", "announced"), since_release="0.1.0")
    second = tables_of_release(tmp_path / "two" / "dist", fewer, "0.1.1")
    found = diff_releases(first, second)
    assert [credit.target_id for credit in found.taken_back] == [id_of("evt", 2)]
    assert [(credit.target_id, credit.new_value) for credit in found.corrections] == [(id_of("evt", 3), "announced")]
    assert (found.step, found.next_version) == ("patch", "0.1.1")
    assert "1 correction was taken back" in [reason.says for reason in found.reasons]


def test_releases_that_are_given_the_wrong_way_round_are_noted(old: Path, tmp_path: Path) -> None:
    new = tables_of_release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5), since_release="0.1.0"), "0.2.0")
    found = diff_releases(new, old)
    assert (found.note or "").startswith("legation-0.2.0 is the newer release")
    assert "--since-release" not in (found.note or "")
    assert (told(found), found.next_version) == ([("5", "withdrawn", "source")], None)


@pytest.mark.parametrize(
    ("change", "table"),
    [
        (lambda rows: rows["quality"].pop(), "quality"),
        (lambda rows: rows["release_info"].append({"key": "licence", "value": "CC0-1.0"}), "release_info"),
        (lambda rows: rows["event_history"].pop(), "event_history"),
    ],
)
def test_what_is_said_of_the_data_is_a_patch(change: Callable[[Rows], Any], table: str, against: Callable[[Rows], Difference]) -> None:
    found = against(rows_of(change, since_release="0.1.0"))
    assert (found.step, [change.table for change in found.tables]) == ("patch", [table])


def test_another_version_and_another_build_are_no_difference(against: Callable[[Rows], Difference]) -> None:
    found = against(rows_of(since_release="0.1.0", code_sha256="1" * 64))
    assert (found.step, found.next_version, found.reasons, found.tables) == (None, None, (), ())


def test_a_release_and_itself_are_no_difference(old: Path, tmp_path: Path) -> None:
    for other in (old, Path(shutil.copytree(old, tmp_path / old.name))):
        found = diff_releases(old, other)
        assert (found.rows, found.layout, found.tables, found.step, found.next_version) == ((), (), (), None, None)


@pytest.mark.parametrize(("since", "is_noted"), [(None, True), ("0.0.9", True), ("0.1.0", False), ("0.2.0", False)])
def test_data_that_were_not_built_on_the_older_release_are_noted(
    since: str | None, is_noted: bool, against: Callable[[Rows], Difference]
) -> None:
    found = against(rows_of(**({"since_release": since} if since else {})))
    assert bool(found.note) == is_noted
    if found.note:
        assert found.note.endswith("Build with --since-release dist/legation-0.1.0 to carry identifiers on.")


def test_an_older_layout_is_compared_as_far_as_it_goes(old: Path, tmp_path: Path) -> None:
    older = outdated(Path(shutil.copytree(old, tmp_path / "legation-0.1.0")))
    new = tables_of_release(tmp_path / "new" / "dist", rows_of(lambda rows: event_of(rows, 3).update(status="alleged")), "0.2.0")
    found = diff_releases(older, new)
    assert [(row.field, row.change) for row in found.rows] == [("status", "changed")]
    assert {(change.step, change.place) for change in found.layout} == {
        ("minor", "corrections"), ("minor", "event_changes"), ("minor", "event_choices"), ("minor", "event_history.split_from")
    }  # fmt: skip
    assert found.step == "minor"
    back = diff_releases(new, older)
    assert (back.step, back.next_version) == ("major", None)
    assert ("major", "corrections", "was removed") in {(change.step, change.place, change.what) for change in back.layout}


def outdated(folder: Path) -> Path:
    """A release as it was before three tables and a column came."""
    gone = ("corrections", "event_changes", "event_choices")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [entry for entry in package["resources"] if entry["name"].removesuffix("-parquet") not in gone]
    for entry in package["resources"]:
        entry["schema"]["fields"] = [field for field in entry["schema"]["fields"] if field["name"] != "split_from"]
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with duckdb.connect(folder / "legation.duckdb") as connection:
        for table in gone:
            connection.execute(f"DROP TABLE {table}")
            (folder / "parquet" / f"{table}.parquet").unlink()
        connection.execute("ALTER TABLE event_history DROP split_from")
        connection.execute(f"COPY event_history TO '{folder / 'parquet' / 'event_history.parquet'}'")
    return folder


def test_a_newer_layout_is_compared_as_far_as_it_is_known(old: Path, tmp_path: Path) -> None:
    newer = Path(shutil.copytree(old, tmp_path / "legation-0.1.0"))
    package = json.loads((newer / "datapackage.json").read_text(encoding="utf-8"))
    for entry in package["resources"]:
        if entry["name"] == "events":
            entry["schema"]["fields"].append({"name": "mood", "type": "string"})
    (newer / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with duckdb.connect(newer / "legation.duckdb") as connection:
        connection.execute("CREATE TABLE moods AS SELECT 1 AS mood")
    found = diff_releases(old, newer)
    assert [(change.step, change.place) for change in found.layout] == [("minor", "events.mood")]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: shutil.rmtree(folder), "is no release: there is no such folder"),
        (lambda folder: (folder / "datapackage.json").unlink(), "is no release: its datapackage.json cannot be read"),
        (lambda folder: (folder / "legation.duckdb").write_text("text"), "is no release: legation.duckdb cannot be read"),
        (lambda folder: (folder / "legation.duckdb").unlink(), "is no release: legation.duckdb cannot be read"),
        (lambda folder: (folder / "parquet" / "events.parquet").write_text("text"), "cannot be read as a release"),
    ],
)
def test_what_is_no_release_is_named(spoil: Callable[[Path], Any], message: str, old: Path, tmp_path: Path) -> None:
    spoilt = Path(shutil.copytree(old, tmp_path / "legation-0.1.0"))
    spoil(spoilt)
    for pair in ((old, spoilt), (spoilt, old)):
        with pytest.raises(ReleaseError, match=message) as raised:
            diff_releases(*pair)
        assert raised.value.folder == spoilt


def test_a_database_of_something_else_is_named(old: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(old, tmp_path / "legation-0.1.0"))
    (other / "legation.duckdb").unlink()
    duckdb.connect(other / "legation.duckdb").close()
    with pytest.raises(ReleaseError, match="is no release"):
        diff_releases(old, other)


def test_the_rows_can_be_written(old: Path, tmp_path: Path) -> None:
    new = tables_of_release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5, summary=NASTY)), "0.2.0")
    write_changes(tmp_path / "changes", diff_releases(old, new))
    with duckdb.connect() as connection:
        (written,) = connection.execute(f"FROM read_csv('{tmp_path / 'changes' / 'changes.csv'}', all_varchar = true)").fetchall()
    assert ChangeRow(*written) == ChangeRow(id_of("evt", 5), "added", "source", None, None, None, None, None, NASTY)
