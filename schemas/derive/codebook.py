"""Models go in, the table part of the codebook comes out as Markdown."""

from collections.abc import Iterable

from schemas.derive.rules import Rule
from schemas.derive.table import Column, Model, Table, tables_of


def codebook_tables(models: Iterable[Model]) -> str:
    """A heading, a sentence, the keys and the columns of every table, and then the values of every enumeration."""
    tables = tables_of(models)
    enums = dict(column.enum for table in tables for column in table.columns if column.enum)
    listed = "\n".join(f"- **{name}**: {', '.join(f'`{value}`' for value in values)}" for name, values in sorted(enums.items()))
    return "\n\n".join([*map(_section, tables), f"### Enumerations\n\n{listed}"]) + "\n"


def _section(table: Table) -> str:
    heading = f"### {table.name}\n\n{table.description}\n\nPrimary key: {', '.join(f'`{name}`' for name in table.primary_key)}."
    notes = [f"A row must {rule.says}." for rule in table.rules if len(rule.columns) > 1]
    header = ["| column | type | may be null | meaning | a value must |", "|---|---|---|---|---|"]
    rows = header + [_row(column) for column in table.columns]
    return " ".join([heading, *notes]) + "\n\n" + "\n".join(rows)


def _row(column: Column) -> str:
    kind = f"enum {column.enum[0]}" if column.enum else column.kind.sql.lower()
    says = [_says(rule) for rule in column.rules if _is_news(column, rule)]
    if column.reference:
        says.append(f"be in `{column.reference.parent}.{column.reference.parent_column}`")
    cells = (f"`{column.name}`", kind, "yes" if column.nullable else "", column.description, "; ".join(says))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _says(rule: Rule) -> str:
    return f"match `{rule.constraints['pattern']}`" if "pattern" in rule.constraints else rule.says


def _is_news(column: Column, rule: Rule) -> bool:
    """Whether the other cells leave the rule unsaid."""
    return rule.check not in ("not_null", "not_empty", "finite") and not (rule.check == "isin" and column.enum)
