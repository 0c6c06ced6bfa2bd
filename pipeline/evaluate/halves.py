"""Hand-coded documents in, two halves of them out: one to tune the coder on, one that is only measured.

Which half a document is in follows from its name alone, so that it never changes sides when others are added.
"""

import hashlib
from collections.abc import Iterable

from pipeline.evaluate.gold import GoldDocument

HALVES = ("tune", "held-out")


def half_of(key: str) -> str:
    """The half that a document of this key is in; of a single sentence, that of its identifier."""
    return "tune" if hashlib.sha256(key.removeprefix("#").encode()).digest()[0] % 2 else "held-out"


def in_half(documents: Iterable[GoldDocument], half: str) -> list[GoldDocument]:
    """The documents of one half."""
    return [document for document in documents if half_of(document.key) == half]
