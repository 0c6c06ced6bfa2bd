"""A DuckDB file goes in, `dist/legation-X.Y.Z/` comes out: written once, checked before it gets its name, never changed."""

from pipeline.release.changes import write_changes
from pipeline.release.check import check_release
from pipeline.release.diff import diff_releases, not_carried_on
from pipeline.release.diff_lines import diff_figures, diff_lines
from pipeline.release.difference import Difference
from pipeline.release.gate import what_stops
from pipeline.release.problem import Problem
from pipeline.release.snapshot import open_tables, read_requests, read_snapshot, taken_sources
from pipeline.release.versions import ReleaseError, newest_release, next_version, row_counts, same_release
from pipeline.release.write import claimed, write_release

__all__ = [
    "Difference",
    "Problem",
    "ReleaseError",
    "check_release",
    "claimed",
    "diff_figures",
    "diff_lines",
    "diff_releases",
    "newest_release",
    "next_version",
    "not_carried_on",
    "open_tables",
    "read_requests",
    "read_snapshot",
    "row_counts",
    "same_release",
    "taken_sources",
    "what_stops",
    "write_changes",
    "write_release",
]
