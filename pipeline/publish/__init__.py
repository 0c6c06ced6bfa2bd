"""A release goes in, and is published: in a store with an index of versions, or as a deposit of a research archive."""

from pipeline.publish.address import open_store
from pipeline.publish.archive import SANDBOX, ZENODO, ArchiveError, open_archive
from pipeline.publish.deposit import Deposit, deposit_release, plan_deposit
from pipeline.publish.index import index_schema
from pipeline.publish.lines import deposit_figures, deposit_lines, publication_figures, publication_lines
from pipeline.publish.publish import Publication, publish_release
from pipeline.publish.store import Store, StoreError

__all__ = [
    "SANDBOX",
    "ZENODO",
    "ArchiveError",
    "Deposit",
    "Publication",
    "Store",
    "StoreError",
    "deposit_figures",
    "deposit_lines",
    "deposit_release",
    "index_schema",
    "open_archive",
    "open_store",
    "plan_deposit",
    "publication_figures",
    "publication_lines",
    "publish_release",
]
