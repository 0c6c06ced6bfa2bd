"""What runs do and how they end in, a journal beside what they work on out: it knows the clock, which no database and no release does."""

from pipeline.runs.journal import journal_of, read_runs
from pipeline.runs.record import CRASHED, FAILED, INTERRUPTED, OK, RUNNING, RunRecord
from pipeline.runs.recording import Clock, Running, recorded, utc_now

__all__ = [
    "CRASHED",
    "FAILED",
    "INTERRUPTED",
    "OK",
    "RUNNING",
    "Clock",
    "RunRecord",
    "Running",
    "journal_of",
    "read_runs",
    "recorded",
    "utc_now",
]
