"""A token of a parsed sentence in, the words around it out: children, coordination, what stands before a head.

This module, `verb.py`, `subjects.py` and `clause.py` are the only ones that know the labels of the parser (ClearNLP dependencies, as
spaCy's English models use them).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline.extract.tokens import Token
from pipeline.lexicon.forms import noun_lemmas

SUBJECTS = {"nsubj", "csubj"}
PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
MODIFIERS = {"amod", "compound", "nmod", "poss", "nummod", "det", "quantmod", "advmod", "npadvmod"}


def children_of(token: Token, labels: set[str]) -> tuple[Token, ...]:
    """Children of a token with one of these labels, in order."""
    return tuple([child for child in token.children if child.dep_ in labels])


def conjuncts(token: Token) -> tuple[Token, ...]:
    """A head and the heads coordinated with it, in order of the sentence."""
    found = [token]
    for child in token.children:
        if child.dep_ in ("conj", "appos") and (child.dep_ == "conj" or _is_list_item(token, child)):
            found.extend(conjuncts(child))
    return tuple(found)


def conjoined(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Heads with the heads coordinated with them, each once."""
    return tuple(dict.fromkeys(item for token in tokens for item in conjuncts(token)))


def coordinated(token: Token) -> list[Token]:
    """The first of coordinated words and all that follow it."""
    found = [first_conjunct(token)]
    for item in found:
        found += [child for child in item.rights if child.dep_ == "conj"]
    return found


def first_conjunct(token: Token) -> Token:
    """The first of coordinated words."""
    while token.dep_ == "conj":
        token = token.head
    return token


def antecedents(tokens: Iterable[Token]) -> Iterator[Token]:
    """A relative pronoun stands for the noun that its clause describes."""
    for token in tokens:
        if token.tag_ in ("WDT", "WP") and token.head.dep_ in ("relcl", "acl"):
            yield token.head.head
        else:
            yield token


def premodifiers(noun: Token) -> list[Token]:
    """Tokens of a noun phrase to the left of its head: adjectives, possessors, compounds, with their own."""
    return [token for child in noun.lefts if child.dep_ in MODIFIERS for token in child.subtree]


def lemmas_of(token: Token) -> frozenset[str]:
    """Lexicon nouns that a word may be a form of, and the word itself."""
    return _lemmas(token.lower_)


@lru_cache(50_000)
def _lemmas(form: str) -> frozenset[str]:
    return noun_lemmas().get(form, frozenset()) | {form}


def has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS for child in verb.children)


def _is_list_item(token: Token, child: Token) -> bool:
    """Whether an apposition is really the next item of a list ("Peru, Chile and Brazil" is often parsed so)."""
    return child.tag_ in ("NNP", "NNPS") and token.tag_ in ("NNP", "NNPS") and bool(children_of(child, {"conj"}))
