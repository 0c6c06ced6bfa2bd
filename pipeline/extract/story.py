"""Documents in, their sentences as the coder sees them out: parsed where any word can begin an act, and placed in the time of the story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from pipeline.extract.actor import places_of, resolve
from pipeline.extract.cast import Cast, days_of
from pipeline.extract.date import find_dates, heading_year, lead_day, reached_by, year_written
from pipeline.extract.headline import as_told
from pipeline.extract.parsing import parse_texts
from pipeline.extract.placing import REPORTS, Moment
from pipeline.extract.plain import PER_DOCUMENT, PER_SENTENCE, Plain, plain_sentences, plain_text
from pipeline.extract.recollection import descriptions, person_first_in
from pipeline.extract.resolvers import Anchor
from pipeline.extract.scene import Memory, Scene, countries_in, pair_in, set_scene
from pipeline.extract.subjects import subjects_of
from pipeline.lexicon.triggers import can_tell
from pipeline.people.known import People
from pipeline.records import Document, Period, Section
from pipeline.timelimit import TooSlow, within

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence where the story has come to it; `scene` is None where no word of it can begin an act, so that it was never parsed."""

    sentence: Plain
    moment: Moment
    scene: Scene | None


@dataclass(frozen=True, slots=True)
class Overlong:
    """A sentence that takes more than so many seconds, or with None the whole document: nothing of it is coded."""

    sentence: Plain | None
    seconds: float


@dataclass(slots=True)
class Story:
    """The time that a narrative has reached: over the document, and in the paragraph; and the year that a heading puts in force."""

    reached: Period = field(default_factory=Period)
    paragraph: Period = field(default_factory=Period)
    year: int | None = None


def tell(
    documents: Sequence[Document], load_parser: Callable[[], Language], *, people: People | None = None, scan: bool = True
) -> Iterator[tuple[Document, Iterator[Told | Overlong]]]:
    """Each document with its sentences, to be taken one by one: what a sentence names is remembered when the next is asked for.

    Sentences of all documents are parsed together, in batches of like length; the parser is loaded only where there is any to parse.
    Without `scan` those are parsed too that lack the words of every frame, to show that they tell nothing; what is remembered of them is
    the same.
    """
    plain = [list(plain_sentences(document)) for document in documents]
    silent = {id(sentence) for sentences in plain for sentence in sentences if not can_tell(sentence.text)}
    wanted = [sentence for sentences in plain for sentence in sentences if not scan or id(sentence) not in silent]
    wanted.sort(key=lambda sentence: len(sentence.text))
    parsed = {id(sentence): doc for sentence, doc in zip(wanted, _parse(wanted, load_parser), strict=True)}
    for document, sentences in zip(documents, plain, strict=True):
        yield document, _tell(document, sentences, parsed, silent, people)


def _parse(sentences: Sequence[Plain], load_parser: Callable[[], Language]) -> Iterator[Doc]:
    if sentences:
        parser = load_parser()
        for doc in parse_texts((sentence.text for sentence in sentences), parser):
            yield as_told(doc, parser)


def _tell(
    document: Document, sentences: Sequence[Plain], parsed: Mapping[int, Doc], silent: Set[int], people: People | None
) -> Iterator[Told | Overlong]:
    try:
        memory = within(PER_DOCUMENT, partial(_memory, document, sentences, people))
        news_on = within(PER_DOCUMENT, partial(_news_on, document, sentences))
        story, section_no = within(PER_DOCUMENT, partial(_beginning, document)), -1
    except TooSlow as slow:
        yield Overlong(None, slow.seconds)
        return
    for sentence in sentences:
        section = document.sections[sentence.section_no]
        if sentence.section_no != section_no:
            section_no, story = sentence.section_no, _story_at(section, story)
            memory.last_actors = () if section.kind == "related" else memory.last_actors
        if "\n\n" in document.text[max(section.start, sentence.offset[0] - 3) : sentence.offset[0]]:
            story.paragraph = Period()
        try:
            told = within(PER_SENTENCE, partial(_told, document, sentence, parsed.get(id(sentence)), memory, story, news_on))
        except TooSlow as slow:
            yield Overlong(sentence, slow.seconds)
            continue
        yield told
        try:
            within(PER_SENTENCE, partial(_remember, memory, sentence, None if id(sentence) in silent else told.scene))
        except TooSlow as slow:
            yield Overlong(sentence, slow.seconds)
        _go_on(story, told.moment)


def _memory(document: Document, sentences: Sequence[Plain], people: People | None) -> Memory:
    return Memory(Cast((sentence.text for sentence in sentences), people=people), pair_in(plain_text(document.title or "")))


def _told(document: Document, sentence: Plain, doc: Doc | None, memory: Memory, story: Story, news_on: date | None) -> Told:
    anchor = Anchor(_told_on(document, document.sections[sentence.section_no]), story.reached, story.year)
    whens = tuple(find_dates(sentence.text, anchor))
    memory.cast.days = days_of(whens, anchor, document.published_on)
    scene = set_scene(doc, memory, sentence.offset) if doc is not None else None
    return Told(sentence, Moment(whens, anchor, story.paragraph, document.format, news_on), scene)


def _go_on(story: Story, moment: Moment) -> None:
    """Move the story on to the time that a sentence has reached."""
    reached = reached_by(moment.whens, story.reached)
    if reached.first is not None:
        story.reached = story.paragraph = reached
    elif moment.anchor.told_on is not None or story.paragraph.first is None:  # a report goes back to its own day; a chronology stays
        story.paragraph = reached_by(moment.whens, Period())


def _story_at(section: Section, story: Story) -> Story:
    """A heading with a year sets the time; any other heading begins a new paragraph of the same story."""
    year = heading_year(section.heading)
    return Story(year, year, year.first.year) if year.first else Story(story.reached)


def _beginning(document: Document) -> Story:
    """An undated report is of the one year that its dates name, so that "on July 30" has one; a chronology goes through many."""
    if document.published_on is not None or document.format == "encyclopedia":
        return Story()
    return Story(year_written(document.text))


def _told_on(document: Document, section: Section) -> date | None:
    """The day of the report; an article of an encyclopedia is written long after what it tells."""
    return None if document.format == "encyclopedia" else section.published_on or document.published_on


def _news_on(document: Document, sentences: Sequence[Plain]) -> date | None:
    """The day of which a report tells, by its title or lead."""
    if document.format not in REPORTS or document.published_on is None:
        return document.published_on
    return lead_day((sentence.text for sentence in sentences[:2]), document.published_on)


def _remember(memory: Memory, sentence: Plain, scene: Scene | None) -> None:
    """Keep whom this sentence named, for the back-references of the next."""
    if scene is None:
        memory.remember(countries_in(sentence.text))
        acting = person_first_in(sentence.text, memory.cast)
    else:
        memory.remember(places_of(scene, scene.doc))
        memory.described.update(descriptions(scene))
        root = next((token for token in scene.doc if token.dep_ == "ROOT"), None)
        acting = tuple(resolve(scene, subjects_of(root))) if root is not None else ()
    if acting:
        memory.act(acting)
