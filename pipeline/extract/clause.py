"""A parsed sentence in, its predicates out: what is done, by whom and to whom in the grammar of the sentence.

Only this module knows the labels of the parser (ClearNLP dependencies, as spaCy's English models use them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


SUBJECTS = {"nsubj", "csubj"}
PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
PREPOSITIONS = {"prep", "dative", "agent"}
MODIFIERS = {"amod", "compound", "nmod", "poss", "nummod", "det", "quantmod", "advmod", "npadvmod"}
CONTROLLED = {"xcomp", "ccomp", "advcl", "pcomp", "conj", "dep"}


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
    objects = _conjoined(_antecedents(_children(verb, {"dobj"}))) or _misread_object(verb) or _relative_object(verb)
    subjects = subjects_of(verb)
    by = _conjoined(noun for agent in _children(verb, {"agent"}) for noun in _children(agent, {"pobj"}))
    patients = subjects if passive else objects
    predicatives = _predicatives(verb, objects) + (objects if passive else ())
    described = [child for head in patients for child in _children(head, {"acl"}) if child.tag_ == "VBN"]
    return Predicate(
        token=verb,
        is_verb=True,
        is_passive=passive,
        agents=by if passive else subjects,
        patients=patients,
        preps=prepositions_of(verb, *patients, *predicatives, *described),
        predicatives=predicatives,
    )


def _predicatives(verb: Token, objects: Iterable[Token]) -> tuple[Token, ...]:
    """What somebody is named or called; the parser may hang it on the object as an apposition."""
    return _children(verb, {"oprd", "attr"}) + tuple(child for noun in objects for child in _children(noun, {"appos"}))


def noun_predicate(noun: Token) -> Predicate:
    """The predicate of an act named by a noun: its agent is a possessor, an adjective or a "by"; its patient an "of"."""
    preps = prepositions_of(noun)
    return Predicate(
        token=noun,
        is_verb=False,
        is_passive=False,
        agents=preps.get("by", ()) or _conjoined(_children(noun, {"poss"})),
        patients=preps.get("of", ()),
        preps=prepositions_of(noun, *preps.get("of", ())),
    )


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was expelled", "expelled by", a participle that follows its noun."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _has_subject(verb) and not _children(verb, {"aux"}):
        return verb.head.tag_.startswith("VB") and is_passive(verb.head) and not _children(verb, {"dobj"})
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def subjects_of(verb: Token) -> tuple[Token, ...]:
    """Heads of the grammatical subject of a verb, of its own or of the clause that it depends on."""
    own = _children(verb, SUBJECTS | PASSIVE_SUBJECTS)
    if own:
        return _conjoined(_antecedents(own))
    return _misread_subject(verb) or _inherited_subjects(verb)


def _misread_subject(verb: Token) -> tuple[Token, ...]:
    """A name right before a finite verb is its subject, whatever the parser takes it for ("Nauru recognizes ...")."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or verb.dep_ == "conj":
        return ()
    proper = [child for child in verb.lefts if child.tag_ in ("NNP", "NNPS")]
    before = [child for child in proper if child.dep_ in ("compound", "npadvmod", "nmod", "dep", "amod")]
    # "In 2021, under X, Peru and Chile resumed ...": the names are taken for an apposition to the last one of the phrase before
    after_phrase = [token for child in verb.lefts if child.dep_ == "prep" for token in child.subtree if token.dep_ == "appos"]
    return _conjoined(before[-1:] or [token for token in after_phrase if token.tag_ in ("NNP", "NNPS")][-1:])


def _misread_object(verb: Token) -> tuple[Token, ...]:
    """ "Break off relations", "signed, with others, the declaration": an object that the parser hangs elsewhere."""
    on_particle = [noun for particle in _children(verb, {"prt"}) for noun in _children(particle, {"pobj", "dobj"})]
    afterwards = [child for child in verb.rights if child.dep_ in ("npadvmod", "dep") and child.tag_ in ("NN", "NNS", "NNP", "NNPS")]
    return _conjoined(on_particle or afterwards[:1])


