"""A table of reviewed fixes (CSV) in, its rows out, checked as far as they can be without the data."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from pipeline.corrections.errors import CorrectionError, Problem
from pipeline.corrections.moves import moving_problems
from pipeline.corrections.values import FIELDS, read_value
from pipeline.lists import ListRow, is_day, read_list
from pipeline.records import Correction
from schemas.codes import EVENT_ID, MENTION_ID

COLUMNS = ("target", "field", "old", "new", "reason", "who", "when")


def read_corrections(file: Path) -> tuple[Correction, ...]:
    """The rows of a corrections file (UTF-8, comma-separated, first line the column names). CorrectionError with all that is wrong."""
    rows = read_list(file, COLUMNS, error=CorrectionError)
    found = [_correction(str(file), row.line, row.values) if isinstance(row, ListRow) else row for row in rows]
    corrections = tuple(each for each in found if isinstance(each, Correction))
    problems = [each for each in found if isinstance(each, Problem)]
    problems += _contradictions(corrections)
    if problems := problems or list(moving_problems(corrections)):
        raise CorrectionError(str(file), problems)
    return corrections


def _correction(file: str, line: int, values: dict[str, str]) -> Correction | Problem:
    reasons = list(_reasons(values))
    if reasons:
        return Problem(line, "; ".join(reasons))
    target, field = values["target"], values["field"]
    old, new = (read_value(field, values[column]) for column in ("old", "new"))
    return Correction(line, target, field, old, new, values["reason"], values["who"], date.fromisoformat(values["when"]), file)


def _reasons(values: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row, each thing with its column."""
    target, field = values["target"], values["field"]
    if not re.fullmatch(f"{EVENT_ID}|{MENTION_ID}", target):
        yield f"the column target holds {target!r}; it is the id of an event or a mention, such as evt_0123456789abcdef"
    if field not in FIELDS:
        yield f"the column field holds {field!r}; known are {', '.join(FIELDS)}"
    else:
        yield from _value_reasons(target, field, values)
    for column, what in (("reason", "why the new value is right"), ("who", "who found and reviewed it")):
        if not re.search(r"\w", values[column]):
            yield f"the column {column} is empty; say {what}"
    if not is_day(values["when"]):
        yield f"the column when holds {values['when']!r}, not a day such as 2017-08-11"


def _value_reasons(target: str, field: str, values: dict[str, str]) -> Iterator[str]:
    read: list[str | None] = []
    for column in ("old", "new"):
        try:
            read.append(read_value(field, values[column]))
        except ValueError as error:
            yield f"column {column}: {error}"
    if len(read) < 2:
        return
    if read[0] == read[1]:
        yield "old and new are the same"
    elif field == "event_id" and read[0] is None:
        yield "column old: it must hold the event to which the row belongs now"
    elif field == "event_id" and target.startswith("evt_") and read[0] != target:
        yield "column old: the event_id of an event is its own id"


def _contradictions(corrections: Iterable[Correction]) -> Iterator[Problem]:
    """A second row for one field, and values for what another row takes away."""
    first: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        key = correction.target_id, correction.field
        if key in first:
            yield Problem(correction.line, f"line {first[key].line} corrects {correction.field} of {correction.target_id} too; leave one")
        first.setdefault(key, correction)
    for correction in first.values():
        gone = first.get((correction.target_id, "event_id"))
        if correction.field != "event_id" and gone and (gone.new is None or correction.target_id.startswith("evt_")):
            fate = f"line {gone.line} {f'moves it into {gone.new}' if gone.new else 'withdraws it'}"
            yield Problem(correction.line, f"it corrects {correction.field} of {correction.target_id}, but {fate}; leave one")
