"""What is wrong with rows of a corrections file in, one error with all of it out."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import LegationError

SHOWN = 10  # problems that a message lists; the rest are counted


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the row at a line (None for the file as a whole), and what to do."""

    line: int | None
    reason: str


class CorrectionError(LegationError):
    """Corrections that cannot be used; `file` and `problems`, in the order of their lines, say which and why."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file, self.problems = file, tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))
        super().__init__(_message(file, self.problems))


def _message(file: str, problems: tuple[Problem, ...]) -> str:
    if len(problems) == 1:
        (problem,) = problems
        return f"{file}{f', line {problem.line}' if problem.line else ''}: {problem.reason}"
    lines = [f"{file} has {len(problems)} rows that cannot be used:"]
    lines += [f"  line {problem.line}: {problem.reason}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  and {len(problems) - SHOWN} more.")
    return "\n".join(lines)
