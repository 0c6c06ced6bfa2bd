"""A number and a seed in, so many English news documents out: real sentences, of which every document has others, told of others.

They are made from the stories of `../shared/corpora`, where that folder is there, and else from the sample corpus: seven to eleven
sentences of one story, with other countries, surnames, years and figures in them, dated some day of fifteen years. Every fourth one is a
further report of what the one before tells. So events spread over days and countries as in news, and no two documents are the same.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from random import Random

from pipeline.corpus import read_corpus
from pipeline.lexicon.names import KnownName, known_names
from pipeline.parse import parse
from pipeline.records import Document, RawDocument
from pipeline.sample import corpus_path
from tests.bench.command import ROOT
from tests.bench.stories import SYLLABLES

CORPORA = ROOT.parent / "shared" / "corpora"
REAL = ("guardian.jsonl", "digest-2015-09.jsonl")
FIRST_DAY, N_DAYS = date(2005, 1, 1), 15 * 365
SENTENCES = range(7, 12)  # in a document
TOGETHER = 20  # sentences of short items that make a story
KEPT = 0.5  # of the countries and surnames of a document, on average
N_SURNAMES = 5_000
PUBLISHERS = ("Morning Post", "Evening Wire", "Coast Radio", "The Courier")

_END = re.compile(r"[.!?][\"”’')]?\s+(?=[\"“‘(]?[A-Z])")
_OFFICE = r"(?:minister|president|secretary|ambassador|spokes\w+|leader|chief|general|director|adviser|envoy|official|analyst|commander)"
_NAMED = re.compile(rf"(?i:\b{_OFFICE})s?,? (?:[A-Z][\w’'-]+ ){{1,2}}([A-Z][a-zà-ÿ]{{2,}})\b")
_FIGURE = r"\b(?:19|20)\d\d\b|\b\d{2,}\b"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence that varies: `sort` is that of a country's name, or `surname`, `year`, `figure`; `key` the country or word."""

    sort: str
    key: str
    text: str


Line = tuple[str | Slot, ...]
Story = tuple[int, tuple[Line, ...]]  # its year, its sentences


@dataclass(frozen=True)
class Stories:
    """Where they are from, in words, and the stories."""

    origin: str
    stories: tuple[Story, ...]

    @cached_property
    def ends(self) -> list[int]:
        """The number of the last sentence of each story, to draw one by its length."""
        return list(accumulate(len(lines) for _, lines in self.stories))


def write_news(file: Path, n: int, *, seed: int, corpora: Path = CORPORA) -> int:
    """Write `n` documents as JSON lines; how many sentences they have."""
    stories, total = read_stories(corpora), 0
    with file.open("w", encoding="utf-8") as lines:
        for number in range(n):
            document, n_sentences = _document(stories, number, seed)
            lines.write(f"{json.dumps(document, ensure_ascii=False)}\n")
            total += n_sentences
    return total


@cache
def read_stories(corpora: Path = CORPORA) -> Stories:
    """The stories of a folder, or of the sample corpus where it is not there."""
    files = [corpora / name for name in REAL if (corpora / name).is_file()]
    found = list(_real(files) if files else _of_sample())
    known = {surname for _, texts in found for text in texts for surname in _NAMED.findall(text)} - _words_of_names() - {"May"}
    cut = re.compile("|".join((*map(_as_word, sorted(_countries(), key=len, reverse=True)), *map(_as_word, sorted(known)), _FIGURE)))
    stories = tuple((year, tuple(_line(text, cut) for text in texts)) for year, texts in found)
    return Stories(" and ".join(file.name for file in files) or "the sample corpus", stories)


def _document(stories: Stories, number: int, seed: int) -> tuple[dict[str, str], int]:
    """A document, and how many sentences it has. A further report tells of the same, with other sentences of the story in part."""
    is_further = number % 4 == 3
    chance = Random(f"{seed}:{number - is_further}")
    year, lines = chance.choices(stories.stories, cum_weights=stories.ends)[0]
    day, length = FIRST_DAY + timedelta(days=chance.randrange(N_DAYS)), chance.choice(SENTENCES)
    start = chance.randrange(max(len(lines) - length, 0) + 1)
    told = lines[start : start + length]
    if is_further:
        told = lines[start - 3 :][:length] if start >= 3 else told[1:]
    tells = _Telling(f"{seed}:{number - is_further}", day.year - year, Random(f"{seed}:{number}:figures"))
    text = " ".join("".join(part if isinstance(part, str) else tells.told(part) for part in line) for line in told)
    identity = {"id": f"news-{number:07}", "date": day.isoformat(), "publisher": PUBLISHERS[number % len(PUBLISHERS)]}
    return identity | {"text": text}, len(told)


