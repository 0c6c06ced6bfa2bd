"""A parsed sentence in, its predicates out: what is done, by whom and to whom in the grammar of the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.subjects import subjects_of
from pipeline.extract.tree import SUBJECTS, antecedents, children_of, conjoined
from pipeline.extract.verb import is_infinitive, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

PREPOSITIONS = {"prep", "dative", "agent"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or a noun that may name an act, with the heads of the phrases around it.

    `agents` did it and `patients` underwent it, whatever the voice; `preps` maps a preposition to the heads that follow it, be it the
    predicate's or a patient's; `predicatives` are what somebody is named or called ("was named *ambassador*").
    """

    token: Token
    is_verb: bool
    is_passive: bool
    agents: tuple[Token, ...]
    patients: tuple[Token, ...]
    preps: dict[str, tuple[Token, ...]]
    predicatives: tuple[Token, ...] = ()


def verb_predicate(verb: Token) -> Predicate:
    """The predicate of a verb; a missing subject or object is taken from the clause that governs it."""
    passive = is_passive(verb)
    objects = conjoined(antecedents(children_of(verb, {"dobj"}))) or _misread_object(verb) or _relative_object(verb)
    subjects = subjects_of(verb)
    by = conjoined(noun for agent in children_of(verb, {"agent"}) for noun in children_of(agent, {"pobj"}))
    patients = subjects if passive else objects
    predicatives = _predicatives(verb, objects) + (objects if passive else ())
    described = [child for head in patients for child in children_of(head, {"acl"}) if child.tag_ == "VBN"]
    return Predicate(
        token=verb,
        is_verb=True,
        is_passive=passive,
        agents=by if passive else subjects,
        patients=patients,
        preps=prepositions_of(verb, *children_of(verb, {"prt", "advmod"}), *patients, *predicatives, *described),
        predicatives=predicatives,
    )


def noun_predicate(noun: Token) -> Predicate:
    """The predicate of an act named by a noun: its agent is a possessor, an adjective or a "by"; its patient an "of"."""
    preps = prepositions_of(noun)
    # "demands from A and B towards C": the parser hangs "towards" on B
    behind = prepositions_of(*(head for name in ("from", "by", "between") for head in preps.get(name, ())))
    return Predicate(
        token=noun,
        is_verb=False,
        is_passive=False,
        agents=preps.get("by", ()) or conjoined(children_of(noun, {"poss"})),
        patients=preps.get("of", ()),
        preps=behind | prepositions_of(noun, *preps.get("of", ())),
    )


def clauses_of(predicate: Predicate) -> list[Token]:
    """Verbs of the clauses that a predicate governs: what is said, asked for, planned."""
    token = predicate.token
    found = [child for child in token.children if child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "advcl" and is_infinitive(child))]
    for adjective in children_of(token, {"acomp"}):  # "is ready to talk"
        found += children_of(adjective, {"xcomp", "ccomp"})
    for noun in (*predicate.patients, *(() if predicate.is_verb else (token,))):
        found += [child for child in noun.children if child.dep_ in ("acl", "relcl", "ccomp", "xcomp") and child.i > token.i]
    return [child for child in dict.fromkeys(found) if child.tag_[:2] in ("VB", "MD", "JJ", "NN")]


def clauses_after(predicate: Predicate, preposition: str) -> list[Token]:
    """Verbs after a preposition: "from entering the country"."""
    heads = (predicate.token, *predicate.patients)
    after = [child for head in heads for child in head.children if child.dep_ == "prep" and child.lower_ == preposition]
    return [verb for child in after for verb in child.children if verb.dep_ == "pcomp"]


def prepositions_of(*heads: Token) -> dict[str, tuple[Token, ...]]:
    """Preposition -> heads of the phrases it introduces, over all the given heads."""
    found: dict[str, list[Token]] = {}
    for head in heads:
        for preposition in children_of(head, PREPOSITIONS):
            _collect_preposition(preposition, found)
        for verb in children_of(head, {"advcl", "acl"}):  # "Peru, together with Chile": the parser often reads a participle
            if verb.lower_ in ("including", "following"):
                found.setdefault(verb.lower_, []).extend(conjoined(children_of(verb, {"dobj", "pobj"})))
    return {name: tuple(tokens) for name, tokens in found.items()}


def _collect_preposition(preposition: Token, found: dict[str, list[Token]]) -> None:
    nouns = conjoined(children_of(preposition, {"pobj", "pcomp"}))
    found.setdefault(preposition.lower_, []).extend(noun for noun in nouns if noun.dep_ != "pcomp" or noun.tag_ != "VBG")
    for inner in children_of(preposition, {"prep", "pcomp"}):
        if inner.tag_ in ("IN", "TO"):
            _collect_preposition(inner, found)


def _predicatives(verb: Token, objects: Iterable[Token]) -> tuple[Token, ...]:
    """What somebody is named or called; the parser may hang it on the object as an apposition."""
    return children_of(verb, {"oprd", "attr"}) + tuple(child for noun in objects for child in children_of(noun, {"appos"}))


def _misread_object(verb: Token) -> tuple[Token, ...]:
    """ "Break off relations", "signed, with others, the declaration": an object that the parser hangs elsewhere."""
    on_particle = [noun for particle in children_of(verb, {"prt"}) for noun in children_of(particle, {"pobj", "dobj"})]
    afterwards = [child for child in verb.rights if child.dep_ in ("npadvmod", "dep") and child.tag_ in ("NN", "NNS", "NNP", "NNPS")]
    return conjoined(on_particle or afterwards[:1])


def _relative_object(verb: Token) -> tuple[Token, ...]:
    """The noun that a relative clause without an object of its own describes ("the embargo that Peru imposed")."""
    if verb.dep_ == "relcl" and not is_passive(verb):
        pronouns = [child for child in verb.children if child.tag_ in ("WDT", "WP")]
        if not any(child.dep_ in SUBJECTS for child in pronouns):
            return (verb.head,)
    return ()
