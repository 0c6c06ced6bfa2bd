"""Rosters and what a corpus taught in, everybody who is known out, indexed by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.lexicon.names import common_nouns
from pipeline.lexicon.roster import Listed, shipped_roster
from pipeline.people.known import GIVEN, LEARNT, SHIPPED, Known, People
from pipeline.people.spelling import bare, fold, key, surnames


def people_of(given: Iterable[Listed] = (), learnt: Iterable[Known] = ()) -> People:
    """Everybody from the user's rosters, from the one that ships and from the corpus. Whom a row of the user's names, only it describes."""
    own = [_known(row, GIVEN) for row in given]
    others = [*(_known(row, SHIPPED) for row in shipped_roster()), *learnt]
    claims = {name: at for at, known in enumerate(own) for name in _full_names(known)}
    kept = []
    for other in others:
        claim = next((claims[name] for name in _full_names(other) if name in claims), None)
        if claim is None:
            kept.append(other)
        elif own[claim].kind == other.kind:
            spellings = (*own[claim].aliases, other.name, *other.aliases)
            aliases = tuple(dict.fromkeys(name for name in spellings if name != own[claim].name))
            new = frozenset(aliases) - {*own[claim].aliases} if other.origin == LEARNT else frozenset()
            own[claim] = replace(own[claim], aliases=aliases, learnt=own[claim].learnt | new)
    return _indexed([*own, *kept])


def _known(row: Listed, origin: int) -> Known:
    return Known(row.name, row.kind, row.country, row.sector, row.wikidata_id, row.aliases, row.first, row.last, origin, body=row.body)


def _full_names(known: Known) -> list[str]:
    names = [key(name) for name in (known.name, *known.aliases)]
    return [name for name in names if known.kind != "person" or " " in name]


def _indexed(everybody: Sequence[Known]) -> People:
    full: dict[str, dict[Known, None]] = defaultdict(dict)
    single: dict[str, dict[Known, None]] = defaultdict(dict)
    first_words: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for known in everybody:
        for name in (known.name, *known.aliases):
            words = fold(name).split()
            full[key(name)][known] = None
            if known.kind != "person" or len(words) > 1:
                full[" ".join(words)][known] = None
                first_words[words[0]].add(tuple(words))
            if known.kind == "person":
                for word in _alone(name):
                    single[word][known] = None
    return People(_settled(full), _settled(single), {word: tuple(sorted(names)) for word, names in first_words.items()})


def _alone(name: str) -> tuple[str, ...]:
    """By which words alone a name is meant everywhere: the last, with its particle; the last but one only within a document.

    None for a name that is a title and a first name ("King Mohammed").
    """
    found = surnames(name) if fold(name).split()[0] not in _titles() else ()
    return tuple(word for word in found if word.split()[-1] == found[0]) if found else (bare(name),) if " " not in fold(name) else ()


@cache
def _titles() -> frozenset[str]:
    return frozenset(noun.words[0] for noun in common_nouns() if noun.sort == "office")


def _settled(index: Mapping[str, Mapping[Known, None]]) -> dict[str, tuple[Known, ...]]:
    return {word: tuple(found) for word, found in index.items()}
