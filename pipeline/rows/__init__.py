"""Records in, rows of the tables out: one function a table, each row a mapping from column to value."""

from pipeline.rows.actors import Actors, actor_name_rows, actor_role_rows, actor_rows
from pipeline.rows.codebook import codebook_rows
from pipeline.rows.corrections import correction_rows, withdrawn_reject
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
    story_of,
)
from pipeline.rows.events import (
    Links,
    Section,
    event_actor_rows,
    event_choice_rows,
    event_context_rows,
    event_link_rows,
    event_row,
    mention_actor_rows,
    mention_row,
    summary_of,
)
from pipeline.rows.history import event_change_rows, event_history_rows
from pipeline.rows.relations import relation_rows
from pipeline.rows.rights import licence_rows, take_down_rows
from pipeline.rows.row import Row

__all__ = [
    "Actors",
    "Links",
    "Place",
    "Row",
    "Section",
    "actor_name_rows",
    "actor_role_rows",
    "actor_rows",
    "citation_rows",
    "cited_id",
    "cited_row",
    "codebook_rows",
    "context_rows",
    "correction_rows",
    "coverage_rows",
    "digest_of",
    "event_actor_rows",
    "event_change_rows",
    "event_choice_rows",
    "event_context_rows",
    "event_history_rows",
    "event_link_rows",
    "event_row",
    "licence_rows",
    "mention_actor_rows",
    "mention_row",
    "relation_rows",
    "section_rows",
    "source_row",
    "story_of",
    "summary_of",
    "take_down_rows",
    "withdrawn_reject",
]
