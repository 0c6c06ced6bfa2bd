"""A block that holds data goes in; an error comes out where it is not what its language and its file want."""

import configparser
import csv
import io
import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from pipeline.corpus import read_settings
from pipeline.lexicon.frames import frames, read_entry, refuse_shared_claims


def read_data(language: str, text: str, scratch: Path) -> None:
    """Read a block as its language says, and a corpus file and frames as the program does; raises what the reader raises."""
    READERS[language](text, scratch)


def _toml(text: str, scratch: Path) -> None:
    found = tomllib.loads(text)
    if "source" in found:
        file = scratch / "corpus.toml"
        file.write_text(text, encoding="utf-8")
        read_settings(file)
    if "frame" in found:
        sets = tomllib.loads(files("pipeline.lexicon").joinpath("sets.toml").read_text(encoding="utf-8"))
        entries = [read_entry(entry, sets, "this block", number) for number, entry in enumerate(found["frame"], start=1)]
        refuse_shared_claims([*frames(), *entries])


def _csv(text: str, scratch: Path) -> None:
    header, *rows = csv.reader(io.StringIO(text))
    assert rows, "a table without rows"
    assert {len(row) for row in rows} == {len(header)}, "rows of different lengths"


def _lines(text: str, scratch: Path) -> None:
    for line in text.splitlines():
        json.loads(line)


def _ini(text: str, scratch: Path) -> None:
    configparser.ConfigParser(strict=False, interpolation=None).read_string(text)


def _read(reader: Any) -> Any:
    return lambda text, scratch: reader(text)


READERS: dict[str, Any] = {
    "toml": _toml,
    "csv": _csv,
    "jsonl": _lines,
    "ini": _ini,
    "json": _read(json.loads),
    "yaml": _read(yaml.safe_load),
}
