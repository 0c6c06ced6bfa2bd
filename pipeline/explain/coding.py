"""A mention in, its fields as a person reads them out."""

from dataclasses import dataclass
from functools import cache

from pipeline.days import write_days
from pipeline.lexicon.frames import frames
from pipeline.records import Mention, Party


@dataclass(frozen=True, slots=True)
class Named:
    """A party, with its code where it has one."""

    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Coding:
    """An event as one report tells it, coded by the frame `rule` of a `file` of the lexicon (None where the lexicon of today has no such
    frame). `date` has as many parts as are known; `date_text` are the words that it was read from."""

    rule: str | None
    file: str | None
    event_type: str
    mode: str | None
    act: str | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    date: str | None
    date_precision: str
    date_text: str | None
    effective_on: str | None
    status: str
    said_by: str | None
    confidence: float
    quote: str | None


def coding_of(mention: Mention) -> Coding:
    """A mention as the coder has just made it."""
    return Coding(
        rule=mention.rule,
        file=file_of(mention.rule),
        event_type=mention.event_type,
        mode=mention.mode,
        act=mention.act,
        actors=tuple(map(_named, mention.actors)),
        recipients=tuple(map(_named, mention.recipients)),
        date=write_days(mention.period.first, mention.period.precision),
        date_precision=mention.period.precision,
        date_text=mention.date_text,
        effective_on=mention.effective_on.isoformat() if mention.effective_on else None,
        status=mention.status,
        said_by=mention.said_by.name if mention.said_by else None,
        confidence=mention.confidence,
        quote=mention.quote,
    )


def file_of(rule: str | None) -> str | None:
    """The file of the lexicon that holds a frame."""
    return _files().get(rule or "")


@cache
def _files() -> dict[str, str]:
    return {frame.id: frame.file for frame in frames()}


def _named(party: Party) -> Named:
    return Named(party.name, party.country or (party.actor_id.upper() if party.kind in ("country", "organization") else None))
