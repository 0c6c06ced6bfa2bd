"""The database of a release goes in, the pages that people read come out: README.md, LICENSE, CODEBOOK.md and codebook.html."""

from importlib.resources import files
from pathlib import Path
from string import Template

import duckdb

from pipeline.release.descriptors import reference
from pipeline.release.pages.codebook import chapters_of
from pipeline.release.pages.extras import read_extras
from pipeline.release.pages.figures import read_figures
from pipeline.release.pages.markdown import contents_of, markdown_of
from pipeline.release.quality import quality_lines
from schemas.derive import tables_of
from schemas.licences import licence_text
from schemas.ontology import CODEBOOK_VERSION
from schemas.tables import TABLES

__all__ = ["write_codebook", "write_pages"]

INTRODUCTION = (
    "What every table, column and code of this release means, and how it was coded. The rules have version {rules}. The ontology is PLOVER"
    " (2021 edition), with one extension: the diplomatic act. `CODEBOOK.md` and `codebook.html` are the same; the table `codebook` holds it"
    " without the figures of the release."
)


def write_pages(connection: duckdb.DuckDBPyConnection, folder: Path, *, version: str) -> None:
    """Write the pages that people read into a release folder; their figures are those of an open database."""
    tables = "\n".join(f"- `{table.name}`: {table.description}" for table in tables_of(TABLES))
    _write(folder, "README.md", version=version, reference=reference(version), tables=tables, quality=quality_lines(connection))
    _write(folder, "LICENSE", licence_text=licence_text())
    write_codebook(connection, folder, version=version)


def write_codebook(connection: duckdb.DuckDBPyConnection, folder: Path, *, version: str) -> None:
    """Write the codebook of a release, with example events and counts from an open database, as Markdown and as a web page."""
    from pipeline.release.pages.web import page_of  # what writes HTML takes a while to import, and only a release needs it

    figures = read_figures(connection)
    chapters = chapters_of(figures, read_extras(connection, figures, version=version))
    introduction = INTRODUCTION.format(rules=CODEBOOK_VERSION)
    contents, body = contents_of(chapters), markdown_of(chapters)
    _write(folder, "CODEBOOK.md", version=version, introduction=introduction, contents=contents, chapters=body.rstrip("\n"))
    page = page_of(f"Codebook of Legation {version}", introduction, chapters)
    (folder / "codebook.html").write_text(page, encoding="utf-8")


def _write(folder: Path, name: str, **values: str) -> None:
    template = files("pipeline.release").joinpath("templates", name).read_text(encoding="utf-8")
    (folder / name).write_text(Template(template).substitute(values), encoding="utf-8")
