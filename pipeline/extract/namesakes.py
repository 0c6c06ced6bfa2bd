"""The texts of a document and a surname in, everybody out whom it names in full with that surname, and where."""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.extract.words import LONGEST_WORD, not_names, words_of
from pipeline.lexicon.forms import verb_lemmas
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import fold, known_names
from pipeline.people.spelling import PARTICLES

BEFORE = rf"(?:[A-Z][\w'.-]{{0,{LONGEST_WORD}}}+\s++(?:(?:{'|'.join(PARTICLES)})\s++)*){{1,4}}"
LAST = re.compile(r"\w+\Z")
NEXT = re.compile(r"\s+\w+")


class Namesakes:
    """Where a document names people of one surname in full. Looked up only for surnames that something asks for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._joined: str | None = None
        self._found: dict[str, list[tuple[int, str]]] = {}
        self._countries: frozenset[str] | None = None
        self._spoken: dict[str, bool] = {}
        self._lies: dict[str, bool] = {}

    def of(self, surname: str) -> list[tuple[int, str]]:
        """Place and full name, in order of the text, of whoever bears a surname (as `bare` writes it)."""
        if surname not in self._found:
            words = r"[\s-]+".join(map(re.escape, surname.split()))
            pattern = re.compile(rf"({BEFORE})((?:(?:al|el|ul)-)?(?=[A-Z])(?i:{words}))\b")
            matches = pattern.finditer(self._text()) if self._may_hold(surname) else ()
            found = [(match.end(), first, match[2]) for match in matches if (first := _first_names(match[1]))]
            self._found[surname] = [(place, f"{first} {last}") for place, first, last in found]
        return self._found[surname]

    def place_of(self, text: str, after: int) -> int:
        """Where a text of the document ends, looked for from a place on; that place where it is none of its texts."""
        plain = fold(text)
        at = self._text().find(plain, max(after - 1, 0))
        at = at if at >= 0 else self._text().find(plain)
        return at + len(plain) if at >= 0 else after

    def is_place(self, surname: str) -> bool:
        """Whether the document is somewhere in, near or around what has this name."""
        if surname not in self._lies:
            places = "|".join(grammar().place_prepositions - {"from", "to"} | {"into", "inside", "of"})
            pattern = rf"\b(?:{places})\s++(?=[A-Z])(?i:{re.escape(surname)})\b(?!')"
            self._lies[surname] = re.search(pattern, self._text()) is not None
        return self._lies[surname]

    def speaks(self, surname: str) -> bool:
        """Whether the document lets somebody of this name say something: "Salas said", "added Salas"."""
        if surname not in self._spoken:
            named = re.finditer(rf"(?<=\s)(?=[A-Z])(?i:{re.escape(surname)})\b", self._text())
            words = (word for match in named for word in self._around(*match.span()))
            self._spoken[surname] = any(verb_lemmas().get(word.lower(), frozenset()) & grammar().saying for word in words)
        return self._spoken[surname]

    def _around(self, start: int, end: int) -> list[str]:
        """The words right before and right after a place, with nothing but space between."""
        before, after = self._text()[max(start - LONGEST_WORD, 0) : start].rstrip(), self._text()[end : end + LONGEST_WORD]
        found = [LAST.search(before), NEXT.match(after)]
        return [match[0].strip() for match in found if match]

    def countries(self) -> frozenset[str]:
        """The countries that the document names in any way."""
        if self._countries is None:
            found = {name.actor.country for text in self._texts for _, _, name in words_of(text).names}
            self._countries = frozenset(country for country in found if country)
        return self._countries

    def _text(self) -> str:
        if self._joined is None:
            self._joined = fold("\n".join(self._texts))
        return self._joined

    def _may_hold(self, surname: str) -> bool:
        return surname.split()[-1] in self._text().casefold()


def _first_names(before: str) -> str:
    """The last of these words that can be first names: none of them a title, a nationality, or a word that begins a sentence."""
    words: list[str] = []
    for word in reversed(before.split()):
        if word.rstrip(".") in not_names() or word.rstrip(".") in _places() or word.endswith("'s"):
            break
        words.insert(0, word)
    while words and words[0] in PARTICLES:
        words.pop(0)
    return " ".join(words)


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name.text) for name in known_names() if " " not in name.text and name.sort != "city")
