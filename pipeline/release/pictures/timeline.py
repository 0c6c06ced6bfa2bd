"""Events and relations in, a picture out: what two countries did to each other over time, and how their relations stood."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import numpy
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from pipeline.release.pictures.paper import CLEAR, DEEP, GREY, INK, PALE, PAPER, WARM, Drawn, bare, say_nothing_to_show, write_picture
from pipeline.release.pictures.periods import Periods, marks, periods_of
from pipeline.summary import counted

CLASSES = {  # the side of the axis on which it is drawn, shade and pattern; what is nearest to the axis first
    "material-cooperation": (1, DEEP, ""),
    "verbal-cooperation": (1, CLEAR, ""),
    "material-conflict": (-1, WARM, ""),
    "verbal-conflict": (-1, "#efb08f", "////"),
}
STATUSES = {  # what it is called, shade and pattern
    "ambassadors": ("ambassadors", PALE, ""),
    "charges": ("chargés d'affaires", CLEAR, "\\\\\\\\"),
    "suspended": ("suspended", "#aab0b6", "////"),
    "severed": ("severed", INK, ""),
}
ORDER = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
TAIL = 0.05  # share of the oldest events that are left out where that lets the others be seen year by year


@dataclass(frozen=True, slots=True)
class Spell:
    """A status of the relations from a day on, to a day or until further notice."""

    status: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Story:
    """A pair, its events by period and quad class, how many have no date or an older one, and the spells of its relations."""

    names: tuple[str, str]
    n_undated: int
    n_older: int
    periods: Periods | None
    counts: NDArray[numpy.int64]
    spells: tuple[Spell, ...]


def draw_timeline(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write the picture of the pair of countries with the most events."""
    pair = connection.execute(_PAIR).fetchall()
    story = _read(connection, *pair[0]) if pair else None
    if story is None or story.periods is None:
        nothing = "No event between two countries has a date." if story else "There is no event between two countries."
        subtitle, draw = "Events of a pair of countries", partial(say_nothing_to_show, sentence=nothing)
    else:
        subtitle, draw = _subtitle(story, story.periods), partial(_draw, story=story, periods=story.periods)
    title = " and ".join(story.names) if story else "Two countries over time"
    write_picture(file, title=title, subtitle=subtitle, height=4.6 if story and story.periods else 2.2, draw=draw)


def _subtitle(story: Story, periods: Periods) -> str:
    left_out = {f"before {periods.name(0)}": story.n_older, "without a date": story.n_undated}
    more = " and ".join(f"{n:,} {which}" for which, n in left_out.items() if n)
    n = counted(int(story.counts.sum()), "event")
    return f"{n} of the pair with the most of them, by {periods.unit}{f'; not shown: {more}' if more else ''}"


