"""A comma-separated list of a user's in, its rows with the lines they stand on out; and one error for all that is wrong with them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from re import compile

from pipeline.errors import LegationError

SHOWN = 10  # problems that a message lists; the rest are counted
DAY = compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the row at a line (None for the file as a whole), and what to do."""

    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: the line that it ends on, from 1, and what it says in each column, on one line and without space around it."""

    line: int
    values: dict[str, str]


class ListError(LegationError):
    """A list that cannot be used; `file` and `problems`, in the order of their lines, say which and why."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file, self.problems = file, tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))
        super().__init__(_message(file, self.problems))


def read_list(
    file: Path, columns: Sequence[str], *, optional: Sequence[str] = (), error: type[ListError] = ListError
) -> list[ListRow | Problem]:
    """The rows of a list (UTF-8, comma-separated, first line the column names), without empty ones; an absent `optional` column is empty.

    Raises `error` where the file cannot be read or its first line is not the names of the columns.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return list(_rows(str(file), lines, columns, optional, error))
    except OSError as failure:
        raise error(str(file), [Problem(None, f"it cannot be read: {failure.strerror}")]) from failure
    except UnicodeDecodeError as failure:
        raise error(str(file), [Problem(None, "it is not UTF-8")]) from failure
    except csv.Error as failure:
        raise error(str(file), [Problem(None, f"it is no comma-separated table: {failure}")]) from failure


def is_day(text: str) -> bool:
    """Whether a text is a day, written as 2017-08-11."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _rows(
    file: str, lines: Iterable[str], columns: Sequence[str], optional: Sequence[str], error: type[ListError]
) -> Iterator[ListRow | Problem]:
    reader = csv.DictReader(lines, strict=True)
    found = [(name or "").strip() for name in reader.fieldnames or ()]
    required = [name for name in columns if name not in optional]
    if len(set(found)) < len(found) or not set(required) <= set(found) <= set(columns):
        wrong = _difference(found, columns, required)
        raise error(file, [Problem(1, f"the first line must name the columns {','.join(required)}, and {wrong}")])
    reader.fieldnames = found
    for row in reader:
        if None in row:
            yield Problem(reader.line_num, f"it has more fields than the first line has columns ({len(found)}); put \"\" round a comma")
            continue
        values = {column: " ".join((row.get(column) or "").split()) for column in columns}
        if any(values.values()):
            yield ListRow(reader.line_num, values)


def _difference(found: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> str:
    missing, unknown = [name for name in required if name not in found], [name for name in found if name not in columns]
    parts = [f"lacks {', '.join(missing)}"] if missing else []
    parts += [f"has the unknown column{'s' if len(unknown) > 1 else ''} {', '.join(map(repr, unknown))}"] if unknown else []
    return " and ".join(parts) or "names one twice"


def _message(file: str, problems: tuple[Problem, ...]) -> str:
    if len(problems) == 1:
        (problem,) = problems
        return f"{file}{f', line {problem.line}' if problem.line else ''}: {problem.reason}"
    lines = [f"{file} has {len(problems)} rows that cannot be used:"]
    lines += [f"  line {problem.line}: {problem.reason}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  and {len(problems) - SHOWN} more.")
    return "\n".join(lines)
