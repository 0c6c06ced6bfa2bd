"""Templates, ontology and measurements go in, the pages of a release come out: README.md, CODEBOOK.md, CITATION.cff, LICENSE."""

from importlib.resources import files
from pathlib import Path
from string import Template

import duckdb

from pipeline.release.package import KEYWORDS
from pipeline.release.quality import quality_lines
from schemas.derive import codebook_tables, tables_of
from schemas.ontology import ACTS, CODEBOOK_VERSION, DATA_LICENCE, EVENT_TYPES, RELATION_EFFECTS
from schemas.tables import TABLES


def write_pages(connection: duckdb.DuckDBPyConnection, folder: Path, *, version: str) -> None:
    """Write the pages that people read into a release folder; the measured quality is that of an open database."""
    tables = "\n".join(f"- `{table.name}`: {table.description}" for table in tables_of(TABLES))
    _write(folder, "README.md", version=version, tables=tables, quality=quality_lines(connection))
    _write(folder, "CITATION.cff", version=version, licence=DATA_LICENCE, keywords="\n".join(f"  - {keyword}" for keyword in KEYWORDS))
    (folder / "CODEBOOK.md").write_text(codebook(version), encoding="utf-8")
    (folder / "LICENSE").write_text(_template("LICENSE"), encoding="utf-8")


def codebook(version: str) -> str:
    """The codebook page: how to read the data, the ontology, every table and column."""
    return Template(_template("CODEBOOK.md")).substitute(
        version=version,
        codebook_version=CODEBOOK_VERSION,
        event_types=_event_types(),
        acts=_acts(),
        effects=_effects(),
        tables=codebook_tables(TABLES),
    )


def _event_types() -> str:
    rows = ["| type | quad class | it covers | modes | without an act it is |", "|---|---|---|---|---|"]
    for kind in EVENT_TYPES.values():
        sign = "spoken" if kind.spoken else "personal" if kind.personal else ""
        rows.append(f"| {kind.name} | `{kind.quad_class}` | {kind.covers} | {', '.join(kind.modes)} | {sign} |")
    return "\n".join(rows)


def _acts() -> str:
    rows = ["| act | type | mode | what happened | it is |", "|---|---|---|---|---|"]
    for act in ACTS.values():
        signs = [sign for sign in ("mutual", "spoken", "personal") if getattr(act, sign)]
        rows.append(f"| {act.name} | {act.event_type} | {act.mode or ''} | {act.means} | {', '.join(signs)} |")
    return "\n".join(rows)


def _effects() -> str:
    rows = ["| act | opens | after | what it does not do |", "|---|---|---|---|"]
    for effect in RELATION_EFFECTS.values():
        after = ", ".join((*effect.after, *(f"{status} for a year" for status in effect.after_a_year)))
        rows.append(f"| {effect.act} | `{effect.opens}` | {after} | {effect.limits} |")
    return "\n".join(rows)


def _write(folder: Path, name: str, **values: str) -> None:
    (folder / name).write_text(Template(_template(name)).substitute(values), encoding="utf-8")


def _template(name: str) -> str:
    return files("pipeline.release").joinpath("templates", name).read_text(encoding="utf-8")
