"""A parse of spaCy in, its tokens as the coder reads them out: plain objects, since the words around each are asked for again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(slots=True, eq=False)
class Token:
    """A word of a parsed sentence. What spaCy's tokens have too has the same name here: `i` is its number, `idx` its place in the text,
    `head` the word that it depends on (itself for a root), `children` are those that depend on it, in order.

    `end` is the place after it, `first` the number of the first word of its sentence, for the parser may find several in one text.
    """

    i: int
    idx: int
    end: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    first: int
    children: list[Token]
    head: Token = field(init=False)

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and all below it, those of each child together."""
        if not self.children:
            yield self
            return
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words over it, up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token


def read_parse(doc: Doc) -> tuple[Token, ...]:
    """The tokens of a parse, each with its head and children."""
    tokens: list[Token] = []
    first = 0
    links = doc.to_array(["HEAD", "SENT_START"]).astype("int64").tolist()
    for i, (token, (_, begins)) in enumerate(zip(doc, links, strict=True)):
        first, text, idx = i if begins == 1 else first, token.text, token.idx
        tokens.append(Token(i, idx, idx + len(text), text, text.lower(), token.tag_, token.dep_, first, []))
    for own, (distance, _) in zip(tokens, links, strict=True):
        own.head = tokens[own.i + distance]
        if distance:
            own.head.children.append(own)
    return tuple(tokens)


def tokens_in(doc: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """The tokens of which any letter lies between two places of the text."""
    return [token for token in doc if token.idx < end and token.end > start]


def top_of(tokens: Sequence[Token]) -> Token:
    """Of some tokens that stand together the one that is highest in the tree, of several the first; a mark of punctuation last."""
    highest = [token for token in tokens if token.head is token or token.head not in tokens]
    return min(highest, key=lambda token: (_is_mark(token), sum(1 for _ in token.ancestors)))


def _is_mark(token: Token) -> bool:
    return not token.children and token.head is not token and not any(map(str.isalnum, token.text))
