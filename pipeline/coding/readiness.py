"""The name of a language model in, a process that can work on documents at once out; this runs in processes with nothing to do yet."""

from pipeline.coding.batches import survey_batch
from pipeline.coding.model import parser
from pipeline.records import Given, RawDocument

TRIAL = RawDocument("trial", "trial.txt", ".txt", "The foreign minister of Peru, Marta Soto, spoke.", "0" * 64, Given(language="en"))


def get_ready(model: str) -> None:
    """Load words and model, which stay loaded. ModelMissing."""
    survey_batch((TRIAL,))
    parser(model)
