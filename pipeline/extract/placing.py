"""A match and the date expressions around it in, when it happened out (codebook, sections 5 and 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.extract.attaching import governor_of, nearest, single
from pipeline.extract.coding import is_cooperative
from pipeline.extract.date import When, is_unplaced
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing
from pipeline.extract.period import coarser, day, month, spanning, year_of
from pipeline.extract.resolvers import Anchor
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.verb import auxiliaries_of
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.times import time_words
from pipeline.records import Period
from schemas.ontology import quad_class

REPORTS = ("newswire", "blog")  # formats in which "has called for" is told without a time
NO_MEASURES = ("CONSULT", "ACCUSE", "REQUEST", "PROTEST", "ASSAULT", "THREATEN")  # what does not begin to apply on a day
NEWS = timedelta(7)  # what a report tells of such a short time before is its news


@dataclass(frozen=True, slots=True)
class Placed:
    """When an act happened, by which words, and from when on it applies."""

    period: Period
    text: str | None = None
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of time at one sentence: its date expressions, what they are resolved against, the time of the sentence before or, in a
    chronology, of the paragraph, the format, and the day of which the report's lead tells."""

    whens: tuple[When, ...]
    anchor: Anchor
    paragraph: Period
    format: str
    news_on: date | None = None


def dates_at(scene: Scene, token: Token, matches: Mapping[int, Match], whens: Sequence[When]) -> list[When]:
    """Date expressions that depend on this predicate and on no other one below it."""
    return [when for when in whens if governor_of(scene, when, matches) == token.i]


def place(scene: Scene, match: Match, standing: Standing, matches: Mapping[int, Match], moment: Moment, *, is_announced: bool) -> Placed:
    """Its own expression or that of a clause over it; else the time of the report, or that which the paragraph has reached."""
    told, token = moment.anchor.told_on, match.predicate.token
    stated = _effective(moment, match, is_announced=is_announced)
    effective = stated.period.first if stated is not None and stated.period.precision == "day" else None
    usable = [when for when in moment.whens if when != stated and not when.is_end and not when.is_effective and not _is_later(when, told)]
    if is_announced and told is not None:  # when it will be done; what is announced is of the day on which it is
        own = dates_at(scene, token, matches, usable) if is_cooperative(match.frame.event_type) else []
        usable = [when for when in usable if when not in own and not when.is_start]
    before = match.predicate.is_verb and standing.speaker is None and bool(auxiliaries_of(token) & grammar().past_perfect)
    found = nearest(scene, token, matches, usable)
    if found is not None and (told is None or not found.is_loose or _is_past(match)):
        when = found.when
        is_vague = (found.is_cause and told is None) or (found.is_loose and not _is_news(when.period, told))
        return Placed(coarser(when.period) if is_vague else when.period, when.text.strip(), effective)
    if told is None and not before and not _continues(match):
        only = single(scene, token, matches, usable) or (stated if not usable else None)
        if only is not None:
            return Placed(only.period, only.text.strip(), effective if only != stated else None)
    return Placed(Period() if before or _continues(match) else _untimed(scene, match, moment), None, effective)


def _untimed(scene: Scene, match: Match, moment: Moment) -> Period:
    """When something happened that is told without any time."""
    told, paragraph = moment.anchor.told_on, moment.paragraph
    if told is None:
        return Period() if paragraph.first and is_unplaced(scene.text, moment.anchor) else coarser(paragraph)
    if moment.format == "digest":
        return day(told)
    if _is_perfect(match) and moment.format in REPORTS:
        return _since(moment.anchor.story, told, match)
    if paragraph.first is not None and paragraph.first <= told and _is_past(match):
        return _between(paragraph, told)
    reached = moment.anchor.story
    if _is_news(reached, told) and any(token.lower_ in time_words().sets["alongside"] for token in scene.doc):
        return reached
    return day(moment.news_on or told)


def _since(reached: Period, told: date, match: Match) -> Period:
    """What "has" happened: the report's month for words; for deeds, what holds it and the time that the story has reached."""
    is_deed = quad_class(match.frame.event_type).startswith("material")
    held = spanning(reached.first, told) if is_deed and reached.first is not None and reached.first <= told else Period()
    return held if held.precision == "year" else month(told.year, told.month)


def _between(before: Period, told: date) -> Period:
    """What is told after something that happened a while ago: the same day where that is the news; else what holds both."""
    if before.first is None or before.last is None or _is_news(before, told):
        return before
    if before.first.year != told.year:
        return coarser(before)
    return before if before.last >= told else year_of(told.year)


def _effective(moment: Moment, match: Match, *, is_announced: bool) -> When | None:
    """The expression that says from when on a measure applies: "as of June 15", or "from June 15" and later than it is announced."""
    if match.frame.event_type in NO_MEASURES:
        return None
    stated = next((when for when in moment.whens if when.is_effective), None)
    is_hostile = is_announced and not is_cooperative(match.frame.event_type)
    starts = [when for when in moment.whens if (when.is_start or is_hostile) and not when.is_end and when.period.precision == "day"]
    return stated or next((when for when in starts if _is_later(when, _announced_on(moment, when))), None)


def _announced_on(moment: Moment, effective: When) -> date | None:
    """The first other date of the sentence; without one, the day of the report."""
    days = [when.period.first for when in moment.whens if when != effective and not when.is_end and when.period.first is not None]
    return min(days, default=moment.anchor.told_on)


def _is_later(when: When, than: date | None) -> bool:
    return than is not None and when.period.first is not None and when.period.first > than


def _is_news(period: Period, told: date | None) -> bool:
    return told is not None and period.precision == "day" and period.first is not None and timedelta() <= told - period.first <= NEWS


def _is_past(match: Match) -> bool:
    """ "Accused", "was seized": not "accuses", "has accused"."""
    token = match.predicate.token
    if not match.predicate.is_verb or _is_perfect(match):
        return False
    return token.tag_ == "VBD" or (token.tag_ == "VBN" and bool(auxiliaries_of(token) & grammar().copulas))


def _is_perfect(match: Match) -> bool:
    return match.predicate.is_verb and bool(auxiliaries_of(match.predicate.token) & grammar().perfect)


def _continues(match: Match) -> bool:
    """ "Has been urging": no time of its own."""
    return _is_perfect(match) and match.predicate.token.tag_ == "VBG"
