"""A text in, the short names out that it gives to bodies of a state: "the Supreme Tribunal of Justice (TSJ)"."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.lexicon.names import Found, KnownActor, KnownName, common_nouns, find_names
from pipeline.people.spelling import slug

# Begins at the beginning of a word, and takes whole words: a word of two thousand letters is read once.
SHORT = re.compile(r"(?<![\w'’-])((?:[\w'’-]++\s++){1,9}[\w'’-]++)\s++\(([A-Z][A-Za-z]{0,3}[A-Z]{1,5})\)")


def acronyms(text: str) -> Iterator[KnownName]:
    """Short names in brackets after the full name of a known body, or of a body of a country that stands beside it."""
    if "(" not in text:
        return
    names = find_names(text)
    for match in SHORT.finditer(text):
        actor = _known_before(names, match.end(1)) or _institution(match[1], [name for name in names if name[0] < match.end()])
        if actor is not None:
            yield KnownName(match[2], actor, "name")


def _known_before(names: list[Found], end: int) -> KnownActor | None:
    return next((name.actor for _, last, name in names if last == end and name.actor.kind not in ("country",)), None)


def _institution(phrase: str, names: list[Found]) -> KnownActor | None:
    """The body that the last words name, of the one country named before or in them."""
    words = [word.lower() for word in re.findall(r"[\w-]+|['’]s\b", phrase)]
    owners = {name.actor.country for _, _, name in names if name.sort in ("name", "demonym", "seat") and name.actor.kind == "country"}
    fitting = _institutions().keys() & _phrases(words)
    if not fitting or len(owners) != 1 or not phrase.split()[-1][:1].isupper():
        return None
    noun = max(fitting, key=lambda noun: (len(noun), noun))
    country = owners.pop() or ""
    title = " ".join(phrase.split()[-_length(words, noun) :])
    return KnownActor(f"{country}-{slug(' '.join(noun))}".lower(), title, "institution", country, _institutions()[noun])


def _phrases(words: list[str]) -> set[tuple[str, ...]]:
    """The phrases that begin with one of the last words."""
    return {tuple(words[at:end]) for at in range(max(len(words) - 6, 0), len(words)) for end in range(at + 1, len(words) + 1)}


def _length(words: list[str], noun: tuple[str, ...]) -> int:
    """Words from the first one of a noun to the end of the phrase."""
    return len(words) - max(at for at in range(len(words)) if tuple(words[at : at + len(noun)]) == noun)


@cache
def _institutions() -> dict[tuple[str, ...], str]:
    return {noun.words: noun.sector for noun in common_nouns() if noun.sort == "institution"}
