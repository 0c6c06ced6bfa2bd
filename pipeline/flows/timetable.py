"""When refreshes and releases shall be made in; the same, checked as far as that needs no Prefect, out."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from pipeline.errors import LegationError

CRON = "Write minute, hour, day, month and weekday, such as '0 6 * * *' for six every morning."
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When the documents are refreshed, by `cron` or `every` so long, and when releases are made, where not after each refresh.

    The times of both are those of `zone`.
    """

    cron: str | None = None
    every: timedelta | None = None
    release_cron: str | None = None
    zone: str = "UTC"


def check_timetable(timetable: Timetable) -> None:
    """LegationError unless it says in one way when to refresh, and its words and its zone mean something."""
    if (timetable.cron is None) == (timetable.every is None):
        raise LegationError("Say when to refresh, with --cron or with --every, such as --cron '0 6 * * *' or --every 6h.")
    if timetable.every is not None and not timedelta(minutes=1) <= timetable.every <= LONGEST:
        raise LegationError("--every is at least a minute and at most a year.")
    for cron in filter(None, (timetable.cron, timetable.release_cron)):
        if not cron.startswith("@") and len(cron.split()) != 5:
            raise LegationError(f"{cron!r} is no cron line. {CRON}")
    try:
        ZoneInfo(timetable.zone)
    except (KeyError, OSError, ValueError):
        raise LegationError(f"--timezone {timetable.zone!r} is no time zone. Name one such as UTC or America/Lima.") from None
