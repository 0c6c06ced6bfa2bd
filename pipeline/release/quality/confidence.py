"""The table `calibration` in, how to read the confidence of mentions, and which threshold leaves what, out."""

import duckdb

from pipeline.release.quality.grid import grid, number, share
from pipeline.release.quality.readme import ALL

WANTED = 0.95  # share right that the example asks for


def calibration_grid(connection: duckdb.DuckDBPyConnection) -> str:
    """Bin by bin, over all sets of documents."""
    found = connection.execute(
        "SELECT low, high, n, mean_confidence, share_right, share_low, share_high, kept_precision, kept_recall FROM calibration"
        " WHERE document_set = ? ORDER BY low",
        [ALL],
    ).fetchall()
    rows = [
        (f"{low:.2f} to {high:.2f}", number(n), f"{mean:.2f}", share((right, right_low, right_high)), f"{precision:.2f}", f"{recall:.2f}")
        for low, high, n, mean, right, right_low, right_high, precision, recall in found
    ]
    header = ("confidence", "mentions", "mean", "right", "kept precision", "kept recall")
    return grid(header, rows, nothing="No confidence was measured for this release.")


def threshold(connection: duckdb.DuckDBPyConnection) -> str:
    """An example: the lowest threshold above which 95 of 100 mentions are right; nothing where there is none."""
    found = connection.execute(
        "SELECT low, kept_precision, kept_recall FROM calibration WHERE document_set = ? AND kept_precision >= ? ORDER BY low LIMIT 1",
        [ALL, WANTED],
    ).fetchall()
    if not found or not found[0][0]:
        return ""
    [(low, precision, recall)] = found
    return (
        f"For instance, `WHERE confidence >= {low:g}` keeps mentions of which {100 * precision:.0f} of 100 are right, and finds"
        f" {100 * recall:.0f} of 100 that people coded."
    )
