"""Documents in, mentions out: each sentence with a trigger is parsed, its predicates are judged, and what they tell is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline.extract.actor import resolve
from pipeline.extract.coding import Coded
from pipeline.extract.confidence import confidence_of
from pipeline.extract.frame import Match
from pipeline.extract.judgement import Judgement, is_event, judge
from pipeline.extract.modality import Standing
from pipeline.extract.plain import LONGEST, PER_SENTENCE, Plain, longest_sentences
from pipeline.extract.reports import told_once
from pipeline.extract.roles import Roles
from pipeline.extract.scene import Scene
from pipeline.extract.story import Overlong, Told, tell
from pipeline.extract.subjects import subjects_of
from pipeline.people.known import People
from pipeline.records import Document, Mention, Party, Reject
from pipeline.timelimit import TooSlow, within

if TYPE_CHECKING:
    from spacy.language import Language


def code_documents(
    documents: Sequence[Document], load_parser: Callable[[], Language], *, people: People | None = None, scan: bool = True
) -> Iterator[tuple[Document, tuple[Mention, ...], tuple[Reject, ...]]]:
    """Mentions of each document, in order of the text, and what of it could not be coded: sentences that take too long or are too long.

    The parser is loaded only where there is any sentence to parse. `people` are those who are known from elsewhere, by default from the
    roster that ships. Without `scan` every sentence is parsed and judged, which takes longer and finds nothing more.
    """
    for document, sentences in tell(documents, load_parser, people=people, scan=scan):
        mentions: list[Mention] = []
        rejects = [_too_long(document, start, end) for start, end in longest_sentences(document)]
        for told in sentences:
            try:
                mentions += within(PER_SENTENCE, partial(_code_all, document, told)) if isinstance(told, Told) else ()
            except TooSlow as slow:
                told = Overlong(told.sentence, slow.seconds)
            if isinstance(told, Overlong):
                rejects.append(_too_slow(document, told))
        yield document, tuple(mentions), tuple(dict.fromkeys(rejects))


def _code_all(document: Document, told: Told) -> tuple[Mention, ...]:
    return tuple(_code(document, told))


def _code(document: Document, told: Told) -> Iterator[Mention]:
    """At most one mention for each predicate: that of the best frame whose required parties are named."""
    if told.scene is None:
        return
    events = [event for judgements in judge(told.scene, told.moment) if (event := next(filter(is_event, judgements), None))]
    for event in told_once(events):
        mention = mention_of(document, told, event)
        if mention is not None:
            yield mention


def mention_of(document: Document, told: Told, judgement: Judgement) -> Mention | None:
    """What a judgement reports, in the document's own words; None where it found no event."""
    scene, match, coded, roles, placed = told.scene, judgement.match, judgement.coded, judgement.roles, judgement.placed
    if scene is None or not isinstance(coded, Coded) or roles is None or placed is None:
        return None
    start, end = _quote(scene, match, roles)
    said_by = _said_by(scene, judgement.standing, roles)
    announced = coded.status == "announced" or (placed.effective_on is not None and placed.effective_on != placed.period.first)
    mention = Mention(
        source_id=document.source_id,
        section_no=told.sentence.section_no,
        section=document.sections[told.sentence.section_no].kind,
        sentence=told.sentence.number,
        start=start,
        end=end,
        quote=document.text[start:end],
        trigger=match.predicate.token.text,
        rule=match.frame.id,
        event_type=coded.event_type,
        mode=coded.mode,
        act=coded.act,
        period=placed.period,
        date_text=placed.text,
        effective_on=placed.effective_on,
        status="announced" if announced else "alleged" if said_by is not None else "occurred",
        said_by=said_by,
        confidence=0.0,
        actors=tuple(_in_its_words(document, party) for party in roles.actors),
        recipients=tuple(_in_its_words(document, party) for party in roles.recipients),
    )
    return replace(mention, confidence=confidence_of(mention, match.frame))


def _in_its_words(document: Document, party: Party) -> Party:
    """The party with the document's own words for it; who is only understood keeps its name."""
    if party.start is None or party.end is None:
        return replace(party, text=party.name)
    return replace(party, text=document.text[party.start : party.end])


def _said_by(scene: Scene, standing: Standing, roles: Roles) -> Party | None:
    """Who says so, where it is not the actor's own word."""
    if standing.speaker is None:
        return None
    own = {party.country or party.actor_id for party in roles.actors}
    speakers = resolve(scene, subjects_of(standing.speaker))
    return next((party for party in speakers if (party.country or party.actor_id) not in own), None)


def _quote(scene: Scene, match: Match, roles: Roles) -> tuple[int, int]:
    """From the first to the last word of the sentence that names the act, what it is done to, or somebody in a role."""
    predicate = match.predicate
    tokens = [predicate.token, *predicate.predicatives, *predicate.agents]
    tokens += [token for head in predicate.patients for token in head.subtree if token.dep_ != "punct"]
    start, end = scene.span(min(token.idx for token in tokens), max(token.end for token in tokens))
    for party in (*roles.actors, *roles.recipients):
        if party.start is not None and party.end is not None and scene.offset[0] <= party.start <= scene.offset[-1]:
            start, end = min(start, party.start), max(end, party.end)
    return start, end


def _too_slow(document: Document, overlong: Overlong) -> Reject:
    what = "The sentence" if overlong.sentence else "The document"
    reason = f"{what} takes more than {overlong.seconds:g} seconds to code; nothing of it is coded."
    return _reject(document, "too-slow", reason, _place_of(overlong.sentence) if overlong.sentence else None)


def _too_long(document: Document, start: int, end: int) -> Reject:
    reason = f"The sentence is longer than {LONGEST:,} characters; what comes after them is not coded."
    return _reject(document, "too-long", reason, _locator(start, end))


def _place_of(sentence: Plain) -> str:
    return _locator(sentence.offset[0], sentence.offset[-1] + 1)


def _locator(start: int, end: int) -> str:
    return f"characters {start} to {end}"


def _reject(document: Document, check_name: str, reason: str, locator: str | None) -> Reject:
    return Reject("extract", check_name, reason, path=document.path, locator=locator, corpus=document.corpus)
