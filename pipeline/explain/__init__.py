"""A text in, how the coder reads it out: the parse, who and when it sees, what each clause tells, and why other frames do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.days import write_days
from pipeline.errors import LegationError
from pipeline.explain.coding import Coding, coding_of
from pipeline.explain.reasons import Verdict, others_at, verdicts_on
from pipeline.explain.words import Word, phrase_at, words_of
from pipeline.extract.cast import Cast
from pipeline.extract.clause import Predicate
from pipeline.extract.coder import mention_of
from pipeline.extract.frame import candidates, predicate_at
from pipeline.extract.judgement import Judgement, is_event, judge
from pipeline.extract.reports import told_once
from pipeline.extract.scene import Memory, Scene, set_scene
from pipeline.extract.story import Overlong, Told, tell
from pipeline.extract.tokens import Token
from pipeline.parse.sentences import split_sentences
from pipeline.records import Document, Section

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression and what it means: a day, a month or a year; None where nothing says which."""

    text: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """What one word says is done: the word, its number in the sentence, the phrases around it by the place that each has; the event that
    it is coded as, if any, and what came of every other frame that the word may begin."""

    word: str
    at: int
    around: dict[str, tuple[str, ...]]
    coding: Coding | None
    others: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence. Where `has_trigger` is false a build never parses it; `unread` are words that begin frames, but are read here as
    another part of speech than these want."""

    text: str
    has_trigger: bool
    words: tuple[Word, ...]
    dates: tuple[Dated, ...]
    clauses: tuple[Clause, ...]
    unread: tuple[str, ...]


def explain_text(
    text: str, load_parser: Callable[[], Language], *, told_on: date | None = None, format: str = "other"
) -> tuple[Explanation, ...]:
    """Each sentence of a text, coded as in a document of this day and format that says nothing else; LegationError where there is none."""
    section = Section("main", 0, len(text), sentences=split_sentences(text))
    if not section.sentences:
        raise LegationError("There is no sentence to explain. Give one in quotation marks, or the identifier of an event.")
    document = Document("src_", "", "", format, text, "", (section,), language="en", published_on=told_on)
    ((_, sentences),) = tell([document], load_parser)
    return tuple(_explain(document, told, load_parser) for told in sentences)


def _explain(document: Document, told: Told | Overlong, load_parser: Callable[[], Language]) -> Explanation:
    """A sentence without a trigger is parsed too: who wants to add a frame for it must know what the frame will meet."""
    if isinstance(told, Overlong):
        raise LegationError(f"This takes more than {told.seconds:g} seconds to code, so that a build refuses it. Give a shorter sentence.")
    plain = told.sentence
    scene = told.scene or set_scene(load_parser()(plain.text), Memory(Cast([plain.text])), plain.offset)
    return Explanation(
        text=plain.text,
        has_trigger=told.scene is not None,
        words=words_of(scene),
        dates=tuple(Dated(when.text.strip(), write_days(when.period.first, when.period.precision)) for when in told.moment.whens),
        clauses=tuple(_clauses(document, told, scene)),
        unread=tuple(_unread(told, scene)),
    )


def _clauses(document: Document, told: Told, scene: Scene) -> Iterator[Clause]:
    judged = _judgements(told)
    events = [event for found in judged.values() if (event := next(filter(is_event, found), None))]
    told_here = {event.match.predicate.token.i: event for event in told_once(events)}
    for token in scene.doc:
        predicate = predicate_at(token)
        if predicate is None or not _acts_at(token):
            continue
        found = judged.get(token.i, [])
        mention = mention_of(document, told, told_here[token.i]) if token.i in told_here else None
        yield Clause(
            word=token.text,
            at=token.i,
            around=_around(scene, predicate),
            coding=coding_of(mention) if mention else None,
            others=(
                *verdicts_on(found, is_told=mention is not None),
                *others_at(scene, predicate, {item.match.frame.id for item in found}),
            ),
        )


def _around(scene: Scene, predicate: Predicate) -> dict[str, tuple[str, ...]]:
    """Who does it, what to, what they are named, and what follows each preposition that is none of these."""
    own = {"who": predicate.agents, "what": predicate.acted_on, "named": predicate.predicatives}
    places = own | {preposition: heads for preposition, heads in predicate.preps.items() if heads not in own.values()}
    return {place: tuple(phrase_at(scene, head) for head in heads) for place, heads in places.items() if heads}


def _judgements(told: Told) -> dict[int, list[Judgement]]:
    """All judgements of a sentence, also those that the coder never comes to, by the number of the word."""
    found = map(list, judge(told.scene, told.moment)) if told.scene is not None else ()
    return {judgements[0].match.predicate.token.i: judgements for judgements in found}


def _acts_at(token: Token) -> bool:
    """Whether any frame begins with this word as it is read here."""
    predicate = predicate_at(token)
    return predicate is not None and bool(candidates(token.lower_, as_verb=predicate.is_verb))


def _unread(told: Told, scene: Scene) -> Iterator[str]:
    """Words that begin frames, but not as they are read here; "March" of a date is none."""
    for token in scene.doc:
        is_dated = any(when.start <= token.idx < when.end for when in told.moment.whens)
        begins = any(candidates(token.lower_, as_verb=as_verb) for as_verb in (True, False))
        if begins and not is_dated and not _acts_at(token):
            yield token.text
