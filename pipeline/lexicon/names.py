"""In: the TOML files of countries, regions, organizations, institutions, groups, offices; out: who is known, and where texts name them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.lexicon.errors import LexiconError


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Somebody the lexicon knows; `kind` is `country`, `organization`, `group` or `institution`, `country` an ISO code or None."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of an actor; `sort` is `name`, `demonym`, `people`, `capital`, `seat` or `city` (a place, never its government)."""

    text: str
    actor: KnownActor
    sort: str


@dataclass(frozen=True, slots=True)
class CommonNoun:
    """A singular noun phrase in lower case, cut as spaCy cuts it; `sort` is `office`, `institution`, `people` or `crowd`.

    Compare each of its words with a token's text or its lemma: "troop", but also "house of representatives".
    """

    words: tuple[str, ...]
    sort: str
    sector: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything read from the files; `apart` are longer words that hold a name and mean something else."""

    actors: dict[str, KnownActor]
    names: tuple[KnownName, ...]
    apart: tuple[str, ...]
    nouns: tuple[CommonNoun, ...]
    examples: tuple[tuple[str, str, bool], ...]
    words_in_capitals: frozenset[str]


Found = tuple[int, int, KnownName]
Words = tuple[str, ...]

_FILES = ("countries.toml", "regions.toml", "organizations.toml", "institutions.toml", "groups.toml", "offices.toml")
_ACTORS = {
    "country": "country",
    "region": "institution",
    "organization": "organization",
    "polity": "group",
    "group": "group",
    "institution": "institution",
}
_NOUNS = ("office", "institution", "people", "crowd")
_SORTS = {"aliases": "name", "demonyms": "demonym", "people": "people", "capital": "capital", "seats": "seat", "cities": "city"}
_PLAIN = {"name", "aliases", "apart", "example", "counterexample"}
_KEYS = {
    "country": _PLAIN | {"code", "surnames", *_SORTS},
    "organization": _PLAIN | {"id"},
    "polity": _PLAIN | {"id", "demonyms", "people"},
    "group": _PLAIN | {"id", "country", "sector"},
    "institution": _PLAIN | {"id", "country", "sector"},
    "region": _PLAIN | {"id", "country", "demonyms", "people"},
    "regions": {"country", "names", "example"},
    "institutions": {"country", "sector", "names", "example"},
    "groups": {"country", "sector", "names", "example"},
}
_NEEDED = {
    "country": {"code"},
    "institution": {"id", "country", "sector"},
    "group": {"id", "sector"},
    "region": {"id", "country"},
    "regions": {"country", "names"},
    "institutions": {"country", "sector", "names"},
    "groups": {"sector", "names"},
}
_LISTS = {"regions": "region", "institutions": "institution", "groups": "group"}
_SECTORS = {"polity": "polity", "region": "regional"}
_TOP = {"given_names", "words_in_capitals", "sectors"}

# A word ends at white space and punctuation; every mark of punctuation is a word of its own. Combining accents belong to their letter.
_WORD = re.compile(r"[^\s!-/:-@\[-`{-\xbf\u2000-\u206f\u20a0-\u20cf\u3000-\u303f]+|\S")
_PARTS = re.compile(r"'s\b|-|[^\s-]+?(?=-|\s|$|'s\b)")
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th", "Þ": "Th", "ß": "ss"}
    | dict.fromkeys("’‘`", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def find_names(text: str) -> list[Found]:
    """The known names in a text: whole words, leftmost and longest, never overlapping, as (start, end, name) in code points."""
    words = _WORD.findall(text)
    if not text.isascii():
        words = [word if word.isascii() else fold(word) or word for word in words]  # accents alone fold to nothing, the mark of an end
    named = list(_names_among(words))
    if not named:
        return []
    spans = [match.span() for match in _WORD.finditer(text)]
    found = [(spans[first][0], spans[last][1], name) for first, last, name in named]
    if text.isupper():
        found = [hit for hit in found if text[hit[0] : hit[1]] not in _lexicon().words_in_capitals]
    return found


def known_names() -> tuple[KnownName, ...]:
    """Every name, once."""
    return _lexicon().names


def known_actors() -> dict[str, KnownActor]:
    """Every known actor by its id."""
    return _lexicon().actors


def common_nouns() -> tuple[CommonNoun, ...]:
    """Every noun for an office, institution, people or crowd, once."""
    return _lexicon().nouns


def examples() -> tuple[tuple[str, str, bool], ...]:
    """The entries' own sentences: (sentence, actor id, whether a name in it must lead to that actor or must not)."""
    return _lexicon().examples


