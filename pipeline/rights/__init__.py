"""What may be said of documents, as lists of the user's say it, and documents in; what the data may hold of their words out."""

from pipeline.rights.clearance import Clearance, forgotten
from pipeline.rights.file import RightsError, read_rights
from pipeline.rights.requests import Requests, TakeDown, TakeDownError, read_take_downs
from pipeline.rights.rules import Rule, decide
from pipeline.rights.sources import rules_of_sources
from pipeline.rights.terms import FULL, Terms, sha256_of, withheld

__all__ = [
    "FULL",
    "Clearance",
    "Requests",
    "RightsError",
    "Rule",
    "TakeDown",
    "TakeDownError",
    "Terms",
    "decide",
    "forgotten",
    "read_rights",
    "read_take_downs",
    "rules_of_sources",
    "sha256_of",
    "withheld",
]
