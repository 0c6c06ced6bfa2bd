"""Fetching: feeds, sitemaps, pages, wikis and files elsewhere in, asked for politely; the holdings, from which a build reads, out."""

from pipeline.fetch.fetching import fetch_corpus
from pipeline.fetch.summary import FetchSummary, SourceOutcome, fetch_figures, write_fetch
from pipeline.fetch.trouble import FetchError

__all__ = ["FetchError", "FetchSummary", "SourceOutcome", "fetch_corpus", "fetch_figures", "write_fetch"]
