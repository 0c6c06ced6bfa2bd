import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.release.quality.page import write_quality
from tests.release.making import Rows, add_event, build, id_of, registered, remove_event, rows_of


def page_of(place: Path, change: Callable[[Rows], Any] | None = None, *, previous: Path | None = None, **facts: str) -> str:
    """QUALITY.md of a release of the example dataset after a change."""
    place.mkdir()
    build(place / "legation.duckdb", rows_of(change, **facts))
    write_quality(place, previous, version="0.2.0" if previous else "0.1.0")
    return (place / "QUALITY.md").read_text(encoding="utf-8")


def section_of(page: str, title: str) -> str:
    return page.split(f"## {title}\n")[1].split("\n## ")[0]


def test_the_page_gives_each_figure_with_its_interval(tmp_path: Path) -> None:
    def measured(rows: Rows) -> None:
        strict = rows["quality"][0] | {"quality_no": 5, "field": "strict", "f1_low": 0.7, "f1_high": 0.9}
        named = rows["quality"][1] | {"quality_no": 6, "field": "actor", "recall": None, "f1": None}
        rows["quality"] += [strict, named, rows["quality"][0] | {"quality_no": 7, "document_set": "news | wires"}]
        rows["quality"].append(rows["quality"][0] | {"quality_no": 8, "document_set": "sentences", "field": "relation"})

    page = page_of(tmp_path / "r", measured)
    assert page.startswith("# How good Legation 0.1.0 is\n\n**Of the events that the coder finds, 0.80 (0.80 to 0.80) are right;")
    sets = section_of(page, "What was measured")
    assert "| **all** | 3 | 20 | 9 | 0.80 (0.80 to 0.80) | 0.80 (0.80 to 0.80) | 0.80 (0.80 to 0.80) | 0.80 (0.70 to 0.90) |" in sets
    assert r"| news \| wires | 3 | 20 |" in sets
    assert "| sentences: type of the marked pair | 20 | 9 | 0.80" in sets
    types = section_of(page, "By type of event")
    assert types.index("| ACCUSE | 20 | 9 | 0.75") < types.index("| SANCTION | 20 | 9 |  |  |  |  |")
    assert "| ACCUSE | 0.75 (0.75 to 0.75) |" in section_of(page, "By field")
    assert "`WHERE confidence" not in page  # no threshold leaves 95 of 100 right


def test_without_measurements_the_page_says_so_and_publishing_would_stop(tmp_path: Path) -> None:
    page = page_of(tmp_path / "r", lambda rows: (rows["quality"].clear(), rows["calibration"].clear(), rows["coverage"].clear()))
    assert "**No measurements came with this release.**" in page
    assert "No confidence was measured for this release." in page
    assert "No document was read." in page
    assert "| **left** | measurements | 100 events or more | Nothing was measured" in section_of(page, "May it be published?")


def test_a_threshold_is_proposed_where_one_leaves_nearly_only_right_mentions(tmp_path: Path) -> None:
    page = page_of(tmp_path / "r", lambda rows: rows["calibration"][1].update(kept_precision=0.96, kept_recall=0.7))
    assert "`WHERE confidence >= 0.5` keeps mentions of which 96 of 100 are right, and finds 70 of 100 that people coded." in page


def test_coverage_is_given_by_publisher_and_year_and_cut_where_it_is_long(tmp_path: Path) -> None:
    page = section_of(page_of(tmp_path / "r"), "What was read")
    assert "| (none named) | no date | 1 | 1 | 0 | 0 | 0 |" in page
    assert "| The Paper | no date | 1 | 1 | 0 | 0 | 0 |" in page
    assert "| **all** |  | **2** | **2** | **0** | **0** | **0** |" in page

    def more(rows: Rows) -> None:
        row = rows["coverage"][0]
        rows["coverage"] += [row | {"coverage_no": number, "publisher": f"P{number}"} for number in range(2, 100)]

    long = section_of(page_of(tmp_path / "long", more), "What was read")
    assert "and 40 more rows" in long
    assert "| **all** |  | **100** |" in long


def test_the_page_counts_what_kept_its_identifier(tmp_path: Path) -> None:
    def differ(rows: Rows) -> None:
        add_event(rows, 9)
        rows["event_history"].append(registered(id_of("evt", 9), "added", version="0.2.0"))

    page_of(tmp_path / "old")
    page = page_of(tmp_path / "new", differ, previous=tmp_path / "old", since_release="0.1.0")
    n = len(rows_of()["events"])
    told = section_of(page, "Identifiers that last")
    assert f"Version 0.1.0 had {n} events; {n}, 100.0 % of them, are still there under their identifiers." in told
    assert re.search(r"\| events \| source \| code \| codebook \| correction \|\n.*\n\| added \| 1 \| 0 \| 0 \| 0 \|", told)
    assert "| within | identifiers | at most 2 % lost |" in page


def test_every_heading_is_linked_and_every_picture_is_there(tmp_path: Path) -> None:
    page = page_of(tmp_path / "r")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert re.findall(r"^- \[(.+)\]\(#", page, re.MULTILINE) == headings
    pictures = re.findall(r"\]\((pictures/.+?)\)", page)
    assert len(pictures) == 4
    assert all((tmp_path / "r" / picture).is_file() for picture in pictures)
    assert "$" not in page


@pytest.mark.parametrize("number", [1, 2])
def test_the_page_is_the_same_each_time(tmp_path: Path, number: int) -> None:
    pages = {page_of(tmp_path / place, lambda rows: remove_event(rows, 99 + number)) for place in ("one", "other")}
    assert len(pages) == 1
