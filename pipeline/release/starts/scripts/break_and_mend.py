"""When did the relations of two countries break and mend?

    python examples/break_and_mend.py            # the pair of which this release tells most
    python examples/break_and_mend.py PER VEN    # a pair of your choice

Prints every spell of their relations with the event that opened it and the words that report it, and draws them into a file beside this
one. Needs duckdb and matplotlib.
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from textwrap import shorten
from typing import Any

import duckdb
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Pair = tuple[str, str]
Spell = dict[str, Any]

COLOURS = ("#009E73", "#E69F00", "#CC79A7", "#D55E00")  # from the best status to the worst, told apart by the colour-blind too
CLOSE_UP = timedelta(days=3653)  # the last ten years, drawn again where the whole is too long to see them


def answer(release: Path, figure: Path, pair: Pair | None = None) -> str:
    """What a release tells of a pair (by default that with most spells), as text; the figure is written to a file of that name."""
    with duckdb.connect(str(release / "legation.duckdb"), read_only=True) as connection:
        pair = pair or _fullest_pair(connection)
        if pair is None:
            _draw(figure, "This release tells of no break and no mending.", [], [], [])
            return "This release tells of no relations of any pair of countries."
        names = [_name(connection, country) for country in pair]
        statuses = [row[0] for row in connection.execute("SELECT unnest(enum_range(NULL::relation_status))::VARCHAR").fetchall()]
        spells, events = _spells(connection, pair), _events(connection, pair)
    title = f"Relations of {names[0]} and {names[1]}"
    _draw(figure, title if spells else f"{title}: nothing is told of them.", spells, events, statuses)
    if not spells:
        return f"This release tells nothing of the relations of {names[0]} and {names[1]}."
    return "\n".join([f"{title}. Spells: {len(spells)}. Events: {len(events)}.", *_lines(spells, statuses)])


def _fullest_pair(connection: duckdb.DuckDBPyConnection) -> Pair | None:
    order = "count(*) DESC, count(start_date) DESC, country_a, country_b"
    return connection.execute(f"SELECT country_a, country_b FROM relations GROUP BY ALL ORDER BY {order} LIMIT 1").fetchone()


def _name(connection: duckdb.DuckDBPyConnection, country: str) -> str:
    found = connection.execute("SELECT name FROM actors WHERE kind = 'country' AND upper(actor_id) = ?", [country]).fetchone()
    return str(found[0]) if found else country


def _spells(connection: duckdb.DuckDBPyConnection, pair: Pair) -> list[Spell]:
    columns = ("status", "start_date", "start_precision", "end_date", "opened_by", "summary", "quote", "path")
    query = f"SELECT {', '.join(columns)} FROM relation_spells WHERE country_a = ? AND country_b = ?"
    rows = connection.execute(f"{query} ORDER BY start_date NULLS FIRST, end_date", pair).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _events(connection: duckdb.DuckDBPyConnection, pair: Pair) -> list[tuple[date, bool]]:
    """The day of each dated event between the two, and whether it is one of conflict."""
    query = """
        SELECT date, any_value(quad_class)::VARCHAR LIKE '%conflict' FROM event_dyads
        WHERE date IS NOT NULL AND least(actor_country, recipient_country) = ? AND greatest(actor_country, recipient_country) = ?
        GROUP BY event_id, date ORDER BY date, event_id
    """
    return connection.execute(query, pair).fetchall()


def _lines(spells: list[Spell], statuses: list[str]) -> list[str]:
    """Each spell and what it came after, and before them all when relations got worse and when they got better."""
    lines, turns, before = list[str](), dict[str, list[str]](worse=[], better=[]), None
    for spell in spells:
        status = spell["status"]
        if before and before != status:
            turns["worse" if statuses.index(status) > statuses.index(before) else "better"].append(_when(spell))
        lines += ["", f"{_when(spell)}: {status}" + (f", after {before}" if before else "")]
        if spell["summary"]:
            lines.append(f"    {spell['summary']} ({spell['opened_by']})")
        if spell["quote"]:
            lines.append(f"    \"{shorten(spell['quote'], 300)}\" ({spell['path']})")
        before = status
    return [f"Got {turn}: {'; '.join(times) or 'never'}." for turn, times in turns.items()] + lines


def _when(spell: Spell) -> str:
    if spell["start_date"] is None:
        return "at a time that no text tells"
    return str(spell["start_date"])[: {"year": 4, "month": 7}.get(spell["start_precision"], 10)]


def _draw(figure: Path, title: str, spells: list[Spell], events: list[tuple[date, bool]], statuses: list[str]) -> None:
    days = [day for spell in spells for day in (spell["start_date"], spell["end_date"]) if day] + [day for day, _ in events]
    first, last = (min(days), max(days)) if days else (None, None)
    panels = [first] if first is None or last is None or last - first < 2 * CLOSE_UP else [first, last - CLOSE_UP]
    with style.context(["default", {"svg.hashsalt": "legation"}]):
        drawing = Figure(figsize=(9, 1.2 + 2.2 * len(panels)), layout="constrained")
        drawing.suptitle(title)
        for row, start in enumerate(panels):
            axes = drawing.add_subplot(len(panels), 1, row + 1)
            if start is None or last is None:
                axes.set_axis_off()
            else:
                _draw_panel(axes, spells, events, statuses, start, last)
        drawing.supxlabel("events: orange for conflict, blue for cooperation" if events else "", fontsize="small")
        drawing.savefig(figure, metadata={"Date": None, "Creator": None})


def _draw_panel(axes: Axes, spells: list[Spell], events: list[tuple[date, bool]], statuses: list[str], first: date, last: date) -> None:
    """Spells as bars, each at the height of its status; below them a mark for each event."""
    margin = (last - first).days / 50 + 2
    left, right = _number(first), _number(last) + margin
    for spell in spells:
        rank = statuses.index(spell["status"])
        start, end = (_number(spell[name]) if spell[name] else edge for name, edge in (("start_date", left), ("end_date", right)))
        end, colour = max(end, start + margin / 4), COLOURS[rank % len(COLOURS)]
        axes.plot([start, end], [-rank, -rank], color=colour, linewidth=8, solid_capstyle="butt")
        axes.axvline(start, color="0.8", linewidth=0.8, zorder=0)
    for is_conflict, colour in ((True, "#D55E00"), (False, "#0072B2")):
        marked = [_number(day) for day, conflict in events if conflict == is_conflict]
        axes.plot(marked, [-len(statuses)] * len(marked), "|", color=colour, markersize=12)
    axes.xaxis_date()
    axes.set_yticks([-rank for rank in range(len(statuses) + 1)], [*statuses, "events"])
    axes.set_ylim(-len(statuses) - 0.6, 0.6)
    axes.set_xlim(max(left - margin, _number(date(2, 1, 1))), min(right, _number(date(9998, 12, 31))))  # matplotlib knows no other years
    axes.spines[["top", "right"]].set_visible(False)


def _number(day: date) -> int:
    """A day as matplotlib counts them."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


if __name__ == "__main__":
    here, codes = Path(__file__).resolve(), [code.upper() for code in sys.argv[1:]]
    if len(codes) not in (0, 2):
        sys.exit("Give no country, or two ISO 3166-1 alpha-3 codes: python examples/break_and_mend.py PER VEN")
    chosen = (min(codes), max(codes)) if codes else None
    picture = here.with_suffix(".svg") if chosen is None else here.with_name(f"{here.stem}-{chosen[0]}-{chosen[1]}.svg")
    print(answer(here.parent.parent, picture, chosen))
    print(f"\nFigure: {picture.name}")
