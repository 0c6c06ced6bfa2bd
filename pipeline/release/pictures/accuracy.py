"""The table `quality` in, a picture out: precision, recall and f1 of each event type, each with its 95 % interval."""

from pathlib import Path
from typing import NamedTuple

import duckdb
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.release.pictures.paper import DEEP, FAINT, GREY, INK, PAPER, Drawn, bare, say_nothing_to_show, write_picture

MEASURES = {
    "precision": "precision: right of what was found",
    "recall": "recall: found of what people coded",
    "f1": "f1: both together",
}
BESIDE: Drawn = {"textcoords": "offset points", "ha": "right", "va": "center", "fontsize": 8.5, "color": GREY}
FEW = 10  # events coded by hand: below that, a dot is hollow


class Measured(NamedTuple):
    """The row of an event type, or of all (`name` is empty); for each measure its value and the ends of its interval, or None."""

    name: str
    n: int
    n_documents: int | None
    values: dict[str, tuple[float, float, float] | None]


def draw_accuracy(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the picture, all types first and then each, those that people coded most often first."""
    rows = _rows(connection)
    whole = next((row for row in rows if not row.name), None)
    documents = f" in {whole.n_documents:,} documents" if whole and whole.n_documents else ""
    told = f"Against {whole.n:,} events that people coded{documents}; the lines are 95 % intervals" if whole else "Precision, recall and f1"
    write_picture(
        file,
        title="How well events are found",
        subtitle=told,
        height=1.6 + 0.25 * len(rows) if rows else 2.2,
        draw=lambda figure: _draw(figure, rows) if rows else say_nothing_to_show(figure, "Nothing was measured for this release."),
    )


def _rows(connection: duckdb.DuckDBPyConnection) -> list[Measured]:
    columns = ", ".join(f"{name}, {name}_low, {name}_high" for name in MEASURES)
    found = connection.execute(
        f"SELECT coalesce(event_type::VARCHAR, '') AS name, n, n_documents, {columns} FROM quality"
        " WHERE document_set = 'all' AND format IS NULL AND field = 'detection' ORDER BY name <> '', n DESC, name"
    ).fetchall()
    rows = []
    for name, n, n_documents, *values in found:
        triples = zip(values[::3], values[1::3], values[2::3], strict=True)
        rows.append(Measured(name, n, n_documents, {m: None if None in t else t for m, t in zip(MEASURES, triples, strict=True)}))
    return rows


def _draw(figure: Figure, rows: list[Measured]) -> str:
    panels = figure.subplots(1, len(MEASURES), sharey=True)
    for axes, (measure, meaning) in zip(panels, MEASURES.items(), strict=True):
        _panel(axes, rows, measure)
        axes.set_title(meaning)
    panels[0].set_yticks([_place(at, rows) for at in range(len(rows))], [row.name or "all types" for row in rows])
    panels[0].tick_params(axis="y", pad=14 + 5 * max(len(f"{row.n:,}") for row in rows))  # between: the numbers, in a column of their own
    for label, row in zip(panels[0].get_yticklabels(), rows, strict=True):
        label.set(color=INK, fontweight="normal" if row.name else "bold")
        panels[0].annotate(f"{row.n:,}", (0, label.get_unitless_position()[1]), (-8, 0), xycoords=("axes fraction", "data"), **BESIDE)
    panels[0].set_ylim(_place(len(rows) - 1, rows) + 0.7, -0.7)
    panels[0].set_xlabel(f"beside each type: how many people coded; hollow: fewer than {FEW}", loc="left", fontsize=8.5)
    return " ".join(_sentence(row) for row in rows)


def _panel(axes: Axes, rows: list[Measured], measure: str) -> None:
    for at, row in enumerate(rows):
        place, values = _place(at, rows), row.values[measure]
        if values is None:
            axes.text(0.01, place, "none", fontsize=8, color=GREY, va="center")
            continue
        value, low, high = values
        axes.plot([low, high], [place, place], color=DEEP, linewidth=2.6 if not row.name else 1.6, alpha=0.55, solid_capstyle="butt")
        drawn: Drawn = {"color": DEEP, "markeredgecolor": DEEP, "markerfacecolor": DEEP if row.n >= FEW else PAPER}
        axes.plot([value], [place], marker="D" if not row.name else "o", markersize=6 if not row.name else 5, linestyle="", **drawn)
    if not rows[0].name and (overall := rows[0].values[measure]):
        axes.axvline(overall[0], color=GREY, linewidth=0.7, linestyle=(0, (3, 3)), zorder=0)
    if len(rows) > 1 and not rows[0].name:
        axes.axhline(0.75, color=FAINT, linewidth=0.8)
    axes.set_xlim(-0.02, 1.04)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".5", ".75", "1"])
    axes.grid(axis="x")
    bare(axes, left=False)


def _place(at: int, rows: list[Measured]) -> float:
    """All types together stand a little apart."""
    return at + 0.5 if at and not rows[0].name else float(at)


def _sentence(row: Measured) -> str:
    shares = ", ".join(f"{measure} {values[0]:.2f}" for measure, values in row.values.items() if values)
    return f"{row.name or 'All types'}: {shares or 'nothing to measure'}."
