"""Pandera models go in; DDL, queries, Arrow schemas, Data Package resources and codebook tables come out. Names no table and no column."""

from schemas.derive.codebook import codebook_tables
from schemas.derive.ddl import ddl
from schemas.derive.descriptor import arrow_schema, resource
from schemas.derive.queries import breaking_sql, duplicate_sql, orphan_sql
from schemas.derive.rules import Rule, quoted
from schemas.derive.table import Column, DerivationError, Model, Reference, Table, table_of, tables_of

__all__ = [
    "Column",
    "DerivationError",
    "Model",
    "Reference",
    "Rule",
    "Table",
    "arrow_schema",
    "breaking_sql",
    "codebook_tables",
    "ddl",
    "duplicate_sql",
    "orphan_sql",
    "quoted",
    "resource",
    "table_of",
    "tables_of",
]
