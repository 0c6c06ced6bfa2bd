"""A database that was just built and the figures of the last good one in; its own figures, what is wrong with it and what is odd, out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import open_database
from pipeline.summary import counted

FALL = 0.2  # of the documents or events of the last run, from which on a fall is odd
RISE = 0.05  # of the share of rejected documents, from which on a rise is odd
FATES = ("n_coded", "n_without_events", "n_uncoded", "n_rejected")
FILLED = ("sources", "sections", "mentions", "events", "actors")  # what a database of any corpus holds that held it before


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted of a database: documents by their fate (and `n_read`, all of them), and rows by table."""

    documents: Mapping[str, int]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """`problems` keep a database from being released, `warnings` are for people to look at."""

    figures: Figures
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def check_database(db: Path, last: Figures | None) -> Checked:
    """Whether the counts of a database add up, and how it differs from the last one that was found good (None: there was none).

    Raises LegationError where it cannot be opened or lacks a table.
    """
    with open_database(db) as connection:
        figures = _read_figures(connection)
        problems = [*_sums(connection, figures), *_emptied(figures, last or Figures({}, {}))]
    return Checked(figures, tuple(problems), tuple(_oddities(figures, last)) if last else ())


def plain_figures(figures: Figures) -> dict[str, Any]:
    """The figures as JSON keeps them."""
    return {"documents": dict(figures.documents), "rows": dict(figures.rows)}


def figures_of(told: Any) -> Figures | None:
    """The figures that JSON keeps; None for anything else."""
    try:
        return Figures(*({str(name): int(count) for name, count in told[part].items()} for part in ("documents", "rows")))
    except (TypeError, KeyError, AttributeError, ValueError):
        return None


def _read_figures(connection: duckdb.DuckDBPyConnection) -> Figures:
    names = ("n_read", *FATES)
    sums = connection.execute(f"SELECT {', '.join(f'coalesce(sum({name}), 0)' for name in names)} FROM coverage").fetchall()[0]
    rows = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in FILLED}
    return Figures(dict(zip(names, map(int, sums), strict=True)), rows)


def _sums(connection: duckdb.DuckDBPyConnection, figures: Figures) -> Iterator[str]:
    """Every document that was read has one fate, and those that could be used are in the table of documents."""
    wrong = connection.execute(f"SELECT count(*) FROM coverage WHERE n_read <> {' + '.join(FATES)}").fetchall()[0][0]
    if wrong:
        yield (
            f"In {counted(wrong, 'row')} of the table coverage, n_read is not the sum of coded, without events, uncoded and rejected."
            " This is a defect of the program: please report it."
        )
    used = figures.documents["n_read"] - figures.documents["n_rejected"]
    held = connection.execute("SELECT count(*) FROM sources WHERE kind = 'document'").fetchall()[0][0]
    if used != held:
        yield (
            f"The table coverage counts {counted(used, 'document')} that could be used, the table sources holds {held:,}."
            " This is a defect of the program: please report it."
        )


def _emptied(figures: Figures, last: Figures) -> Iterator[str]:
    """What holds nothing, and should."""
    if not figures.rows["sources"]:
        yield "No document could be used. What was refused, and why, is in the table rejects."
    for table, before in last.rows.items():
        if before and not figures.rows.get(table, 0):
            yield f"The table {table} is empty; it had {counted(before, 'row')} before. If that is right, say so once with --accept."


def _oddities(figures: Figures, last: Figures) -> Iterator[str]:
    now, before = figures.documents, last.documents
    read, were = now["n_read"], before.get("n_read", 0)
    if read < were * (1 - FALL):
        yield f"Only {counted(read, 'document')} were read; there were {were:,} before."
    events, had = figures.rows["events"], last.rows.get("events", 0)
    if 0 < events < had * (1 - FALL):
        yield f"There are only {counted(events, 'event')}; there were {had:,} before."
    share, was = _share_rejected(now), _share_rejected(before)
    if share > was + RISE:
        yield f"{share:.0%} of the documents were rejected, {now['n_rejected']:,} of {read:,}; before, {was:.0%} (why: table rejects)."


def _share_rejected(documents: Mapping[str, int]) -> float:
    return documents.get("n_rejected", 0) / documents["n_read"] if documents.get("n_read") else 0.0
