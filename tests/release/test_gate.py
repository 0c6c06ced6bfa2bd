from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.release import ReleaseError
from pipeline.release.bands import Accuracy, Band, Ids, Measured, Rows
from pipeline.release.gate import Verdict, check_gate, what_stops
from tests.release.making import Rows as Data
from tests.release.making import add_event, build, event_of, id_of, registered, remove_event, rows_of

WHY = "It is a rule."


def folder_of(place: Path, change: Callable[[Data], Any] | None = None, **facts: str) -> Path:
    """What the gate reads of a release: a folder with its database."""
    place.mkdir()
    build(place / "legation.duckdb", rows_of(change, **facts))
    return place


def only(folder: Path, previous: Path | None, band: Band) -> Verdict:
    [verdict] = check_gate(folder, previous, [band])
    return verdict


def of_f1(least: float, *, set: str = "all", field: str = "detection", from_: int = 0) -> Accuracy:
    return Accuracy(set=set, field=field, measure="f1", least=least, from_=from_, reason=WHY)


def test_accuracy_is_judged_by_the_row_over_all_types_and_formats(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "r")
    kept, left = only(folder, None, of_f1(0.8)), only(folder, None, of_f1(0.81))
    assert (kept.name, kept.value, kept.band, kept.ok) == ("f1 of detection, all sets", 0.8, "0.80 or more", True)
    assert kept.says == "It is 0.800."
    assert (left.value, left.ok, left.says) == (0.8, False, f"It is 0.800. {WHY}")


def test_each_set_is_judged_where_it_has_enough_events(tmp_path: Path) -> None:
    def add(rows: Data) -> None:
        for number, (name, n, share) in enumerate((("news", 40, 0.7), ("wires", 10, 0.1)), start=10):
            measured = {"quality_no": number, "document_set": name, "n": n, "f1": share, "f1_low": 0.0, "f1_high": 1.0}
            rows["quality"].append(rows["quality"][0] | measured)

    verdicts = check_gate(folder_of(tmp_path / "r", add), None, [of_f1(0.75, set="each", from_=30)])
    assert [(verdict.name, verdict.ok) for verdict in verdicts] == [("f1 of detection, set news", False)]


def test_what_was_not_measured_leaves_its_band(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "r", lambda rows: rows["quality"].clear())
    left = Verdict("f1 of detection, all sets", None, "0.10 or more", False, f"It was not measured. {WHY}")
    assert only(folder, None, of_f1(0.1)) == left
    assert only(folder, None, of_f1(0.0)).ok
    none = only(folder, None, Measured(least=1, reason=WHY))
    assert (none.value, none.ok) == (0, False)
    assert "--quality" in none.says
    some = only(folder_of(tmp_path / "s"), None, Measured(least=20, reason=WHY))
    assert (some.value, some.ok) == (20, True)


def test_without_a_release_before_there_is_nothing_to_compare(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "r")
    for band in (Ids(most=0, reason=WHY), Rows(count="events", least=1, most=1, reason=WHY)):
        verdict = only(folder, None, band)
        assert (verdict.value, verdict.ok) == (None, True)
        assert "no release before" in verdict.says