class _Telling:
    """Whom and what a document tells of in place of the real ones: the same for the same country, and for the same surname."""

    def __init__(self, seed: str, later: int, chance: Random) -> None:
        self._seed, self._later, self._chance = seed, later, chance
        self._instead: dict[str, str | None] = {}

    def told(self, slot: Slot) -> str:
        if slot.sort == "year":
            return str(int(slot.text) + self._later)
        if slot.sort == "figure":
            return slot.text if len(slot.text) == 2 else slot.text[0] + "".join(self._chance.choices("0123456789", k=len(slot.text) - 1))
        others = _surnames() if slot.sort == "surname" else _codes()
        if slot.key not in self._instead:
            chance = Random(f"{self._seed}:{slot.key}")
            self._instead[slot.key] = None if chance.random() < KEPT else others[int(len(others) * chance.random() ** 3)]
        instead = self._instead[slot.key]
        if instead is None:
            return slot.text
        return instead if slot.sort == "surname" else _others()[instead][slot.sort]


def _line(text: str, cut: re.Pattern[str]) -> Line:
    parts: list[str | Slot] = []
    at = 0
    for found in cut.finditer(text):
        parts += [text[at : found.start()], _slot(found[0])]
        at = found.end()
    return (*parts, text[at:])


def _slot(text: str) -> Slot:
    if text.isdecimal():
        return Slot("year" if len(text) == 4 and text[:2] in ("19", "20") else "figure", text, text)
    name = _countries().get(text)
    return Slot(name.sort, name.actor.actor_id, text) if name else Slot("surname", text, text)


@cache
def _countries() -> dict[str, KnownName]:
    """The names of countries, their adjectives, nationals and capitals; with "the" before a name, which others do not have."""
    sorts = ("name", "demonym", "people", "capital")
    names = {name.text: name for name in known_names() if name.actor.kind == "country" and name.sort in sorts and name.text[-1] != "-"}
    return names | {f"{the} {text}": name for the in ("the", "The") for text, name in names.items() if name.sort == "name"}


@cache
def _others() -> dict[str, dict[str, str]]:
    """The countries that can stand for others: by code, what each is called in each sort. Only names of one word, without "the"."""
    called: dict[str, dict[str, str]] = {}
    for name in known_names():
        if name.actor.kind == "country":
            called.setdefault(name.actor.actor_id, {}).setdefault(name.sort, name.text)
    for forms in called.values():
        forms.setdefault("people", f"{forms.get('demonym', '')}s")
    whole = {code: forms for code, forms in called.items() if {"name", "demonym", "capital"} <= forms.keys()}
    return {code: forms for code, forms in whole.items() if re.fullmatch(r"[A-Z][a-z]+[a-rt-z]", forms["name"])}


@cache
def _codes() -> tuple[str, ...]:
    """In no order of theirs, so that those that stand for others most often are of all parts of the world."""
    return tuple(Random(0).sample(sorted(_others()), len(_others())))


@cache
def _surnames() -> tuple[str, ...]:
    chance = Random(0)
    return tuple("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).title() for _ in range(N_SURNAMES))


def _words_of_names() -> set[str]:
    return {word for name in known_names() for word in name.text.split()}


def _as_word(text: str) -> str:
    return rf"\b{re.escape(text)}(?!\w)"


def _real(files: list[Path]) -> Iterator[tuple[int, list[str]]]:
    """The year and the sentences of each story; items of a few sentences are put together, as in news in brief."""
    short: list[str] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            year, sentences = int(item["date"][:4]), _sentences(item["text"])
            if len(sentences) < SENTENCES.start:
                short += sentences
            if len(sentences) >= SENTENCES.start:
                yield year, sentences
            elif len(short) >= TOGETHER:
                yield year, short
                short = []


def _of_sample() -> Iterator[tuple[int, list[str]]]:
    read = [parse(raw) for raw in read_corpus(str(corpus_path())) if isinstance(raw, RawDocument)]
    for document in read:
        if isinstance(document, Document) and document.language == "en":
            year = document.published_on.year if document.published_on else FIRST_DAY.year
            yield year, [" ".join(document.text[slice(*span)].split()) for section in document.sections for span in section.sentences]


def _sentences(text: str) -> list[str]:
    ends = [found.end() for found in _END.finditer(text)]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
