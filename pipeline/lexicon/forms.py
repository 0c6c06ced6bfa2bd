"""Lemmas in, the forms in which they occur out: the table by which words of a text find their lexicon entries.

`lemminflect` inflects (chosen over rules of our own for the irregular verbs); the table is made once, when the lexicon is first used.
"""

from collections.abc import Iterable
from functools import cache

from pipeline.lexicon.frames import frames
from pipeline.lexicon.grammar import grammar


@cache
def verb_lemmas() -> dict[str, frozenset[str]]:
    """Lower-case form -> lemmas of lexicon verbs that it may belong to."""
    words = grammar()
    lemmas = {phrase[0] for frame in frames() for phrase in (*frame.verbs, *frame.needs.get("clause", ()))}
    lemmas |= words.saying | words.fact_verbs | words.support_verbs | words.command_verbs
    return _table(lemmas - {"*"}, "VERB")


@cache
def noun_lemmas() -> dict[str, frozenset[str]]:
    """Lower-case form -> lemmas of lexicon nouns that it may belong to."""
    around = [(frame.nouns, frame.object, frame.object_not, frame.subject, frame.subject_not) for frame in frames()]
    phrases = [phrase for lists in around for words in lists for phrase in words]
    phrases += [phrase for frame in frames() for key, needed in frame.needs.items() if key != "clause" for phrase in needed]
    return _table({word for phrase in phrases for word in phrase if not word.startswith("@")}, "NOUN")


def _table(lemmas: Iterable[str], part_of_speech: str) -> dict[str, frozenset[str]]:
    from lemminflect import getAllInflections, getAllInflectionsOOV

    table: dict[str, set[str]] = {}
    for lemma in sorted(lemmas):
        table.setdefault(lemma, set()).add(lemma)
        inflections = getAllInflections(lemma, upos=part_of_speech) or getAllInflectionsOOV(lemma, upos=part_of_speech)
        for form in {form for forms in inflections.values() for form in forms}:
            table.setdefault(form.lower(), set()).add(lemma)
    return {form: frozenset(found) for form, found in table.items()}
