"""Models, ontology and the chapters beside this file go in, the codebook comes out: its entries in reading order."""

from collections.abc import Iterator
from importlib.resources import files
from string import Template

from schemas.derive import Entry, code_entries, enums_of, table_entries
from schemas.ontology import RELATION_EFFECTS
from schemas.tables import MEANINGS, TABLES

KINDS = ("event_type", "act")  # what an event is coded as comes before the rules, all other codes after the tables


def codebook_entries() -> tuple[Entry, ...]:
    """Every table, column and code with its meaning, and the chapters of prose: the table of contents of the codebook."""
    others = [enum for enum in enums_of(TABLES) if enum not in KINDS]
    return (
        *_chapters("guide", "how-to-read"),
        *_chapters("rule", "events"),
        *code_entries(TABLES, MEANINGS, only=KINDS),
        *_chapters("rule", "who", "when", "hard-cases", "one-event", "which-report", "relations", "links"),
        *_chapters("rule", "corrections", "identity", "versions"),
        *_chapters("guide", "accuracy", "weaknesses", "files"),
        *table_entries(TABLES),
        *code_entries(TABLES, MEANINGS, only=others),
        *_chapters("guide", "views", "rights", "citing", "errors"),
    )


def _chapters(kind: str, *names: str) -> Iterator[Entry]:
    for name in names:
        title, text = files("schemas.codebook").joinpath(f"{name}.md").read_text(encoding="utf-8").split("\n", 1)
        yield Entry(kind, title.removeprefix("# "), None, Template(text.strip()).substitute(effects=_effects()))


def _effects() -> str:
    """What acts do to the relations of two countries, as a table in Markdown."""
    rows = ["| act | opens | after | what it does not do |", "|---|---|---|---|"]
    for effect in RELATION_EFFECTS.values():
        after = ", ".join((*effect.after, *(f"{status} for a year" for status in effect.after_a_year)))
        rows.append(f"| `{effect.act}` | `{effect.opens}` | {after} | {effect.limits} |")
    return "\n".join(rows)
