"""The two files that say what differs: every row for programs, a page that can be read for people."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.release.changes import SHOWN, write_changes, write_first_changes
from pipeline.release.difference import ChangeRow, Credit, Difference, Reason, TableChange
from pipeline.release.layout import LayoutChange
from pipeline.release.versions import ReleaseError
from tests.example_rows import NASTY

HARD = ['a, "b"', "two\nlines", "a lone\rreturn", "both\r\n", " spaces ", "'", "", "null", "NA", "=1+1", "| a | b |", NASTY]
FIX = Credit("mnt_1", "evt_1", "date", None, "2017-03-30", "The *gazette*\nsays so.", "Ana Ruiz", "2026-11-02")


def row(event_id: str, change: str = "added", cause: str = "source", summary: str = "Peru met Chile.", **values: str | None) -> ChangeRow:
    empty: dict[str, str | None] = dict.fromkeys(("field", "old_value", "new_value", "into", "split_from"))
    return ChangeRow(event_id, change, cause, **(empty | values), summary=summary)


def difference(
    *rows: ChangeRow, layout: tuple[LayoutChange, ...] = (), corrections: tuple[Credit, ...] = (), note: str | None = None
) -> Difference:
    reasons = (Reason("minor", "2 events were added"), Reason("patch", "1 correction was made"))
    return Difference("0.1.0", "0.2.0", rows, layout, (TableChange("events", 1200, 3, 0),), corrections, reasons, "minor", "0.2.0", note)


def read(folder: Path) -> list[dict[str, str]]:
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_is_a_line_of_the_csv_file(tmp_path: Path) -> None:
    write_changes(
        tmp_path / "new",
        difference(
            row("evt_1", "changed", "code", field="date", old_value=None, new_value="2017-08-11"),
            row("evt_2", "merged", "source", into="evt_3"),
            row("evt_4", "split", "source", split_from="evt_3"),
        ),
    )
    assert (tmp_path / "new" / "changes.csv").read_text(encoding="utf-8").splitlines() == [
        "event_id,change,cause,field,old_value,new_value,into,split_from,summary",
        "evt_1,changed,code,date,,2017-08-11,,,Peru met Chile.",
        "evt_2,merged,source,,,,evt_3,,Peru met Chile.",
        "evt_4,split,source,,,,,evt_3,Peru met Chile.",
    ]


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    write_changes(tmp_path, difference(row("evt_1", "changed", field="summary", old_value=text, new_value="x", summary=text)))
    [found] = read(tmp_path)
    cell = f"'{text}" if text.startswith("=") else text  # as in every CSV file of a release, for the sake of spreadsheets
    assert (found["old_value"], found["new_value"], found["summary"]) == (cell, "x", cell)


def test_hard_texts_stay_in_one_line_of_the_page(tmp_path: Path) -> None:
    write_changes(tmp_path, difference(*(row(f"evt_{number}", summary=text) for number, text in enumerate(HARD))))
    page = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert [line[:8] for line in page.splitlines() if line.startswith("- ")] == [f"- `evt_{number}`"[:8] for number in range(len(HARD))]
    assert "\\| a \\| b \\|" in page


def test_the_page_says_what_changed_and_whom_to_thank(tmp_path: Path) -> None:
    layout = (
        LayoutChange("minor", "events.act", "has the new code talk"),
        LayoutChange("major", "events.mode", "was removed"),
        LayoutChange("minor", "mentions.act", "has the new code talk"),
    )
    rows = (
        row("evt_1", "changed", "code", field="act", old_value=None, new_value="meet"),
        row("evt_1", "changed", "correction", field="date", old_value="2017-08-11", new_value=None),
        row("evt_2", "merged", into="evt_3"),
        row("evt_4", "split", split_from="evt_3"),
        row("evt_5", "withdrawn", "codebook"),
    )
    write_changes(tmp_path, difference(*rows, layout=layout, corrections=(FIX,), note="Built on nothing."))
    assert (tmp_path / "CHANGES.md").read_text(encoding="utf-8") == (
        """# Changes in 0.2.0

Against legation-0.1.0, a minor step: 2 events were added.

Built on nothing.

| events | source | code | codebook | correction | all |
|---|---|---|---|---|---|
| added | 0 | 0 | 0 | 0 | 0 |
| changed | 0 | 1 | 0 | 1 | 1 |
| merged | 1 | 0 | 0 | 0 | 1 |
| split | 1 | 0 | 0 | 0 | 1 |
| withdrawn | 0 | 0 | 1 | 0 | 1 |

## Layout

- major, was removed: `events.mode`
- minor, has the new code talk: `events.act`, `mentions.act`

## Rows

A changed row counts as one that is new and one that is gone.

| table | new | gone |
|---|---|---|
| `events` | 1,200 | 3 |

## Corrections

New in this release, with thanks to those who found and reviewed them; the table `corrections` has all.

- `mnt_1`: date nothing → 2017-03-30. The \\*gazette\\* says so. (Ana Ruiz, 2026-11-02)

## Changed

- `evt_1` Peru met Chile. · act nothing → meet; date 2017-08-11 → nothing (code, correction)

## Merged

- `evt_2` Peru met Chile. · into evt_3 (source)

## Split

- `evt_4` Peru met Chile. · from evt_3 (source)

## Withdrawn

- `evt_5` Peru met Chile. (codebook)
"""
    )


def test_the_page_lists_corrections_that_were_taken_back(tmp_path: Path) -> None:
    write_changes(tmp_path, replace(difference(), taken_back=(FIX,)))
    page = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    _, section = page.split("## Corrections taken back\n\n")
    assert section.splitlines()[2] == "- `mnt_1`: date nothing → 2017-03-30. The \\*gazette\\* says so. (Ana Ruiz, 2026-11-02)"


def test_a_long_list_points_to_the_csv_file(tmp_path: Path) -> None:
    write_changes(tmp_path, difference(*(row(f"evt_{number:04}") for number in range(SHOWN + 1200))))
    page = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert page.endswith("- and 1,200 more: `changes.csv` lists all.\n")
    assert page.count("- `evt_") == SHOWN
    assert len(read(tmp_path)) == SHOWN + 1200


def test_without_a_difference_the_page_says_so(tmp_path: Path) -> None:
    write_changes(tmp_path, Difference("0.1.0", "0.1.1", (), (), (), (), (), None, None))
    assert (tmp_path / "CHANGES.md").read_text() == "# Changes in 0.1.1\n\nAgainst legation-0.1.0: no difference.\n"
    assert read(tmp_path) == []


def test_a_first_release_says_so_and_thanks_too(tmp_path: Path) -> None:
    write_first_changes(tmp_path, "0.1.0", [FIX])
    page = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert page.startswith("# Changes in 0.1.0\n\nFirst release.\n\n## Corrections\n")
    assert "(Ana Ruiz, 2026-11-02)" in page
    assert read(tmp_path) == []


def test_a_release_that_carries_on_one_from_elsewhere_is_no_first_one(tmp_path: Path) -> None:
    write_first_changes(tmp_path, "0.5.0", [], since="0.4.0")
    page = (tmp_path / "CHANGES.md").read_text(encoding="utf-8")
    assert page == "# Changes in 0.5.0\n\nIt carries on legation-0.4.0, which did not lie with it to be compared.\n"


def test_nothing_is_written_into_a_release(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").touch()
    with pytest.raises(ReleaseError, match="a release is never changed"):
        write_changes(tmp_path, difference())
    assert [path.name for path in tmp_path.iterdir()] == ["SHA256SUMS"]
