"""Words around names of people: `naming.toml` in, sets of words out."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from pipeline.lexicon.errors import LexiconError

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class NamingWords:
    """Closed lists of words; what each is for is said beside it in `naming.toml`."""

    openers: Words
    common_surnames: Words
    kin_nouns: Words
    famous_sectors: Words
    state_sectors: Words


@cache
def naming_words() -> NamingWords:
    """The lists of `naming.toml`; LexiconError where one is missing or unknown."""
    found = tomllib.loads(files("pipeline.lexicon").joinpath("naming.toml").read_text(encoding="utf-8"))
    wrong = found.keys() ^ {item.name for item in fields(NamingWords)}
    if wrong:
        raise LexiconError("naming.toml", min(wrong), "this list is missing or unknown")
    return NamingWords(**{name: frozenset(words) for name, words in found.items()})
