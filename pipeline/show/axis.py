"""The periods of events and the room for them in, an axis of time in cells of months or years out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipeline.days import Days

STEPS = (1, 12, 24, 60, 120, 240, 600, 1200, 6000)  # months in a cell
WIDEST = 4  # columns of a cell
SILENCE = 12  # cells of years without events that are drawn; more in a row are left out
BREAK = (None,) * 4  # what stands for them: room for the label of the year before


@dataclass(frozen=True, slots=True)
class Axis:
    """Cells of `step` months and `width` columns. `starts` are their numbers, counted in steps from the year 0; None stands for years
    without events that are left out."""

    step: int
    width: int
    starts: tuple[int | None, ...]

    @property
    def unit(self) -> str:
        """What a cell is: `month`, `year` or `10 years`."""
        return "month" if self.step == 1 else "year" if self.step == 12 else f"{self.step // 12} years"

    def place(self, days: Days) -> int | None:
        """The place of the cell that a period lies in; None where it lies in no single one."""
        first, last = (_month(day) // self.step for day in days)
        return self.starts.index(first) if first == last and first in self.starts else None

    def days(self, place: int) -> Days:
        """First and last day of a cell; ValueError for one of years that are left out."""
        start = self.starts[place]
        if start is None:
            raise ValueError(f"place {place} stands for years that are left out")
        return _first_day(start * self.step), max(_first_day(start * self.step), _first_day((start + 1) * self.step) - timedelta(days=1))

    def columns(self, place: int) -> Iterator[Days]:
        """First and last day of each column of a cell."""
        first, last = self.days(place)
        n_days = (last - first).days + 1
        for column in range(self.width):
            start, end = (n_days * number // self.width for number in (column, column + 1))
            yield first + timedelta(days=start), first + timedelta(days=max(start, end - 1))

    def labels(self) -> str:
        """The years under the cells: round ones as close as there is room, the first, and the first after a silence."""
        every = next((years for years in (1, 2, 5, 10, 20, 50, 100, 500, 1000) if years * 12 / self.step * self.width > 6), 5000)
        line = ""
        for place, start in enumerate(self.starts):
            if start is None:
                continue
            position = place * self.width
            year, month = divmod(start * self.step, 12)
            is_first = place == 0 or self.starts[place - 1] is None
            text = f"{year:04}-{month + 1:02}" if is_first and month else f"{year:04}"
            is_round = month == 0 and year % every == 0
            if (is_first or is_round) and len(line) < position + (not line) and position + len(text) <= self.room:
                line = line.ljust(position) + text
        return line

    @property
    def room(self) -> int:
        """Columns of all cells."""
        return self.width * len(self.starts)


def plan_axes(periods: Sequence[Days], room: int, *, since: date | None = None, until: date | None = None) -> Iterator[Axis]:
    """Every axis from `since`, or the first period, to `until`, or the last one, that fits into so many columns, the finest first; none
    without periods.

    Months only where they are drawn without a break and nine in ten periods lie within one.
    """
    if periods:
        low = min([*([since] if since else []), *(first for first, _ in periods)])
        high = max([*([until] if until else []), *(last for _, last in periods)])
        yield from filter(None, (_axis(step, low, high, periods, room) for step in STEPS))


def _axis(step: int, low: date, high: date, periods: Sequence[Days], room: int) -> Axis | None:
    """The axis with this step, if it fits."""
    first, last = _month(low) // step, _month(high) // step
    within = [start for start, end in ((_month(start) // step, _month(end) // step) for start, end in periods) if start == end]
    starts: list[int | None] = list(range(first, last + 1)) if last - first < room else []
    if step == 1 and 10 * len(within) < 9 * len(periods):
        return None
    if step > 1 and not starts:
        starts = list(_without_silence(sorted({first, last, *within})))
    return Axis(step, min(WIDEST, room // len(starts)), tuple(starts)) if 0 < len(starts) <= room else None


def _without_silence(occupied: Sequence[int]) -> Iterator[int | None]:
    yield occupied[0]
    for before, after in pairwise(occupied):
        yield from BREAK if after - before - 1 > SILENCE else range(before + 1, after)
        yield after


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(month: int) -> date:
    """The first day of a month, within the years that a date can have."""
    return date(min(max(month // 12, 1), 9999), month % 12 + 1, 1)
