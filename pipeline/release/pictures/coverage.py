"""The table `coverage` in, a picture out: the documents that were read by year and by publisher, and what became of them."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from pipeline.release.pictures.paper import (
    CLEAR,
    DEEP,
    GREY,
    INK,
    PALE,
    PAPER,
    WARM,
    Drawn,
    bare,
    say_nothing_to_show,
    shortened,
    write_picture,
)
from pipeline.release.pictures.periods import Periods, marks, periods_of
from pipeline.summary import counted

FATES = {  # column of coverage: (what it means, shade, pattern)
    "n_coded": ("with events", DEEP, ""),
    "n_without_events": ("without events", CLEAR, ""),
    "n_uncoded": ("in a language not coded", PALE, "\\\\\\\\"),
    "n_rejected": ("rejected", WARM, "////"),
}
SHOWN = 14  # publishers
NOBODY = "(none named)"
SHADES = LinearSegmentedColormap.from_list("shades", ["#d8e6f0", CLEAR, DEEP])

Counts = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """Documents by publisher, period and fate; the period after the last holds those without a date."""

    publishers: tuple[str, ...]
    periods: Periods | None
    counts: Counts

    @property
    def has_undated(self) -> bool:
        """Whether there are documents without a date."""
        return bool(self.counts[:, -1].any())


def draw_coverage(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the picture; the publishers with the fewest documents share the last row."""
    read = _read(connection)
    n, [(publishers,)] = int(read.counts.sum()), connection.execute("SELECT count(DISTINCT publisher) FROM coverage").fetchall()
    named = f" of {counted(publishers, 'publisher')}" if publishers else ""
    unit = f", by {read.periods.unit}" if read.periods else ""
    write_picture(
        file,
        title="What was read",
        subtitle=f"{counted(n, 'document')}{named}{unit}" if n else "Documents by date and publisher",
        height=3.4 + 0.24 * len(read.publishers) if n else 2.2,
        draw=lambda figure: _draw(figure, read) if n else say_nothing_to_show(figure, "No document was read."),
    )


def _read(connection: duckdb.DuckDBPyConnection) -> Read:
    first, last = connection.execute("SELECT min(published_on), max(published_on) FROM coverage WHERE n_read > 0").fetchall()[0]
    periods = periods_of(first, last, least="year" if last.year - first.year >= 4 else "day", most=110) if first else None
    period = f"coalesce({periods.sql.format(day='published_on')}, {periods.n})" if periods else "0"
    sums = ", ".join(f"sum({fate})" for fate in FATES)
    query = f"SELECT coalesce(publisher, ''), {period}::INTEGER, {sums} FROM coverage WHERE n_read > 0 GROUP BY ALL ORDER BY ALL"
    rows = connection.execute(query).fetchall()
    totals: dict[str, int] = {}
    for name, _, *fates in rows:
        totals[name] = totals.get(name, 0) + int(sum(fates))
    ranked = sorted((name for name in totals if name), key=lambda name: (-totals[name], name))
    shown = ranked if len(ranked) <= SHOWN + 1 else ranked[:SHOWN]
    others = [f"{len(ranked) - len(shown):,} others"] if len(ranked) > len(shown) else []
    rows_of = {name: number for number, name in enumerate(shown)}
    names = [*shown, *others, *([NOBODY] if "" in totals else [])]
    counts = numpy.zeros((len(names), (periods.n if periods else 0) + 1, len(FATES)), dtype=numpy.int64)
    for name, number, *fates in rows:
        row = rows_of.get(name, len(shown)) if name else len(names) - 1
        counts[row, number] += numpy.array([int(fate) for fate in fates])
    return Read(tuple(names), periods, counts)