def governor(token: Token) -> tuple[Token | None, str]:
    """The verb or noun that a predicate depends on, and the kind of clause in between.

    Coordinated predicates share the governor of the first; "by doing" hangs on the verb of "by".
    """
    while token.dep_ == "conj" and not _has_subject(token):
        token = token.head
    if token.dep_ in ("pcomp", "pobj"):
        return token.head.head, token.dep_
    if token.dep_ == "ROOT":
        return None, "ROOT"
    return token.head, token.dep_


def prepositions_of(*heads: Token) -> dict[str, tuple[Token, ...]]:
    """Preposition -> heads of the phrases it introduces, over all the given heads."""
    found: dict[str, list[Token]] = {}
    for head in heads:
        for preposition in _children(head, PREPOSITIONS):
            _collect_preposition(preposition, found)
        for verb in _children(head, {"advcl", "acl"}):  # "Peru, together with Chile": the parser often reads a participle
            if verb.lower_ in ("including", "following"):
                found.setdefault(verb.lower_, []).extend(_conjoined(_children(verb, {"dobj", "pobj"})))
    return {name: tuple(tokens) for name, tokens in found.items()}


def _collect_preposition(preposition: Token, found: dict[str, list[Token]]) -> None:
    nouns = _conjoined(_children(preposition, {"pobj", "pcomp"}))
    found.setdefault(preposition.lower_, []).extend(noun for noun in nouns if noun.dep_ != "pcomp" or noun.tag_ != "VBG")
    for inner in _children(preposition, {"prep", "pcomp"}):
        if inner.tag_ in ("IN", "TO"):
            _collect_preposition(inner, found)


def clauses_of(predicate: Predicate) -> list[Token]:
    """Verbs of the clauses that a predicate governs: what is said, asked for, planned."""
    token = predicate.token
    found = [child for child in token.children if child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "advcl" and is_infinitive(child))]
    for noun in (*predicate.patients, *(() if predicate.is_verb else (token,))):
        found += [child for child in noun.children if child.dep_ in ("acl", "relcl", "ccomp", "xcomp") and child.i > token.i]
    return [child for child in dict.fromkeys(found) if child.tag_[:2] in ("VB", "MD", "JJ", "NN")]


def clauses_after(predicate: Predicate, preposition: str) -> list[Token]:
    """Verbs after a preposition: "from entering the country"."""
    heads = (predicate.token, *predicate.patients)
    after = [child for head in heads for child in head.children if child.dep_ == "prep" and child.lower_ == preposition]
    return [verb for child in after for verb in child.children if verb.dep_ == "pcomp"]


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return "to" in auxiliaries_of(verb)


def first_conjunct(token: Token) -> Token:
    """The first of coordinated words."""
    while token.dep_ == "conj":
        token = token.head
    return token


def adverbs_of(verb: Token) -> set[str]:
    """Particles, adverbs and prepositions that belong to a verb, lower case ("off" of "call off")."""
    return {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "prep", "npadvmod", "dative")}


def auxiliaries_of(verb: Token) -> set[str]:
    """Auxiliary words of a verb, lower case; those of the first of coordinated verbs hold for all."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not words and verb.dep_ == "conj" and not _has_subject(verb) and verb.head.tag_.startswith("VB"):
        return auxiliaries_of(verb.head)
    return words


def is_negated(token: Token) -> bool:
    """Whether a verb is denied, by "not", "never", or a "no" on its subject or object."""
    if any(child.dep_ == "neg" for child in token.children):
        return True
    arguments = _children(token, SUBJECTS | PASSIVE_SUBJECTS | {"dobj"})
    return any(child.lower_ in ("no", "neither") for noun in arguments for child in _children(noun, {"det", "preconj"}))


def markers_of(verb: Token) -> set[str]:
    """Subordinating words over a verb ("if", "after"), lower case, including a preposition before a participle."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i}
    first = verb
    while first.dep_ == "conj" and not _has_subject(verb):
        first = first.head
        words |= {child.lower_ for child in first.children if child.dep_ == "mark"}
    return words | ({first.head.lower_} if first.dep_ == "pcomp" else set())


