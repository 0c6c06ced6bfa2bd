"""A first and a last day in, periods of equal calendar length that hold them out: as many as fit beside one another in a picture."""

from dataclasses import dataclass
from datetime import date

UNITS = (("day", 0), ("month", 1), ("quarter", 3), ("year", 12), ("5 years", 60), ("decade", 120), ("50 years", 600))  # in months
MOST = 72  # periods


@dataclass(frozen=True, slots=True)
class Periods:
    """`unit` names their length; `first` is the number of the first period and `n` how many there are."""

    unit: str
    months: int
    first: int
    n: int

    @property
    def sql(self) -> str:
        """SQL that gives the number, from 0, of the period that holds the day `{day}`."""
        if not self.months:
            return f"(datediff('day', DATE '0001-01-01', {{day}}) + 1 - {self.first})"
        return f"((year({{day}}) * 12 + month({{day}}) - 1) // {self.months} - {self.first})"

    def at(self, day: date) -> float:
        """Where a day lies on the axis, on which a period begins at its number."""
        if not self.months:
            return day.toordinal() - self.first
        whole = day.year * 12 + day.month - 1 + (day.day - 1) / 31
        return whole / self.months - self.first

    def name(self, number: int) -> str:
        """The first day, month or year of a period, as an axis shows it."""
        if not self.months:
            return date.fromordinal(self.first + number).isoformat()
        year, month = divmod((self.first + number) * self.months, 12)
        return f"{year}" if self.months >= 12 else f"{year}-{month + 1:02}"


def periods_of(first: date, last: date, *, least: str = "day", most: int = MOST) -> Periods:
    """The shortest periods, of `least` or longer, of which no more than `most` hold both days."""
    names = [name for name, _ in UNITS]
    candidates = [_between(first, last, unit, months) for unit, months in UNITS[names.index(least) :]]
    return next((periods for periods in candidates if periods.n <= most), candidates[-1])


def marks(periods: Periods, most: int = 10) -> list[int]:
    """The numbers of the periods that an axis names: round ones, at most about so many."""
    if periods.months and periods.months < 12:
        steps = [step // periods.months for step in (1, 3, 6, 12, 24, 60, 120) if step % periods.months == 0]
    else:
        steps = [1, 2, 5, 10, 20, 50, 100]
    step = next((step for step in steps if periods.n / step <= most), steps[-1])
    return [number for number in range(periods.n) if (periods.first + number) % step == 0] or [0]


def _between(first: date, last: date, unit: str, months: int) -> Periods:
    start, end = (_number(day, months) for day in (first, last))
    return Periods(unit, months, start, end - start + 1)


def _number(day: date, months: int) -> int:
    return (day.year * 12 + day.month - 1) // months if months else day.toordinal()
