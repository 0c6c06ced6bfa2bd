"""A proper name that neither the lexicon nor the document explains in, a party of no known country out."""

from functools import cache

from pipeline.extract.cast import slug
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import common_nouns
from pipeline.lexicon.times import time_words
from pipeline.records import Party

NAME_PARTS = ("compound", "nmod", "amod")
SHORTEST = 3  # letters: "Mr", "AP" and initials name nobody


def stranger(scene: Scene, head: Token) -> list[Party]:
    """Somebody of whom only the name is known ("the Green Belt Movement", "Halim Dener", "Daewoo workers"): they are named, and get no
    code."""
    if not _is_named(scene, head) or len(head.text) < SHORTEST:
        return []
    words = [head]
    for token in reversed(scene.doc[: head.i]):
        is_part = token.dep_ in NAME_PARTS and (token.text[:1].isupper() or token.head.tag_ == "NNS")
        if token.head not in words or not is_part or _is_no_name(scene, token):
            break
        words.insert(0, token)
    first, last = words[0].idx, head.end
    start, end = scene.span(first, last)
    name = scene.text[first:last]
    return [Party(slug(name), name, _kind(words), None, name, start, end)]


def _is_named(scene: Scene, head: Token) -> bool:
    """Whether a word is a name, or stands for people or a body with a name before it; any word has a capital where a sentence begins."""
    if head.i not in scene.nouns:
        return head.tag_.startswith("NNP") and not _is_no_name(scene, head)
    names = (child for child in head.children if child.dep_ == "compound" and child.i and child.text[:1].isupper())
    return any(not _is_no_name(scene, name) for name in names)


def _is_no_name(scene: Scene, token: Token) -> bool:
    words = grammar()
    unknown = token.i not in scene.names and token.text.isalpha() and token.text not in words.not_names
    return not unknown or token.lower_ in words.thing_nouns or token.lower_ in time_words().months


def _kind(words: list[Token]) -> str:
    """A name with an article, an acronym, or a word for a body is a group's; two or more other words are a person's."""
    article = any(child.dep_ == "det" for child in words[-1].children)
    body = any(word.text.isupper() or word.lower_ in _body_words() for word in words)
    return "group" if article or body or len(words) == 1 else "person"


@cache
def _body_words() -> frozenset[str]:
    return grammar().body_nouns | {noun.words[-1] for noun in common_nouns() if noun.sort == "institution"}
