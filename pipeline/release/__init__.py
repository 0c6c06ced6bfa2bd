"""A DuckDB file goes in, `dist/legation-X.Y.Z/` comes out: written once, checked before it gets its name, never changed."""

from pipeline.release.check import check_release
from pipeline.release.problem import Problem
from pipeline.release.versions import ReleaseError, next_version, row_counts, same_release
from pipeline.release.write import write_release

__all__ = ["Problem", "ReleaseError", "check_release", "next_version", "row_counts", "same_release", "write_release"]
