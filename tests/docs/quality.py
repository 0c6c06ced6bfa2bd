"""`pipeline/measured.json` goes in, the page on measured quality comes out."""

import json
from pathlib import Path
from typing import Any

from pipeline.release.pages.section import Grid
from tests.docs.myst import grid, page

MEASURED = Path(__file__).resolve().parents[2] / "pipeline" / "measured.json"
SETS = {
    "all": "all of these",
    "sample": "the sample that ships",
    "seeds": "five documents that the project began with",
    "digest": "pages of a news digest",
    "articles": "news and blogs",
    "encyclopedia": "encyclopedia articles",
}
FIELDS = {
    "act": "act",
    "mode": "mode",
    "actor": "codes of the actors",
    "recipient": "codes of the recipients",
    "date": "date and its precision",
    "names": "names of persons and bodies, as a list and to the letter",
}
Row = dict[str, Any]

INTRODUCTION = """\
The coder is compared with documents that people coded by hand under the [rules of coding](../codebook/rules.md). *Precision* is the
share of what it found that people coded too, *recall* the share of what people coded that it found, *f1* their harmonic mean. An event
counts as found where its type, one of its parties and its words agree. In brackets are 95 % intervals, by document: what is wrong once in
a document is often wrong in it twice.

The rules and words were made while looking at most of these documents. Expect less from others. The single sentences at the end of this
page say how much: half of them were never read while tuning."""

MEASURE = """\
Figures are measured again with one command; the file it writes goes into a build, and from there into the tables
[`quality`](../tables/quality.md) and [`calibration`](../tables/calibration.md), `QUALITY.md` and the README of a release:

<!-- not run: codes the sample once more, which the README's line with --split does -->
```bash
legation evaluate pipeline/sample/gold.jsonl --docs pipeline/sample/corpus --write build/measured.json
legation build --quality build/measured.json
```"""


def quality_pages() -> dict[str, str]:
    """The page by its path below `docs/`."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    rows: list[Row] = measured["quality"]
    parts = (
        INTRODUCTION,
        "## By set of documents\n\n*All right* is the f1 where act, actors, recipients and date must be right as well.",
        _by_set(rows),
        "## By type of event",
        _by_type(rows),
        "## By field\n\nOf the events that were found, so many have the field right:",
        _by_field(rows),
        "## By format",
        _by_format(rows),
        "## Reports of one event\n\nHow well reports of one event are put together:",
        _merging(rows),
        "## How far confidence can be believed\n\nOf the mentions in a band of `confidence`, so many were right:",
        _calibration(measured["calibration"]),
        "## Single sentences",
        _sentences(rows),
        "## Measure it again",
        MEASURE,
    )
    return {"method/quality.md": page("Measured quality", "`pipeline/measured.json`", *parts)}


def _by_set(rows: list[Row]) -> str:
    found = [(name, words) for name, words in SETS.items() if _rows(rows, document_set=name, field="detection")]
    cells = tuple(
        (words, *_cells(_one(rows, document_set=name, field="detection")), _share(_one(rows, document_set=name, field="strict"), "f1"))
        for name, words in found
    )
    return grid(Grid(("documents", "events", "precision", "recall", "f1", "all right"), cells), {})


def _by_type(rows: list[Row]) -> str:
    found = [row for row in rows if (row["document_set"], row["format"], row["field"]) == ("all", None, "detection") and row["event_type"]]
    cells = tuple((f"[`{row['event_type']}`](../codebook/types.md#type-{row['event_type'].lower()})", *_cells(row)) for row in found)
    return grid(Grid(("type", "events", "precision", "recall", "f1"), cells), {})


def _by_field(rows: list[Row]) -> str:
    found = [(words, _one(rows, field=name)) for name, words in FIELDS.items()]
    cells = tuple((words, str(row["n"]), _share(row, "precision")) for words, row in found)
    return grid(Grid(("field", "compared", "right"), cells), {})


def _by_format(rows: list[Row]) -> str:
    found = [row for row in rows if (row["document_set"], row["event_type"], row["field"]) == ("all", None, "detection") and row["format"]]
    return grid(Grid(("format", "events", "precision", "recall", "f1"), tuple((row["format"], *_cells(row)) for row in found)), {})


def _merging(rows: list[Row]) -> str:
    measures = (("same-event", "pairs of mentions that people coded as one event"), ("b-cubed", "company of each mention (B-cubed)"))
    cells = tuple((words, *_cells(_one(rows, field=field))) for field, words in measures)
    return grid(Grid(("measured by", "compared", "precision", "recall", "f1"), cells), {})


def _calibration(bands: list[Row]) -> str:
    found = [band for band in bands if band["document_set"] == "all"]
    cells = tuple((f"{band['low']:.2f} to {band['high']:.2f}", str(band["n"]), _share(band, "share_right", "share")) for band in found)
    return grid(Grid(("confidence", "mentions", "right"), cells), {})


def _sentences(rows: list[Row]) -> str:
    whole, mean = (_one(rows, document_set="sentences", field=field) for field in ("relation", "relation-macro"))
    return (
        f"On {whole['n']:,} single news sentences with one marked pair each, the type of what is done between the pair is right with a"
        f" precision of {_share(whole, 'precision')} and a recall of {_share(whole, 'recall')}; the mean f1 of the types is"
        f" {mean['f1']:.2f}."
    )


def _one(rows: list[Row], *, document_set: str = "all", field: str) -> Row:
    [row] = _rows(rows, document_set=document_set, field=field)
    return row


def _rows(rows: list[Row], *, document_set: str, field: str) -> list[Row]:
    wanted = (document_set, field, None, None)
    return [row for row in rows if (row["document_set"], row["field"], row["format"], row["event_type"]) == wanted]


def _cells(row: Row) -> tuple[str, ...]:
    return (str(row["n"]), *(_share(row, name) for name in ("precision", "recall", "f1")))


def _share(row: Row, name: str, bounds: str = "") -> str:
    """A share with its interval, whose ends are called as it is, or as `bounds` says."""
    low, high = (row[f"{bounds or name}_{end}"] for end in ("low", "high"))
    return f"{row[name]:.2f} ({low:.2f}–{high:.2f})"