def fold(text: str) -> str:
    """The text without accents, with straight apostrophes and plain hyphens; the case stays."""
    if text.isascii():
        return text.replace("`", "'")
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char))


def read_lexicon(texts: Mapping[str, str]) -> Lexicon:
    """A lexicon from the text of TOML files by file name; LexiconError for an entry that cannot be used."""
    tables = {file: tomllib.loads(text) for file, text in texts.items()}
    sectors = {sector for table in tables.values() for sector in table.get("sectors", ())} | set(_SECTORS.values())
    given = [name for table in tables.values() for name in table.get("given_names", ())]
    actors: dict[str, KnownActor] = {}
    names: list[KnownName] = []
    apart: dict[str, None] = {}
    claims: dict[Words, str] = {}
    nouns: list[CommonNoun] = []
    sentences: list[tuple[str, str, bool]] = []
    for file, kind, entry in _entries(tables):
        if "words" in entry:
            nouns += _read_nouns(file, kind, entry, claims, sectors)
            continue
        actor = _read_actor(file, kind, entry, actors, sectors)
        own = _read_names(file, actor, entry, claims)
        names += own
        apart |= dict.fromkeys(_read_apart(file, actor, entry, own, claims))
        apart |= {f"{first} {last}": None for last in entry.get("surnames", ()) for first in given}
        sentences += [(sentence, actor.actor_id, True) for sentence in _strings(entry["example"])]
        sentences += [(sentence, actor.actor_id, False) for sentence in _strings(entry.get("counterexample", ()))]
    capitals = frozenset(word for table in tables.values() for word in table.get("words_in_capitals", ()))
    return Lexicon(actors, tuple(names), tuple(apart), tuple(nouns), tuple(sentences), capitals)


