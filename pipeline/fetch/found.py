"""What a feed, a sitemap or a wiki lists in; what of it is wanted and is to be asked for now, in the order of its need, out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase

from pipeline.corpus.settings import Source
from pipeline.fetch.desk import Desk
from pipeline.fetch.trouble import FAILED

AGAIN_AFTER = timedelta(days=1)  # a page of which nothing says whether it changed, and an address that was refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An address and what its list says of it: `stamp` is another one as soon as it changed, `changed_on` the day of that."""

    url: str
    title: str | None = None
    published_on: date | None = None
    changed_on: date | None = None
    stamp: str | None = None


def choose(desk: Desk, found: Iterable[Found]) -> list[Found]:
    """Those to ask for in this run: first those that are not held, then those that were asked for longest ago; the rest is counted."""
    wanted = {each.url: each for each in reversed([each for each in found if _is_counted_in(desk, each)])}
    due: list[tuple[bool, datetime, Found]] = []
    now = desk.now()
    for each in reversed(wanted.values()):
        is_due, is_held, asked_at = _need_of(desk, each, now)
        if is_due:
            due.append((is_held, asked_at or now, each))
        else:
            desk.count("skipped", each.url)
    due.sort(key=lambda entry: (entry[0], entry[1] if entry[0] else now))
    most = desk.source.most_documents
    desk.counts["left"] += max(0, len(due) - most)
    return [each for _, _, each in due[:most]]


def is_wanted(source: Source, url: str) -> bool:
    """Whether `include` and `exclude` let an address through."""
    is_included = not source.include or any(fnmatchcase(url, pattern) for pattern in source.include)
    return is_included and not any(fnmatchcase(url, pattern) for pattern in source.exclude)


def _is_counted_in(desk: Desk, found: Found) -> bool:
    since, day = desk.source.since, found.changed_on or found.published_on
    if is_wanted(desk.source, found.url) and not (since and day and day < since):
        return True
    desk.count("left_out", found.url)
    return False


def _need_of(desk: Desk, found: Found, now: datetime) -> tuple[bool, bool, datetime | None]:
    """Whether it is to be asked for now, whether it is held, and when it was last asked for."""
    known, problem = desk.holdings.last(desk.source.name, found.url), desk.holdings.problem(desk.source.name, found.url)
    asked_at = problem.asked_at if problem else known.asked_at if known else None
    is_held = known is not None and known.held is not None
    is_fresh = asked_at is not None and now - asked_at < AGAIN_AFTER
    if problem:
        return problem.outcome == FAILED or not is_fresh, is_held, asked_at
    if known is None or known.held is None:
        return True, False, asked_at
    if found.stamp is not None:
        return found.stamp != known.stamp, True, asked_at
    return bool(known.etag or known.last_modified) or not is_fresh, True, asked_at
