"""The database of a release goes in, its `explorer/` comes out: pages that a browser shows, and the data that they read."""

from pipeline.explorer.about import Words
from pipeline.explorer.write import write_explorer

__all__ = ["Words", "write_explorer"]
