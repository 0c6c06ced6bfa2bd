"""A parsed sentence in, its predicates out: what is done, by whom and to whom in the grammar of the sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.subjects import subjects_of
from pipeline.extract.tokens import Token
from pipeline.extract.tree import SUBJECTS, antecedents, children_of, conjoined, lemmas_of, premodifiers
from pipeline.extract.verb import adverbs_of, is_infinitive, is_passive

PREPOSITIONS = {"prep", "dative", "agent"}


@dataclass(frozen=True)
class Predicate:
    """A verb or a noun that may name an act, with the heads of the phrases around it, each looked for when it is first asked for."""

    token: Token
    is_verb: bool

    @cached_property
    def is_passive(self) -> bool:
        """Whether it is a verb in the passive voice."""
        return self.is_verb and is_passive(self.token)

    @cached_property
    def agents(self) -> tuple[Token, ...]:
        """Who did it, whatever the voice; of a noun its possessor or a "by"."""
        if not self.is_verb:
            return self._own_preps.get("by", ()) or conjoined(children_of(self.token, {"poss"}))
        if not self.is_passive:
            return subjects_of(self.token)
        return conjoined(noun for agent in children_of(self.token, {"agent"}) for noun in children_of(agent, {"pobj"}))

    @cached_property
    def patients(self) -> tuple[Token, ...]:
        """Who or what underwent it, whatever the voice; of a noun an "of". A missing one is taken from the clause that governs a verb."""
        if not self.is_verb:
            return self._own_preps.get("of", ())
        return subjects_of(self.token) if self.is_passive else self._objects

    @cached_property
    def predicatives(self) -> tuple[Token, ...]:
        """What somebody is named or called ("was named *ambassador*")."""
        return _predicatives(self.token, self._objects) + (self._objects if self.is_passive else ()) if self.is_verb else ()

    @cached_property
    def preps(self) -> dict[str, tuple[Token, ...]]:
        """Preposition -> the heads that follow it, be it the predicate's or a patient's."""
        token = self.token
        if self.is_verb:
            described = [child for head in self.patients for child in children_of(head, {"acl"}) if child.tag_ == "VBN"]
            return prepositions_of(token, *children_of(token, {"prt", "advmod"}), *self.patients, *self.predicatives, *described)
        # "demands from A and B towards C": the parser hangs "towards" on B
        behind = prepositions_of(*(head for name in ("from", "by", "between") for head in self._own_preps.get(name, ())))
        return behind | prepositions_of(token, *self.patients)

    @cached_property
    def acted_on(self) -> tuple[Token, ...]:
        """The patients; of a noun also what stands before it: "the embassy closure", "its ambassador's recall"."""
        if self.patients or self.is_verb:
            return self.patients
        return tuple(child for child in self.token.lefts if child.dep_ in ("compound", "poss", "amod", "nmod"))

    @cached_property
    def beside(self) -> frozenset[str]:
        """What can make a phrase of a frame with its own word, in lower case: the modifiers of a noun; particles, adverbs and objects of a
        verb, with the lemmas of the objects."""
        token = self.token
        if not self.is_verb:
            return frozenset(word.lower_ for word in premodifiers(token))
        objects = {lemma for head in (*self.predicatives, *self.patients) for lemma in lemmas_of(head)}
        return frozenset(adverbs_of(token) | objects | {child.lower_ for child in token.children if child.dep_ != "prep"})

    @cached_property
    def _objects(self) -> tuple[Token, ...]:
        verb = self.token
        return conjoined(antecedents(children_of(verb, {"dobj"}))) or _misread_object(verb) or _relative_object(verb)

    @cached_property
    def _own_preps(self) -> dict[str, tuple[Token, ...]]:
        return prepositions_of(self.token)


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
