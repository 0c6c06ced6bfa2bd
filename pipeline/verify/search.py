"""The documents of a release and corpora in, each document where it lies today out; and which of them lie nowhere."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from pipeline.corpus import read_corpus
from pipeline.parse import source_id
from pipeline.records import RawDocument, Reject
from pipeline.verify.claims import Source


class Search:
    """A search for documents, by path and content, and for what lies under another path by its content alone.

    `found` are their identifiers so far, `moved` those among them that lie under another path.
    """

    def __init__(self, sources: Mapping[str, Source], corpora: Sequence[str], *, max_bytes: int) -> None:
        self.found: set[str] = set()
        self.moved: set[str] = set()
        self._sources, self._corpora, self._max_bytes = sources, corpora, max_bytes
        self._paths = {source.path for source in sources.values()}
        self._hashes = {source.sha256 for source in sources.values()}
        self._seen: set[str] = set()  # hashes of the release that are met
        self._instead: dict[str, str] = {}  # by path, why what lies there is not the document

    def documents(self) -> Iterator[tuple[Source, RawDocument]]:
        """Each document once, as it is come upon. The corpora are read again only for documents that lie under another path."""
        for item in self._read():
            yield from self._at_its_path(item)
        wanted: defaultdict[str, list[Source]] = defaultdict(list)
        for source in self._absent():
            if source.sha256 in self._seen:
                wanted[source.sha256].append(source)
        for item in self._read() if wanted else ():
            if not isinstance(item, RawDocument):
                continue
            for source in wanted.pop(item.sha256, ()):
                self.found.add(source.source_id)
                self.moved.add(source.source_id)
                yield source, item

    def not_found(self) -> Iterator[tuple[Source, str | None]]:
        """What was found nowhere, with what lies at its path instead; None where nothing does."""
        return ((source, self._instead.get(source.path)) for source in self._absent())

    def _at_its_path(self, item: RawDocument | Reject) -> Iterator[tuple[Source, RawDocument]]:
        if isinstance(item, Reject):
            if item.path in self._paths:
                self._instead[item.path] = f"it cannot be read: {item.reason}"
            return
        if item.sha256 in self._hashes:
            self._seen.add(item.sha256)
        source = self._sources.get(source_id(item.path, item.sha256))
        if source is not None and source.source_id not in self.found:
            self.found.add(source.source_id)
            yield source, item
        elif source is None and item.path in self._paths:
            self._instead[item.path] = f"it has changed: its SHA-256 is {item.sha256} now"

    def _absent(self) -> list[Source]:
        return [source for name, source in self._sources.items() if name not in self.found]

    def _read(self) -> Iterator[RawDocument | Reject]:
        return chain.from_iterable(read_corpus(corpus, max_bytes=self._max_bytes) for corpus in self._corpora)
