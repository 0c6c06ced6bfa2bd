"""Words that refer back in, the parties named before that they mean out: "it", "both governments", "the ministry", "the country"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.extract.scene import Scene, singular
from pipeline.extract.subjects import subjects_of
from pipeline.extract.tokens import Token
from pipeline.extract.tree import conjuncts
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party


def referents(scene: Scene, pronoun: Token, resolve_subject: Callable[[Token], list[Party]]) -> list[Party]:
    """A pronoun: the nearest subject before it that it can mean; an object, else whoever is named before it; else who acted last in
    the document. "He" is a person, "it" is none, and what is done to "it" is not done by it."""
    if pronoun.lower_ not in grammar().pronouns:
        return []
    is_object = pronoun.dep_ in ("dobj", "dative", "pobj")
    own = subjects_of(_verb_over(pronoun)) if is_object else ()
    candidates = [token for token in _named_before(scene, pronoun) if token not in own and _can_mean(scene, pronoun, token)]
    subjects = [token for token in candidates if token.dep_ in ("nsubj", "nsubjpass")]
    for token in (*subjects, *(candidates if is_object else ())):
        found = resolve_subject(token)
        if found:
            return [_at(scene, party, pronoun) for party in found]
    together = pronoun.lower_ in grammar().plural_pronouns and scene.memory.last_group
    return [_at(scene, party, pronoun) for party in together or scene.memory.last_actors]


def is_pair(head: Token) -> bool:
    """Whether a noun means two that are known ("both countries", "the two governments"), not any two."""
    words = grammar()
    if head.tag_ not in ("NNS", "NNPS") or singular(head.lower_) not in words.pair_nouns:
        return False
    before = {child.lower_ for child in head.children}
    return bool(before & words.both_words) or bool(before & words.two_words and before & words.definite_words)


def is_group(head: Token) -> bool:
    """Whether a noun means countries that were named ("these countries")."""
    words = grammar()
    is_places = head.tag_ == "NNS" and singular(head.lower_) in words.place_nouns
    return is_places and is_definite(head)


def is_definite(head: Token) -> bool:
    """Whether a noun stands with an article or another word that points back."""
    return any(child.lower_ in grammar().definite_words for child in head.children)


def pair_meant(scene: Scene, head: Token, before: Sequence[Party]) -> list[Party]:
    """The last two countries of the sentence, else the pair that the document is about, else the last two that it named."""
    pair = list(before[-2:]) if len(before) >= 2 else list(scene.memory.pair) or [*scene.memory.countries, *before][-2:]
    return [_at(scene, party, head) for party in pair] if len(pair) == 2 else []


def described_country(scene: Scene, head: Token, before: Sequence[Party]) -> list[Party]:
    """ "The country": the one named last, in the sentence or before it."""
    if head.tag_ != "NN" or not is_definite(head):
        return []
    return [_at(scene, party, head) for party in (before or scene.memory.countries)[-1:]]


def known_by(scene: Scene, head: Token) -> list[Party]:
    """ "The officers", "the tribunal": those whom the document called so before, with a name or a country."""
    return [_at(scene, party, head) for party in scene.memory.described.get(singular(head.lower_), ())]


def last_acting(scene: Scene, head: Token, resolve_subject: Callable[[Token], list[Party]]) -> list[Party]:
    """ "The government", "the ministry": that of whoever acts in the clause or acted last, or of the country named last."""
    if head.tag_ in ("NNS", "NNPS"):
        several = known_by(scene, head)
        several = several if len(several) > 1 or not scene.memory.last_group else list(scene.memory.last_group)
        if several:
            return [_at(scene, party, head) for party in several]
    parties = acting_beside(head, resolve_subject) or known_by(scene, head)
    if parties:
        return [_at(scene, parties[0], head)]
    return [_at(scene, party, head) for party in (scene.memory.last_actors or scene.memory.countries[-1:])[:1]]


def group_meant(scene: Scene, head: Token, before: Sequence[Party]) -> list[Party]:
    """ "These countries", "the countries": those that the sentence names before, else the pair that the document is about."""
    parties = before if len(before) >= 2 else scene.memory.pair or [*scene.memory.countries, *before][-2:]
    return [_at(scene, party, head) for party in parties]


def document_issuer(scene: Scene, head: Token, resolve_subject: Callable[[Token], list[Party]]) -> list[Party]:
    """ "The resolution calls on": whoever passed it."""
    for token in _named_before(scene, head):
        found = resolve_subject(token) if token.dep_ in ("nsubj", "nsubjpass") else []
        if found:
            return [_at(scene, party, head) for party in found]
    return last_acting(scene, head, resolve_subject)


def acting_beside(head: Token, resolve_subject: Callable[[Token], list[Party]]) -> list[Party]:
    """Who acts in the clause of a noun that is not its subject: in "Peru asks the president", it is Peru's."""
    subjects = subjects_of(_verb_over(head))
    if any(item is head or item in head.ancestors for item in subjects):
        return []
    return [party for item in subjects for party in resolve_subject(item)]


def _named_before(scene: Scene, word: Token) -> Iterator[Token]:
    """Nouns before a word, the nearest first, but those of a phrase that the word is part of."""
    for token in reversed(scene.doc[: word.i]):
        if token.tag_.startswith("NN") and not any(item in word.ancestors for item in conjuncts(token)):
            yield token


def _can_mean(scene: Scene, pronoun: Token, token: Token) -> bool:
    words = grammar()
    is_person = token.i in scene.people or (token.i in scene.nouns and scene.nouns[token.i].sort == "office")
    if pronoun.lower_ in words.personal_pronouns:
        return is_person
    return pronoun.lower_ not in words.neuter_pronouns or not is_person


def _verb_over(token: Token) -> Token:
    return next((item for item in token.ancestors if item.tag_.startswith("VB")), token)


def _at(scene: Scene, party: Party, token: Token) -> Party:
    """The same party, named by other words."""
    start, end = scene.span(token.idx, token.end)
    return replace(party, text=token.text, start=start, end=end)
