"""What became of a document in, bytes that a file can keep out; and back again, for a document of the same content in any place."""

from dataclasses import dataclass, replace
from typing import TypeVar

import zstandard
from pydantic import TypeAdapter, ValidationError

from pipeline.coding import CodedDocument, Survey
from pipeline.parse import source_id
from pipeline.people.asked import Asked
from pipeline.records import Document, Mention, RawDocument, Reject

NAMELESS = b'"source_id":""'

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A document without its place, and without its text where that is the raw one; or why it could not be read."""

    read: Document | Reject
    has_own_text: bool = False
    mentions: tuple[Mention, ...] = ()
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptSurvey:
    """Whom a document introduces; None for one that is not surveyed."""

    survey: Survey | None


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)
_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
_SURVEY: TypeAdapter[KeptSurvey] = TypeAdapter(KeptSurvey)
_PACK, _UNPACK = zstandard.ZstdCompressor(level=3, write_checksum=True), zstandard.ZstdDecompressor()


def pack(outcome: CodedDocument | Reject, raw: RawDocument) -> tuple[bytes, bytes]:
    """What a document asked, and what became of it."""
    if isinstance(outcome, Reject):
        kept, asked = Kept(replace(outcome, path=None, corpus=None)), Asked()
    else:
        document, asked = outcome.document, outcome.asked
        is_raw = document.text == raw.text
        bare = replace(document, source_id="", corpus="", path="", sha256="", text="" if is_raw else document.text)
        mentions = tuple(replace(mention, source_id="") for mention in outcome.mentions)
        kept = Kept(bare, not is_raw, mentions, tuple(replace(reject, path=None, corpus=None) for reject in outcome.rejects))
    return _pack(_ASKED.dump_json(asked)), _pack(_KEPT.dump_json(kept))


def unpack(content: bytes, raw: RawDocument) -> CodedDocument | Reject | None:
    """What becomes of a document of that content; None where the bytes are damaged."""
    identifier = source_id(raw.path, raw.sha256)
    kept = _unpacked(_KEPT, content, identifier)
    if kept is None:
        return None
    if isinstance(kept.read, Reject):
        return replace(kept.read, path=raw.path, corpus=raw.corpus)
    text = kept.read.text if kept.has_own_text else raw.text
    document = replace(kept.read, corpus=raw.corpus, path=raw.path, sha256=raw.sha256, text=text)
    return CodedDocument(
        document, kept.mentions, rejects=tuple(replace(reject, path=raw.path, corpus=raw.corpus) for reject in kept.rejects)
    )


def unpack_asked(content: bytes) -> Asked | None:
    """What a document asked when it was coded; None where the bytes are damaged."""
    return _unpacked(_ASKED, content)


def pack_survey(survey: Survey | None) -> bytes:
    """Whom a document introduces."""
    return _pack(_SURVEY.dump_json(KeptSurvey(survey)))


def unpack_survey(content: bytes) -> KeptSurvey | None:
    """Whom a document of that content introduces; None where the bytes are damaged."""
    return _unpacked(_SURVEY, content)


def _pack(content: bytes) -> bytes:
    return _PACK.compress(content)


def _unpacked(kind: TypeAdapter[T], content: bytes, identifier: str = "") -> T | None:
    """What was packed, under the identifier of a document; None where the bytes are not those that were packed, by their checksum."""
    try:
        # In the JSON, for it takes seconds to make many frozen mentions anew. No text holds these bytes: its quotes are escaped.
        return kind.validate_json(_UNPACK.decompress(content).replace(NAMELESS, f'"source_id":"{identifier}"'.encode()))
    except (zstandard.ZstdError, ValidationError):
        return None
