"""The commands that make data and releases of them, and compare and check these: build, release, diff, check."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import DATABASE, DIST, AsJson, Database, Engine, Shards
from pipeline.cli.printing import print_result, say
from pipeline.errors import LegationError


def build(
    corpora: Annotated[
        list[str] | None,
        typer.Argument(metavar="CORPUS", help="Folders, files, archives, addresses, corpus files (.toml); without any, the sample corpus."),
    ] = None,
    db: Annotated[Path, typer.Option("--db", metavar="FILE", help="DuckDB file to write; an old one is replaced at the end.")] = DATABASE,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes that code documents. [default: by size]")] = None,
    max_bytes: Annotated[int, typer.Option(min=1, metavar="N", help="Reject documents larger than this.")] = 5_000_000,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy model to parse sentences with.")] = None,
    quality: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Measurements of `legation evaluate --write`. [default: those that ship]")
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE.csv", help="Roster of persons and bodies that you know; may be repeated.")
    ] = None,
    corrections: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Reviewed fixes, which win over the coder.")] = None,
    rights: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="What may be quoted of which documents: in full, in part or not.")
    ] = None,
    take_downs: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Requests to leave documents out, which it obeys.")] = None,
    since_release: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Earlier release whose identifiers and history of events to carry on.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Read corpora at addresses in private networks too, which are else refused.")
    ] = False,
    engine: Engine = None,
    shards: Shards = None,
    anew: Annotated[bool, typer.Option("--anew", help="Code everything again, also what an earlier build has coded.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read and code documents into a DuckDB file.

    What an earlier build of the file has coded with the same program, words and options is not coded again (FILE.coded remembers it, and
    may be deleted); where nothing has changed, the file stays as it is. The result is always that of a build from nothing.

    \b
    Examples:
      legation build
      legation build articles/ pages.tar.xz --db build/mine.duckdb
      legation build news.jsonl.gz --workers 4 --json
      legation build news/ --actors ministers.csv --actors parties.csv
      legation build news/ --since-release dist/legation-0.1.0 --corrections fixes.csv
      legation build news/ --rights rights.csv --take-downs requests.csv
      legation build s3://bucket/news --engine dask://10.0.0.5:8786 --shards s3://bucket/shards
    """
    from pipeline.measured import measured_path
    from pipeline.options import PARSER, BuildOptions
    from pipeline.progress import show_progress
    from pipeline.sample import corpus_path
    from pipeline.summary import write_build

    if db.is_dir():
        raise LegationError(f"{db} is a folder. Give the name of a file: --db {db / DATABASE.name}")
    with show_progress() as on_progress:
        from pipeline.flows import run_build

        options = BuildOptions(
            workers=workers,
            max_bytes=max_bytes,
            model=model or PARSER,
            quality=quality or measured_path(),
            actors=tuple(actors or ()),
            corrections=corrections,
            rights=rights,
            take_downs=take_downs,
            since_release=since_release,
            anew=anew,
            allow_private=allow_private,
            engine=engine,
            shards=shards,
        )
        summary = run_build(corpora or [str(corpus_path())], db, options, on_progress=on_progress)
    print_result(dataclasses.asdict(summary), write_build(summary), as_json=as_json)
    for note in summary.notes:
        say(f"legation: {note}")
    n_used = summary.documents_coded + summary.documents_without_events + sum(summary.documents_uncoded.values())
    if not n_used:
        say("legation: no document could be used.")
        raise typer.Exit(1)


def release(
    db: Database = DATABASE,
    dist: Annotated[Path, typer.Option(metavar="DIR", help="Folder that holds the releases.")] = DIST,
    version: Annotated[
        str | None, typer.Option(metavar="X.Y.Z", help="Version of the data. [default: the least that the changes allow]")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Publish a DuckDB file as a versioned folder of CSV and Parquet files with a descriptor.

    Where the newest release already holds the same data, nothing is written. The version follows from what changed since then: the last
    number for corrections, the second for more or other data, the first where a table, column or code was removed or redefined (before
    1.0.0 the second). A smaller one is refused.

    \b
    Examples:
      legation release
      legation release --db build/mine.duckdb --dist dist --version 1.0.0
    """
    from pipeline.progress import show_progress
    from pipeline.summary import write_release

    with show_progress() as on_progress:
        from pipeline.flows import run_release

        summary = run_release(db, dist, version, on_progress=on_progress)
    print_result(dataclasses.asdict(summary), write_release(summary), as_json=as_json)
    if summary.note:
        say(f"legation: {summary.note}")
    for stop in summary.stops:
        say(f"legation: publishing would stop: {stop}")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a release.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of a later one.")],
    write: Annotated[Path | None, typer.Option(metavar="DIR", help="Write all changes into a folder: changes.csv and CHANGES.md.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two releases: events added, withdrawn, changed, merged and split, with causes, and the version that this asks for.

    \b
    Examples:
      legation diff dist/legation-0.1.0 dist/legation-0.2.0
      legation diff dist/legation-0.1.0 dist/legation-0.2.0 --write build/changes
      legation diff dist/legation-0.1.0 dist/legation-0.2.0 --json
    """
    from pipeline.release import diff_figures, diff_lines, diff_releases, write_changes

    found = diff_releases(old, new)
    if write is not None:
        write_changes(write, found)
    print_result(diff_figures(found), diff_lines(found, places=(str(old), str(new))), as_json=as_json)


def check(
    folder: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release.")],
    as_json: AsJson = False,
) -> None:
    """Check a release as a downloader would: checksums, descriptor, schemas, keys.

    \b
    Examples:
      legation check dist/legation-0.1.0
      legation check dist/legation-0.1.0 --json
    """
    from pipeline.release import check_release
    from pipeline.summary import counted

    if not folder.is_dir():
        raise LegationError(f"There is no release at {folder}: it is not a folder.")
    problems = [{"file": problem.file, "reason": problem.reason} for problem in check_release(folder)]
    lines = [f"{problem['file']}: {problem['reason']}" for problem in problems]
    lines.append(f"{counted(len(problems), 'problem')} in {folder}" if problems else f"{folder} is sound.")
    print_result({"release": str(folder), "ok": not problems, "problems": problems}, lines, as_json=as_json)
    if problems:
        raise typer.Exit(1)
