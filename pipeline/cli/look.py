"""The commands that look into a database, or at how a sentence is coded: show, status, explain."""

import dataclasses
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.days import day_of, days_of, lag_of
from pipeline.cli.options import DATABASE, DIST, AsCsv, AsJson, LookedAt
from pipeline.cli.printing import print_csv, print_drawn, print_result, terminal_width

NoCountry = Annotated[
    str | None,
    typer.Argument(metavar="COUNTRY", show_default=False, help="Code or name of a country; without any, the health of the data."),
]
NoOther = Annotated[str | None, typer.Argument(metavar="COUNTRY", show_default=False, help="Code or name of the other one.")]


def show(
    a: Annotated[str, typer.Argument(metavar="COUNTRY|EVENT", help="Code or name of a country, or the identifier of an event.")],
    b: NoOther = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to the end of this day, month or year.")] = None,
    db: LookedAt = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show what two countries did to each other, by date, or the evidence for an event.

    Two countries: a drawing with a lane for each class of events and a band for the diplomatic relations (the lowest status that a part
    of a cell may have had; ? where no event tells), then the events with their words. ! marks what sources say differently. With limits,
    those events that can lie within them; relations are given as of all times in JSON.

    An event (its identifier, or the first 8 digits of it where no other has them): its fields and what they mean, every report
    of it with its words (those that name the act between stars), document and date as it gives it, how it was coded, whose
    claims the event has, what became of it, how to cite it and how to report an error.

    \b
    Columns of --csv, of two countries, a row for each event (dates are first and last days; names and fields of conflicts have
    a semicolon between them):
      event_id, date, date_end, date_precision, event_type, mode, quad_class, act, actors, recipients, summary, quote, status,
      confidence, n_mentions, n_sources, conflicts
    Of an event, a row for each mention, with its document:
      event_id, mention_id, source_id, path, title, publisher, published_on, url, licence, policy, section, section_no, heading,
      sentence, char_start, char_end, quote, quote_sha256, trigger, rule, event_type, mode, act, actors, recipients, date,
      date_end, date_precision, date_text, effective_on, status, said_by, confidence, moved_from
    They mean what the codebook says of columns with these names. As in the CSV files of a release, a text that a spreadsheet
    would run as a formula has an apostrophe before it.

    \b
    Examples:
      legation show PER VEN
      legation show Peru Venezuela --since 2017-08 --until 2019
      legation show PER VEN --csv > events.csv
      legation show PER VEN --db dist/legation-0.1.0 --json
      legation show evt_0123456789abcdef
      legation show evt_01234567 --csv
    """
    from pipeline.show.event_ids import names_event

    if as_json and as_csv:
        raise typer.BadParameter("give one of both.", param_hint="--json, --csv")
    if not names_event(a):
        if b is None:
            raise typer.BadParameter(
                "give the other country, too, or the identifier of an event, such as evt_0123456789abcdef.", param_hint="COUNTRY"
            )
        _show_pair(a, b, since, until, db, as_json=as_json, as_csv=as_csv)
        return
    if b is not None:
        raise typer.BadParameter(f"an event is shown by itself; leave out {b!r}.", param_hint="COUNTRY")
    if since is not None or until is not None:
        raise typer.BadParameter(
            "they limit what is shown of two countries; an event has a date of its own.", param_hint="--since, --until"
        )
    _show_event(a, db, as_json=as_json, as_csv=as_csv)


def _show_pair(a: str, b: str, since: str | None, until: str | None, db: Path, *, as_json: bool, as_csv: bool) -> None:
    from pipeline.database import open_database
    from pipeline.show import find_country, read_timeline, write_timeline
    from pipeline.show.spells import read_spells

    days = days_of(since, "--since"), days_of(until, "--until")
    first_day, last_day = days[0] and days[0][0], days[1] and days[1][1]
    with open_database(db) as connection:
        one, other = find_country(connection, a), find_country(connection, b)
        entries = read_timeline(connection, one, other, since=first_day, until=last_day)
        spells = read_spells(connection, one, other)
    if as_csv:
        from pipeline.show.table import timeline_csv

        print_csv(timeline_csv(entries))
        return
    timeline = {"events": [dataclasses.asdict(entry) for entry in entries], "spells": [dataclasses.asdict(held) for held in spells]}
    lines = write_timeline(entries, one, other, spells=spells, width=terminal_width(), since=first_day, until=last_day)
    print_drawn({"countries": [one.code, other.code], **timeline}, lines, as_json=as_json)


def _show_event(text: str, db: Path, *, as_json: bool, as_csv: bool) -> None:
    from pipeline.database import open_database
    from pipeline.show.evidence import read_evidence
    from pipeline.show.evidence_lines import evidence_figures, write_evidence

    with open_database(db) as connection:
        evidence = read_evidence(connection, text)
    if as_csv:
        from pipeline.show.table import evidence_csv

        print_csv(evidence_csv(evidence))
        return
    print_drawn(evidence_figures(evidence), write_evidence(evidence, width=terminal_width()), as_json=as_json)


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
    db: LookedAt = DATABASE,
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
    db: LookedAt = DATABASE,
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
