"""A database goes in, the lines of the README that say how well its events are coded come out."""

import duckdb

from schemas.ontology import EVENT_TYPES

ALL = "all"  # all sets of hand-coded documents together

Rates = tuple[int, int, float | None, float | None, float | None]


def quality_lines(connection: duckdb.DuckDBPyConnection) -> str:
    """A table of measured precision and recall over all sets, by type; a sentence where nothing was measured."""
    found = connection.execute(
        "SELECT coalesce(event_type::VARCHAR, ''), n, n_mentions, precision, recall, f1 FROM quality"
        " WHERE document_set = ? AND format IS NULL AND field = 'detection' ORDER BY event_type",
        [ALL],
    ).fetchall()
    rates: dict[str, Rates] = {name: (n, n_mentions, *shares) for name, n, n_mentions, *shares in found}
    if not rates:
        return "No measurements came with this release."
    rows = ["| type | coded by hand | found | precision | recall | f1 |", "|---|---|---|---|---|---|"]
    for name in ("", *EVENT_TYPES):
        if name in rates:
            rows.append(_row(name or "all types", rates[name]))
    return "\n".join(rows)


def _row(name: str, rates: Rates) -> str:
    n, n_mentions, *shares = rates
    return f"| {name} | {n} | {n_mentions} | {' | '.join('' if share is None else f'{share:.2f}' for share in shares)} |"