def ancestors(token: Token) -> Iterator[Token]:
    """The token, what it depends on, and so on to the root."""
    yield token
    yield from token.ancestors


def premodifiers(noun: Token) -> list[Token]:
    """Tokens of a noun phrase to the left of its head: adjectives, possessors, compounds, with their own."""
    return [token for child in noun.lefts if child.dep_ in MODIFIERS for token in child.subtree]


def conjuncts(token: Token) -> tuple[Token, ...]:
    """A head and the heads coordinated with it, in order of the sentence."""
    found = [token]
    for child in token.children:
        if child.dep_ in ("conj", "appos") and (child.dep_ == "conj" or _is_list_item(token, child)):
            found.extend(conjuncts(child))
    return tuple(found)


def _is_list_item(token: Token, child: Token) -> bool:
    """Whether an apposition is really the next item of a list ("Peru, Chile and Brazil" is often parsed so)."""
    return child.tag_ in ("NNP", "NNPS") and token.tag_ in ("NNP", "NNPS") and bool(_children(child, {"conj"}))


def _conjoined(tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple(dict.fromkeys(item for token in tokens for item in conjuncts(token)))


def _children(token: Token, labels: set[str]) -> tuple[Token, ...]:
    return tuple(child for child in token.children if child.dep_ in labels)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS for child in verb.children)


def _antecedents(tokens: Iterable[Token]) -> Iterator[Token]:
    """A relative pronoun stands for the noun that its clause describes."""
    for token in tokens:
        if token.tag_ in ("WDT", "WP") and token.head.dep_ == "relcl":
            yield token.head.head
        else:
            yield token


def _relative_object(verb: Token) -> tuple[Token, ...]:
    """The noun that a relative clause without an object of its own describes ("the embargo that Peru imposed")."""
    if verb.dep_ == "relcl" and not is_passive(verb):
        pronouns = [child for child in verb.children if child.tag_ in ("WDT", "WP")]
        if not any(child.dep_ in SUBJECTS for child in pronouns):
            return (verb.head,)
    return ()


def _inherited_subjects(verb: Token) -> tuple[Token, ...]:
    head = verb.head
    if verb.dep_ == "ROOT" or head == verb:
        return ()
    if verb.dep_ in ("acl", "relcl"):
        return _subjects_through_noun(verb, head)
    if verb.dep_ == "pcomp":
        return _subjects_through_noun(verb, head.head) if not head.head.tag_.startswith("VB") else _controller(verb, head.head)
    if verb.dep_ in CONTROLLED and head.tag_.startswith(("VB", "JJ")):
        return _controller(verb, head)
    return ()


def _controller(verb: Token, head: Token) -> tuple[Token, ...]:
    """Who is understood to do the controlled verb: the object of "ask X to do", else the subject of the governing verb."""
    if verb.dep_ in ("xcomp", "ccomp") and (verb.tag_ == "VB" or is_infinitive(verb)):
        controlled = _children(head, {"dobj", "dative"})
        if controlled:
            return _conjoined(controlled)
    if verb.dep_ != "conj" and is_passive(head) and not is_passive(verb):
        by = tuple(noun for agent in _children(head, {"agent"}) for noun in _children(agent, {"pobj"}))
        if by:
            return _conjoined(by)
    return subjects_of(head)


def _subjects_through_noun(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The subject of a clause that describes a noun: the noun itself, its possessor, or who acts on it."""
    if verb.dep_ == "acl" and (verb.tag_ == "VBN" or verb.tag_ == "VBG"):
        return _conjoined((noun,))
    if verb.dep_ == "relcl":
        return ()
    owners = _children(noun, {"poss"})
    if owners:
        return _conjoined(owners)
    if noun.dep_ in ("dobj", "attr", "pobj", "nsubjpass"):
        verb_above = next((token for token in noun.ancestors if token.tag_.startswith("VB")), None)
        return subjects_of(verb_above) if verb_above is not None else ()
    return ()
