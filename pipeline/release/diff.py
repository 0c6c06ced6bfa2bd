"""Two release folders in, all that differs between them out, with its causes and the version that it asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.history import Snapshot, compare, told_by
from pipeline.release.causes import change_rows
from pipeline.release.contents import compare_tables, read_credits, read_facts
from pipeline.release.difference import ChangeRow, Credit, Difference
from pipeline.release.differing import differing_events
from pipeline.release.layout import Layout, compare_codebooks, compare_layouts, read_layout
from pipeline.release.snapshot import read_requests, read_snapshot, taken_sources
from pipeline.release.steps import largest, reasons_of
from pipeline.release.versions import NAME, newest_release, parse_version, version_after, version_of

TAKEN_DOWN = "(taken down)"  # in the place of what only documents said that are left out on request


def diff_releases(old: Path, new: Path, *, layout: Layout | None = None) -> Difference:
    """What differs in the release `new` from the release `old`; ReleaseError where one of them is no release that can be read.

    `layout` is that of `new`, where its descriptor is not yet written.
    """
    layouts = read_layout(old), layout or read_layout(new)
    only = differing_events(old, new)
    before, after = read_snapshot(old, only=only), read_snapshot(new, only=only)
    if old.samefile(new):
        return Difference(before.version, after.version, (), (), (), (), (), None, None)
    turned = None if layout else _turned(before.version, after.version)
    note = _note(read_facts(new).get("since_release"), before.version, place=f"dist/{NAME}-{before.version}")
    gone = taken_sources(old, read_requests(new))
    hushed = told_by(before, gone)
    rows = tuple(_hushed(row) if row.event_id in hushed else row for row in _rows(before, after, is_carried_on=note is None))
    layout_changes = (*compare_layouts(*layouts), *compare_codebooks(before.codebook_version, after.codebook_version))
    credits, earlier = read_credits(new), read_credits(old)
    fresh, taken_back = tuple(_fresh(credits, earlier)), tuple(_taken_back(credits, earlier))
    taken_back = tuple(credit for credit in taken_back if credit.target_id not in hushed | _mentions_of(before, gone))
    tables = compare_tables(old, new, _corrected(rows, (*credits, *taken_back)))
    reasons = reasons_of(rows, layout_changes, tables, fresh, taken_back)
    step = largest(reasons)
    proposed = version_after(version_of(before.version), step) if step and not turned else None
    versions, note = (before.version, after.version), turned or note
    return Difference(*versions, rows, layout_changes, tables, fresh, reasons, step, proposed, note, taken_back)


def not_carried_on(folder: Path) -> str | None:
    """A warning where a release was not built on the one before it in its folder, or on a later one; else None."""
    previous = newest_release(folder.parent, before=parse_version(folder.name.removeprefix(f"{NAME}-")))
    if previous is None:
        return None
    return _note(read_facts(folder).get("since_release"), previous.name.removeprefix(f"{NAME}-"), place=str(previous))


def _rows(before: Snapshot, after: Snapshot, *, is_carried_on: bool) -> tuple[ChangeRow, ...]:
    """A build that carries nothing on registers every event as added: its registry knows no causes."""
    registry = after if is_carried_on else replace(after, history=(), changes=())
    return change_rows(compare(before, after), registry, since=version_of(before.version))


def _hushed(row: ChangeRow) -> ChangeRow:
    """The row without what a document said that is taken down: the older values, and the summary of an event that is gone."""
    is_gone = row.change in ("merged", "withdrawn")
    return replace(row, old_value=TAKEN_DOWN if row.field else None, summary=TAKEN_DOWN if is_gone else row.summary)


def _mentions_of(state: Snapshot, source_ids: frozenset[str]) -> frozenset[str]:
    mentions = (mention for event in state.events.values() for mention in event.mentions) if source_ids else ()
    return frozenset(mention.mention_id for mention in mentions if mention.source_id in source_ids)


def _turned(old: str, new: str) -> str | None:
    """The warning where the releases are given the wrong way round."""
    if version_of(old) <= version_of(new):
        return None
    return (
        f"{NAME}-{old} is the newer release: what it added is told here as withdrawn. To see what changed in it, give {NAME}-{new} first"
        f" and {NAME}-{old} second."
    )


def _note(since: str | None, old: str, *, place: str) -> str | None:
    """The warning where data built on the release `since` follow on a later one, `old`, which lies at `place`."""
    built_on, version = parse_version(since or ""), parse_version(old)
    if version is None or (built_on is not None and built_on >= version):
        return None
    base = f"on {NAME}-{since}" if since else "on no earlier release"
    return (
        f"The data were built {base}, not on {NAME}-{old}: identifiers are those of that release only where the content is the same."
        f" Build with --since-release {place} to carry identifiers on."
    )


def _corrected(rows: Iterable[ChangeRow], credits: Iterable[Credit]) -> Iterator[str]:
    """The events that corrections changed, or whose mentions they may have changed."""
    for row in rows:
        if row.cause == "correction":
            yield from (event_id for event_id in (row.event_id, row.into, row.split_from) if event_id)
    yield from (credit.event_id for credit in credits if credit.event_id)


def _fresh(credits: Iterable[Credit], earlier: Iterable[Credit]) -> Iterator[Credit]:
    """The corrections that are not among earlier ones; to which event they belong by now is no matter."""
    known = {replace(credit, event_id=None) for credit in earlier}
    return (credit for credit in credits if replace(credit, event_id=None) not in known)


def _taken_back(credits: Iterable[Credit], earlier: Iterable[Credit]) -> Iterator[Credit]:
    """The earlier corrections of what no correction says anything of now."""
    told = {(credit.target_id, credit.field) for credit in credits}
    return (credit for credit in earlier if (credit.target_id, credit.field) not in told)
