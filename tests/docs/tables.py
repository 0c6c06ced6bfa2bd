"""The models of the tables and the comments of the views go in, a page for each table and one for the views come out."""

import duckdb

from pipeline.release.pages.codebook import view_sections
from pipeline.release.pages.figures import read_figures
from pipeline.release.pages.section import Grid
from schemas.derive import Column, Table, ddl, notes_in_words, rules_in_words, tables_of, type_in_words
from schemas.ontology import ACTS, EVENT_TYPES
from schemas.tables import TABLES
from schemas.views import views_sql
from tests.docs.myst import contents, grid, linked, page, sections, slug

ALL = tables_of(TABLES)
CHAPTERS = {"event_type": "../codebook/types.md", "act": "../codebook/acts.md"}
MODELS = "the models in `schemas/tables/`"


def links(up: str = "../") -> dict[str, str]:
    """Where the pages of a folder lead for what is named as code: tables, `table.column`, acts, event types."""
    found = {name: f"{up}codebook/types.md#type-{slug(name)}" for name in EVENT_TYPES}
    found |= {name: f"{up}codebook/acts.md#act-{slug(name)}" for name in ACTS}
    for table in ALL:
        found[table.name] = f"{up}tables/{table.name}.md"
        found |= {f"{table.name}.{column.name}": f"{found[table.name]}#{_anchor(table, column)}" for column in table.columns}
    return found


def table_pages() -> dict[str, str]:
    """Pages by their path below `docs/`."""
    rows = tuple((f"`{table.name}`", table.description, str(len(table.columns))) for table in ALL)
    overview = grid(Grid(("table", "what a row is", "columns"), rows), links())
    introduction = (
        "Every table of a release, in the order in which they refer to one another. Each is there as `parquet/TABLE.parquet`, as"
        " `csv/TABLE.csv` and in `legation.duckdb`, with the same rows. The DuckDB file also has [views and macros](views.md)."
    )
    pages = {f"tables/{table.name}.md": _page(table) for table in ALL}
    names = [*(table.name for table in ALL), "views"]
    return pages | {"tables/index.md": page("Tables", MODELS, introduction, overview, contents(*names)), "tables/views.md": _views()}


def _page(table: Table) -> str:
    known = {name: target for name, target in links().items() if name != table.name}
    rows = tuple(
        (f"`{column.name}`", column.description, _type(column), "yes" if column.nullable else "", rules_in_words(table, column))
        for column in table.columns
    )
    header = ("column", "meaning", "type", "may be null", "a value must")
    columns = Grid(header, rows, tuple(_anchor(table, column) for column in table.columns))
    referring = [f"`{other.name}.{reference.column}`" for other in ALL for reference in other.references if reference.parent == table.name]
    follow = f"Columns that refer to it: {', '.join(referring)}." if referring else ""
    origin = f"its model in `{table.model.__module__.replace('.', '/')}.py`"
    parts = (table.description, notes_in_words(table), follow)
    return page(table.name, origin, *(linked(part, known) for part in parts), grid(columns, known))


def _views() -> str:
    with duckdb.connect() as connection:
        for statement in [*ddl(TABLES, keys=False), views_sql()]:
            connection.execute(statement)
        found = list(view_sections(read_figures(connection).views))
    introduction = (
        "The DuckDB file of a release, and the one that a build makes, answer common questions by themselves. A view is read like a table,"
        " a macro with arguments: `FROM timeline('PER', 'VEN')`."
    )
    return page("Views and macros", "`schemas/*.sql`", introduction, sections(found, links()))


def _type(column: Column) -> str:
    if not column.enum:
        return type_in_words(column)
    enum = column.enum[0]
    return f"[{type_in_words(column)}]({CHAPTERS.get(enum, f'../codebook/codes.md#codes-{slug(enum)}')})"


def _anchor(table: Table, column: Column) -> str:
    return slug(f"{table.name}.{column.name}")