@pytest.mark.parametrize(
    ("entry", "n_lost"),
    [
        ({"change": "withdrawn", "cause": "source"}, 0),
        ({"change": "withdrawn", "cause": "correction"}, 0),
        ({"change": "merged", "cause": "source", "into": id_of("evt", 1)}, 0),
        ({"change": "withdrawn", "cause": "code"}, 1),
        ({"change": "merged", "cause": "code", "into": id_of("evt", 1)}, 1),
        ({"change": "withdrawn", "cause": "codebook"}, 1),
        ({"change": "withdrawn", "cause": "source", "version": "0.1.0"}, 1),  # that is how it was before; it came back since
        ({"change": "changed", "cause": "source"}, 1),
        (None, 1),
    ],
)
def test_an_event_is_lost_where_no_document_or_correction_took_it(tmp_path: Path, entry: dict[str, str] | None, n_lost: int) -> None:
    def lose(rows: Data) -> None:
        remove_event(rows, 2)
        for mention in rows["mentions"]:
            if mention["event_id"] == id_of("evt", 2):
                mention["event_id"] = id_of("evt", 1)
        rows["event_history"] = [row for row in rows["event_history"] if row["event_id"] != id_of("evt", 2)]
        if entry:
            rows["event_history"].append(registered(id_of("evt", 2), **{"version": "0.2.0", **entry}))

    previous, folder = folder_of(tmp_path / "old"), folder_of(tmp_path / "new", lose, since_release="0.1.0")
    n = len(rows_of()["events"])
    verdict = only(folder, previous, Ids(most=0.5 / n, reason=WHY))
    assert (verdict.value, verdict.ok) == (n_lost / n, not n_lost)
    assert f"Of {n} events in the release before, 1 are gone, {n_lost} of them" in verdict.says


def test_an_event_whose_documents_are_gone_is_accounted_for(tmp_path: Path) -> None:
    def lose(rows: Data) -> None:
        gone = {mention["source_id"] for mention in rows["mentions"] if mention["event_id"] == id_of("evt", 2)}
        remove_event(rows, 2)
        for mention in rows["mentions"]:
            if mention["event_id"] == id_of("evt", 2):
                mention["event_id"] = id_of("evt", 1)
        kept = next(row["source_id"] for row in rows["sources"] if row["source_id"] not in gone)
        for table in ("mentions", "sections", "section_contexts", "citations"):
            for row in rows[table]:
                row["source_id"] = kept if row["source_id"] in gone and table == "mentions" else row["source_id"]
            rows[table] = [row for row in rows[table] if row["source_id"] not in gone and row.get("cited_source_id") not in gone]
        rows["sources"] = [row for row in rows["sources"] if row["source_id"] not in gone]
        rows["event_history"] = []

    previous, folder = folder_of(tmp_path / "old"), folder_of(tmp_path / "new", lose, since_release="0.1.0")
    assert only(folder, previous, Ids(most=0, reason=WHY)).ok


def test_rows_are_compared_with_those_of_the_release_before(tmp_path: Path) -> None:
    n = len(rows_of()["events"])
    previous, folder = folder_of(tmp_path / "old"), folder_of(tmp_path / "new", lambda rows: add_event(rows, 9), since_release="0.1.0")
    grown = only(folder, previous, Rows(count="events", least=0.5, most=1.1, reason=WHY))
    assert (grown.value, grown.ok, grown.band) == ((n + 1) / n, False, "0.5 to 1.1 times as many")
    assert grown.says == f"There are {n + 1}; in the release before, there were {n}. {WHY}"
    assert not only(previous, folder, Rows(count="events", least=1, most=2, reason=WHY)).ok
    assert only(folder, previous, Rows(count="documents", least=1, most=1, reason=WHY)).value == 1
    few = only(folder, previous, Rows(count="events", least=0.5, most=1.1, from_=n + 1, reason=WHY))
    assert (few.value, few.ok) == (None, True)


def test_what_would_stop_names_each_band_that_is_left(tmp_path: Path) -> None:
    def be_good(rows: Data) -> None:
        good = dict.fromkeys(("precision", "precision_high", "recall", "recall_high", "f1", "f1_high"), 0.95)
        rows["quality"] = [rows["quality"][0] | {"n": 200} | good]
        rows["quality"].append(rows["quality"][0] | {"quality_no": 1, "field": "strict"})

    good = folder_of(tmp_path / "legation-0.1.0", be_good)
    assert what_stops(good) == ()
    bad = folder_of(tmp_path / "legation-0.2.0", lambda rows: event_of(rows, 1), since_release="0.1.0")
    stops = what_stops(bad)
    assert [stop.split(":")[0] for stop in stops][:2] == ["measurements", "precision of detection, all sets"]
    assert "f1 of strict, all sets: It was not measured." in " ".join(stops)


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="is no release"):
        check_gate(tmp_path, None, [])
