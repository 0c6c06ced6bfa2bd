"""What a refresh shall do, and what it did, as passed between those who do it and those who tell of it; lines and JSON of it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.fetch import FetchSummary, fetch_figures, write_fetch
from pipeline.flows.checking import Checked, plain_figures
from pipeline.flows.publishing import Stores
from pipeline.options import BuildOptions
from pipeline.publish import Publication, publication_figures, publication_lines
from pipeline.summary import BuildSummary, ReleaseSummary, counted, write_build, write_release


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a refresh shall do with the corpus that the file `corpus` describes.

    `dist` holds the releases; the build carries on the newest one, unless its options name another. `release` makes one where the data
    changed, which is then published in the `stores`. `accept` takes a database whose tables lost all their rows for right. `wait` is for
    how many seconds to wait for another run.
    """

    corpus: Path
    db: Path
    dist: Path
    options: BuildOptions = field(default_factory=BuildOptions)
    release: bool = False
    stores: Stores = field(default_factory=Stores)
    accept: bool = False
    wait: float = 600.0


@dataclass(slots=True, kw_only=True)
class Account:
    """What a refresh did so far; it is filled while the refresh goes on, so that one that fails can be told of too.

    `problems` make it count as failed, `warnings` do not; one that `is_complete` came to its end, well or not.
    """

    plan: Plan
    corpus: str = ""
    fetch: FetchSummary | None = None
    build: BuildSummary | None = None
    checked: Checked | None = None
    release: ReleaseSummary | None = None
    publications: tuple[Publication, ...] = ()
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0
    is_complete: bool = False


def plain_account(account: Account) -> dict[str, Any]:
    """The account as one JSON object."""
    return {
        "corpus": account.corpus,
        "ok": not account.problems,
        "problems": account.problems,
        "warnings": account.warnings,
        "fetch": account.fetch and fetch_figures(account.fetch),
        "build": account.build and asdict(account.build),
        "release": account.release and asdict(account.release),
        "publications": [publication_figures(publication) for publication in account.publications],
        "seconds": account.seconds,
    }


def recorded_account(account: Account) -> dict[str, Any]:
    """What the journal of runs keeps of an account; the builds, releases and publications within it have lines of their own."""
    return {
        "corpus": account.corpus,
        "figures": account.checked and plain_figures(account.checked.figures),
        "is_unchanged": account.build and account.build.is_unchanged,
        "release": account.release and account.release.version,
        "failed_sources": [source.name for source in account.fetch.failed] if account.fetch else [],
        "warnings": account.warnings,
    }


def account_lines(account: Account) -> Iterator[str]:
    """The account for people, without problems and warnings."""
    if account.fetch:
        yield from write_fetch(account.fetch)
    if account.build and account.build.is_unchanged:
        yield f"Nothing new: {account.build.db} holds {counted(account.build.documents_read, 'document')} as before."
    elif account.build:
        yield from write_build(account.build)
    if account.release:
        yield from write_release(account.release)
    for publication in account.publications:
        yield from publication_lines(publication)
