"""A noun phrase of a sentence and the words that a frame wants in, whether it is one of them out."""

from pipeline.extract.actor import resolve_one
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.tree import lemmas_of, premodifiers
from pipeline.lexicon.beginnings import Wanted
from pipeline.lexicon.grammar import grammar

CURRENCIES = ("$", "€", "£", "¥", "US$", "A$", "C$")


def fits(scene: Scene, head: Token, wanted: Wanted) -> bool:
    """Whether a noun phrase is one of these words; "hundreds of diplomats" and "one of the ships" are what follows the "of"."""
    if wanted.is_any or not wanted.words.isdisjoint(lemmas_of(head)) or _is_longer(head, wanted):
        return True
    if any(_is_special(scene, head, word) for word in wanted.special):
        return True
    if head.lower_ not in grammar().quantities and head.tag_ != "CD":
        return False
    inner = [noun for child in head.children if child.dep_ == "prep" and child.lower_ == "of" for noun in child.children]
    return any(fits(scene, noun, wanted) for noun in inner if noun.dep_ == "pobj")


def _is_longer(head: Token, wanted: Wanted) -> bool:
    """Whether a noun phrase is one of the phrases of several words."""
    lemmas = lemmas_of(head)
    ending = [phrase for phrase in wanted.longer if phrase[-1] in lemmas]
    if not ending:
        return False
    before = {lemma for token in premodifiers(head) for lemma in lemmas_of(token)}
    return any(before.issuperset(phrase[:-1]) for phrase in ending)


def _is_special(scene: Scene, head: Token, word: str) -> bool:
    """Whether a noun phrase is of a class that the lexicon writes with an at sign."""
    sort = scene.names[head.i][0].sort if head.i in scene.names else None
    match word:
        case "@money":
            return any(child.text in CURRENCIES for child in head.children) or head.text[:1] in CURRENCIES
        case "@propername":
            return head.tag_ == "NNP"
        case "@people":
            return sort in ("people", "demonym")
        case "@place":
            return sort is not None or head.lower_ in grammar().place_nouns
        case "@body" | "@court":
            return any(party.kind == "organization" for party in resolve_one(scene, head))
        case "@country":
            return sort is not None and any(party.kind == "country" for party in resolve_one(scene, head))
    is_somebody = sort is not None or head.i in scene.people or head.i in scene.nouns or head.tag_ in ("PRP", "WP", "WDT")
    return is_somebody and bool(resolve_one(scene, head))
