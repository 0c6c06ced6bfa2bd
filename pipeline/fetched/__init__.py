"""The holdings: what was fetched, as it came, in WARC files, and an index that says what is where; a build reads them, and no network."""

from pipeline.fetched.holdings import Holdings, open_holdings
from pipeline.fetched.records import Asked, Copy, Fetched, HoldingsError, Problem

__all__ = ["Asked", "Copy", "Fetched", "Holdings", "HoldingsError", "Problem", "open_holdings"]
