"""The codebook in, its rows out: every table, column and code with its meaning, and the rules of coding, numbered in reading order."""

from collections.abc import Iterator
from dataclasses import asdict

from pipeline.rows.row import Row
from schemas.codebook import codebook_entries


def codebook_rows() -> Iterator[Row]:
    """One row per entry."""
    for number, entry in enumerate(codebook_entries()):
        yield {"entry_no": number, **asdict(entry)}
