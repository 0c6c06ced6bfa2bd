"""A timeline in, lines for the terminal out: a drawing of it, then its events by date."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text

from pipeline.show.claims import Conflict
from pipeline.show.countries import Country
from pipeline.show.drawing import draw_timeline
from pipeline.show.lines import LEAST, MOST, margin, quad_symbol, set_in, wrapped
from pipeline.show.spells import Held
from pipeline.show.timeline import Entry
from pipeline.summary import counted

DATE = 12  # columns of a date and the space after it


def write_timeline(
    entries: Sequence[Entry],
    a: Country,
    b: Country,
    *,
    spells: Sequence[Held] = (),
    width: int = MOST,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Text]:
    """The lines of a timeline, no wider than `width` (40 columns at least); `spells` are those of the relations of the two."""
    width = max(width, LEAST)
    yield from wrapped(f"{a.name} ({a.code}) and {b.name} ({b.code}): {counted(len(entries), 'event')}", width)
    yield Text()
    yield from draw_timeline(entries, spells, width=width, since=since, until=until)
    for entry in entries:
        yield Text()
        yield from _entry(entry, min(width, MOST))


def conflict_lines(conflict: Conflict) -> str:
    """What sources say differently of one field, the claim that the event has first."""
    claims = "; ".join(f"{claim.claim} ({counted(claim.n_sources, 'source')})" for claim in conflict.claims)
    return f"! sources disagree on {conflict.field.replace('_', ' ')}: {claims}"


def _entry(entry: Entry, width: int) -> Iterator[Text]:
    indent = margin(width)
    yield from set_in(Text(entry.date or "undated", style="bold"), _parties(entry), DATE, width)
    kind = " · ".join(filter(None, (entry.event_type, entry.act, entry.status if entry.status != "occurred" else None)))
    yield from set_in("", quad_symbol(entry.quad_class).append(f" {kind}"), indent, width)
    for text in filter(None, (entry.summary, entry.quote and f"“{' '.join(entry.quote.split())}”")):
        yield from set_in("", text, indent, width)
    for conflict in entry.conflicts:
        yield from set_in("", Text(conflict_lines(conflict), style="bold"), indent, width)
    yield from set_in("", f"{counted(entry.n_sources, 'source')} · {entry.event_id}", indent, width)


def _parties(entry: Entry) -> str:
    actors, recipients = (", ".join(names) for names in (entry.actors, entry.recipients))
    return f"{actors or 'somebody'} → {recipients}" if recipients else actors
