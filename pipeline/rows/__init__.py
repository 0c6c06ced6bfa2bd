"""Records in, rows of the tables out: one function a table, each row a mapping from column to value."""

from pipeline.rows.actors import actor_name_rows, actor_role_rows, actor_rows
from pipeline.rows.documents import (
    Place,
    citation_rows,
    cited_id,
    cited_row,
    context_rows,
    coverage_rows,
    digest_of,
    section_rows,
    source_row,
)
from pipeline.rows.events import (
    event_actor_rows,
    event_context_rows,
    event_link_rows,
    event_row,
    mention_actor_rows,
    mention_id,
    mention_row,
    summary_of,
)
from pipeline.rows.row import Row

__all__ = [
    "Place",
    "Row",
    "actor_name_rows",
    "actor_role_rows",
    "actor_rows",
    "citation_rows",
    "cited_id",
    "cited_row",
    "context_rows",
    "coverage_rows",
    "digest_of",
    "event_actor_rows",
    "event_context_rows",
    "event_link_rows",
    "event_row",
    "mention_actor_rows",
    "mention_id",
    "mention_row",
    "section_rows",
    "source_row",
    "summary_of",
]
