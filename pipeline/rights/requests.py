"""A list of requests to take documents out of the data (CSV) in, and which of them mean a document out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from re import fullmatch, search

from pipeline.lists import ListError, ListRow, Problem, is_day, read_list
from pipeline.rights.patterns import fits, fits_address, means_all
from schemas.codes import ENUMS, SHA256, SOURCE_ID

COLUMNS = ("kind", "value", "reason", "requested_by", "requested_on")
FORMS = {"source_id": (SOURCE_ID, "src_0123456789abcdef"), "sha256": (SHA256, "the 64 small hexadecimal digits of a SHA-256")}


class TakeDownError(ListError):
    """A list of requests that cannot be used; `file` and `problems`, in the order of their lines, say which and why."""


@dataclass(frozen=True, slots=True)
class TakeDown:
    """A request to take documents out of the data: all of which the `kind` (such as `url`) is `value`, where `*` stands for anything."""

    kind: str
    value: str
    reason: str
    requested_by: str | None = None
    requested_on: date | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What it asks for, whoever asks and why."""
        return self.kind, self.value


def read_take_downs(file: Path) -> tuple[TakeDown, ...]:
    """The requests of a file, in its order; the columns `requested_by` and `requested_on` may be left out. TakeDownError."""
    rows = read_list(file, COLUMNS, optional=("requested_by", "requested_on"), error=TakeDownError)
    problems = [row for row in rows if isinstance(row, Problem)]
    listed = [row for row in rows if isinstance(row, ListRow)]
    problems += [Problem(row.line, "; ".join(reasons)) for row in listed if (reasons := list(_reasons(row.values)))]
    if problems := problems or list(_repeated(listed)):
        raise TakeDownError(str(file), problems)
    return tuple(_take_down(row.values) for row in listed)


class Requests:
    """Requests that can be asked which of them mean a document; they know themselves by their number, from 0."""

    def __init__(self, take_downs: Sequence[TakeDown] = ()) -> None:
        self.take_downs = tuple(take_downs)

    def __bool__(self) -> bool:
        return bool(self.take_downs)

    def meaning(
        self,
        *,
        source_id: str | None = None,
        path: str | None = None,
        sha256: str | None = None,
        url: str | None = None,
        publisher: str | None = None,
    ) -> tuple[int, ...]:
        """The numbers of the requests that mean a document of which this is known."""
        known = {"source_id": source_id, "sha256": sha256, "path": path, "url": url, "publisher": publisher}
        return tuple(number for number, request in enumerate(self.take_downs) if _means(request, known[request.kind]))


def _means(request: TakeDown, text: str | None) -> bool:
    if text is None:
        return False
    fit: Callable[[str, str | None], bool] = fits_address if request.kind == "url" else fits
    return fit(request.value, text)


def _take_down(values: dict[str, str]) -> TakeDown:
    asked = date.fromisoformat(values["requested_on"]) if values["requested_on"] else None
    return TakeDown(values["kind"].lower(), values["value"], values["reason"], values["requested_by"] or None, asked)


def _reasons(values: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row, each thing with its column."""
    kind, value = values["kind"].lower(), values["value"]
    pattern, example = FORMS.get(kind, ("", ""))
    if kind not in ENUMS["take_down_kind"]:
        yield f"the column kind holds {values['kind']!r}; known are {', '.join(ENUMS['take_down_kind'])}"
    if not value or means_all(value):
        yield f"the column value holds {value!r}, which would take out everything" if value else "the column value names no document"
    elif pattern and not fullmatch(pattern, value):
        yield f"the column value holds {value!r}; for the kind {kind} it is written as {example}"
    if not search(r"\w", values["reason"]):
        yield "the column reason is empty; say why, in words that may be published"
    if values["requested_on"] and not is_day(values["requested_on"]):
        yield f"the column requested_on holds {values['requested_on']!r}, not a day such as 2017-08-11"


def _repeated(rows: Sequence[ListRow]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = row.values["kind"].lower(), row.values["value"].casefold()
        if key in first:
            yield Problem(row.line, f"line {first[key]} asks for the same; leave one")
        first.setdefault(key, row.line)
