"""What a check of a release finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one file of a release (a path relative to its folder)."""

    file: str
    reason: str
