"""A table of known persons and bodies (CSV) in, its rows out: the roster that ships (`people.csv`), and those of the user."""

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.errors import LegationError
from pipeline.lexicon.names import known_actors

COLUMNS = ("name", "aliases", "kind", "country", "sector", "wikidata_id", "from", "to")
KINDS = ("person", "institution", "group", "organization")
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class RosterError(LegationError):
    """A roster that cannot be used; `file`, `line` (None for the file as a whole) and `reason` say which, where and why."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(f"{file}{f', line {line}' if line else ''}: {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a roster: somebody under all names, from the first to the last day for which the row holds (None: open).

    `body` is the identifier of an organization, where the column `country` names one instead of a country.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None = None
    sector: str | None = None
    wikidata_id: str | None = None
    first: date | None = None
    last: date | None = None
    body: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@cache
def shipped_roster() -> tuple[Listed, ...]:
    """The roster that ships with the package."""
    text = files("pipeline.lexicon").joinpath("people.csv").read_text(encoding="utf-8")
    return tuple(_rows("people.csv", text.splitlines()))


def read_roster(path: Path) -> tuple[Listed, ...]:
    """The rows of a roster file (UTF-8, comma-separated, first line the column names). Raises RosterError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return tuple(_rows(str(path), lines))
    except OSError as error:
        raise RosterError(str(path), None, f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RosterError(str(path), None, "it is not UTF-8") from error
    except csv.Error as error:
        raise RosterError(str(path), None, f"it is no comma-separated table: {error}") from error


def _rows(file: str, lines: Iterable[str]) -> Iterator[Listed]:
    reader = csv.DictReader(lines, strict=True)
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    if missing := [column for column in COLUMNS if column not in columns]:
        reason = f"the first line lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        raise RosterError(file, 1, f"{reason}; it needs {', '.join(COLUMNS)}")
    reader.fieldnames = columns
    for row in reader:
        if None in row:
            raise RosterError(file, reader.line_num, f"it has more fields than the first line has columns ({len(columns)})")
        values = {column: " ".join((row[column] or "").split()) for column in COLUMNS}
        if any(values.values()):
            yield _listed(file, reader.line_num, values)


def _listed(file: str, line: int, values: dict[str, str]) -> Listed:
    kind, country, wikidata_id = values["kind"].lower(), values["country"].upper(), values["wikidata_id"]
    if not re.search(r"\w", values["name"]):
        raise RosterError(file, line, "the name is empty")
    if kind not in KINDS:
        raise RosterError(file, line, f"unknown kind {values['kind']!r}; known are {', '.join(KINDS)}")
    actor = known_actors().get(country)
    if country and (actor is None or actor.kind not in ("country", "organization")):
        reason = f"unknown country {values['country']!r}; it is an ISO 3166-1 alpha-3 code such as PER, or an organization such as UN"
        raise RosterError(file, line, reason)
    is_body = actor is not None and actor.kind == "organization"
    if wikidata_id and not re.fullmatch(r"Q\d+", wikidata_id):
        raise RosterError(file, line, f"the Wikidata item {wikidata_id!r} is not written as Q42")
    first, last = _day(file, line, "from", values["from"]), _day(file, line, "to", values["to"])
    if first and last and first > last:
        raise RosterError(file, line, f"it ends ({values['to']}) before it begins ({values['from']})")
    aliases = tuple(dict.fromkeys(alias.strip() for alias in values["aliases"].split(";") if re.search(r"\w", alias)))
    body, country = (country, "") if is_body else ("", country)
    return Listed(values["name"], aliases, kind, country or None, values["sector"] or None, wikidata_id or None, first, last, body or None)


def _day(file: str, line: int, column: str, text: str) -> date | None:
    """The first day of a "from", the last day of a "to"."""
    if not text:
        return None
    match = DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        if column == "from":
            return date(year or 0, month or 1, day or 1)
        return date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1])
    except ValueError:
        raise RosterError(file, line, f"the date {text!r} in the column {column} is not written as 2001, 2001-07 or 2001-07-28") from None
