"""The commands that keep data up to date: refresh, once; serve, by the clock."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import DATABASE, DIST, AsJson, Engine, Shards
from pipeline.cli.printing import print_result, say
from pipeline.errors import LegationError

if TYPE_CHECKING:
    from pipeline.options import BuildOptions

Corpus = Annotated[Path, typer.Argument(metavar="CORPUS.TOML", help="File that names the sources.")]
Target = Annotated[Path, typer.Option("--db", metavar="FILE", help="DuckDB file to keep up to date.")]
Releases = Annotated[Path, typer.Option("--dist", metavar="DIR", help="Folder of the releases; the newest one is carried on.")]
Workers = Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes that code documents. [default: by size]")]
MaxBytes = Annotated[int, typer.Option(min=1, metavar="N", help="Reject documents larger than this.")]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy model to parse sentences with.")]
Quality = Annotated[Path | None, typer.Option(metavar="FILE", help="Measurements that go with the data. [default: those that ship]")]
Actors = Annotated[list[Path] | None, typer.Option(metavar="FILE.csv", help="Roster of persons and bodies; may be repeated.")]
Corrections = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Reviewed fixes, which win over the coder.")]
Rights = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="What may be quoted of which documents.")]
TakeDowns = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Requests to leave documents out.")]
Since = Annotated[Path | None, typer.Option(metavar="DIR", help="Earlier release to carry on. [default: the newest in --dist]")]
PublishTo = Annotated[
    list[str] | None, typer.Option("--publish-to", metavar="STORE", help="Publish each release here (s3://..., or a folder); repeatable.")
]
Endpoint = Annotated[str | None, typer.Option(metavar="URL", help="Where the stores are, if not at Amazon.")]
Region = Annotated[str | None, typer.Option(metavar="NAME", help="Region of the buckets.")]
Bands = Annotated[Path | None, typer.Option(metavar="FILE", help="Other bands for the gate. [default: those that ship]")]
Wait = Annotated[float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another run on the same database.")]
Notify = Annotated[
    str | None, typer.Option(metavar="TYPE/NAME", help="Block of the Prefect server that is told of a failure: a webhook, chat or mail.")
]


def refresh(
    corpus: Corpus,
    db: Target = DATABASE,
    dist: Releases = DIST,
    release: Annotated[bool, typer.Option("--release", help="Make a release where the data changed.")] = False,
    publish_to: PublishTo = None,
    endpoint: Endpoint = None,
    region: Region = None,
    bands: Bands = None,
    workers: Workers = None,
    max_bytes: MaxBytes = 5_000_000,
    model: Model = None,
    quality: Quality = None,
    actors: Actors = None,
    corrections: Corrections = None,
    rights: Rights = None,
    take_downs: TakeDowns = None,
    since_release: Since = None,
    engine: Engine = None,
    shards: Shards = None,
    accept: Annotated[bool, typer.Option("--accept", help="Take a database that lost all rows of a table for right, this once.")] = False,
    wait: Wait = 600,
    notify: Notify = None,
    as_json: AsJson = False,
) -> None:
    """Fetch what is new, build and check the database and, where asked, release and publish: what `legation serve` does by the clock.

    Where nothing is new, nothing is written. A run that was cut off is finished by the next one. The exit code is 1 where no source
    could be fetched, the counts of the database do not add up, or a release was kept back from a store. With PREFECT_API_URL set, the
    Prefect server there shows the run.

    \b
    Examples:
      legation refresh corpus.toml
      legation refresh corpus.toml --db build/mine.duckdb --release
      legation refresh corpus.toml --publish-to s3://bucket/data --region eu-central-1
      legation refresh corpus.toml --json
    """
    from pipeline.flows.account import Plan, account_lines, plain_account
    from pipeline.flows.publishing import Stores
    from pipeline.progress import show_progress

    plan = Plan(
        corpus=corpus,
        db=db,
        dist=dist,
        options=_options(workers, max_bytes, model, quality, actors, corrections, rights, take_downs, since_release, engine, shards),
        release=release or bool(publish_to),
        stores=Stores(tuple(publish_to or ()), endpoint, region, bands),
        accept=accept,
        wait=wait,
    )
    _refuse_folder(db)
    with show_progress() as on_progress:
        from pipeline.flows import run_refresh

        account = run_refresh(plan, notify=notify, on_progress=on_progress)
    print_result(plain_account(account), account_lines(account), as_json=as_json)
    for warning in account.warnings:
        say(f"legation: warning: {warning}")
    for problem in account.problems:
        say(f"legation: {problem}")
    if account.problems:
        raise typer.Exit(1)


def serve(
    corpus: Corpus,
    cron: Annotated[str | None, typer.Option(metavar="LINE", help="When to refresh, such as '0 6 * * *'.")] = None,
    every: Annotated[str | None, typer.Option(metavar="TIME", help="Or how often, such as 30m, 6h or 1d.")] = None,
    release_cron: Annotated[
        str | None, typer.Option(metavar="LINE", help="When to release. [default: after each refresh that changed the data]")
    ] = None,
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="Time zone of these times.")] = "UTC",
    db: Target = DATABASE,
    dist: Releases = DIST,
    release: Annotated[bool, typer.Option("--release/--no-release", help="Whether to make releases after refreshes.")] = True,
    publish_to: PublishTo = None,
    endpoint: Endpoint = None,
    region: Region = None,
    bands: Bands = None,
    workers: Workers = None,
    max_bytes: MaxBytes = 5_000_000,
    model: Model = None,
    quality: Quality = None,
    actors: Actors = None,
    corrections: Corrections = None,
    rights: Rights = None,
    take_downs: TakeDowns = None,
    since_release: Since = None,
    engine: Engine = None,
    shards: Shards = None,
    wait: Wait = 600,
    notify: Notify = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, metavar="N", help="Port of a server of our own. [default: a free one]")
    ] = None,
) -> None:
    """Refresh, release and publish by the clock, in one process that works until it is ended (Ctrl+C, SIGTERM).

    Each refresh that changed the data is followed by a release, and each release is published in the stores; --release-cron gives
    releases times of their own. Runs are those of Prefect: on the server of PREFECT_API_URL, or on one that is started with its data in
    FILE.prefect, for this machine and user only. A run that is due while the one before it works is left out; a run that was cut off is
    finished by the next.

    \b
    Examples:
      legation serve corpus.toml --every 6h
      legation serve corpus.toml --cron '0 6 * * *' --timezone America/Lima --publish-to s3://bucket/data
      legation serve corpus.toml --cron '0 * * * *' --release-cron '0 6 * * 1' --notify slack-webhook/mine
    """
    from pipeline.flows.account import Plan
    from pipeline.flows.publishing import Stores
    from pipeline.flows.timetable import Timetable

    timetable = Timetable(cron, _duration(every) if every is not None else None, release_cron, timezone)
    stores = Stores(tuple(publish_to or ()), endpoint, region, bands)
    after_each = release and release_cron is None
    plan = Plan(
        corpus=corpus,
        db=db,
        dist=dist,
        options=_options(workers, max_bytes, model, quality, actors, corrections, rights, take_downs, since_release, engine, shards),
        release=after_each,
        stores=stores,
        wait=wait,
    )
    _refuse_folder(db)
    from pipeline.flows import serve as serve_plan

    serve_plan(plan, timetable, notify=notify, port=port, say=say)


def _options(
    workers: int | None,
    max_bytes: int,
    model: str | None,
    quality: Path | None,
    actors: list[Path] | None,
    corrections: Path | None,
    rights: Path | None,
    take_downs: Path | None,
    since_release: Path | None,
    engine: str | None,
    shards: str | None,
) -> "BuildOptions":
    from pipeline.options import PARSER, BuildOptions

    return BuildOptions(
        workers=workers,
        max_bytes=max_bytes,
        model=model or PARSER,
        quality=quality,
        actors=tuple(actors or ()),
        corrections=corrections,
        rights=rights,
        take_downs=take_downs,
        since_release=since_release,
        engine=engine,
        shards=shards,
    )


def _duration(text: str) -> timedelta:
    from pipeline.health.lag import read_lag

    try:
        return read_lag(text)
    except ValueError as error:
        raise LegationError(f"--every: {error}.") from None


def _refuse_folder(db: Path) -> None:
    if db.is_dir():
        raise LegationError(f"{db} is a folder. Give the name of a file: --db {db / DATABASE.name}")
