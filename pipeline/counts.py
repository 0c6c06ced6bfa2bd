"""What became of everything that was found in; which counts it makes, and whether they add up, out."""

from collections import Counter
from collections.abc import Mapping

from pipeline.rows.documents import FATES, Place

WHOLE = ("corpus", "parse")  # stages whose rejects are whole documents; those of later stages are sentences, mentions and rows


class CountsDiffer(Exception):
    """The counts of a build do not add up: a defect of the program, for which no database is written."""


def documents_rejected(rejected: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """How many documents were not used, by check, of all rejects by stage and check."""
    counts: Counter[str] = Counter()
    for (stage, check), count in rejected.items():
        if stage in WHOLE:
            counts[check] += count
    return dict(sorted(counts.items()))


def check_counts(
    coverage: Mapping[tuple[Place, str], int], *, n_found: int, n_documents: int, rejected: Mapping[tuple[str, str], int]
) -> None:
    """CountsDiffer unless everything that was found has one fate, and the fates are those of the documents and rejects of the tables.

    `coverage` counts by place and fate, `rejected` by stage and check; `n_documents` were loaded.
    """
    fates = {fate: sum(count for (_, met), count in coverage.items() if met == fate) for fate in FATES}
    n_rejected = sum(documents_rejected(rejected).values())
    differing = [
        f"{counted} {what}, but {stated} in coverage"
        for what, counted, stated in (
            ("documents were found", n_found, sum(fates.values())),
            ("documents were loaded", n_documents, sum(fates.values()) - fates["rejected"]),
            ("documents were rejected", n_rejected, fates["rejected"]),
        )
        if counted != stated
    ]
    if differing or any(count < 0 for count in coverage.values()):
        raise CountsDiffer(f"The counts of this build do not add up: {'; '.join(differing) or 'a count in coverage is negative'}.")
