"""A DuckDB file goes in, a release folder comes out: built beside its place, checked, and then renamed."""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import duckdb

from pipeline.corrections import COLUMNS
from pipeline.disk import Held, hold, sync, sync_all
from pipeline.explorer import Words, write_explorer
from pipeline.load import building_path, remove_stale
from pipeline.load.file import disk_trouble
from pipeline.release.changes import write_changes, write_first_changes
from pipeline.release.check import check_release
from pipeline.release.contents import read_credits, read_facts
from pipeline.release.database import write_database
from pipeline.release.descriptors import File, bibtex, reference, write_descriptors
from pipeline.release.diff import diff_releases
from pipeline.release.difference import Difference
from pipeline.release.export import export_table
from pipeline.release.label import choose_version, label_build, label_release
from pipeline.release.layout import current_layout
from pipeline.release.pages import write_pages
from pipeline.release.quality.page import write_quality
from pipeline.release.starts import write_examples, write_loaders
from pipeline.release.versions import DATABASE, NAME, SUMS, ReleaseError, newest_release, next_version, parse_version
from schemas.derive import tables_of
from schemas.tables import TABLES

LOG = logging.getLogger(__name__)

REPORT = "Tell those you have the release from: the event or mention, the field, what is right, and why."

Progress = Callable[[str], None]


@contextmanager
def claimed(dist: Path) -> Iterator[None]:
    """The right to write a release into `dist`, which one run has at a time; what killed ones left there is removed.

    ReleaseError where another run has it, and where the folder cannot be written to.
    """
    with ExitStack() as stack:
        try:
            dist.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(dist / f".{NAME}.lock"))
            remove_stale(dist / NAME)
        except Held as held:
            problem = f"is being given a release by another run{held.process}. Wait until it ends, or choose another --dist."
            raise ReleaseError(dist, problem) from None
        except OSError as error:
            raise ReleaseError(dist, f"cannot be written: {error.strerror or error}. Choose another --dist.") from error
        yield


def write_release(db: Path, dist: Path, version: str | None = None, *, progress: Progress | None = None, is_claimed: bool = False) -> Path:
    """Write `dist/legation-<version>/` from a database and return that folder; `progress` is told the name of each step.

    Without a version it is the least that the changes since the newest release allow. ReleaseError where the version is not X.Y.Z,
    exists or is too small a step from the release before it, where the database or the folder cannot be used, where what was written
    fails the checks that a downloader would make, and as in `claimed`, which whoever `is_claimed` has called before.
    """
    with nullcontext() if is_claimed else claimed(dist):
        if version is not None:
            _refuse_unusable(dist, version)
        return _write(db, dist, version, lambda step: _tell(step, progress))


def _write(db: Path, dist: Path, version: str | None, tell: Progress) -> Path:
    previous = newest_release(dist, before=parse_version(version) if version else None)
    building = building_path(dist / NAME)
    try:
        building.mkdir()
        tell(DATABASE)
        write_database(db, building / DATABASE)
        label_build(building / DATABASE)
        tell("changes")
        difference = diff_releases(previous, building, layout=current_layout()) if previous else None
        version = choose_version(dist, version, difference, read_facts(building))
        _fill(building, version, difference, previous, progress=tell)
        sync_all(building)
        building.rename(folder := dist / f"{NAME}-{version}")
        sync(dist)
        LOG.info("release %s is at %s", version, folder)
    except OSError as error:
        raise ReleaseError(_place(dist, version), f"cannot be written: {error.strerror or error}.") from error
    except duckdb.Error as error:
        if said := disk_trouble(error):
            raise ReleaseError(_place(dist, version), f"cannot be written: {said}") from error
        raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return folder


def _tell(step: str, progress: Progress | None) -> None:
    LOG.info("release: %s", step)
    if progress is not None:
        progress(step)


def _place(dist: Path, version: str | None) -> Path:
    """The folder of a release whose version may not be known yet."""
    return dist / f"{NAME}-{version}" if version else dist


def _refuse_unusable(dist: Path, version: str) -> None:
    folder = dist / f"{NAME}-{version}"
    if parse_version(version) is None:
        raise ReleaseError(folder, f"cannot be written: a version is three numbers, such as {next_version(dist)}.")
    if folder.exists():
        raise ReleaseError(folder, f"exists, and a release is never changed. Choose another version, such as {next_version(dist)}.")


def _fill(folder: Path, version: str, difference: Difference | None, previous: Path | None, *, progress: Progress) -> None:
    """Turn a folder that holds the database into a whole release."""
    with duckdb.connect(folder / DATABASE) as connection:
        label_release(connection, version)
        connection.execute("CHECKPOINT")
        for table in tables_of(TABLES):
            progress(table.name)
            export_table(connection, table, folder)
        write_pages(connection, folder, version=version)
        progress("explorer")
        write_explorer(connection, folder, _words(version))
    if difference:
        write_changes(folder, replace(difference, new=version))
    else:
        write_first_changes(folder, version, read_credits(folder), since=read_facts(folder).get("since_release"))
    progress("pictures")
    write_quality(folder, previous, version=version)
    progress("examples")
    write_loaders(folder)
    write_examples(folder)
    progress("descriptors")
    _write_sums(folder, write_descriptors(folder, version=version))
    progress("checks")
    problems = check_release(folder)
    if problems:
        listed = "; ".join(f"{problem.file}: {problem.reason}" for problem in problems[:5])
        raise ReleaseError(folder, f"was not written, because it would not pass its own checks: {listed}")


def _words(version: str) -> Words:
    """What the explorer says of the release."""
    report = f"{REPORT} A row of corrections has the columns {', '.join(COLUMNS)}."
    return Words(name=NAME.capitalize(), version=version, citation=reference(version), bibtex=bibtex(version), report=report)


def _write_sums(folder: Path, files: Iterable[File]) -> None:
    (folder / SUMS).write_text("".join(f"{file.sha256}  {file.path}\n" for file in files), encoding="utf-8")
