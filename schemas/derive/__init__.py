"""Pandera models go in; DDL, queries, Arrow schemas, Data Package resources and codebook entries come out. Names no table and no column."""

from schemas.derive.cells import ESCAPED, is_free, plain_sql, safe_sql
from schemas.derive.codebook import Entry, code_entries, enums_of, notes_in_words, rules_in_words, table_entries, type_in_words
from schemas.derive.ddl import ddl
from schemas.derive.descriptor import MEDIA_TYPES, arrow_schema, resource
from schemas.derive.fingerprint import fingerprint_sql, row_sql
from schemas.derive.queries import breaking_sql, duplicate_sql, orphan_sql
from schemas.derive.rules import Rule, quoted
from schemas.derive.table import Column, DerivationError, Model, Reference, Table, table_of, tables_of

__all__ = [
    "ESCAPED",
    "MEDIA_TYPES",
    "Column",
    "DerivationError",
    "Entry",
    "Model",
    "Reference",
    "Rule",
    "Table",
    "arrow_schema",
    "breaking_sql",
    "code_entries",
    "ddl",
    "duplicate_sql",
    "enums_of",
    "fingerprint_sql",
    "is_free",
    "notes_in_words",
    "orphan_sql",
    "plain_sql",
    "quoted",
    "resource",
    "row_sql",
    "rules_in_words",
    "safe_sql",
    "table_entries",
    "table_of",
    "tables_of",
    "type_in_words",
]
