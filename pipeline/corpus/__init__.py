"""A location in, its documents, decoded but not interpreted, out: folders, archives, lines, dumps, addresses, corpora by their file."""

from pipeline.corpus.errors import CorpusError
from pipeline.corpus.reading import corpus_name, is_corpus_file, read_corpus
from pipeline.corpus.settings import CorpusFile, Source, read_settings

__all__ = ["CorpusError", "CorpusFile", "Source", "corpus_name", "is_corpus_file", "read_corpus", "read_settings"]
