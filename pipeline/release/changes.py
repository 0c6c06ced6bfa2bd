"""What differs between two releases goes in, `changes.csv` and `CHANGES.md` come out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.release.causes import count_changes
from pipeline.release.difference import ChangeRow, Credit, Difference, TableChange
from pipeline.release.export import export
from pipeline.release.layout import LayoutChange
from pipeline.release.steps import because
from pipeline.release.versions import NAME, STEPS, SUMS, ReleaseError
from schemas.derive import quoted, safe_sql
from schemas.tables import ENUMS

SHOWN = 100  # events of each kind on the page; the CSV file has all
TITLES = {"added": "Added", "changed": "Changed", "merged": "Merged", "split": "Split", "withdrawn": "Withdrawn"}


def write_changes(folder: Path, difference: Difference) -> None:
    """Write both files, `changes.csv` with a line for each event or changed field; ReleaseError in a folder that is a finished release."""
    if (folder / SUMS).exists():
        raise ReleaseError(folder, "is a release, and a release is never changed. Choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    _write_rows(folder, difference.rows)
    _write_page(folder, difference.new, _page(difference))


def write_first_changes(folder: Path, version: str, corrections: Sequence[Credit], *, since: str | None = None) -> None:
    """Write both files for a release that lies with none before it; `since` is the version of one that it carries on all the same."""
    first = f"It carries on {NAME}-{since}, which did not lie with it to be compared." if since else "First release."
    _write_rows(folder, ())
    _write_page(folder, version, [first, *_corrections(corrections)])


def changed_field(row: ChangeRow) -> str:
    """The part of a row that says what became of a field, or of the event as a whole: `date 2017-08-11 → 2017-08-12`, `into evt_...`."""
    if row.field:
        return f"{row.field} {_value(row.old_value)} → {_value(row.new_value)}"
    return " ".join(f"{word} {event_id}" for word, event_id in (("into", row.into), ("from", row.split_from)) if event_id)


def one_line(text: str) -> str:
    """A text on one line, without control characters and turns of direction."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _write_rows(folder: Path, rows: Iterable[ChangeRow]) -> None:
    names = [field.name for field in fields(ChangeRow)]
    schema = arrow.schema([(name, arrow.string()) for name in names])
    table = arrow.Table.from_pylist([dict(zip(names, astuple(row), strict=True)) for row in rows], schema=schema)
    with duckdb.connect() as connection:
        connection.register("rows", table)
        cells = ", ".join(f"{safe_sql(quoted(name))} AS {quoted(name)}" for name in names)
        export(connection, f"SELECT {cells} FROM rows", folder / "changes.csv")


def _write_page(folder: Path, version: str, paragraphs: Iterable[str]) -> None:
    text = "\n\n".join([f"# Changes in {version}", *paragraphs])
    (folder / "CHANGES.md").write_text(text + "\n", encoding="utf-8")


def _page(difference: Difference) -> Iterator[str]:
    against = f"Against {NAME}-{difference.old}"
    if difference.step is None:
        yield f"{against}: no difference."
    else:
        yield f"{against}, a {difference.step} step: {_plain(because(difference.reasons))}."
    if difference.note:
        yield _plain(difference.note)
    if difference.rows:
        yield "\n".join(_counts(difference.rows))
    yield from _layout(difference.layout)
    yield from _tables(difference.tables)
    yield from _corrections(difference.corrections)
    yield from _taken_back(difference.taken_back)
    for change, title in TITLES.items():
        yield from _events(title, [row for row in difference.rows if row.change == change])


def _counts(rows: Iterable[ChangeRow]) -> Iterator[str]:
    causes = (*ENUMS["cause"], "all")
    yield f"| events | {' | '.join(causes)} |"
    yield "|---" * (len(causes) + 1) + "|"
    for change, counts in count_changes(rows).items():
        yield f"| {change} | {' | '.join(str(counts[cause]) for cause in causes)} |"


def _layout(changes: Iterable[LayoutChange]) -> Iterator[str]:
    """What happened to several places alike stands in one line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for change in sorted(changes, key=lambda change: -STEPS.index(change.step)):
        alike.setdefault((change.step, change.what), []).append(f"`{change.place}`")
    if alike:
        yield "## Layout"
        yield "\n".join(f"- {step}, {_plain(what)}: {', '.join(places)}" for (step, what), places in alike.items())


def _tables(changes: Iterable[TableChange]) -> Iterator[str]:
    rows = [f"| `{change.table}` | {change.n_added:,} | {change.n_removed:,} |" for change in changes]
    if rows:
        yield "## Rows\n\nA changed row counts as one that is new and one that is gone."
        yield "\n".join(["| table | new | gone |", "|---|---|---|", *rows])


def _corrections(credits: Iterable[Credit]) -> Iterator[str]:
    if lines := [_correction(credit) for credit in credits]:
        yield "## Corrections\n\nNew in this release, with thanks to those who found and reviewed them; the table `corrections` has all."
        yield "\n".join(lines)


def _taken_back(credits: Iterable[Credit]) -> Iterator[str]:
    if lines := [_correction(credit) for credit in credits]:
        yield "## Corrections taken back\n\nOf the release before; here the coder's value holds again, as far as there is one."
        yield "\n".join(lines)


def _correction(credit: Credit) -> str:
    return (
        f"- `{credit.target_id}`: {_plain(credit.field)} {_plain(_value(credit.old_value))} → {_plain(_value(credit.new_value))}."
        f" {_plain(credit.reason)} ({_plain(credit.corrected_by)}, {credit.corrected_on})"
    )


def _events(title: str, rows: Iterable[ChangeRow]) -> Iterator[str]:
    events: dict[str, list[ChangeRow]] = {}
    for row in rows:
        events.setdefault(row.event_id, []).append(row)
    if not events:
        return
    yield f"## {title}"
    lines = [_event(of_event) for of_event in list(events.values())[:SHOWN]]
    if len(events) > SHOWN:
        lines.append(f"- and {len(events) - SHOWN:,} more: `changes.csv` lists all.")
    yield "\n".join(lines)


def _event(rows: list[ChangeRow]) -> str:
    what = "; ".join(_plain(changed_field(row)) for row in rows if changed_field(row))
    causes = ", ".join(dict.fromkeys(row.cause for row in rows))
    return f"- `{rows[0].event_id}` {_plain(rows[0].summary)}{f' · {what}' if what else ''} ({causes})"


def _value(value: str | None) -> str:
    return "nothing" if value is None else value


def _plain(text: str) -> str:
    """A text in one line that Markdown does not read anything into."""
    return re.sub(r"([\\`*<\[|]|(?<!\w)_|_(?!\w))", r"\\\1", one_line(text))
