"""A raw document and the coder in, the key under which its coding is kept out: with another text, word or program it is another one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path

from pipeline.history import files_sha256
from pipeline.lexicon.roster import Listed
from pipeline.records import Given, RawDocument, Reject

# All from which a document gets its mentions; a test compares it with what these files import.
CODER = (
    *("pipeline/coding/", "pipeline/errors.py", "pipeline/ids.py", "pipeline/options.py", "pipeline/records.py", "pipeline/timelimit.py"),
    *("pipeline/coded/", "pipeline/parse/", "pipeline/lexicon/", "pipeline/people/", "pipeline/extract/", "schemas/ontology"),
)
_GIVEN = attrgetter(*(field.name for field in fields(Given)))
LIBRARIES = ("spacy", "thinc", "numpy", "trafilatura", "lxml", "cssselect")


@dataclass(frozen=True, slots=True)
class Coder:
    """Who reads and who codes, each as a hash: of code, words and libraries; the second also of the model and the user's rosters."""

    reading: str
    coding: str


def coder_of(model: str, rosters: Sequence[Listed]) -> Coder:
    """The coder that a spaCy model and rosters make with this program."""
    reading = digest_of((files_sha256(CODER), *(f"{name} {version(name)}" for name in LIBRARIES)))
    return Coder(reading, digest_of((reading, model, meta_of(model), *map(repr, rosters))))


def content_of(raw: RawDocument) -> str:
    """A hash of a document's text and of what its corpus says of it, but not of its place."""
    return digest_of((raw.suffix, repr(_GIVEN(raw.given)), raw.text))


def key_of(content: str, maker: str) -> bytes:
    """The key of what somebody makes of a content."""
    return bytes.fromhex(digest_of((maker, content)))


def place_of(found: RawDocument | Reject, content: str) -> str:
    """A hash of what was found: what it is, and where; `content` is the hash of a document's content."""
    if isinstance(found, Reject):
        return digest_of(("reject", repr(found)))
    return digest_of((found.corpus, found.path, found.sha256, content))


def meta_of(model: str) -> str:
    """What an installed model says of its version and its weights; empty where that is not to be found (then nobody can code either)."""
    try:
        return version(model.replace("_", "-"))
    except PackageNotFoundError:
        pass
    try:
        spec = find_spec(model)
    except (ImportError, ValueError):
        spec = None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(model)
    return next((file.read_text(encoding="utf-8") for file in sorted(folder.glob("meta.json"))), "")


def digest_of(parts: Iterable[str]) -> str:
    """One SHA-256 over texts, which no other texts in this order have."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
