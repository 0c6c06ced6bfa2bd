"""A folder, file, archive, web archive, dump, address or corpus file in; its documents, decoded but not interpreted, out, one at a time.

Whatever cannot be used comes out as a `Reject` in its place, so that nothing is dropped in silence. Entries of a folder come in the order
of their names, members of an archive, lines, records and pages in their own. Of a document no more than `max_bytes` is ever in memory;
besides that, only the names in one folder, or the directory of one zip archive, and eight bytes for each member of an archive.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.corpus.files import ARCHIVES, SUFFIXES, Shape, read_place, suffix_of
from pipeline.corpus.opening import open_location
from pipeline.corpus.settings import read_settings
from pipeline.corpus.sources import read_sources
from pipeline.records import RawDocument, Reject

LOG = logging.getLogger(__name__)


def read_corpus(location: str, *, max_bytes: int = 5_000_000, allow_private: bool = False) -> Iterator[RawDocument | Reject]:
    """The documents at a location, streaming; CorpusError at once where there is nothing to open.

    `location` is a path, an address that fsspec opens, or a corpus file (`.toml`), whose sources are read one after the other: what is
    fetched from the holdings, without the network. A document's path is relative to the location, with "/": `a/b.md` in a folder, the
    name of a single file, a member's path in an archive, `old.tar.xz/a/b.md` for an archive within a folder, `file.jsonl#id` for a line,
    `file.warc.gz#address` and `file.xml.bz2#title` for a page; of a corpus file it begins with the source, `lima/a/b.md` or
    `lima#address`. `max_bytes` bounds one document. Hidden files are passed over; an archive within an archive is not opened. An address
    in a private network is refused unless `allow_private`.
    """
    LOG.info("reading %s", location)
    if is_corpus_file(location):
        settings = read_settings(location)
        return _of_corpus(read_sources(settings, max_bytes=max_bytes), settings.name)
    place = open_location(location, allow_private=allow_private)
    suffix = suffix_of(place.name, (*SUFFIXES, *ARCHIVES))
    name = place.name.removesuffix(place.name[-len(suffix) :]) or place.name if suffix else place.name
    return _of_corpus(read_place(place, Shape(name, max_bytes)), name)


def corpus_name(location: str) -> str:
    """The name of the corpus at a location, as a list of corpora shows it; CorpusError where its corpus file cannot be used."""
    return read_settings(location).name if is_corpus_file(location) else location.rstrip("/").rsplit("/", 1)[-1]


def is_corpus_file(location: str) -> bool:
    """Whether a location is a file that describes a corpus."""
    return location.lower().endswith(".toml") and "://" not in location and not Path(location).expanduser().is_dir()


def _of_corpus(found: Iterator[RawDocument | Reject], name: str) -> Iterator[RawDocument | Reject]:
    return (replace(item, corpus=name) if isinstance(item, Reject) else item for item in found)
