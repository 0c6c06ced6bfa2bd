"""What differs between two releases in, how large a step the version must make, and why, out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.release.difference import ChangeRow, Credit, Reason, TableChange
from pipeline.release.layout import LayoutChange
from pipeline.release.versions import STEPS, Step
from pipeline.summary import counted

SHOWN = 3  # of the places where the layout changed; all are listed elsewhere
DID = {
    "added": "added",
    "withdrawn": "withdrawn",
    "changed": "changed",
    "merged": "merged into others",
    "split": "split from others",
}


def reasons_of(
    rows: Iterable[ChangeRow],
    layout: Iterable[LayoutChange],
    tables: Iterable[TableChange],
    corrections: Sequence[Credit],
    taken_back: Sequence[Credit] = (),
) -> tuple[Reason, ...]:
    """Why a new version is needed, the largest step first; empty where nothing differs."""
    reasons = [*_of_layout(layout), *_of_events(rows)]
    if corrections:
        reasons.append(Reason("patch", f"{_were(len(corrections), 'correction')} made"))
    if taken_back:
        reasons.append(Reason("patch", f"{_were(len(taken_back), 'correction')} taken back"))
    reasons += _of_tables(tuple(tables), told={reason.step for reason in reasons})
    return tuple(sorted(reasons, key=lambda reason: -STEPS.index(reason.step)))


def largest(reasons: Sequence[Reason]) -> Step | None:
    """The step that all these reasons need together."""
    return reasons[0].step if reasons else None


def because(reasons: Sequence[Reason]) -> str:
    """The reasons for the largest step, as one clause: "12 events were added; 1 event was withdrawn"."""
    return "; ".join(reason.says for reason in reasons if reason.step == largest(reasons))


def _of_layout(changes: Iterable[LayoutChange]) -> Iterator[Reason]:
    changes = tuple(changes)
    for step in STEPS:
        found = [f"{change.place} {change.what}" for change in changes if change.step == step]
        more = [f"{counted(len(found) - SHOWN, 'more change')} of the layout"] if len(found) > SHOWN else []
        if found:
            yield Reason(step, ", ".join(found[:SHOWN] + more))


def _of_events(rows: Iterable[ChangeRow]) -> Iterator[Reason]:
    """An event of which anything changed for another reason than a correction counts as not corrected."""
    rows = tuple(rows)
    others = {(row.event_id, row.change) for row in rows if row.cause != "correction"}
    corrected = {(row.event_id, row.change) for row in rows} - others
    yield from (Reason("minor", says) for says in _count(others))
    yield from (Reason("patch", f"{says} by corrections") for says in _count(corrected))


def _count(events: Iterable[tuple[str, str]]) -> Iterator[str]:
    counts = Counter(change for _, change in events)
    return (f"{_were(counts[change], 'event')} {done}" for change, done in DID.items() if counts[change])


def _of_tables(tables: Sequence[TableChange], *, told: set[Step]) -> Iterator[Reason]:
    """Where events or the layout are reason enough, the rows that come with them need no word."""
    unexplained = [change.table for change in tables if change.n_unexplained]
    if unexplained and not told & {"minor", "major"}:
        yield Reason("minor", f"rows of {_list(unexplained)} differ")
    elif tables and not told:
        yield Reason("patch", f"rows of {_list([change.table for change in tables])} differ")


def _were(n: int, noun: str) -> str:
    return f"{counted(n, noun)} {'was' if n == 1 else 'were'}"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
