"""Licences and requests to take documents out in, rows of `licences` and `take_downs` out."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.rights import TakeDown
from pipeline.rows.row import Row
from schemas.licences import LICENCES, licence_text
from schemas.ontology import DATA_LICENCE

DATA, SOURCES = "The coded data", "quotes and titles of the sources that name it"


def licence_rows(n_sources: Mapping[str, int]) -> Iterator[Row]:
    """The licence of the coded data, and each that sources name, with their number, in the order of the names."""
    for name in sorted({DATA_LICENCE, *n_sources}):
        known, n = LICENCES.get(name), n_sources.get(name, 0)
        is_of_data = name == DATA_LICENCE
        covers = f"{DATA}, and {SOURCES}." if is_of_data and n else f"{DATA}." if is_of_data else f"{SOURCES.capitalize()}."
        named: Row = {"licence": name, "title": known.title if known else None, "url": known.url if known else None}
        yield named | {"covers": covers, "n_sources": n, "text": licence_text() if is_of_data else None}


def take_down_rows(take_downs: Sequence[TakeDown], n_documents: Mapping[int, int]) -> Iterator[Row]:
    """The requests, in the order of their list, with the number of documents that each of them left out, by its number."""
    for number, request in enumerate(take_downs):
        yield {
            "take_down_no": number,
            "kind": request.kind,
            "value": request.value,
            "reason": request.reason,
            "requested_by": request.requested_by,
            "requested_on": request.requested_on,
            "n_documents": n_documents.get(number, 0),
        }
