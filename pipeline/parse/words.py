"""The lists in `words.toml`, as sets."""

import tomllib
from importlib.resources import files

_LISTS: dict[str, dict[str, list[str]]] = tomllib.loads(files("pipeline.parse").joinpath("words.toml").read_text(encoding="utf-8"))


def read_words(room: str, name: str) -> frozenset[str]:
    """One of the lists, by table and key."""
    return frozenset(_LISTS[room][name])
