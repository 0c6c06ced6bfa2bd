"""What can be done with a batch of documents in, by name; how, and the rows that a shard holds of it, out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.coding import UNSURVEYED, CodedDocument, Outcome, Survey, TakenDown, Work, code_batch, lost, survey_batch
from pipeline.records import RawDocument, Reject


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """Whom a document introduces; None for one that is not surveyed."""

    survey: Survey | None


@dataclass(frozen=True, slots=True)
class CodedRow:
    """What became of a document, one of three; its text is left out where that is the raw one, which is known."""

    coded: CodedDocument | None = None
    rejected: Reject | None = None
    taken_down: TakenDown | None = None
    has_raw_text: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A work by its `name`: `row` is what a shard holds of each document, `pack` and `unpack` lead there and back."""

    name: str
    do: Callable[..., tuple[Any, ...]]
    lost: Callable[[RawDocument], Any]
    row: type[Any]
    pack: Callable[[Any, RawDocument], Any]
    unpack: Callable[[Any, RawDocument], Any]


def job_of(work: Work[Any]) -> Job:
    """The job that a work is."""
    return next(job for job in JOBS.values() if job.do is work.do)


def packed(job: Job, outcomes: Sequence[Any], documents: Sequence[RawDocument]) -> list[Any]:
    """The rows of a shard with what became of documents."""
    return [job.pack(outcome, raw) for outcome, raw in zip(outcomes, documents, strict=True)]


def unpacked(job: Job, rows: Sequence[Any], documents: Sequence[RawDocument]) -> tuple[Any, ...]:
    """What became of documents, from the rows of a shard."""
    return tuple(job.unpack(row, raw) for row, raw in zip(rows, documents, strict=True))


def _pack_coded(outcome: Outcome, raw: RawDocument) -> CodedRow:
    if isinstance(outcome, Reject):
        return CodedRow(rejected=outcome)
    if isinstance(outcome, TakenDown):
        return CodedRow(taken_down=outcome)
    if outcome.document.text != raw.text:
        return CodedRow(coded=outcome)
    return CodedRow(coded=replace(outcome, document=replace(outcome.document, text="")), has_raw_text=True)


def _unpack_coded(row: CodedRow, raw: RawDocument) -> Outcome:
    if row.has_raw_text and row.coded is not None:
        return replace(row.coded, document=replace(row.coded.document, text=raw.text))
    outcome = row.coded or row.rejected or row.taken_down
    assert outcome is not None
    return outcome


def _unsurveyed(raw: RawDocument) -> Survey:
    return UNSURVEYED


def _pack_survey(survey: Survey | None, raw: RawDocument) -> SurveyRow:
    return SurveyRow(survey)


def _unpack_survey(row: SurveyRow, raw: RawDocument) -> Survey | None:
    return row.survey


JOBS = {
    job.name: job
    for job in (
        Job("survey", survey_batch, _unsurveyed, SurveyRow, _pack_survey, _unpack_survey),
        Job("code", code_batch, lost, CodedRow, _pack_coded, _unpack_coded),
    )
}
