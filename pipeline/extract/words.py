"""A text in, its words out, with the names among them that the lexicon knows, and the runs of words that could name people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import Found, KnownName, common_nouns, find_names
from pipeline.lexicon.naming import naming_words

WORD = re.compile(r"[^\W\d_](?:[\w'’]|[-.](?=\w))*\.?|\d+|[^\w\s]")
CAPITALISED = re.compile(r"[^\W\d_a-zà-öø-ÿ]|(?:al|el|ul|as|ad|ar|an|ash)-[A-Z]")  # "al-Assad" is a word of a name
POSSESSIVES = ("'s", "’s")
LONGEST = 5  # words of a name
LONGEST_WORD = 60  # letters of any of them
SENTENCES = 2_000  # of which the words are kept: a document asks for those of each of its sentences again and again


class Word(NamedTuple):
    """A word of a text and its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and the lexicon's names in it; `known` are these by their first place, `covered` all places that they take."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Found, ...]
    known: dict[int, KnownName]
    covered: frozenset[int]


def name_runs(words: Words) -> Iterator[list[tuple[int, int, str]]]:
    """Runs of capitalised words that could be names of people: the whole run, then without its first words (which may begin a sentence).

    Each as first place, place after the last, name.
    """
    at = 0
    while at < len(words.words):
        run = run_at(words, at) if is_name_word(words, words.words[at]) else []
        if run:
            names = [words.text[word.start : run[-1].end].rstrip(".") for word in run]
            yield [(word.start, word.start + len(name), name) for word, name in zip(run, names, strict=True)]
        at += len(run) or 1


@lru_cache(SENTENCES)
def words_of(text: str) -> Words:
    """The words of a text, with the names that the lexicon knows; those of cities cover nothing, for people are called after cities."""
    names = tuple(find_names(text))
    covered = frozenset(place for start, end, name in names if name.sort != "city" for place in range(start, end))
    words = tuple([Word(match.start(), match.end(), match[0]) for match in WORD.finditer(text)])
    return Words(text, words, names, {start: name for start, _, name in names}, covered)


def run_at(words: Words, at: int) -> list[Word]:
    """The name that begins at a word, without a possessive ending; empty where none does."""
    run: list[Word] = []
    particles = grammar().name_particles
    for word in words.words[at : at + LONGEST]:
        if not (is_name_word(words, word) or (run and word.text in particles)):
            break
        owned = word.text.endswith(POSSESSIVES)
        run.append(Word(word.start, word.end - 2, word.text[:-2]) if owned else word)
        if owned:
            break
    while run and run[-1].text in particles:
        run.pop()
    return run


def is_name_word(words: Words, word: Word) -> bool:
    """Whether a word can be part of a person's name: capitalised, and neither a known name nor a common noun."""
    if CAPITALISED.match(word.text) is None or len(word.text) > LONGEST_WORD:
        return False
    return word.start not in words.covered and word.text not in not_names()


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no part of a person's name: offices, bodies, days."""
    return grammar().not_names | naming_words().openers | {word.capitalize() for noun in common_nouns() for word in noun.words}
