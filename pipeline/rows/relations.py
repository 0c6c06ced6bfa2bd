"""Spells of diplomatic relations in, rows of `relations` out."""

from collections.abc import Iterable, Iterator

from pipeline.ids import content_id
from pipeline.records import Spell
from pipeline.rows.row import Row


def relation_rows(spells: Iterable[Spell]) -> Iterator[Row]:
    """The spells, in their order."""
    for spell in spells:
        a, b = spell.countries
        yield {
            "relation_id": content_id("rel", a, b, spell.opened_by),
            "country_a": a,
            "country_b": b,
            "status": spell.status,
            "start_date": spell.start.first,
            "start_precision": spell.start.precision,
            "end_date": spell.end,
            "end_precision": spell.end_precision,
            "opened_by": spell.opened_by,
            "closed_by": spell.closed_by,
        }
