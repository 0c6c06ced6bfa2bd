"""A verb in, what its own words say of it out: voice, auxiliaries, denial, and what it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.tree import PASSIVE_SUBJECTS, SUBJECTS, children_of, has_subject

if TYPE_CHECKING:
    from spacy.tokens import Token



def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was expelled", "expelled by", a participle that follows its noun."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not has_subject(verb) and not children_of(verb, {"aux"}):
        return verb.head.tag_.startswith("VB") and is_passive(verb.head) and not children_of(verb, {"dobj"})
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return "to" in auxiliaries_of(verb)


def is_negated(token: Token) -> bool:
    """Whether a verb is denied, by "not", "never", or a "no" on its subject or object."""
    if any(child.dep_ == "neg" for child in token.children):
        return True
    arguments = children_of(token, SUBJECTS | PASSIVE_SUBJECTS | {"dobj"})
    return any(child.lower_ in ("no", "neither") for noun in arguments for child in children_of(noun, {"det", "preconj"}))


def auxiliaries_of(verb: Token) -> set[str]:
    """Auxiliary words of a verb, lower case; those of the first of coordinated verbs hold for all."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not words and verb.dep_ == "conj" and not has_subject(verb) and verb.head.tag_.startswith("VB"):
        return auxiliaries_of(verb.head)
    return words


def adverbs_of(verb: Token) -> set[str]:
    """Particles, adverbs and prepositions that belong to a verb, lower case ("off" of "call off")."""
    return {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "prep", "npadvmod", "dative")}


def markers_of(verb: Token) -> set[str]:
    """Subordinating words over a verb ("if", "after"), lower case, including a preposition before a participle."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i}
    first = verb
    while first.dep_ == "conj" and not has_subject(verb):
        first = first.head
        words |= {child.lower_ for child in first.children if child.dep_ == "mark"}
    return words | ({first.head.lower_} if first.dep_ == "pcomp" else set())


def governor(token: Token) -> tuple[Token | None, str]:
    """The verb or noun that a predicate depends on, and the kind of clause in between.

    Coordinated predicates share the governor of the first; "by doing" hangs on the verb of "by".
    """
    while token.dep_ == "conj" and not has_subject(token):
        token = token.head
    if token.dep_ in ("pcomp", "pobj"):
        return token.head.head, token.dep_
    if token.dep_ == "ROOT":
        return None, "ROOT"
    return token.head, token.dep_
