"""A mention and its frame in, how likely it is to be right out: signs that can be read off it, weighed by what hand coding taught."""

from math import exp

from pipeline.extract.parties import codes_of
from pipeline.lexicon.confidence import Weights, weights
from pipeline.lexicon.frames import Frame
from pipeline.records import Mention, Party

SIGNS = {
    "actor-coded": "who acts is a state or a body of states, or belongs to one",
    "recipient-named": "the sentence itself names the recipient",
    "recipient-understood": "the recipient is not named, only understood",
    "object-named": "the frame asks for an object, such as the ambassador who is recalled",
    "act-known": "it is one of the diplomatic acts, not only of a type",
    "dated": "words of the text tell the date",
    "undated": "nothing tells the date",
}
LEAST, MOST = 0.02, 0.98  # no mention is beyond hope or doubt


def confidence_of(mention: Mention, frame: Frame) -> float:
    """The share of mentions with the same signs that are right, as estimated from hand-coded documents; two decimals."""
    return confidence_by(signs_of(mention, frame), weights())


def confidence_by(signs: tuple[str, ...], weighed: Weights) -> float:
    """What these weights make of the signs that hold: a logistic curve of their sum."""
    log_odds = weighed.base + sum(weighed.signs[sign] for sign in signs)
    return round(min(max(1 / (1 + exp(-log_odds)), LEAST), MOST), 2)


def signs_of(mention: Mention, frame: Frame) -> tuple[str, ...]:
    """The names of the signs that hold, in the order of `SIGNS`."""
    holds = {
        "actor-coded": bool(codes_of(mention.actors)),
        "recipient-named": any(_is_within(party, mention) for party in mention.recipients),
        "recipient-understood": any(party.start is None for party in mention.recipients),
        "object-named": bool(frame.object),
        "act-known": mention.act is not None,
        "dated": mention.date_text is not None,
        "undated": mention.period.first is None,
    }
    return tuple(sign for sign in SIGNS if holds[sign])


def _is_within(party: Party, mention: Mention) -> bool:
    return party.start is not None and mention.start <= party.start < mention.end
