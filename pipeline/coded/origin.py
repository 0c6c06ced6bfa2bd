"""All that a database is made from in, whether the one that stands there is made from the same out."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from pipeline.coded.keys import Coder, digest_of
from pipeline.coded.store import LastBuild, Store
from pipeline.coding.outcomes import WORKER_LOST
from pipeline.history import Snapshot, code_sha256
from pipeline.lexicon.roster import Listed
from pipeline.measured import Measured
from pipeline.records import Correction
from pipeline.rights import Clearance
from pipeline.summary import BuildSummary


@dataclass(frozen=True, slots=True)
class Origin:
    """What a build is made from beside its documents: names of corpora, what the user's files hold, who codes.

    `earlier` is the state of the release in the folder `since_release`.
    """

    corpora: tuple[str, ...]
    rosters: tuple[Listed, ...]
    coder: Coder
    measured: Measured
    corrections: tuple[Correction, ...]
    clearance: Clearance
    since_release: Path | None = None
    earlier: Snapshot | None = None


def unchanged(store: Store, db: Path, origin: Origin, found: str) -> BuildSummary | None:
    """The summary of the build that made the database from just this, where it did, and nobody has touched the file since.

    `found` is a hash of the documents. None also where that build left out documents that ended the processes which coded them.
    """
    last = store.last_build()
    if last is None or last.database != _state_of(db) or last.inputs != _inputs(origin, found):
        return None
    summary = json.loads(last.summary)
    if WORKER_LOST in summary["rejected"]:  # for want of memory, most often: this time there may be enough
        return None
    return BuildSummary(**summary | {"notes": tuple(summary["notes"])})


def note_build(store: Store, db: Path, origin: Origin, found: str, summary: BuildSummary) -> None:
    """Remember what the database was made from, and forget what it had no use for."""
    store.prune()
    store.note_build(LastBuild(_inputs(origin, found), _state_of(db), json.dumps(asdict(replace(summary, seconds=0.0)))))


def _inputs(origin: Origin, found: str) -> str:
    clearance = origin.clearance
    return digest_of(
        (
            *(found, code_sha256(), version("legation"), origin.coder.coding),
            *map(repr, (origin.corpora, origin.measured, origin.corrections, clearance.rules, clearance.requests.take_downs)),
            *map(str, _files_in(origin.since_release)),
        )
    )


def _files_in(release: Path | None) -> Iterator[tuple[str, str]]:
    """The files of a release and what changes with them."""
    for file in sorted(release.rglob("*")) if release else ():
        yield file.relative_to(release or file).as_posix(), _state_of(file)


def _state_of(file: Path) -> str:
    """What changes with the file; empty where there is none."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
