"""The words of a sentence in, whether any frame of the lexicon has all its words there out: a sentence for which none has is never parsed.

What is asked of a sentence here is always less than what the frame asks of its parse, so that nothing is lost.
"""

import re
from collections.abc import Iterable, Set
from functools import cache

from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import ANY, Frame, Phrase, frames

LETTERS = re.compile(r"[^\W\d_]+")
# Needs of a frame that are no prepositions.
CLAUSES = ("statement", "infinitive", "clause", "clause-modal", "clause-predicative", "predicative", "acomp")

Condition = tuple[frozenset[str], ...]  # of each set one word must be there


def can_tell(text: str) -> bool:
    """Whether a sentence holds the words of any frame."""
    words = {word.lower() for word in LETTERS.findall(text)}
    conditions = _conditions()
    return any(_is_met(condition, words) for word in words for condition in conditions.get(word, ()))


@cache
def triggers() -> frozenset[str]:
    """Every form, in lower case, with which a frame begins: its verb or the head of its noun phrase."""
    return frozenset(_conditions())


def _is_met(condition: Condition, words: Set[str]) -> bool:
    return not any(needed.isdisjoint(words) for needed in condition)


@cache
def _conditions() -> dict[str, tuple[Condition, ...]]:
    """What else must be in a sentence, by the form that begins the frame."""
    found: dict[str, set[Condition]] = {}
    for frame in frames():
        around = _around(frame)
        for phrases, first, others in ((frame.verbs, 0, slice(1, None)), (frame.nouns, -1, slice(None, -1))):
            for phrase in phrases:
                condition = (*(_forms([word]) for word in phrase[others]), *around)
                for form in _forms([phrase[first]]):
                    found.setdefault(form, set()).add(tuple(sorted(condition, key=sorted)))
    return {form: tuple(sorted(conditions, key=len)) if () not in conditions else ((),) for form, conditions in found.items()}


def _around(frame: Frame) -> Condition:
    """What a frame's object, subject and needs ask for."""
    needed = [_words_of(phrases) for phrases in (frame.object, frame.subject) if phrases]
    for slot, phrases in frame.needs.items():
        needed += [] if slot in CLAUSES else [frozenset(LETTERS.findall(slot)[-1:])]
        needed.append(_words_of(phrases))
    return tuple(words for words in needed if words)


def _words_of(phrases: Iterable[Phrase]) -> frozenset[str]:
    """The forms of which one must be there; empty where a name or any clause will do."""
    phrases = list(phrases)
    if any(phrase == ANY or phrase[0].startswith("@") for phrase in phrases):
        return frozenset()
    return _forms(word for phrase in phrases for word in (phrase[0], phrase[-1]))


def _forms(lemmas: Iterable[str]) -> frozenset[str]:
    """All forms of these words, lower case; of one with a hyphen its last part."""
    forms = (form for lemma in lemmas for form in (lemma, *_inflected().get(lemma, ())))
    return frozenset(LETTERS.findall(form.lower())[-1] for form in forms)


@cache
def _inflected() -> dict[str, set[str]]:
    """Lemma -> forms, of verbs and nouns of the lexicon."""
    found: dict[str, set[str]] = {}
    for table in (verb_lemmas(), noun_lemmas()):
        for form, lemmas in table.items():
            for lemma in lemmas:
                found.setdefault(lemma, set()).add(form)
    return found
