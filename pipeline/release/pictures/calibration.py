"""The table `calibration` in, a picture out: how far confidence can be believed, and what is left above each threshold."""

from pathlib import Path
from typing import NamedTuple

import duckdb
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.release.pictures.paper import CLEAR, DEEP, GREY, PAPER, Drawn, bare, say_nothing_to_show, write_picture

FEW = 10  # mentions: below that, a dot is hollow
SMALL: Drawn = {"textcoords": "offset points", "fontsize": 8, "color": GREY}


class Bin(NamedTuple):
    """A row of the table."""

    low: float
    n: int
    mean: float
    right: float
    right_low: float
    right_high: float
    kept_precision: float
    kept_recall: float


def draw_calibration(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the picture, over all sets of documents."""
    found = connection.execute(
        "SELECT low, n, mean_confidence, share_right, share_low, share_high, kept_precision, kept_recall FROM calibration"
        " WHERE document_set = 'all' ORDER BY low"
    ).fetchall()
    bins = [Bin(*row) for row in found]
    n = sum(bin.n for bin in bins)
    write_picture(
        file,
        title="How far confidence can be believed",
        subtitle=f"{n:,} mentions in documents that people coded; the lines are 95 % intervals" if n else "Confidence and truth",
        height=4.6 if n else 2.2,
        draw=lambda figure: _draw(figure, bins) if n else say_nothing_to_show(figure, "No confidence was measured for this release."),
    )


def _draw(figure: Figure, bins: list[Bin]) -> str:
    left, right = figure.subplots(1, 2)
    _believed(left, bins)
    _kept(right, bins)
    rows = (f"Of {bin.n:,} mentions with a confidence of about {bin.mean:.2f}, {bin.right:.2f} are right." for bin in bins)
    return " ".join(rows)


def _believed(axes: Axes, bins: list[Bin]) -> None:
    start = int(min(0.5, *(bin.mean for bin in bins)) * 10) / 10
    axes.plot([start, 1], [start, 1], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)), zorder=0)
    along: Drawn = {"rotation": 45, "rotation_mode": "anchor", "transform_rotates_text": True, "va": "bottom"}
    axes.text(start + 0.02, start + 0.03, "as promised", color=GREY, fontsize=8, **along)
    most = max(bin.n for bin in bins)
    for bin in bins:
        few = bin.n < FEW
        axes.plot([bin.mean, bin.mean], [bin.right_low, bin.right_high], color=DEEP, linewidth=1.0 if few else 1.8, alpha=0.55)
        dot: Drawn = {"facecolor": PAPER if few else DEEP, "edgecolor": DEEP, "linewidth": 1}
        axes.scatter([bin.mean], [bin.right], s=26 + 110 * bin.n / most, zorder=3, clip_on=False, **dot)
        axes.annotate(f"{bin.n:,}", (bin.mean, bin.right), (-6, 6), ha="right", **SMALL)
    axes.set_xlim(start - 0.02, 1.03)
    axes.set_ylim(-0.02, 1.03)
    axes.grid()
    axes.set_title("share right, of mentions with this confidence")
    axes.set_xlabel(f"mean confidence (hollow: fewer than {FEW} mentions)")
    bare(axes)


def _kept(axes: Axes, bins: list[Bin]) -> None:
    """What a reader has who keeps the mentions of so much confidence or more, threshold by threshold."""
    for name, shade, style, above in (("precision", DEEP, "o-", 6), ("recall", CLEAR, "s--", -13)):
        shares = [getattr(bin, f"kept_{name}") for bin in bins]
        axes.plot(range(len(bins)), shares, style, color=shade, linewidth=1.8, markersize=5, label=name)
        for at, share in enumerate(shares):
            axes.annotate(f"{share:.2f}", (at, share), (0, above), ha="center", **SMALL)
    axes.set_ylim(0, 1.12)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_xticks(range(len(bins)), ["all" if not bin.low else f"{bin.low:g}" for bin in bins])
    axes.set_xlim(-0.4, len(bins) - 0.6)
    axes.grid(axis="y")
    axes.legend(loc="lower left")
    axes.set_title("what is left above a threshold")
    axes.set_xlabel("mentions of this confidence or more are kept")
    bare(axes)
