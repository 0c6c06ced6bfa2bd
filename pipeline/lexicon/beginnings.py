"""The frames of the lexicon in, how each may begin out: by which phrase, what it wants around it, and which words a sentence must hold.

Whatever is asked of the words of a sentence is less than what the frame asks of its parse, so that nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import ANY, Frame, Phrase, frames

LETTERS = re.compile(r"[^\W\d_]+")
DENIED = re.compile(r"([^\W\d_]+)(?:n['’]t|(?<=can)not)\b")  # the parser parts "should" from "n't", "wo" from that of "won't"
DENIALS = ("n't", "n’t", "cannot")  # no word is denied without one of these
# Needs of a frame that are no prepositions.
CLAUSES = ("statement", "infinitive", "clause", "clause-modal", "clause-predicative", "predicative", "acomp")

Condition = frozenset[int]  # the numbers of sets of words; of each set one word must be there


@dataclass(frozen=True, slots=True)
class Wanted:
    """Phrases of which a frame wants one, sorted once by how each is looked for.

    `special` are the classes with an at sign, `words` the phrases of one word, `longer` those of several; `heads` the last words of all but
    the classes.
    """

    phrases: tuple[Phrase, ...]
    is_any: bool
    special: tuple[str, ...]
    words: frozenset[str]
    longer: tuple[Phrase, ...]
    heads: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a frame wants around its word; None where it wants nothing."""

    object: Wanted | None
    object_not: Wanted | None
    subject: Wanted | None
    subject_not: Wanted | None
    needs: Mapping[str, Wanted]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A phrase with which a frame may begin, as a verb or as a noun; `word` is the one of it that a text may have in any form.

    `condition` can be asked of the words of a sentence alone.
    """

    frame: Frame
    phrase: Phrase
    is_verb: bool
    word: str
    wants: Wants
    condition: Condition


def beginnings() -> tuple[Beginning, ...]:
    """All beginnings, in the order of the frames and of the phrases in each."""
    return _compiled()[0]


@lru_cache(2_000)  # the scan, the dates and the scene of a sentence ask for the same
def words_in(text: str) -> frozenset[str]:
    """The words of a text, in lower case, as conditions mean them; of "shouldn't" also the "should" that a parser finds in it."""
    text = text.lower()
    return frozenset((*LETTERS.findall(text), *(DENIED.findall(text) if any(sign in text for sign in DENIALS) else ())))


def met_by(words: Iterable[str]) -> Condition:
    """All that a sentence of these words meets: it may tell what a beginning tells whose condition is a part of that."""
    numbers = _compiled()[1]
    return frozenset().union(*[numbers[word] for word in words if word in numbers])


@cache
def forms_of(word: str) -> frozenset[str]:
    """All forms of a word of a verb or a noun, lower case; of one with a hyphen its last part."""
    return frozenset(LETTERS.findall(form.lower())[-1] for form in (word, *_inflected().get(word, ())))


@cache
def _compiled() -> tuple[tuple[Beginning, ...], dict[str, frozenset[int]]]:
    """All beginnings, and by word the numbers of the sets that hold it."""
    sets: dict[frozenset[str], int] = {}
    found = tuple(beginning for frame in frames() for beginning in _beginnings_of(frame, sets))
    numbers: dict[str, set[int]] = {}
    for words, number in sets.items():
        for word in words:
            numbers.setdefault(word, set()).add(number)
    return found, {word: frozenset(held) for word, held in numbers.items()}


def _beginnings_of(frame: Frame, sets: dict[frozenset[str], int]) -> Iterator[Beginning]:
    wants = Wants(
        object=_wanted(frame.object),
        object_not=_wanted(frame.object_not),
        subject=_wanted(frame.subject),
        subject_not=_wanted(frame.subject_not),
        needs={slot: _sorted(words) for slot, words in frame.needs.items()},
    )
    around = _around(frame)
    verbs = [(phrase, True, phrase[0], phrase[1:]) for phrase in frame.verbs]
    nouns = [(phrase, False, phrase[-1], phrase[:-1]) for phrase in frame.nouns]
    for phrase, is_verb, word, others in (*verbs, *nouns):
        needed = (*map(forms_of, others), *around)
        yield Beginning(frame, phrase, is_verb, word, wants, frozenset(sets.setdefault(words, len(sets)) for words in needed))


def _wanted(phrases: tuple[Phrase, ...]) -> Wanted | None:
    return _sorted(phrases) if phrases else None


def _sorted(phrases: tuple[Phrase, ...]) -> Wanted:
    plain = [phrase for phrase in phrases if not phrase[0].startswith("@")]
    return Wanted(
        phrases,
        is_any=ANY in phrases,
        special=tuple(phrase[0] for phrase in phrases if phrase[0].startswith("@")),
        words=frozenset(phrase[0] for phrase in plain if len(phrase) == 1),
        longer=tuple(phrase for phrase in plain if len(phrase) > 1),
        heads=frozenset(phrase[-1] for phrase in plain),
    )


def _around(frame: Frame) -> tuple[frozenset[str], ...]:
    """What a frame's object, subject and needs ask of the words of a sentence."""
    needed = [_words_of(phrases) for phrases in (frame.object, frame.subject) if phrases]
    for slot, phrases in frame.needs.items():
        needed += [] if slot in CLAUSES else [frozenset(LETTERS.findall(slot)[-1:])]
        needed.append(_words_of(phrases))
    return tuple(words for words in needed if words)


def _words_of(phrases: Sequence[Phrase]) -> frozenset[str]:
    """The forms of which one must be there; empty where a name or any clause will do."""
    if any(phrase == ANY or phrase[0].startswith("@") for phrase in phrases):
        return frozenset()
    return frozenset().union(*(forms_of(word) for phrase in phrases for word in (phrase[0], phrase[-1])))


@cache
def _inflected() -> dict[str, set[str]]:
    """Lemma -> forms, of verbs and nouns of the lexicon."""
    found: dict[str, set[str]] = {}
    for table in (verb_lemmas(), noun_lemmas()):
        for form, lemmas in table.items():
            for lemma in lemmas:
                found.setdefault(lemma, set()).add(form)
    return found