def _read(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> Story:
    found = connection.execute(_BETWEEN, {"one": one, "other": other}).fetchall()
    dated = [(day, quad_class) for _, quad_class, day in found if day]
    periods = _periods([day for day, _ in dated])
    counts = numpy.zeros((len(CLASSES), periods.n if periods else 0), dtype=numpy.int64)
    n_older = 0
    for day, quad_class in dated:
        place = periods.at(day) if periods else -1.0
        n_older += place < 0
        if place >= 0:
            counts[list(CLASSES).index(quad_class), int(place)] += 1
    spells = connection.execute(_SPELLS, [one, other]).fetchall()
    names = (_name(connection, one), _name(connection, other))
    return Story(names, len(found) - len(dated), n_older, periods, counts, tuple(Spell(*spell) for spell in spells))


def _periods(days: list[date]) -> Periods | None:
    """Short ones for nearly all events, where a few old ones would make them longer than a year."""
    if not days:
        return None
    days = sorted(days)
    whole = periods_of(days[0], days[-1])
    if whole.months <= 12:
        return whole
    most = periods_of(days[int(len(days) * TAIL)], days[-1])
    return most if most.months < whole.months else whole


_PAIR = """
    SELECT least(actor_country, recipient_country) AS one, greatest(actor_country, recipient_country) AS other
    FROM event_dyads WHERE actor_country <> recipient_country
    GROUP BY ALL ORDER BY count(DISTINCT event_id) DESC, one, other LIMIT 1
"""
_BETWEEN = """
    SELECT DISTINCT event_id, quad_class::VARCHAR AS quad_class, date FROM event_dyads
    WHERE actor_country IN ($one, $other) AND recipient_country IN ($one, $other) AND actor_country <> recipient_country
"""
_SPELLS = """
    SELECT status::VARCHAR, start_date, end_date FROM relations
    WHERE country_a = ? AND country_b = ? AND start_date IS NOT NULL ORDER BY start_date, relation_id
"""


def _name(connection: duckdb.DuckDBPyConnection, country: str) -> str:
    found = connection.execute("SELECT name FROM actors WHERE kind = 'country' AND upper(actor_id) = ?", [country]).fetchall()
    return found[0][0] if found else country


def _draw(figure: Figure, story: Story, periods: Periods) -> str:
    bars, band = figure.subplots(2, 1, sharex=True, height_ratios=[6, 1])
    _bars(bars, story.counts)
    _band(band, story.spells, periods)
    numbers = marks(periods)
    band.set_xticks(numbers, [periods.name(number) for number in numbers])
    band.set_xlim(-0.005 * periods.n, 1.005 * periods.n)
    figure.legend(handles=_legend({spell.status for spell in story.spells}), loc="outside lower left", ncols=4, handlelength=1.4)
    told = ", ".join(f"{int(n):,} of {_said(name)}" for name, n in zip(CLASSES, story.counts.sum(axis=1), strict=True))
    spells = "; ".join(f"{STATUSES[spell.status][0]} from {spell.start}" for spell in story.spells[-6:])
    return f"Events: {told}.{f' Relations: {spells}.' if spells else ''}"


def _legend(statuses: set[str]) -> list[Patch]:
    """In four columns: what the bars mean in the first row, what the band means in the second."""
    above = [_patch(_said(name), *CLASSES[name][1:]) for name in ORDER]
    below = [_patch(*STATUSES[name]) for name in STATUSES if name in statuses]
    below += [_patch("", "none", "")] * (4 - len(below)) if below else []
    return [patch for column in zip(above, below, strict=True) for patch in column] if below else above


def _patch(label: str, shade: str, pattern: str) -> Patch:
    return Patch(facecolor=shade, hatch=pattern, edgecolor=INK if pattern else "none", linewidth=0, label=label)


def _said(name: str) -> str:
    return name.replace("-", " ")


def _bars(axes: Axes, counts: NDArray[numpy.int64]) -> None:
    places = numpy.arange(counts.shape[1])
    reached = {1: numpy.zeros(len(places)), -1: numpy.zeros(len(places))}
    for row, (side, shade, pattern) in zip(counts, CLASSES.values(), strict=True):
        drawn: Drawn = {"color": shade, "hatch": pattern, "edgecolor": PAPER if not pattern else WARM, "linewidth": 0}
        axes.bar(places + 0.5, side * row, bottom=reached[side], width=0.9, **drawn)
        reached[side] += side * row
    most = max(1.0, reached[1].max(), -reached[-1].min())
    axes.set_ylim(min(-0.15 * most, reached[-1].min() * 1.08), max(0.15 * most, reached[1].max() * 1.08))
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.grid(axis="y")
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    axes.set_title("events: cooperation above the line, conflict below")
    bare(axes, left=False, bottom=False)


def _band(axes: Axes, spells: tuple[Spell, ...], periods: Periods) -> None:
    """The status of the relations: where nothing is known, the band is only outlined."""
    axes.barh([0], [periods.n], left=0, height=0.8, color=PAPER, edgecolor=GREY, linewidth=0.6)
    for spell in spells:
        start, end = max(0.0, periods.at(spell.start)), min(float(periods.n), periods.at(spell.end) if spell.end else periods.n)
        if end > start:
            _, shade, pattern = STATUSES[spell.status]
            edge = INK if pattern else PAPER
            axes.barh([0], [end - start], left=start, height=0.8, color=shade, hatch=pattern, edgecolor=edge, linewidth=0.5)
    axes.set_ylim(-0.5, 0.5)
    axes.set_yticks([])
    axes.set_title("relations, as far as the events tell")
    bare(axes, left=False)
