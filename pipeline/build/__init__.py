"""Coded batches in, rows of the warehouse out: what one build has read so far, and the tables made from all of it at the end."""

from pipeline.build.account import add_account, add_history, coming_release, state_of, summarize
from pipeline.build.documents import add_batch
from pipeline.build.events import add_events
from pipeline.build.ledger import Ledger
from pipeline.build.merging import merge_mentions

__all__ = [
    "Ledger",
    "add_account",
    "add_batch",
    "add_events",
    "add_history",
    "coming_release",
    "merge_mentions",
    "state_of",
    "summarize",
]