def _draw(figure: Figure, read: Read) -> str:
    rows = len(read.publishers)
    grid = figure.add_gridspec(2, 2, height_ratios=[2.0, 0.24 * rows + 0.35], width_ratios=[3.4, 1])
    above = figure.add_subplot(grid[0, 0])
    matrix, beside = figure.add_subplot(grid[1, 0], sharex=above), figure.add_subplot(grid[1, 1])
    places = _places(read)
    _stack(above, places, read.counts.sum(axis=0))
    above.set_title("documents")
    above.tick_params(labelbottom=False)
    _shade(matrix, read, places)
    _stack_beside(beside, read)
    handles, labels = above.get_legend_handles_labels()
    figure.add_subplot(grid[0, 1]).axis("off")
    figure.axes[-1].legend(handles[::-1], labels[::-1], loc="lower left", borderaxespad=0, handlelength=1.4, labelspacing=0.7)
    sums = read.counts.sum(axis=(0, 1))
    told = "; ".join(f"{int(n):,} {meaning}" for n, (meaning, _, _) in zip(sums, FATES.values(), strict=True))
    return f"{told}. Most are of {', '.join(map(shortened, read.publishers[:3]))}."


def _places(read: Read) -> list[float]:
    """Where each period is drawn; documents without a date stand apart."""
    n = read.periods.n if read.periods else 0
    gap = 0.25 + 0.04 * n if n else 0.0
    return [*map(float, range(n)), n + gap]


def _stack(axes: Axes, places: list[float], counts: Counts) -> None:
    below = numpy.zeros(len(places))
    for fate, (meaning, shade, pattern) in enumerate(FATES.values()):
        if counts[:, fate].any():
            edge = PAPER if shade in (DEEP, CLEAR) else INK
            drawn: Drawn = {"color": shade, "hatch": pattern, "edgecolor": edge if pattern else PAPER, "linewidth": 0.3}
            axes.bar(places, counts[:, fate], bottom=below, width=0.86, label=meaning, **drawn)
            below += counts[:, fate]
    axes.grid(axis="y")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    bare(axes, left=False)
    axes.tick_params(bottom=False)


def _shade(axes: Axes, read: Read, places: list[float]) -> None:
    """A cell for each publisher and period, the darker the more was read; where nothing was, the paper shows."""
    read_there = read.counts.sum(axis=2)
    norm = LogNorm(1, max(10, int(read_there.max())))
    rows, columns = numpy.nonzero(read_there)
    shades = SHADES(norm(read_there[rows, columns]))
    axes.bar(numpy.array(places)[columns], 0.8, bottom=rows - 0.4, width=0.92, color=shades, linewidth=0)
    axes.set_ylim(len(read.publishers) - 0.5, -0.5)
    axes.set_yticks(range(len(read.publishers)), [shortened(name) for name in read.publishers], color=INK)
    axes.set_xlim(-0.7, max(6.5, places[-1] + (0.7 if read.has_undated else -0.1)))
    numbers = marks(read.periods) if read.periods else []
    ticks = [(places[number], read.periods.name(number)) for number in numbers if read.periods]
    if read.has_undated:
        ticks.append((places[-1], "no\ndate"))
    axes.set_xticks([place for place, _ in ticks], [name for _, name in ticks])
    axes.set_title("by publisher: the darker, the more was read")
    for row in range(len(read.publishers)):
        axes.axhline(row, color="#eceff1", linewidth=0.7, zorder=0)
    bare(axes, left=False)


def _stack_beside(axes: Axes, read: Read) -> None:
    """What became of the documents of each publisher, as shares, with their number."""
    by_publisher = read.counts.sum(axis=1)
    totals = by_publisher.sum(axis=1)
    left = numpy.zeros(len(totals))
    for fate, (_, shade, pattern) in enumerate(FATES.values()):
        shares = by_publisher[:, fate] / totals
        drawn: Drawn = {"color": shade, "hatch": pattern, "edgecolor": INK if pattern else PAPER, "linewidth": 0.3}
        axes.barh(range(len(totals)), shares, left=left, height=0.62, **drawn)
        left += shares
    for row, total in enumerate(totals):
        axes.text(1.04, row, f"{int(total):,}", va="center", fontsize=8.5, color=GREY)
    axes.set_ylim(len(totals) - 0.5, -0.5)
    axes.set_xlim(0, 1.3)
    axes.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    axes.set_yticks([])
    axes.set_title("what became of them")
    bare(axes, left=False)
