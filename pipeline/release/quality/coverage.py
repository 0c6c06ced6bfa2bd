"""The tables `coverage` and `rejects` in, what was read by publisher and year, and what was refused, out."""

import duckdb

from pipeline.release.pages.section import escaped
from pipeline.release.quality.grid import grid, number

SHOWN = 60  # rows of publishers and years
FATES = "n_read", "n_coded", "n_without_events", "n_uncoded", "n_rejected"


def coverage_grid(connection: duckdb.DuckDBPyConnection) -> str:
    """By publisher and year, publishers with the most documents first; what is cut off can be asked of the table."""
    sums = ", ".join(f"sum({name})::BIGINT AS {name}" for name in FATES)
    [(n, *total)] = connection.execute(f"SELECT count(DISTINCT (publisher, year(published_on))), {sums} FROM coverage").fetchall()
    found = connection.execute(
        f"FROM (SELECT publisher, year(published_on) AS year, {sums} FROM coverage GROUP BY ALL)"
        f" ORDER BY sum(n_read) OVER (PARTITION BY publisher) DESC, publisher NULLS LAST, year NULLS LAST LIMIT {SHOWN}"
    ).fetchall()
    rows = [
        ("(none named)" if publisher is None else escaped(publisher), "no date" if year is None else str(year), *map(number, counts))
        for publisher, year, *counts in found
    ]
    if len(rows) > 1:
        rows.append(("**all**", "", *(f"**{count:,}**" for count in total)))
    header = ("publisher", "year", "read", "with events", "without events", "in a language not coded", "rejected")
    table = grid(header, rows, nothing="No document was read.")
    return f"{table}\n\n{_rest(n - SHOWN)}" if n > SHOWN else table


def rejects_grid(connection: duckdb.DuckDBPyConnection) -> str:
    """What was not used, by the check that failed."""
    found = connection.execute(
        "SELECT stage::VARCHAR, check_name, count(*) FROM rejects GROUP BY ALL ORDER BY count(*) DESC, stage::VARCHAR, check_name"
    ).fetchall()
    if not found:
        return "Nothing was refused: the table `rejects` is empty."
    rows = [(f"{stage}: `{check}`", number(n)) for stage, check, n in found]
    return f"What was refused, and why, is in the table `rejects`:\n\n{grid(('check', 'rows'), rows, nothing='')}"


def _rest(n: int) -> str:
    return (
        f"and {n:,} more rows, which the table has:"
        "\n\n```sql\n"
        "SELECT publisher, year(published_on) AS year, sum(n_read), sum(n_coded), sum(n_without_events), sum(n_uncoded), sum(n_rejected)\n"
        "FROM coverage GROUP BY ALL ORDER BY ALL;\n```"
    )
