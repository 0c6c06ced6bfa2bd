"""A text in, the people whom it introduces out: "Peruvian President Pedro Pablo Kuczynski", "X, the foreign minister of Peru".

Works on words alone, without a parse, so that every sentence of a document can teach, whether it is coded or not.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.extract.person import Naming, Person
from pipeline.extract.words import SENTENCES, WORD, Word, Words, is_name_word, run_at, words_of
from pipeline.lexicon.beginnings import words_in
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import CommonNoun, KnownActor, common_nouns, known_names
from pipeline.lexicon.triggers import triggers

FARTHEST = 4  # words between a country and an office ("the Venezuelan interim opposition leader")


@lru_cache(SENTENCES)  # asked for when the people of a document are gathered, and when a sentence is read
def introduced_by(text: str) -> tuple[Naming, ...]:
    """People whom a text introduces; see `introductions`. A word with accents may be a nationality that `may_introduce` does not know."""
    return tuple(introductions(words_of(text))) if not text.isascii() or may_introduce(text) else ()


def introductions(words: Words) -> list[Naming]:
    """People whom a text names together with an office or a nationality, in the order of the patterns that find them."""
    found: list[Naming] = []
    for first, last, office in _offices(words):
        naming = _named_after(words, first, last, office) or _named_before(words, first, last, office)
        if naming and not any(naming.overlaps(other) for other in found):
            found.append(naming)
    found += [naming for naming in _nationals(words) if not any(naming.overlaps(other) for other in found)]
    return found


def may_introduce(text: str) -> bool:
    """Whether a text holds a word of an office or of a nationality at all; most do not, and need not be looked at."""
    return not _telling_words().isdisjoint(words_in(text))


@cache
def _telling_words() -> frozenset[str]:
    demonyms = {name.text.lower().split()[-1] for name in known_names() if name.sort == "demonym"}
    return frozenset(demonyms | {noun.words[0].split("-")[0].split("'")[0] for noun in common_nouns() if noun.sort == "office"})


def _offices(words: Words) -> Iterator[tuple[int, int, CommonNoun]]:
    """Office phrases, the longest at each place: index of the first word, of the one after the last, entry."""
    lower = [word.text.lower() for word in words.words]
    index, after = _office_index(), 0
    for at, first in enumerate(lower):
        if at < after or first not in index:
            continue
        fitting = [(words, noun) for words, noun in index[first] if tuple(lower[at : at + len(words)]) == words]
        longest, office = max(fitting, key=lambda item: len(item[0]), default=((), None))
        if office is not None:
            after = at + len(longest)
            yield at, after, office


@cache
def _office_index() -> dict[str, list[tuple[tuple[str, ...], CommonNoun]]]:
    """Offices by their first word, each cut as `WORD` cuts it: a word with a hyphen is one word."""
    index: dict[str, list[tuple[tuple[str, ...], CommonNoun]]] = {}
    for noun in common_nouns():
        if noun.sort == "office":
            words = tuple(WORD.findall(_written(noun)))
            index.setdefault(words[0], []).append((words, noun))
    return index


def _written(noun: CommonNoun) -> str:
    return " ".join(noun.words).replace(" - ", "-").replace(" 's", "'s")


def _named_after(words: Words, first: int, last: int, office: CommonNoun) -> Naming | None:
    """ "Peruvian President X", "Peru's President X", "the President of Peru X", "President X of Peru", "President X"."""
    owner, begin = _owner_before(words, first)
    at = last
    if owner is None:
        owner, at = _owner_after(words, last)
    after_comma = at < len(words.words) and words.words[at].text == ","
    run = run_at(words, at + after_comma)
    if not run or (after_comma and (len(run) < 2 or owner is None)):
        return None
    if owner is None:
        owner, _ = _owner_after(words, at + after_comma + len(run))
    return _naming(words, words.words[min(begin, first)].start, run, owner, office)


def _named_before(words: Words, first: int, last: int, office: CommonNoun) -> Naming | None:
    """ "X, the President of Peru", "X, Peru's foreign minister"."""
    owner, begin = _owner_before(words, first)
    if owner is None:
        owner, _ = _owner_after(words, last)
    at = begin - 1
    while at > 0 and words.words[at].text.lower() in grammar().before_office:
        at -= 1
    if owner is None or at < 1 or words.words[at].text != ",":
        return None
    run: list[Word] = []
    while at > 0 and is_name_word(words, words.words[at - 1]):
        at -= 1
        run.insert(0, words.words[at])
    return _naming(words, run[0].start, run, owner, office) if len(run) > 1 else None


def _nationals(words: Words) -> list[Naming]:
    """ "Colombian Carlos Ruiz": a nationality and a name of two words or more introduce somebody without an office."""
    found = []
    demonyms = {start: name for start, name in words.known.items() if name.sort == "demonym"}
    for at, word in enumerate(words.words if demonyms else ()):
        name = demonyms.get(word.start)
        if name is not None:
            run = run_at(words, at + 1)
            if len(run) > 1:
                found.append(_naming(words, word.start, run, name.actor, None))
    return found


def _naming(words: Words, start: int, run: list[Word], owner: KnownActor | None, office: CommonNoun | None) -> Naming:
    name = words.text[run[0].start : run[-1].end].rstrip(".")
    country = owner.country if owner else None
    body = owner.actor_id if owner and owner.kind == "organization" else None
    person = Person(name, country, _written(office) if office else None, office.sector if office else None, body)
    return Naming(min(start, run[0].start), run[-1].end, person)


def _owner_before(words: Words, first: int) -> tuple[KnownActor | None, int]:
    """Country or organization named shortly before an office, with the index of its first word; adjectives may stand between."""
    for at in range(first - 1, max(first - 1 - FARTHEST, -1), -1):
        if words.words[at].text in "'’":
            continue
        if not words.words[at].text[0].isalnum():
            return None, first
        for begin in range(at, max(at - FARTHEST, -1), -1):
            name = words.known.get(words.words[begin].start)
            if name is not None and name.sort in ("name", "demonym", "seat") and begin + _n_words(name.text) > at:
                acts = name.sort != "demonym" and any(word.text in triggers() for word in words.words[at + 1 : first])
                return (None, first) if acts else (name.actor, begin)  # "Peru recognized opposition leader X" owns nobody
        if not words.words[at].text.islower() or words.words[at].text in grammar().function_words:
            return None, first
    return None, first


def _owner_after(words: Words, last: int) -> tuple[KnownActor | None, int]:
    """Owner of "of Peru" after an office or a name, with the index of the word after it."""
    at = last
    if at < len(words.words) and words.words[at].text.lower() == "of":
        at += 1
        if at < len(words.words) and words.words[at].text.lower() == "the":
            at += 1
        name = words.known.get(words.words[at].start) if at < len(words.words) else None
        if name is not None and name.sort in ("name", "seat"):
            return name.actor, at + _n_words(name.text)
    return None, last


def _n_words(text: str) -> int:
    return len(WORD.findall(text))
