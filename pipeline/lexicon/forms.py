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
    phrases = [phrase for frame in frames() for phrase in (*frame.nouns, *frame.object, *frame.object_not)]
    phrases += [phrase for frame in frames() for key, needed in frame.needs.items() if key != "clause" for phrase in needed]
    return _table({word for phrase in phrases for word in phrase if not word.startswith("@")}, "NOUN")


@cache
def triggers() -> frozenset[str]:
    """Every form that can begin an act: a sentence without one is never parsed.

    Of a frame with a verb that stands everywhere ("be", "hold", "say"), it is the form of what the verb needs.
    """
    weak = grammar().weak_verbs
    nouns = {phrase[-1] for frame in frames() for phrase in frame.nouns}
    verbs = {phrase[0] for frame in frames() for phrase in frame.verbs} - weak
    for frame in frames():
        if any(phrase[0] in weak for phrase in frame.verbs):
            nouns |= {phrase[-1] for words in (frame.object, *frame.needs.values()) for phrase in words}
            verbs |= {phrase[0] for phrase in frame.needs.get("clause", ())}
    found = {form for form, lemmas in verb_lemmas().items() if lemmas & (verbs - weak)}
    found |= {form for form, lemmas in noun_lemmas().items() if lemmas & nouns}
    return frozenset(found | (nouns & grammar().obligation) | _particles(weak))


def _particles(weak: frozenset[str]) -> frozenset[str]:
    """Forms of weak verbs whose frames need nothing but a particle or two parties ("call on", "hand over")."""
    lemmas = {phrase[0] for frame in frames() for phrase in frame.verbs if phrase[0] in weak and not frame.object and not frame.needs}
    return frozenset(form for form, found in verb_lemmas().items() if found & lemmas)


def _table(lemmas: Iterable[str], part_of_speech: str) -> dict[str, frozenset[str]]:
    from lemminflect import getAllInflections, getAllInflectionsOOV

    table: dict[str, set[str]] = {}
    for lemma in sorted(lemmas):
        table.setdefault(lemma, set()).add(lemma)
        inflections = getAllInflections(lemma, upos=part_of_speech) or getAllInflectionsOOV(lemma, upos=part_of_speech)
        for form in {form for forms in inflections.values() for form in forms}:
            table.setdefault(form.lower(), set()).add(lemma)
    return {form: frozenset(found) for form, found in table.items()}
