"""A release and the one before it go in, `changes.csv` and `CHANGES.md` come out: which events are new, which are gone."""

import csv
from pathlib import Path

import duckdb

from pipeline.load.file import sql_path
from pipeline.release.versions import DATABASE

COLUMNS = ("event_id", "change", "summary")


def write_changes(connection: duckdb.DuckDBPyConnection, folder: Path, *, version: str, previous: Path | None) -> None:
    """Compare the events of an open database with those of the release in `previous`, by their ids; a first release gets both files too."""
    rows = _changed(connection, previous) if previous else []
    with (folder / "changes.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    (folder / "CHANGES.md").write_text(f"# Changes in {version}\n\n{_sentence(rows, previous)}\n", encoding="utf-8")


def _changed(connection: duckdb.DuckDBPyConnection, previous: Path) -> list[tuple[str, str, str]]:
    connection.execute(f"ATTACH '{sql_path(previous / DATABASE)}' AS previous (READ_ONLY)")
    try:
        return connection.execute(
            "SELECT event_id, 'added' AS change, summary FROM events ANTI JOIN previous.events AS old USING (event_id)"
            " UNION ALL SELECT event_id, 'withdrawn', summary FROM previous.events AS old ANTI JOIN events USING (event_id) ORDER BY ALL"
        ).fetchall()
    finally:
        connection.execute("DETACH previous")


def _sentence(rows: list[tuple[str, str, str]], previous: Path | None) -> str:
    if previous is None:
        return "First release."
    added = sum(change == "added" for _, change, _ in rows)
    return (
        f"Against {previous.name}: {added} events added, {len(rows) - added} withdrawn; `changes.csv` lists them. Events are compared by"
        " their ids alone: changes in the fields of an event that keeps its id are not listed."
    )
