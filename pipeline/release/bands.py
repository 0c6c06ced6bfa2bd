"""`gate.toml`, or a user's own file, in; the bands that a release is in when it is published out."""

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from pipeline.errors import LegationError

Measure = Literal["precision", "recall", "f1"]
Countable = Literal["documents", "events", "mentions", "relations"]
EACH = "each"  # the set of a band that holds for each set of documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """At least so many events were coded by hand."""

    KIND: ClassVar[str] = "measured"
    least: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """A measure in the table `quality`, over all types and formats, is `least` or more; judged where people coded `from_` events."""

    KIND: ClassVar[str] = "accuracy"
    set: str
    field: str
    measure: Measure
    least: float
    from_: int = 0
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """At most this share of the earlier events is gone without a document or a correction as the cause."""

    KIND: ClassVar[str] = "ids"
    most: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The number of rows, divided by the one in the release before, lies between two; judged where that one has `from_` of them."""

    KIND: ClassVar[str] = "rows"
    count: Countable
    least: float
    most: float
    from_: int = 0
    reason: str


Band = Measured | Accuracy | Ids | Rows
SUBJECT = ("set", "field", "measure", "count")  # what a band is about; there is one band about a thing


def read_bands(file: Path | None = None) -> tuple[Band, ...]:
    """The bands that ship; those in `file` take the places of those about the same thing, or are added.

    Raises LegationError where the file cannot be read or an entry is not of the form of those in `gate.toml`.
    """
    ours = files("pipeline.release").joinpath("gate.toml").read_text(encoding="utf-8")
    bands = {_subject(band): band for band in _bands("gate.toml", ours)}
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LegationError(f"The bands in {file} cannot be read: {error}") from error
        bands |= {_subject(band): band for band in _bands(str(file), text)}
    return tuple(bands.values())


def _bands(name: str, text: str) -> Iterator[Band]:
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LegationError(f"{name} is no TOML: {error}") from error
    for kind, listed in entries.items():
        band = next((each for each in get_args(Band) if kind == each.KIND), None)
        if band is None or not isinstance(listed, list):
            known = ", ".join(f"[[{each.KIND}]]" for each in get_args(Band))
            raise LegationError(f"{name}: there are no bands of the kind {kind!r}: write {known}.")
        for number, entry in enumerate(listed, start=1):
            try:
                yield _band(band, entry)
            except (ValueError, TypeError, AttributeError) as error:
                raise LegationError(f"{name}, [[{kind}]] number {number}: {error}") from error


def _band(kind: Any, entry: dict[str, Any]) -> Band:
    needed = {field.name.rstrip("_"): field.default is MISSING for field in fields(kind)}
    if unknown := entry.keys() - needed.keys():
        raise ValueError(f"unknown {', '.join(sorted(unknown))}; there are {', '.join(needed)}")
    if missing := [name for name, is_needed in needed.items() if is_needed and name not in entry]:
        raise ValueError(f"{', '.join(missing)} is missing")
    for name, value in entry.items():
        _refuse_wrong(name, value)
    band: Band = kind(**{"from_" if name == "from" else name: value for name, value in entry.items()})
    return band


def _refuse_wrong(name: str, value: Any) -> None:
    wanted = {"measure": get_args(Measure), "count": get_args(Countable)}.get(name)
    if wanted and value not in wanted:
        raise ValueError(f"{name} is one of {', '.join(wanted)}, not {value!r}")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number != (name in ("least", "most", "from")):
        raise ValueError(f"{name} is {'a text' if is_number else 'a number'}, not {value!r}")


def _subject(band: Band) -> tuple[str, ...]:
    return (band.KIND, *(str(getattr(band, name)) for name in SUBJECT if hasattr(band, name)))
