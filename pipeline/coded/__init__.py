"""Batches of what a corpus holds in, coded batches out; what was coded before, by the same coder, is not coded again."""

from pipeline.coded.keys import coder_of
from pipeline.coded.origin import Origin, note_build, unchanged
from pipeline.coded.recall import Recall
from pipeline.coded.store import Store, open_store, store_path

__all__ = ["Origin", "Recall", "Store", "coder_of", "note_build", "open_store", "store_path", "unchanged"]
