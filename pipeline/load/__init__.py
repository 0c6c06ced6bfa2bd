"""Rows of every table go in, a DuckDB file of those that fit the schemas comes out, with the others in `rejects`: the only door in."""

from pipeline.load.file import LoadError, building_path, claimed, remove_stale
from pipeline.load.warehouse import Warehouse, open_warehouse

__all__ = ["LoadError", "Warehouse", "building_path", "claimed", "open_warehouse", "remove_stale"]
