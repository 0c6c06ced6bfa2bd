"""Raw documents in, coded documents out: batches, and the processes that work on them."""

from pipeline.coding.batches import batches_of, code_batch, survey_batch
from pipeline.coding.crew import Crew, Hands, Work, WorkerLost, hired
from pipeline.coding.model import ModelMissing, parser
from pipeline.coding.outcomes import (
    UNSURVEYED,
    Batch,
    CodedDocument,
    Coming,
    Found,
    Outcome,
    Survey,
    TakenDown,
    is_lasting,
    lost,
    taken_down,
    taken_down_unread,
)
from pipeline.coding.readiness import get_ready

__all__ = [
    "UNSURVEYED",
    "Batch",
    "CodedDocument",
    "Coming",
    "Crew",
    "Found",
    "Hands",
    "ModelMissing",
    "Outcome",
    "Survey",
    "TakenDown",
    "Work",
    "WorkerLost",
    "batches_of",
    "code_batch",
    "get_ready",
    "hired",
    "is_lasting",
    "lost",
    "parser",
    "survey_batch",
    "taken_down",
    "taken_down_unread",
]
