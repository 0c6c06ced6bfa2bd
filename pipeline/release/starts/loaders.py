"""The schema goes in, loaders come out that read the CSV files of a release with the types of its columns: Python, R, Stata, SQL."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from string import Template
from textwrap import fill

from schemas.derive import ESCAPED, Column, Table, is_free, plain_sql, quoted, tables_of
from schemas.tables import TABLES


def write_loaders(folder: Path) -> None:
    """Write `loaders/` of a release folder; the same in every release of the same schema."""
    tables = tables_of(TABLES)
    (folder / "loaders").mkdir(exist_ok=True)
    for suffix, lines in _LINES.items():
        template = files("pipeline.release.starts").joinpath(f"legation.{suffix}.template").read_text(encoding="utf-8")
        text = Template(template).substitute(columns="\n".join(map(lines, tables)), escaped=_escaped(suffix))
        (folder / "loaders" / f"legation.{suffix}").write_text(text, encoding="utf-8")


def kinds_of(table: Table) -> dict[str, str]:
    """For each column how it is read: `text` (free, with the apostrophes of CSV), `code` (any other text), or the name of a type."""
    return {column.name: _kind(column.kind.field, free=is_free(column)) for column in table.columns}


def _kind(field: str, *, free: bool) -> str:
    return ("text" if free else "code") if field == "string" else field


def _escaped(suffix: str) -> str:
    """The pattern as these loaders write it: R takes letters outside ASCII in a script only as `\\u....`, in every locale."""
    if suffix != "R":
        return ESCAPED
    return "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in ESCAPED.replace("\\", "\\\\"))


def _python(table: Table) -> str:
    cells = _wrapped(", ".join(f"{json.dumps(name)}:\0{json.dumps(kind)}" for name, kind in kinds_of(table).items()), indent=8)
    return f'    "{table.name}": {{\n{cells},\n    }},'


def _r(table: Table) -> str:
    cells = _wrapped(", ".join(f"{name}\0=\0{json.dumps(kind)}" for name, kind in kinds_of(table).items()), indent=4)
    return f"  {table.name} = c(\n{cells}\n  )" + ("" if table.model is TABLES[-1] else ",")


def _stata(table: Table) -> str:
    kinds = kinds_of(table)
    lists = {"texts": ("text",), "numbers": ("integer", "number"), "dates": ("date",), "booleans": ("boolean",)}
    lines = [f"        local {name} " + " ".join(column for column, kind in kinds.items() if kind in of) for name, of in lists.items()]
    return "\n".join([f'    if "`table\'" == "{table.name}" {{', "        local found = 1", *(line.rstrip() for line in lines), "    }"])


def _sql(table: Table) -> str:
    cells = _wrapped(", ".join(map(_sql_cell, table.columns)), indent=4)
    types = _wrapped(", ".join(f"'{column.name}':\0'{column.kind.sql}'" for column in table.columns), indent=8)
    return f"""CREATE OR REPLACE VIEW {quoted(table.name)} AS SELECT
{cells}
FROM read_csv(
    'csv/{table.name}.csv', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {{
{types}
    }}
);
"""


def _sql_cell(column: Column) -> str:
    name = quoted(column.name)
    return f"{plain_sql(name)} AS {name}".replace(" ", "\0") if is_free(column) else name


def _wrapped(cells: str, *, indent: int) -> str:
    """Cells in lines of a bearable width; a zero byte is a space at which no line ends."""
    space = " " * indent
    lines = fill(cells, 120, initial_indent=space, subsequent_indent=space, break_long_words=False, break_on_hyphens=False)
    return lines.replace("\0", " ")


_LINES: dict[str, Callable[[Table], str]] = {"py": _python, "R": _r, "do": _stata, "sql": _sql}
