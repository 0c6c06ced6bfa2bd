"""The sample corpus and its hand-coded events: nothing goes in, the paths at which they are installed come out."""

from importlib.resources import files
from pathlib import Path


def corpus_path() -> Path:
    """Folder with the documents of the sample, and nothing else."""
    return _installed("corpus")


def gold_path() -> Path:
    """File with the hand-coded events of the sample, one line per document (see README.md beside it)."""
    return _installed("gold.jsonl")


def _installed(name: str) -> Path:
    return Path(str(files("pipeline.sample").joinpath(name)))
