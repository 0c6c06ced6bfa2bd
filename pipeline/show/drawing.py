"""A timeline and the spells of relations in, a drawing of both out: a lane for each quad class, and a band for the relations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from pipeline.days import Days, read_days
from pipeline.show.axis import Axis, plan_axes
from pipeline.show.lines import MOST, QUADS, packed
from pipeline.show.spells import Held, may_hold
from pipeline.show.timeline import Entry
from pipeline.summary import counted

STATUSES = {"ambassadors": "━", "charges": "─", "suspended": "╌", "severed": "×"}  # from the highest to the lowest
UNKNOWN, CONFLICT, LEFT_OUT, MORE = "?", "!", "~", "+"
LANES = {**{quad: quad.replace("-", " ") for quad in QUADS}, CONFLICT: "sources disagree", "relations": "relations"}
ENOUGH = 6  # cells that a drawing has where it can, if need be without its numbers
NAMED = 72  # columns from which on the lanes have their names before them


@dataclass(frozen=True, slots=True)
class Chart:
    """An axis, the events by the place of their cell, and how many lie in no single cell."""

    axis: Axis
    cells: tuple[tuple[Entry, ...], ...]
    n_vague: int
    n_undated: int


def draw_timeline(
    entries: Sequence[Entry], spells: Sequence[Held], *, width: int, since: date | None = None, until: date | None = None
) -> Iterator[Text]:
    """The lines of the drawing, from `since` to `until` or from the first event to the last; where no event has a date, only what is
    known of relations."""
    is_named = width >= NAMED
    margin = 23 if is_named else 2
    chart = _chart(entries, width - margin, since, until)
    if chart is None:
        yield from packed(_relations(spells, (since or date.min, until or date.max), is_unknown=not spells), min(width, MOST))
        return
    for name, lane in _lanes(chart, spells):
        line = _head(name, margin, is_named=is_named).append_text(lane)
        line.rstrip()
        yield line
    yield Text(" " * margin + chart.axis.labels())
    yield Text()
    for items in _legend(chart, spells, is_named=is_named):
        yield from packed(items, min(width, MOST))


def _chart(entries: Sequence[Entry], room: int, since: date | None, until: date | None) -> Chart | None:
    """The finest chart in which every number has room, if it has enough cells; else the finest."""
    periods = [days for entry in entries if (days := read_days(entry.date))]
    finest = None
    for axis in plan_axes(periods, room, since=since, until=until):
        chart = _filled(axis, entries)
        finest = finest or chart
        if len(chart.cells) >= ENOUGH and MORE not in _written(chart):
            return chart
    return finest


def _filled(axis: Axis, entries: Sequence[Entry]) -> Chart:
    cells: list[list[Entry]] = [[] for _ in axis.starts]
    n_undated = n_vague = 0
    for entry in entries:
        days = read_days(entry.date)
        place = axis.place(days) if days else None
        if place is not None:
            cells[place].append(entry)
        n_undated, n_vague = n_undated + (days is None), n_vague + (days is not None and place is None)
    return Chart(axis, tuple(map(tuple, cells)), n_vague, n_undated)


def _written(chart: Chart) -> str:
    """All that stands in the lanes of the classes."""
    return "".join(lane for _, lane in _classes(chart))


def _lanes(chart: Chart, spells: Sequence[Held]) -> Iterator[tuple[str, Text]]:
    """The name of each lane, and what is drawn in it."""
    for quad, lane in _classes(chart):
        yield quad, Text().append(lane, QUADS[quad][1])
    if any(_is_disputed(cell) for cell in chart.cells):
        marks = (CONFLICT if _is_disputed(cell) else "" for cell in chart.cells)
        yield CONFLICT, Text().append("".join(mark.ljust(chart.axis.width) for mark in marks), "bold")
    yield "relations", Text(_band(chart.axis, spells))


def _classes(chart: Chart) -> Iterator[tuple[str, str]]:
    for quad, (symbol, _) in QUADS.items():
        counts = (sum(entry.quad_class == quad for entry in cell) for cell in chart.cells)
        yield quad, "".join(_cell(symbol, n, chart.axis.width) for n in counts)


def _cell(symbol: str, n: int, width: int) -> str:
    """The symbol of one event; of several, their number after it, or alone where there is no room for both."""
    if n < 2:
        return (symbol if n else "").ljust(width)
    room = max(width - 1, 1)
    number = str(n) if len(str(n)) <= room else MORE
    return f"{symbol if width > 1 else ''}{number}".ljust(width)


def _is_disputed(cell: Sequence[Entry]) -> bool:
    return any(entry.conflicts for entry in cell)


def _band(axis: Axis, spells: Sequence[Held]) -> str:
    """A sign for each column."""
    cells = enumerate(axis.starts)
    return "".join(
        LEFT_OUT * axis.width if start is None else "".join(_status(days, spells) for days in axis.columns(place)) for place, start in cells
    )


def _status(days: Days, spells: Sequence[Held]) -> str:
    """The sign of the lowest status that a part of this time may have had."""
    held = {spell.status for spell in spells if may_hold(spell, *days)}
    return next((sign for status, sign in reversed(STATUSES.items()) if status in held), UNKNOWN)


def _head(name: str, margin: int, *, is_named: bool) -> Text:
    symbol, colour = QUADS.get(name, (CONFLICT if name == CONFLICT else "", ""))
    head = Text().append(symbol.ljust(2), colour).append(LANES[name] if is_named else "")
    head.pad_right(margin - head.cell_len)
    return head


def _legend(chart: Chart, spells: Sequence[Held], *, is_named: bool) -> Iterator[list[str]]:
    """What the signs mean, which spells the band shows, and what is not drawn: each a list of what stays together."""
    if not is_named:
        keys = [f"{symbol} {LANES[quad]}" for quad, (symbol, _) in QUADS.items()]
        yield keys + ([f"{CONFLICT} {LANES[CONFLICT]}"] if any(map(_is_disputed, chart.cells)) else [])
    span = chart.axis.days(0)[0], chart.axis.days(-1)[1]
    yield _relations(spells, span, is_unknown=UNKNOWN in _band(chart.axis, spells))
    yield list(_remarks(chart))


def _relations(spells: Sequence[Held], span: Days, *, is_unknown: bool) -> list[str]:
    """The spells of this time, and whether there is any of which nothing is known."""
    spells = [spell for spell in spells if may_hold(spell, *span)]
    spans = [f"{STATUSES[spell.status]} {spell.status} {_span(spell)}" for spell in spells]
    first, *others = spans + ([f"{UNKNOWN} unknown: no event of these data tells"] if is_unknown or not spans else [])
    return [f"Relations: {first}", *others]


def _span(spell: Held) -> str:
    return f"{spell.since or 'from an unknown day on'}{f' to {spell.until}' if spell.until else ''}"


def _remarks(chart: Chart) -> Iterator[str]:
    unit, width = chart.axis.unit, chart.axis.width
    yield f"a cell is {'a ' if unit in ('month', 'year') else ''}{unit}"
    if any(sum(entry.quad_class == quad for entry in cell) > 1 for cell in chart.cells for quad in QUADS):
        yield f"a number counts events{' of its lane' if width == 1 else ''}"
    if MORE in _written(chart):
        yield f"{MORE} stands for a number without room"
    if None in chart.axis.starts:
        yield f"{LEFT_OUT} leaves out years without events"
    if chart.n_undated:
        yield f"not drawn: {counted(chart.n_undated, 'undated event')}"
    if chart.n_vague:
        yield f"not drawn: {counted(chart.n_vague, 'event')} not known to the {unit}"
