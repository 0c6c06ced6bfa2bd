"""A release's database goes in, what it adds to the prose of its codebook comes out: accuracy, coverage, views, citation, an example."""

import csv
import io
from collections.abc import Mapping

import duckdb

from pipeline.corrections import COLUMNS
from pipeline.release.descriptors.about import CREATOR, TITLE
from pipeline.release.pages.codebook import Extra, view_sections
from pipeline.release.pages.figures import Figures
from pipeline.release.pages.section import Grid
from pipeline.release.quality import ALL, quality_lines
from schemas.ontology import DATA_LICENCE

Connection = duckdb.DuckDBPyConnection


def read_extras(connection: Connection, figures: Figures, *, version: str) -> Mapping[str, Extra]:
    """Blocks and sections for chapters, by their titles."""
    return {
        "Measured accuracy": ((quality_lines(connection), *_fields(connection)), ()),
        "Known weaknesses": ((_coverage(connection),), ()),
        "Views and macros": ((), tuple(view_sections(figures.views))),
        "How to cite": ((_citation(version),), ()),
        "How to report an error": ((_correction(connection),), ()),
    }


def _fields(connection: Connection) -> tuple[str | Grid, ...]:
    """How often the fields of found events are right, over all sets."""
    found = connection.execute(
        "SELECT field, n_mentions, precision, precision_low, precision_high FROM quality"
        " WHERE document_set = ? AND format IS NULL AND event_type IS NULL AND precision IS NOT NULL AND recall IS NULL ORDER BY field",
        [ALL],
    ).fetchall()
    if not found:
        return ()
    rows = tuple((field, f"{n:,}", f"{share:.2f}", _interval(low, high)) for field, n, share, low, high in found)
    return "Of the events that were found, so many have the field right:", Grid(("field", "compared", "right", "95 % interval"), rows)


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low:.2f} to {high:.2f}"


def _coverage(connection: Connection) -> str:
    """How much of what was read could be coded."""
    summed = "SELECT coalesce(sum(n_read), 0), coalesce(sum(n_uncoded), 0), coalesce(sum(n_rejected), 0) FROM coverage"
    ((n_read, n_uncoded, n_rejected),) = connection.execute(summed).fetchall()
    return (
        f"Of {n_read:,} documents read for this release, {n_uncoded:,} were not coded because of their language, and {n_rejected:,}"
        " could not be used (`rejects` says why)."
    )


def _citation(version: str) -> str:
    bibtex = f"@misc{{legation,\n  author = {{{{{CREATOR}}}}},\n  title = {{{{{TITLE}}}}},\n  version = {{{version}}}\n}}"
    return f"> {CREATOR}: {TITLE}. Version {version}. Data set, {DATA_LICENCE}.\n\n```bibtex\n{bibtex}\n```"


def _correction(connection: Connection) -> str:
    """A file of corrections, for an event of this release where one has a day."""
    found = connection.execute(
        "SELECT event_id, date::VARCHAR, (date + 1)::VARCHAR FROM events WHERE date_precision = 'day' AND date IS NOT NULL"
        " ORDER BY confidence DESC, event_id LIMIT 1"
    ).fetchall()
    if not found:
        return ""
    event_id, old, new = found[0]
    reason = f"The gazette of that week dates it {new}."
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, (event_id, "date", old, new, reason, "Rosa Quispe", "2026-11-02")])
    return f"For example, if `{event_id}` were dated a day too early, the file would be:\n\n```csv\n{text.getvalue()}```"
