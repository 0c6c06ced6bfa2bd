"""The database of a release, and that of the release before it, in; how many events kept their identifiers, and why others did not, out."""

import duckdb

from pipeline.release.quality.grid import grid, number
from schemas.tables import ENUMS


def identifiers(connection: duckdb.DuckDBPyConnection, *, has_previous: bool) -> str:
    """What became of the events of the database `previous`; of the registry of `release` alone where there is none."""
    if not has_previous:
        return (
            "There was no release before this one to compare with. An event keeps its identifier from release to release; `event_history`"
            " says what became of events, and `CHANGES.md` what differs from the release before."
        )
    [(before, n, n_kept)] = connection.execute(
        "SELECT (SELECT value FROM previous.release_info WHERE key = 'version'), count(*), count(kept.event_id)"
        " FROM previous.events LEFT JOIN release.events AS kept USING (event_id)"
    ).fetchall()
    kept = f"{100 * n_kept / n:.1f} % of them" if n else "none"
    return (
        f"Version {before} had {n:,} events; {n_kept:,}, {kept}, are still there under their identifiers. What this release registers of"
        f" events, by cause (`event_history`; `CHANGES.md` lists them):\n\n{_causes(connection)}"
    )


def _causes(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute(
        "SELECT change::VARCHAR, cause::VARCHAR, count(*) FROM release.event_history"
        " WHERE release = (SELECT value FROM release.release_info WHERE key = 'version') GROUP BY ALL"
    ).fetchall()
    counts = {(change, cause): n for change, cause, n in found}
    changes = [change for change in ENUMS["change"] if any(key[0] == change for key in counts)]
    rows = [(change, *(number(counts.get((change, cause), 0)) for cause in ENUMS["cause"])) for change in changes]
    return grid(("events", *ENUMS["cause"]), rows, nothing="Nothing became of any event.")
