"""The command `legation`: arguments in; results on standard output, progress and errors on standard error, and an exit code out.

Exit codes: 0 done, 1 a check or an evaluation found something wrong or no document could be used, 2 a mistake of the user's,
3 a defect of the program, 130 interrupted. What is slow to import is imported inside the commands, so that `--help` is quick.
"""

import dataclasses
import json
import sys
import traceback
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pipeline.errors import LegationError

if TYPE_CHECKING:
    from pipeline.days import Days

DATABASE = Path("build/legation.duckdb")
DIST = Path("dist")

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

Database = Annotated[Path, typer.Option("--db", metavar="FILE", help="DuckDB file that a build made.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def main() -> None:
    """Entry point of the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; errors become a message on standard error."""
    try:
        app(arguments, prog_name="legation")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if code == 130:
            _say("Interrupted. What was finished before is untouched.")
        return code
    except (LegationError, OSError) as error:
        _say(f"legation: {_message(error)}")
        return 2
    except Exception:
        traceback.print_exc()
        _say("legation: this is a defect of the program. Please report it with the lines above.")
        return 3
    return 0


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"legation {version('legation')}")
        raise typer.Exit


@app.callback()
def legation(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,
) -> None:
    """Documents about what states do to each other, turned into an open dataset of diplomatic events."""


@app.command()
def build(
    corpora: Annotated[
        list[str] | None,
        typer.Argument(metavar="CORPUS", help="Folders, files, archives or addresses of documents; without any, the sample corpus."),
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
    since_release: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Earlier release whose identifiers and history of events to carry on.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read and code documents into a DuckDB file.

    \b
    Examples:
      legation build
      legation build articles/ pages.tar.xz --db build/mine.duckdb
      legation build news.jsonl.gz --workers 4 --json
      legation build news/ --actors ministers.csv --actors parties.csv
      legation build news/ --since-release dist/legation-0.1.0 --corrections fixes.csv
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
            since_release=since_release,
        )
        summary = run_build(corpora or [str(corpus_path())], db, options, on_progress=on_progress)
    _print(dataclasses.asdict(summary), write_build(summary), as_json=as_json)
    n_used = summary.documents_coded + summary.documents_without_events + sum(summary.documents_uncoded.values())
    if not n_used:
        _say("legation: no document could be used.")
        raise typer.Exit(1)


@app.command()
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
    _print(dataclasses.asdict(summary), write_release(summary), as_json=as_json)
    if summary.note:
        _say(f"legation: {summary.note}")


@app.command()
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
    _print(diff_figures(found), diff_lines(found, places=(str(old), str(new))), as_json=as_json)


@app.command()
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
    _print({"release": str(folder), "ok": not problems, "problems": problems}, lines, as_json=as_json)
    if problems:
        raise typer.Exit(1)


@app.command()
def show(
    a: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of a country.")],
    b: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of the other one.")],
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to the end of this day, month or year.")] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show what two countries did to each other, by date.

    \b
    Examples:
      legation show PER VEN
      legation show Peru Venezuela --since 2017-08 --until 2019
      legation show PER VEN --json
    """
    from pipeline.database import open_database
    from pipeline.show import find_country, read_timeline, write_timeline

    first_day, last_day = _days(since, "--since"), _days(until, "--until")
    with open_database(db) as connection:
        one, other = find_country(connection, a), find_country(connection, b)
        entries = read_timeline(connection, one, other, since=first_day and first_day[0], until=last_day and last_day[1])
    timeline = {"countries": [one.code, other.code], "events": [dataclasses.asdict(entry) for entry in entries]}
    _print(timeline, write_timeline(entries, one, other), as_json=as_json)


@app.command()
def status(
    a: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of a country.")],
    b: Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of the other one.")],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The status on this day, with its evidence. [default: all spells]")] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show the diplomatic relations of two countries over time, or on a day: ambassadors, charges, suspended or severed.

    \b
    Examples:
      legation status PER VEN
      legation status Peru Venezuela --on 2019-06-01
      legation status PER VEN --json
    """
    from pipeline.database import open_database
    from pipeline.show import find_country
    from pipeline.status import read_spells, read_status, write_spells, write_status

    day = _day(on, "--on")
    with open_database(db) as connection:
        one, other = find_country(connection, a), find_country(connection, b)
        if day is None:
            spells = read_spells(connection, one, other)
            result: dict[str, Any] = {"spells": [dataclasses.asdict(held) for held in spells]}
            lines = write_spells(spells, one, other)
        else:
            found = read_status(connection, one, other, day)
            told = found and {**dataclasses.asdict(found[0]), "is_certain": found[1]}
            result, lines = {"on": day.isoformat(), "spell": told}, write_status(found, one, other, day)
    _print({"countries": [one.code, other.code], **result}, lines, as_json=as_json)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="SENTENCE|EVENT", help="A sentence, in quotation marks, or the identifier of an event.")],
    day: Annotated[str | None, typer.Option("--date", metavar="DAY", help="Day of the report that the sentence stands in.")] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Explain how a sentence would be coded, or how an event was: the parse, the rule, the actors, the date, and why no other rule.

    A sentence that codes nothing is explained too: the exit code is 0.

    \b
    Examples:
      legation explain "Peru recalled its ambassador from Venezuela on Friday." --date 2017-08-11
      legation explain evt_0123456789abcdef --db build/mine.duckdb --json
    """
    from pipeline.coding import parser
    from pipeline.database import open_database
    from pipeline.explain import explain_text
    from pipeline.explain.stored import explain_event, is_event_id
    from pipeline.explain.write import write_explanations
    from pipeline.explain.write_stored import write_event
    from pipeline.options import PARSER

    told_on = _day(day, "--date")
    if is_event_id(text):
        if told_on is not None:
            raise typer.BadParameter("an event has a day of its own; leave it out.", param_hint="--date")
        with open_database(db) as connection:
            event = explain_event(connection, text, lambda: parser(PARSER))
        _print(dataclasses.asdict(event), write_event(event), as_json=as_json)
    else:
        found = explain_text(text, lambda: parser(PARSER), told_on=told_on)
        _print({"sentences": [dataclasses.asdict(each) for each in found]}, write_explanations(found), as_json=as_json)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="JSON Lines files of hand-coded documents.")],
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="DuckDB file to evaluate; without one, the documents are built first.")
    ] = None,
    docs: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Where the documents lie; may be repeated. [default: beside each gold file]")
    ] = None,
    half: Annotated[
        Literal["tune", "held-out"] | None, typer.Option(help="Only this half of the documents; the name of a document puts it there.")
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="Show both halves and their gap; examples of errors are of tune only.")] = False,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show up to N examples of each kind of error.")] = 0,
    write: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the figures to a file, for `legation build --quality`.")] = None,
    calibrate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Instead, fit the coder's confidence to these documents and write its weights.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure precision and recall against hand-coded documents.

    \b
    Examples:
      legation evaluate pipeline/sample/gold.jsonl --docs pipeline/sample/corpus
      legation evaluate gold.jsonl --db build/legation.duckdb --errors 10
      legation evaluate news/gold.jsonl digest/gold.jsonl --split --write build/measured.json
      legation evaluate news/gold.jsonl --half tune --errors 5
    """
    from pipeline.evaluate import figures, measure, measurements, write_evaluation
    from pipeline.progress import show_progress

    if calibrate is not None:
        _calibrate(gold, calibrate, docs=docs or [], as_json=as_json)
        return
    with show_progress() as on_progress:
        evaluation = measure(gold, db, docs=docs or [], half=half, on_progress=on_progress)
    result, lines = figures(evaluation, n_errors=errors, split=split), write_evaluation(evaluation, n_errors=errors, split=split)
    _print(result, lines, as_json=as_json)
    if not evaluation.documents_with_mentions:
        _say("legation: not one event was found in these documents. Were they built into this database?")
        raise typer.Exit(1)
    if write is not None:
        write.write_text(measurements(evaluation), encoding="utf-8")


def _calibrate(gold: list[Path], file: Path, *, docs: list[Path], as_json: bool) -> None:
    """Fit the weights of the coder's confidence, write them to a file, and show how well they hold across halves."""
    from pipeline.evaluate.calibrate import calibrate
    from pipeline.evaluate.write import write_reliability
    from pipeline.lexicon.confidence import write_weights

    fitted = calibrate(gold, docs=docs)
    file.write_text(write_weights(fitted.weights, n_mentions=fitted.n), encoding="utf-8")
    lines = (f"{file}: each half below is rated with weights fitted to the other", *write_reliability(fitted.across))
    _print({"file": str(file), **dataclasses.asdict(fitted)}, lines, as_json=as_json)


def _days(text: str | None, option: str) -> "Days | None":
    from pipeline.days import read_days

    try:
        return read_days(text)
    except ValueError as error:
        raise typer.BadParameter("a date is written as 2017-08-11, 2017-08 or 2017.", param_hint=option) from error


def _day(text: str | None, option: str) -> "date | None":
    days = _days(text, option)
    if days is not None and days[0] != days[1]:
        raise typer.BadParameter("give a whole day, such as 2017-08-11.", param_hint=option)
    return days and days[0]


def _print(result: dict[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _message(error: LegationError | OSError) -> str:
    if isinstance(error, LegationError):
        return error.message
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)
