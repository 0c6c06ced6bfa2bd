"""A match and the date expressions around it in, when it happened out (codebook, sections 5 and 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline.extract.coding import is_cooperative
from pipeline.extract.date import Anchor, When, coarser, day
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing
from pipeline.extract.scene import Scene
from pipeline.extract.verb import auxiliaries_of
from pipeline.lexicon.grammar import grammar
from pipeline.records import Period

if TYPE_CHECKING:
    from spacy.tokens import Token

REPORTS = ("newswire", "blog")  # formats in which "has called for" is told without a time


@dataclass(frozen=True, slots=True)
class Placed:
    """When an act happened, by which words, and from when on it applies."""

    period: Period
    text: str | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of time at one sentence: its date expressions, what they are resolved against, the paragraph's time, the format."""

    whens: tuple[When, ...]
    anchor: Anchor
    paragraph: Period
    format: str


def dates_at(scene: Scene, token: Token, matches: Mapping[int, Match], whens: Sequence[When]) -> list[When]:
    """Date expressions that depend on this predicate and on no other one below it."""
    return [when for when in whens if _governor_of(scene, when, matches) == token.i]


def place(scene: Scene, match: Match, standing: Standing, matches: Mapping[int, Match], moment: Moment, *, is_announced: bool) -> Placed:
    """Its own expression or that of a clause over it; else the report's day; else the time that the paragraph has reached."""
    told = moment.anchor.told_on
    effective, effective_text = _effective(moment, match, is_announced=is_announced)
    usable = [when for when in moment.whens if not when.is_end and not when.is_effective and not _is_later(when, told)]
    if is_announced and is_cooperative(match.frame.event_type) and told is not None:
        own = dates_at(scene, match.predicate.token, matches, usable)  # when it will be done; a promise is of the day on which it is given
        usable = [when for when in usable if when not in own]
    before = match.predicate.is_verb and standing.speaker is None and bool(auxiliaries_of(match.predicate.token) & grammar().past_perfect)
    when = _nearest(scene, match.predicate.token, matches, usable)
    if when is None and len(usable) == 1 and told is None and not before:
        when = usable[0]
    if when is not None:
        return Placed(when.period, when.text.strip(), effective)
    if effective is not None and effective_text is not None and told is None:
        return Placed(day(effective), effective_text)
    if before:
        return Placed(Period(), None, effective)
    if told is None:
        return Placed(coarser(moment.paragraph), None, effective)
    perfect = match.predicate.is_verb and bool(auxiliaries_of(match.predicate.token) & grammar().perfect)
    return Placed(coarser(day(told)) if perfect and moment.format in REPORTS else day(told), None, effective)


def _effective(moment: Moment, match: Match, *, is_announced: bool) -> tuple[date | None, str | None]:
    """From when an announced act applies: "as of June 15", or a day later than that of the report."""
    stated = next((when for when in moment.whens if when.is_effective), None)
    if stated is not None:
        return stated.period.first, stated.text
    hostile = is_announced and not is_cooperative(match.frame.event_type)
    later = [when for when in moment.whens if _is_later(when, moment.anchor.told_on) and not when.is_end]
    if hostile and later and later[0].period.precision == "day":
        return later[0].period.first, None
    return None, None


def _is_later(when: When, told: date | None) -> bool:
    return told is not None and when.period.first is not None and when.period.first > told


def _governor_of(scene: Scene, when: When, matches: Mapping[int, Match]) -> int:
    """The verb or matched noun on which a date expression depends."""
    span = scene.doc.char_span(when.start, when.end, alignment_mode="expand")
    token = span.root if span is not None else scene.doc[0]
    while token.head != token:
        token = token.head
        if token.i in matches or token.tag_.startswith("VB"):
            return token.i
    return token.i


def _nearest(scene: Scene, token: Token, matches: Mapping[int, Match], whens: Sequence[When]) -> When | None:
    """The expression that depends on the predicate or on a clause over it; of several, the nearest."""
    governors = {when: _governor_of(scene, when, matches) for when in whens}
    at = token
    while governors:
        here = [when for when in whens if governors[when] == at.i]
        if here:
            return min(here, key=lambda when: abs(when.start - token.idx))
        described = at.dep_ == "acl" and at != token and at.tag_ != "VB"
        if at.dep_ in ("relcl", "ROOT") or described or at.head == at:
            return None
        at = at.head
    return None
