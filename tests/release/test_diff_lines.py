"""What `legation diff` prints: the counts, the first rows, and the version to come, with the reason."""

import json
from dataclasses import replace

import pytest

from pipeline.release.diff_lines import SHOWN, diff_figures, diff_lines
from pipeline.release.difference import ChangeRow, Credit, Difference, Reason
from pipeline.release.layout import LayoutChange

PLACES = ("dist/legation-0.1.0", "dist/legation-0.2.0")
NOTHING = Difference("0.1.0", "0.2.0", (), (), (), (), (), None, None)
FIX = Credit("mnt_1", "evt_1", "date", None, "2017-03-30", "The gazette\nsays so.", "Ana Ruiz", "2026-11-02")


def added(n: int, summary: str = "Peru met Chile.") -> Difference:
    rows = tuple(ChangeRow(f"evt_{number:016x}", "added", "source", None, None, None, None, None, summary) for number in range(n))
    return replace(NOTHING, rows=rows, reasons=(Reason("minor", f"{n} events were added"),), step="minor", next_version="0.2.0")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def lines(difference: Difference) -> list[str]:
    return list(diff_lines(difference, places=PLACES))


def test_no_difference_asks_for_no_version() -> None:
    assert lines(NOTHING) == ["0.1.0 → 0.2.0", "No difference: there is nothing to release."]


def test_rows_and_counts_are_tables() -> None:
    found = lines(added(2))
    assert "added           2     0         0           0    2" in found
    assert "evt_0000000000000001  added   source        Peru met Chile." in found
    assert found[-1] == "Next version after 0.1.0: 0.2.0, a minor step, because 2 events were added."


def test_a_changed_field_shows_both_values() -> None:
    row = ChangeRow("evt_1", "changed", "code", "date", "2017-08-11", None, None, None, "Peru met Chile.")
    assert any("date 2017-08-11 → nothing" in line for line in lines(replace(added(1), rows=(row,))))


def test_of_many_rows_the_first_are_shown_with_the_way_to_all() -> None:
    found = lines(added(SHOWN + 1500))
    assert sum(line.startswith("evt_") for line in found) == SHOWN
    assert (
        "... and 1,500 more rows; all are in the changes.csv of: legation diff dist/legation-0.1.0 dist/legation-0.2.0 --write DIR" in found
    )


def test_a_text_is_no_markup() -> None:
    assert any("[red]Peru[/red] met :smile:" in line for line in lines(added(1, "[red]Peru[/red] met :smile:")))


def test_layout_corrections_and_a_warning_are_told() -> None:
    layout = (LayoutChange("minor", "events.x", "is a new column"), LayoutChange("major", "events.y", "was removed"))
    found = lines(replace(added(1), layout=layout, corrections=(FIX,), note="Built on nothing."))
    assert found.index("layout, major: events.y was removed") < found.index("layout, minor: events.x is a new column")
    assert "correction: mnt_1, date: The gazette says so. (Ana Ruiz, 2026-11-02)" in found
    assert "Built on nothing." in found


def test_scripts_get_everything() -> None:
    figures = json.loads(json.dumps(diff_figures(replace(added(SHOWN + 5), corrections=(FIX,)))))
    assert len(figures["rows"]) == SHOWN + 5
    assert figures["counts"]["added"]["source"] == SHOWN + 5
    assert (figures["step"], figures["next_version"], figures["reasons"][0]["says"]) == ("minor", "0.2.0", "45 events were added")
    assert figures["corrections"][0]["corrected_by"] == "Ana Ruiz"


def test_corrections_that_were_taken_back_are_told() -> None:
    found = lines(replace(added(1), taken_back=(FIX,)))
    assert "correction taken back: mnt_1, date: The gazette says so. (Ana Ruiz, 2026-11-02)" in found


def test_releases_the_wrong_way_round_propose_no_version() -> None:
    found = lines(replace(added(1), next_version=None, note="legation-0.2.0 is the newer release."))
    assert found[-1] == "legation-0.2.0 is the newer release."
