"""What is known of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

RUNNING, OK, FAILED, INTERRUPTED, CRASHED = "running", "ok", "failed", "interrupted", "crashed"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: `command` is what ran, `within` the run that it is a part of, times are in UTC, `result` holds the figures that it ended with.

    `outcome` is `running`, `ok`, `failed`, `interrupted`, or `crashed` where its process ended without a word.
    """

    run: str
    command: str
    started_at: datetime
    process: int
    host: str
    version: str
    beside: str
    within: str | None = None
    ended_at: datetime | None = None
    outcome: str = RUNNING
    error: str | None = None
    result: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it works, and where nobody knows."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None
