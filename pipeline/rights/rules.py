"""A document and the rules of a rights file in, its licence and what may be quoted of it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import Document
from pipeline.rights.patterns import fits, fits_address
from pipeline.rights.terms import FULL, Terms
from schemas.licences import licence_named

SELECTORS = ("corpus", "path", "url", "publisher", "format", "stated_licence")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a rights file: patterns by what they are of, all of which a document must fit; what may be quoted of it; its licence, where
    the row gives one. A rule that a corpus file states has no line: its number is zero or less."""

    line: int
    patterns: Mapping[str, str]
    terms: Terms
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for a document, and the line of the rule that says so (None: no rule names it)."""

    terms: Terms
    licence: str | None
    line: int | None = None


def decide(document: Document, rules: Sequence[Rule]) -> Decision:
    """What the first rule says that a document fits; without one, it may be quoted in full, under the licence that it states.

    A licence that is known is given by its identifier.
    """
    stated = document.licence and _identifier(document.licence)
    for rule in rules:
        if all(_fits(name, pattern, document, stated) for name, pattern in rule.patterns.items()):
            return Decision(rule.terms, _identifier(rule.licence) if rule.licence else stated, rule.line)
    return Decision(FULL, stated)


def _fits(name: str, pattern: str, document: Document, stated: str | None) -> bool:
    match name:
        case "url":
            return fits_address(pattern, document.url)
        case "stated_licence":
            return fits(pattern, document.licence) or fits(_identifier(pattern), stated)
    return fits(pattern, getattr(document, name))


def _identifier(licence: str) -> str:
    known = licence_named(licence)
    return known.name if known else licence
