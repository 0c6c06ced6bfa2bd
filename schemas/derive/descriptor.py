"""A model goes in, its Arrow schema or its Data Package resource comes out."""

from typing import Any, Literal

import pyarrow as arrow

from schemas.derive.cells import IN_CSV, is_free
from schemas.derive.table import Column, Model, Table, table_of

PROFILES = "https://datapackage.org/profiles/2.0"
MEDIA_TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}


def arrow_schema(model: Model) -> arrow.Schema:
    """The Arrow (and so the Parquet) types of a table; enumerated values are text."""
    return arrow.schema([arrow.field(column.name, column.kind.arrow, nullable=column.nullable) for column in table_of(model).columns])


def resource(model: Model, *, format: Literal["csv", "parquet"], path: str) -> dict[str, Any]:
    """The Data Package (version 2) resource of a table in a file at `path`, relative to the descriptor.

    The Parquet resource of a table is called `<table>-parquet` and refers to Parquet resources. Hash and size are the caller's to add.
    """
    table = table_of(model)
    described: dict[str, Any] = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": _resource_name(table.name, format),
        "type": "table",
        "title": table.title if format == "csv" else f"{table.title} (Parquet)",
        "description": f"{table.description} {IN_CSV}" if format == "csv" and any(map(is_free, table.columns)) else table.description,
        "path": path,
        "format": format,
        "mediatype": MEDIA_TYPES[format],
    }
    if format == "csv":
        described |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"}}
    return described | {"schema": _schema(table, format)}


def _schema(table: Table, format: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(table, column, format) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if len(table.keys) > 1:
        schema["uniqueKeys"] = [list(key) for key in table.keys[1:]]
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": [link.column],
                "reference": {"resource": _resource_name(link.parent, format), "fields": [link.parent_column]},
            }
            for link in table.references
        ]
    return schema


def _field(table: Table, column: Column, format: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.kind.field, "description": column.description}
    constraints = {key: value for rule in column.rules for key, value in rule.constraints.items()}
    if column.unique or (column.name,) == table.primary_key:
        constraints["unique"] = True
    if constraints:
        field["constraints"] = constraints
    if format == "parquet" and column.nullable and column.kind.field in ("integer", "number"):
        # frictionless reads Parquet through pandas, where a missing number is a NaN
        field["missingValues"] = ["", "nan"]
    return field


def _resource_name(table: str, format: str) -> str:
    return table if format == "csv" else f"{table}-{format}"
