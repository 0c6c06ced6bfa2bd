"""Names of bodies of states in, the usual name of the same body out: `bodies.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from pipeline.lexicon.errors import LexiconError
from pipeline.lexicon.names import common_nouns


def usual_body(slug: str) -> str:
    """The slug of the usual name of a body ("foreign-ministry") for that of any name of it ("ministry-of-foreign-affairs")."""
    return _usual().get(slug, slug)


@cache
def _usual() -> dict[str, str]:
    return read_bodies(files("pipeline.lexicon").joinpath("bodies.toml").read_text(encoding="utf-8"))


def read_bodies(text: str) -> dict[str, str]:
    """Slugs of other names -> slug of the usual one; LexiconError for an entry that cannot be used."""
    nouns = {" ".join(noun.words) for noun in common_nouns() if noun.sort == "institution"}
    found: dict[str, str] = {}
    for entry in tomllib.loads(text)["body"]:
        usual = entry["usual"]
        if set(entry) != {"usual", "also", "example"}:
            raise LexiconError("bodies.toml", usual, "it needs usual, also and example, and nothing else")
        for name in (usual, *entry["also"]):
            if name not in nouns:
                raise LexiconError("bodies.toml", usual, f"'{name}' is no institution of offices.toml")
            if name != usual and name.replace(" ", "-") in found:
                raise LexiconError("bodies.toml", usual, f"'{name}' is already claimed")
        found |= {name.replace(" ", "-"): usual.replace(" ", "-") for name in entry["also"]}
    return found
