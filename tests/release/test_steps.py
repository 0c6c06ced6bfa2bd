"""The step that a version must make, and the reasons that users are given."""

import pytest

from pipeline.release.difference import ChangeRow, Credit, Reason, TableChange
from pipeline.release.layout import LayoutChange
from pipeline.release.steps import because, largest, reasons_of

FIX = Credit("evt_1", "evt_1", "date", None, "2017-03-30", "The gazette says so.", "Ana Ruiz", "2026-11-02")


def row(event_id: str, change: str, cause: str = "source", field: str | None = None) -> ChangeRow:
    return ChangeRow(event_id, change, cause, field, None, None, None, None, "It happened.")


def test_nothing_needs_no_step() -> None:
    assert reasons_of((), (), (), ()) == ()
    assert largest(()) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("added", "2 events were added"),
        ("withdrawn", "2 events were withdrawn"),
        ("changed", "2 events were changed"),
        ("merged", "2 events were merged into others"),
        ("split", "2 events were split from others"),
    ],
)
@pytest.mark.parametrize("cause", ["source", "code", "codebook"])
def test_what_documents_coder_and_codebook_change_is_a_minor_step(change: str, says: str, cause: str) -> None:
    reasons = reasons_of([row("a", change, cause), row("b", change, cause)], (), (), ())
    assert reasons == (Reason("minor", says),)


def test_what_corrections_change_is_a_patch() -> None:
    tables = [TableChange("corrections", 1, 0, 0), TableChange("events", 1, 1, 0)]
    reasons = reasons_of([row("a", "changed", "correction", "date"), row("a", "changed", "correction", "act")], (), tables, [FIX])
    assert reasons == (Reason("patch", "1 event was changed by corrections"), Reason("patch", "1 correction was made"))


def test_an_event_that_the_coder_changed_too_is_not_only_corrected() -> None:
    reasons = reasons_of([row("a", "changed", "correction", "date"), row("a", "changed", "code", "act")], (), (), [FIX])
    assert because(reasons) == "1 event was changed"
    assert largest(reasons) == "minor"


def test_rows_that_no_event_tells_of_are_a_minor_step() -> None:
    tables = [TableChange("coverage", 1, 1, 2), TableChange("quality", 9, 9, 0), TableChange("sources", 3, 0, 3)]
    assert reasons_of((), (), tables, ()) == (Reason("minor", "rows of coverage and sources differ"),)
    assert because(reasons_of([row("a", "added")], (), tables, ())) == "1 event was added"


def test_rows_of_other_tables_than_the_corrected_ones_are_a_minor_step() -> None:
    reasons = reasons_of([row("a", "changed", "correction")], (), [TableChange("sources", 1, 0, 1)], [FIX])
    assert because(reasons) == "rows of sources differ"
    assert [reason.step for reason in reasons] == ["minor", "patch", "patch"]


def test_what_is_no_data_is_a_patch() -> None:
    assert reasons_of((), (), [TableChange("quality", 1, 1, 0)], ()) == (Reason("patch", "rows of quality differ"),)


def test_the_largest_step_of_the_layout_comes_first() -> None:
    layout = [
        LayoutChange("minor", "events.mode", "is a new column"),
        *(LayoutChange("major", f"events.{name}", "was removed") for name in "abcde"),
        LayoutChange("patch", "events.x", "is described in other words"),
    ]
    reasons = reasons_of([row("a", "added")], layout, (), ())
    assert largest(reasons) == "major"
    assert because(reasons) == "events.a was removed, events.b was removed, events.c was removed, 2 more changes of the layout"
