"""What a run did in; what Prefect shows of it out: a summary, its sources, what went wrong, how good the data are, what changed in them.

Titles, addresses and summaries are words of strangers: they are shown as text, whatever they hold.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import open_database
from pipeline.fetch import FetchSummary
from pipeline.flows.account import Account
from pipeline.publish import Publication
from pipeline.release.pages.markdown import markdown_of
from pipeline.release.pages.section import Grid, Section, escaped, shortened
from pipeline.summary import BuildSummary, ReleaseSummary, counted

Row = dict[str, Any]

SHOWN = 30  # events among the changes
LONGEST = 300  # characters of a text


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing to show: Markdown, or the rows of a table, whose cells are words of ours and figures; `title` is Markdown of one line."""

    part: str
    title: str
    content: str | list[Row]


def shown_of_refresh(account: Account) -> Iterator[Shown]:
    """What is shown of a refresh, as far as it came."""
    title = f"Refresh of {escaped(account.corpus or account.plan.corpus.name)}"
    yield Shown("summary", title, _rows(_figures(account)))
    failed = account.fetch.failed if account.fetch else ()
    yield _notes(account.problems, [*(f"Source {source.name}: {source.problem}" for source in failed), *account.warnings])
    if account.fetch:
        yield _sources(account.fetch)
    if account.publications:
        yield shown_publications(account.publications)
    if account.checked:
        yield from _shown_of_data(account.plan.db)


def shown_of_release(summary: ReleaseSummary) -> Iterator[Shown]:
    """What is shown of a release, and of the data in it."""
    figures = {"version": summary.version, "is new": summary.created, **summary.tables}
    yield Shown("summary", f"Release {escaped(summary.version)}", _rows(figures))
    yield _notes((), [*([summary.note] if summary.note else []), *summary.stops])
    yield from _shown_of_data(Path(summary.folder) / "legation.duckdb")


def shown_publications(publications: Iterable[Publication]) -> Shown:
    """What became of a release in each store."""
    grid = [(_text(each.store), each.version or "", _state(each), f"{len(each.sent):,}") for each in publications]
    return _grid("stores", "Publication", ("store", "version", "state", "files sent"), grid)


def _sources(fetch: FetchSummary) -> Shown:
    counts = ("new", "changed", "unchanged", "gone", "refused", "failed", "left")
    grid = [
        (source.name, *(f"{getattr(source, count):,}" for count in counts), _text(" ".join(filter(None, (source.problem, *source.notes)))))
        for source in fetch.sources
    ]
    problems = [(source.name, _text(each.url), each.outcome, _text(each.reason)) for source in fetch.sources for each in source.problems]
    blocks: tuple[str | Grid, ...] = (Grid(("source", *counts, "said"), tuple(grid)),)
    if problems:
        told = f"{counted(len(problems), 'problem')} with single addresses" + (f", the first {SHOWN}:" if len(problems) > SHOWN else ":")
        blocks += (told, Grid(("source", "address", "outcome", "reason"), tuple(problems[:SHOWN])))
    return Shown("sources", "Sources", markdown_of([Section("Sources", "sources", blocks)]))


def _figures(account: Account) -> Row:
    figures: Row = {"outcome": "failed" if account.problems else "done", "seconds": round(account.seconds, 1)}
    if account.build:
        figures |= _build_figures(account.build)
    if account.release:
        figures |= {"release": account.release.version, "release is new": account.release.created}
    return figures


def _build_figures(build: BuildSummary) -> Row:
    counts = {
        "documents read": build.documents_read,
        "with events": build.documents_coded,
        "without events": build.documents_without_events,
        "uncoded": sum(build.documents_uncoded.values()),
        "rejected": sum(build.rejected.values()),
        "known from before": build.documents_known,
        "mentions": build.mentions,
        "events": build.events,
    }
    return {"database": "as before" if build.is_unchanged else "replaced", **counts}


def _rows(figures: Row) -> list[Row]:
    told = {True: "yes", False: "no"}
    return [{"what": what, "value": told[value] if isinstance(value, bool) else value} for what, value in figures.items()]


def _notes(problems: Sequence[str], warnings: Sequence[str]) -> Shown:
    lines = [*(f"- **Problem**: {_text(each)}" for each in problems), *(f"- Warning: {_text(each)}" for each in warnings)]
    return Shown("notes", "Problems and warnings", "\n".join(lines) or "None.")


def _shown_of_data(db: Path) -> Iterator[Shown]:
    with open_database(db) as connection:
        yield Shown("quality", "Measured accuracy over all sets of hand-coded documents", _quality(connection))
        yield _changes(connection)


def _quality(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    names = ("field", "n", "precision", "precision_low", "precision_high", "recall", "f1")
    over_all = "document_set = 'all' AND event_type IS NULL AND format IS NULL"
    found = connection.execute(f"SELECT {', '.join(names)} FROM quality WHERE {over_all} ORDER BY quality_no").fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _changes(connection: duckdb.DuckDBPyConnection) -> Shown:
    """What became of events since the release that the build carried on, with the first of them."""
    facts = dict(connection.execute("SELECT key, value FROM release_info WHERE key IN ('version', 'since_release')").fetchall())
    query = "SELECT change, cause, count(*) FROM event_history WHERE release = ? GROUP BY ALL ORDER BY ALL"
    counts = connection.execute(query, [facts["version"]])
    grid = Grid(("change", "cause", "events"), tuple((str(change), str(cause or ""), f"{n:,}") for change, cause, n in counts.fetchall()))
    since = facts.get("since_release")
    start = f"Since release {escaped(since)}." if since else "There is no earlier release that these data carry on."
    parts = (Section("Events", "events", (_first_changes(connection, facts["version"]),)),) if grid.rows else ()
    section = Section("Changes", "changes", (start, grid) if grid.rows else (start, "Nothing changed."), parts)
    return Shown("changes", "Changes", markdown_of([section]))


def _first_changes(connection: duckdb.DuckDBPyConnection, version: str) -> Grid:
    query = f"""
        SELECT event_id, change, coalesce(cause, ''), coalesce(summary, '')
        FROM event_history LEFT JOIN events USING (event_id) WHERE release = ? ORDER BY change, event_id LIMIT {SHOWN}
    """
    rows = connection.execute(query, [version]).fetchall()
    return Grid(("event", "change", "cause", "summary"), tuple((*row[:3], _text(row[3])) for row in rows))


def _grid(part: str, title: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Shown:
    return Shown(part, title, markdown_of([Section(title, part, (Grid(header, tuple(rows)),))]))


def _state(publication: Publication) -> str:
    if publication.is_stopped:
        return "kept back"
    return "was there before" if publication.was_published else f"published ({counted(len(publication.sent), 'file')})"


def _text(text: str) -> str:
    return escaped(shortened(text, LONGEST))
