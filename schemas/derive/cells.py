"""Text goes in, SQL comes out that writes it as CSV cells which no spreadsheet runs as a formula, and SQL that reads them back.

In CSV only, a text that begins with `=`, `+`, `-`, `@` (or their wide forms), a tab or a line break, after any number of apostrophes, gets
one more apostrophe before it. A reader takes one apostrophe off every cell that begins so with at least one, and has what was written.
"""

from schemas.derive.rules import literal
from schemas.derive.table import Column

ESCAPED = r"^'+[=+\-@\t\r\n＝＋－＠]"  # matches, in any flavour of regular expressions, the cells that have an apostrophe too many
DANGEROUS = ESCAPED.replace("+", "*", 1)
IN_CSV = (
    "In this CSV file a text that begins with =, +, -, @ (or their wide forms), a tab or a line break, after any number of apostrophes, has"
    " one more apostrophe before it, so that no spreadsheet runs it."
)


def is_free(column: Column) -> bool:
    """Whether a column holds free text, to which the rule applies: no enumerated values, none of a pattern, no keys (they have one)."""
    is_bound = column.reference is not None or any(rule.check in ("isin", "str_matches") for rule in column.rules)
    return column.kind.field == "string" and not is_bound


def safe_sql(column: str) -> str:
    """SQL for the CSV cells of plain text; `column` is any SQL expression for it."""
    return f"CASE WHEN regexp_matches({column}, {literal(DANGEROUS)}) THEN '''' || {column} ELSE {column} END"


def plain_sql(column: str) -> str:
    """SQL for the plain text of CSV cells; `column` is any SQL expression for them."""
    return f"CASE WHEN regexp_matches({column}, {literal(ESCAPED)}) THEN substr({column}, 2) ELSE {column} END"
