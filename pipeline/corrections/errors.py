"""What is wrong with rows of a corrections file in, one error with all of it out."""

from pipeline.lists import ListError, Problem

__all__ = ["CorrectionError", "Problem"]


class CorrectionError(ListError):
    """Corrections that cannot be used; `file` and `problems`, in the order of their lines, say which and why."""
