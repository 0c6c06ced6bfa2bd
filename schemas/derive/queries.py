"""A table goes in, SQL comes out that finds the rows of any relation which do not fit it: DuckDB runs it, this room does not."""

from schemas.derive.rules import quoted
from schemas.derive.table import Reference, Table


def breaking_sql(table: Table, relation: str, *, row: str) -> str:
    """Rows (`row` is the expression that names one) and the number of the first of `table.rules` that each breaks."""
    cases = " ".join(f"WHEN NOT coalesce({rule.sql}, true) THEN {number}" for number, rule in enumerate(table.rules))
    return f"SELECT {row} AS row_no, CASE {cases} END AS rule_no FROM {relation} WHERE rule_no IS NOT NULL ORDER BY ALL"


def duplicate_sql(key: tuple[str, ...], relation: str, *, row: str) -> str:
    """Rows whose key a row before them (in the order of `row`) has already; a key that holds a null is never a duplicate."""
    names = ", ".join(map(quoted, key))
    known = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in key)
    earlier = f"row_number() OVER (PARTITION BY {names} ORDER BY {row})"
    return f"SELECT {row} AS row_no FROM {relation} WHERE {known} QUALIFY {earlier} > 1 ORDER BY ALL"


def orphan_sql(reference: Reference, relation: str, parent: str, *, row: str) -> str:
    """Rows of a relation that point to a row which the relation `parent` does not have."""
    column, target = f"child.{quoted(reference.column)}", f"parent.{quoted(reference.parent_column)}"
    return (
        f"SELECT {row} AS row_no FROM {relation} AS child WHERE {column} IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {parent} AS parent WHERE {target} = {column}) ORDER BY ALL"
    )
