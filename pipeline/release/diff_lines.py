"""What differs between two releases goes in, what `legation diff` shows of it comes out: lines for people, figures for scripts."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table

from pipeline.release.causes import count_changes
from pipeline.release.changes import changed_field, one_line
from pipeline.release.difference import ChangeRow, Credit, Difference
from pipeline.release.steps import because
from pipeline.release.versions import STEPS
from schemas.tables import ENUMS

SHOWN = 40  # rows


def diff_figures(difference: Difference) -> dict[str, Any]:
    """All of it, ready for JSON; `counts` are events by change and cause."""
    return {**asdict(difference), "counts": count_changes(difference.rows)}


def diff_lines(difference: Difference, *, places: tuple[str, str]) -> Iterator[str]:
    """Counts, changes of the layout, corrections, the first rows, the version proposed; `places` are the folders as the user names them."""
    yield f"{difference.old} → {difference.new}"
    if difference.step is None:
        yield "No difference: there is nothing to release."
        return
    if difference.rows:
        yield from _counts(difference.rows)
    for change in sorted(difference.layout, key=lambda change: -STEPS.index(change.step)):
        yield f"layout, {change.step}: {change.place} {change.what}"
    for credit in difference.corrections:
        yield _correction("correction", credit)
    for credit in difference.taken_back:
        yield _correction("correction taken back", credit)
    if difference.rows:
        yield from _rows(difference.rows[:SHOWN])
    if len(difference.rows) > SHOWN:
        old, new = places
        yield f"... and {len(difference.rows) - SHOWN:,} more rows; all are in the changes.csv of: legation diff {old} {new} --write DIR"
    if difference.note:
        yield difference.note
    if difference.next_version:
        step = f"a {difference.step} step, because {because(difference.reasons)}"
        yield f"Next version after {difference.old}: {difference.next_version}, {step}."


def _correction(what: str, credit: Credit) -> str:
    return one_line(f"{what}: {credit.target_id}, {credit.field}: {credit.reason} ({credit.corrected_by}, {credit.corrected_on})")


def _counts(rows: Iterable[ChangeRow]) -> Iterator[str]:
    causes = (*ENUMS["cause"], "all")
    table = _table("events")
    for cause in causes:
        table.add_column(cause, justify="right")
    for change, counts in count_changes(rows).items():
        table.add_row(change, *(f"{counts[cause]:,}" for cause in causes))
    yield from _lines(table)


def _rows(rows: Iterable[ChangeRow]) -> Iterator[str]:
    table = _table("event", "change", "cause", "what", "summary")
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(row.event_id, row.change, row.cause, one_line(changed_field(row)), one_line(row.summary))
    yield from _lines(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="")
    for column in columns:
        table.add_column(column)
    return table


def _lines(table: Table) -> Iterator[str]:
    """The table as wide as the terminal; texts are shown as they are, without rich's markup."""
    text = StringIO()
    console = Console(file=text, width=shutil.get_terminal_size((160, 24)).columns, markup=False, highlight=False, emoji=False)
    console.print(table)
    yield from (line.rstrip() for line in text.getvalue().splitlines())
    yield ""
