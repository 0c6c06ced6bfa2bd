"""Hand-coded documents in, the weights of the coder's confidence that fit them best out, and how well they hold on other documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy

from pipeline.coding import Batch, code_batch
from pipeline.corpus import read_corpus
from pipeline.errors import LegationError
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, read_gold
from pipeline.evaluate.halves import HALVES, half_of
from pipeline.evaluate.matching import compare
from pipeline.evaluate.measure import corpora_of
from pipeline.evaluate.reliability import Reliability, reliability
from pipeline.extract.confidence import SIGNS, confidence_by, signs_of
from pipeline.extract.parties import codes_of
from pipeline.lexicon.confidence import Weights
from pipeline.lexicon.frames import frames
from pipeline.records import Mention, RawDocument

RIDGE = 2.0  # draws weights towards 0, so that a sign that few mentions bear does not weigh much
STEPS = 50


@dataclass(frozen=True, slots=True)
class Sample:
    """A mention as the fit sees it: the half that its document is in, the signs that hold, and whether it is right."""

    half: str
    signs: tuple[str, ...]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights fitted to all `n` mentions; `across` rates each half with weights that were fitted to the other one."""

    n: int
    weights: Weights
    across: Reliability


def calibrate(gold_files: Sequence[Path], *, docs: Sequence[Path] = ()) -> Calibration:
    """Code the documents of these gold files and fit the weights; single sentences, whose parties nobody coded, are passed over.

    Raises LegationError where a file cannot be read, or the mentions are all right, all wrong, or none, in one half.
    """
    documents = [document for file in gold_files for document in read_gold(file, docs=docs) if not document.is_sentence]
    found = (item for file in corpora_of(documents) for item in read_corpus(file))
    batch = Batch(code_batch([item for item in found if isinstance(item, RawDocument)]))
    samples = [sample for document in documents for sample in samples_of(document, batch)]
    n_coded = sum(event.required for document in documents for event in document.events)
    return Calibration(len(samples), fit(samples), _across(samples, n_coded))


def samples_of(document: GoldDocument, batch: Batch) -> list[Sample]:
    """The mentions of a document, without those of events that are not required."""
    mentions = [mention for item in batch.coded if document.is_at(item.document.path) for mention in item.mentions]
    found = [_found(mention) for mention in mentions]
    outcomes = {id(each.found): each.outcome for each in compare(document, found) if each.found}
    by_id = {frame.id: frame for frame in frames()}
    half = half_of(document.key)
    return [
        Sample(half, signs_of(mention, by_id[mention.rule]), outcomes[id(each)] == "hit")
        for mention, each in zip(mentions, found, strict=True)
        if outcomes[id(each)] != "optional"
    ]


def fit(samples: Sequence[Sample]) -> Weights:
    """Logistic regression with a ridge (le Cessie and van Houwelingen 1992, Applied Statistics 41), solved by Newton's method."""
    if len({sample.is_right for sample in samples}) < 2:
        raise LegationError("Too few hand-coded documents: confidence is learnt from mentions of which some are right and some wrong.")
    held = numpy.array([[1.0, *(sign in sample.signs for sign in SIGNS)] for sample in samples])
    right = numpy.array([float(sample.is_right) for sample in samples])
    ridge = RIDGE * numpy.diag([0.0, *(1.0 for _ in SIGNS)])
    weights = numpy.zeros(len(SIGNS) + 1)
    for _ in range(STEPS):
        likely = 1 / (1 + numpy.exp(-held @ weights))
        slope = held.T @ (right - likely) - ridge @ weights
        bend = held.T @ (held * (likely * (1 - likely))[:, None]) + ridge
        weights = weights + numpy.linalg.solve(bend, slope)
    base, *signs = (round(float(weight), 2) for weight in weights)
    return Weights(base, dict(zip(SIGNS, signs, strict=True)))


def _across(samples: Sequence[Sample], n_coded: int) -> Reliability:
    rated = list[tuple[float, bool]]()
    for half in HALVES:
        weights = fit([sample for sample in samples if sample.half != half])
        rated += [(confidence_by(sample.signs, weights), sample.is_right) for sample in samples if sample.half == half]
    return reliability(rated, n_coded=n_coded)


def _found(mention: Mention) -> FoundMention:
    """The mention in the shape of one that a database holds, as far as matching looks at it."""
    first, last = mention.period.first, mention.period.last
    return FoundMention(
        event_id="",
        event_type=mention.event_type,
        mode=mention.mode,
        act=mention.act,
        actor=frozenset(codes_of(mention.actors)),
        recipient=frozenset(codes_of(mention.recipients)),
        names=frozenset(),
        days=(first, last or first) if first else None,
        quote=mention.quote,
        span=(mention.start, mention.end),
    )