def _entries(tables: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file, table in tables.items():
        for kind, entries in table.items():
            if kind in _TOP:
                continue
            for entry in entries:
                label = str(entry.get("code") or entry.get("id") or entry.get("country") or entry.get("sector") or entry)
                is_noun = file == "offices.toml" and kind in _NOUNS
                known = {"sector", "words", "example"} if is_noun else _KEYS.get(kind)
                if known is None:
                    raise LexiconError(file, label, f"unknown kind of entry '{kind}'")
                needed = known if is_noun else _NEEDED.get(kind, {"id"}) | (set() if kind in _LISTS else {"name"})
                _check_keys(file, label, entry, known, needed)
                if kind in _LISTS:
                    yield from ((file, _LISTS[kind], listed) for listed in _each_listed(file, label, entry))
                else:
                    yield file, kind, entry


def _each_listed(file: str, label: str, entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The actors of a list, each with its names (the first is what it is called) and with those of the list's sentences that name it."""
    shared = {key: value for key, value in entry.items() if key in ("country", "sector")}
    examples = _strings(entry["example"])
    for item in entry["names"]:
        names = _strings(item)
        own = [sentence for sentence in examples if any(_holds(_words(sentence), _words(name)) for name in names)]
        examples = [sentence for sentence in examples if sentence not in own]
        words = re.findall("[a-z0-9]+", fold(f"{entry.get('country', '')} {names[0]}").lower())
        yield shared | {"id": "-".join(words), "name": names[0], "aliases": names[1:], "example": own}
    if examples:
        raise LexiconError(file, label, f"example without any of its names: {examples[0]}")


def _check_keys(file: str, label: str, entry: dict[str, Any], known: set[str], needed: set[str]) -> None:
    if unknown := sorted(set(entry) - known):
        raise LexiconError(file, label, f"unknown key {', '.join(unknown)}")
    if missing := sorted(needed - set(entry)):
        raise LexiconError(file, label, f"lacks {', '.join(missing)}")
    if not _strings(entry.get("example", ())):
        raise LexiconError(file, label, "has no example")


def _read_actor(file: str, kind: str, entry: dict[str, Any], actors: dict[str, KnownActor], sectors: set[str]) -> KnownActor:
    actor_id = entry["code" if kind == "country" else "id"]
    country = actor_id if kind == "country" else entry.get("country")
    sector = _SECTORS.get(kind) or entry.get("sector")
    if actor_id in actors:
        raise LexiconError(file, actor_id, "is there twice")
    if sector is not None and sector not in sectors:
        raise LexiconError(file, actor_id, f"unknown sector '{sector}'")
    if kind != "country" and country is not None and country not in actors:
        raise LexiconError(file, actor_id, f"unknown country '{country}'")
    actors[actor_id] = KnownActor(actor_id, entry["name"], _ACTORS[kind], country, sector)
    return actors[actor_id]


def _read_names(file: str, actor: KnownActor, entry: dict[str, Any], claims: dict[Words, str]) -> list[KnownName]:
    listed = [(entry["name"], "name")] + [(text, sort) for key, sort in _SORTS.items() for text in entry.get(key, ())]
    own: dict[Words, KnownName] = {}
    for text, sort in listed:
        own.setdefault(_words(text), KnownName(text, actor, sort))
    _claim(file, actor.actor_id, own, claims)
    return list(own.values())


def _read_apart(file: str, actor: KnownActor, entry: dict[str, Any], own: list[KnownName], claims: dict[Words, str]) -> list[str]:
    apart: list[str] = entry.get("apart", [])
    for text in apart:
        if not any(_holds(_words(text), _words(name.text)) for name in own):
            raise LexiconError(file, actor.actor_id, f"'{text}' is kept apart but holds none of its names")
    _claim(file, actor.actor_id, map(_words, apart), claims)
    return apart


def _read_nouns(file: str, kind: str, entry: dict[str, Any], claims: dict[Words, str], sectors: set[str]) -> list[CommonNoun]:
    label = f"{kind} {entry['sector']}"
    if entry["sector"] not in sectors:
        raise LexiconError(file, label, "unknown sector")
    nouns = [CommonNoun(tuple(_PARTS.findall(text)), kind, entry["sector"]) for text in entry["words"]]
    _claim(file, label, (noun.words for noun in nouns), claims)
    for sentence in _strings(entry["example"]):
        if not any(_holds(tuple(_PARTS.findall(sentence.lower().rstrip("."))), noun.words) for noun in nouns):
            raise LexiconError(file, label, f"example without any of its words: {sentence}")
    return nouns


def _claim(file: str, label: str, phrases: Iterable[Words], claims: dict[Words, str]) -> None:
    for phrase in phrases:
        if phrase in claims:
            raise LexiconError(file, label, f"'{' '.join(phrase)}' is already claimed by {claims[phrase]}")
        claims[phrase] = label


def _holds(words: Words, part: Words) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words) - len(part) + 1))


def _strings(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _words(text: str) -> Words:
    return tuple(_WORD.findall(fold(text)))


@cache
def _lexicon() -> Lexicon:
    folder = files("pipeline.lexicon")
    return read_lexicon({file: folder.joinpath(file).read_text(encoding="utf-8") for file in _FILES})


@cache
def _trie() -> dict[str, Any]:
    """Words to nodes; a node's key "" holds what ends there: a name, or None for words that are kept apart."""
    names: list[tuple[str, KnownName | None]] = [(name.text, name) for name in _lexicon().names]
    names += [(text, None) for text in _lexicon().apart]
    root: dict[str, Any] = {}
    in_capitals = [(text.upper(), name) for text, name in names if sum(map(str.isalpha, text)) >= 4]
    # as written first: a name that is itself in capitals is never overruled by another one shouted
    for text, name in names + in_capitals:
        node = root
        for word in _words(text):
            node = node.setdefault(word, {})
        node.setdefault("", name)
    return root


def _names_among(words: Sequence[str]) -> Iterator[tuple[int, int, KnownName]]:
    """The numbers of the first and of the last word of each name."""
    trie, after = _trie(), 0
    for position, word in enumerate(words):
        if position >= after and word in trie:
            end, name = _longest(trie[word], words, position + 1)
            after = max(end, position + 1)
            if name:
                # "Sino-" is a name that takes its hyphen; the hyphen is not shown
                yield position, end - 2 if words[end - 1] == "-" else end - 1, name


def _longest(node: dict[str, Any], words: Sequence[str], position: int) -> tuple[int, KnownName | None]:
    end, name = 0, None
    while True:
        if "" in node:
            end, name = position, node[""]
        following = node.get(words[position]) if position < len(words) else None
        if following is None:
            return end, name
        node, position = following, position + 1
