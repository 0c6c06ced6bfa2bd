"""A file of reviewed fixes and what the coder found in, the same with the fixes out; a fix that no longer applies is an error."""

from pipeline.corrections.errors import CorrectionError, Problem
from pipeline.corrections.events import Concerned, Corrected, Withdrawn, correct_events
from pipeline.corrections.file import COLUMNS, read_corrections
from pipeline.corrections.mentions import correct_mentions, mentions_corrected
from pipeline.corrections.moves import Moves
from pipeline.corrections.parties import Named

__all__ = [
    "COLUMNS",
    "Concerned",
    "Corrected",
    "CorrectionError",
    "Moves",
    "Named",
    "Problem",
    "Withdrawn",
    "correct_events",
    "correct_mentions",
    "mentions_corrected",
    "read_corrections",
]
