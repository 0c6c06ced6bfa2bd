"""Lemmas in, the forms in which they occur out: the table by which words of a text find their lexicon entries.

The forms are in `forms.csv`, which `python -m tests.lexicon.inflecting` writes, since the library that knows them takes seconds to start.
Every lemma of the lexicon must have a line there.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.lexicon.errors import LexiconError
from pipeline.lexicon.frames import frames
from pipeline.lexicon.grammar import grammar

FILE = "forms.csv"
VERB, NOUN = "verb", "noun"


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a word, in lower case; `past` are those of a verb that tell the past ("broke")."""

    all: tuple[str, ...]
    past: tuple[str, ...] = ()


@cache
def verb_lemmas() -> dict[str, frozenset[str]]:
    """Lower-case form -> lemmas of lexicon verbs that it may belong to."""
    return _table(lexicon_verbs(), VERB)


@cache
def noun_lemmas() -> dict[str, frozenset[str]]:
    """Lower-case form -> lemmas of lexicon nouns that it may belong to."""
    return _table(lexicon_nouns(), NOUN)


def past_forms(verb: str) -> tuple[str, ...]:
    """How a lexicon verb tells the past, the commonest first."""
    return _forms()[VERB, verb].past


def lexicon_verbs() -> set[str]:
    """The lemmas of all verbs of the lexicon."""
    words = grammar()
    lemmas = {phrase[0] for frame in frames() for phrase in (*frame.verbs, *frame.needs.get("clause", ()))}
    lemmas |= words.saying | words.fact_verbs | words.support_verbs | words.command_verbs
    return lemmas - {"*"}


def lexicon_nouns() -> set[str]:
    """The lemmas of all nouns of the lexicon, and of other words that stand beside or in the place of one."""
    around = [(frame.nouns, frame.object, frame.object_not, frame.subject, frame.subject_not) for frame in frames()]
    phrases = [phrase for lists in around for words in lists for phrase in words]
    phrases += [phrase for frame in frames() for key, needed in frame.needs.items() if key != "clause" for phrase in needed]
    return {word for phrase in phrases for word in phrase if not word.startswith("@")}


def _table(lemmas: Iterable[str], part_of_speech: str) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for lemma in sorted(lemmas):
        known = _forms().get((part_of_speech, lemma))
        if known is None:
            raise LexiconError(FILE, lemma, f"the {part_of_speech} is missing; python -m tests.lexicon.inflecting adds it")
        for form in (lemma, *known.all):
            table.setdefault(form, set()).add(lemma)
    return {form: frozenset(found) for form, found in table.items()}


@cache
def _forms() -> dict[tuple[str, str], Forms]:
    text = files("pipeline.lexicon").joinpath(FILE).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return {(part_of_speech, lemma): Forms(tuple(every.split()), tuple(past.split())) for part_of_speech, lemma, past, every in rows}
