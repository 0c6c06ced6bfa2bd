"""An attempt that failed in, how many seconds to wait before the next one out."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.fetch.answer import Answer

_FIRST = 2.0  # seconds


def back_off(attempt: int, jitter: float) -> float:
    """The pause after the attempt of this number, from 0: twice as long each time, half of it left to chance (`jitter`, 0 to 1)."""
    return float(_FIRST * 2**attempt * (0.5 + jitter))


def wait_of(answer: Answer, now: datetime) -> float | None:
    """The seconds that `Retry-After` asks for, counted from the server's own clock if it tells it; None where nothing can be read."""
    told = (answer.header("retry-after") or "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:12])
    until = _moment(told)
    if until is None:
        return None
    return max(0.0, (until - (_moment(answer.header("date") or "") or now)).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
