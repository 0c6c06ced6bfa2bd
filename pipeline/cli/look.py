"""The commands that look into a database, or at how a sentence is coded: show, status, explain."""

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.days import day_of, days_of, lag_of
from pipeline.cli.options import DATABASE, DIST, AsJson, Database
from pipeline.cli.printing import print_result

NoCountry = Annotated[
    str | None,
    typer.Argument(metavar="COUNTRY", show_default=False, help="Code or name of a country; without any, the health of the data."),
]
NoOther = Annotated[str | None, typer.Argument(metavar="COUNTRY", show_default=False, help="Code or name of the other one.")]
OneCountry = Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of a country.")]
OtherCountry = Annotated[str, typer.Argument(metavar="COUNTRY", help="Code or name of the other one.")]


def show(
    a: OneCountry,
    b: OtherCountry,
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

    first_day, last_day = days_of(since, "--since"), days_of(until, "--until")
    with open_database(db) as connection:
        one, other = find_country(connection, a), find_country(connection, b)
        entries = read_timeline(connection, one, other, since=first_day and first_day[0], until=last_day and last_day[1])
    timeline = {"countries": [one.code, other.code], "events": [dataclasses.asdict(entry) for entry in entries]}
    print_result(timeline, write_timeline(entries, one, other), as_json=as_json)


def status(
    a: NoCountry = None,
    b: NoOther = None,
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The status on this day, with its evidence. [default: all spells]")] = None,
    max_lag: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Without countries: not healthy where the last good build is older, such as 36h or 7d."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Without countries: not healthy with notices, too, such as silent publishers.")
    ] = False,
    dist: Annotated[Path, typer.Option(metavar="DIR", help="Without countries: folder that holds the releases.")] = DIST,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show whether the data are healthy, or the diplomatic relations of two countries.

    Without countries: the last runs, builds, releases and publications, how far the data lag behind, what was rejected, what publishers
    published lately, the room on the disk. The exit code is 1 where the last run failed or crashed, the last good build is older than
    --max-lag, the counts do not add up or the disk is full: for cron, Nagios or Kubernetes.

    With two countries: their relations over time, or on a day: ambassadors, charges, suspended or severed.

    \b
    Examples:
      legation status
      legation status --db build/mine.duckdb --max-lag 36h --json
      legation status PER VEN
      legation status Peru Venezuela --on 2019-06-01
      legation status PER VEN --json
    """
    if a is None:
        if on is not None:
            raise typer.BadParameter("it needs two countries.", param_hint="--on")
        _print_health(db, dist, max_lag=max_lag, strict=strict, as_json=as_json)
        return
    if b is None:
        raise typer.BadParameter("give the other country, too.", param_hint="COUNTRY")
    if max_lag is not None or strict:
        raise typer.BadParameter("it says how healthy the data are, which is asked without countries.", param_hint="--max-lag, --strict")
    _print_relations(a, b, on, db, as_json=as_json)


def _print_health(db: Path, dist: Path, *, max_lag: str | None, strict: bool, as_json: bool) -> None:
    from pipeline.health import health_figures, health_lines, read_health
    from pipeline.runs import utc_now

    health = read_health(db, dist, now=utc_now(), most_lag=lag_of(max_lag, "--max-lag"))
    is_well = not health.problems and not (strict and health.notices)
    print_result(health_figures(health, is_well=is_well), health_lines(health, is_well=is_well), as_json=as_json)
    if not is_well:
        raise typer.Exit(1)


def _print_relations(a: str, b: str, on: str | None, db: Path, *, as_json: bool) -> None:
    from pipeline.database import open_database
    from pipeline.show import find_country
    from pipeline.status import read_spells, read_status, write_spells, write_status

    day = day_of(on, "--on")
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
    print_result({"countries": [one.code, other.code], **result}, lines, as_json=as_json)


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

    told_on = day_of(day, "--date")
    if is_event_id(text):
        if told_on is not None:
            raise typer.BadParameter("an event has a day of its own; leave it out.", param_hint="--date")
        with open_database(db) as connection:
            event = explain_event(connection, text, lambda: parser(PARSER))
        print_result(dataclasses.asdict(event), write_event(event), as_json=as_json)
    else:
        found = explain_text(text, lambda: parser(PARSER), told_on=told_on)
        print_result({"sentences": [dataclasses.asdict(each) for each in found]}, write_explanations(found), as_json=as_json)
