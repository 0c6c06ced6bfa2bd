"""What became of a publication or a deposit goes in; lines for people, and figures for scripts, come out."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.publish.deposit import Deposit
from pipeline.publish.index import INDEX
from pipeline.publish.plan import File
from pipeline.publish.publish import Publication
from pipeline.release.gate import Verdict
from pipeline.release.problem import Problem
from pipeline.release.versions import NAME
from pipeline.summary import counted


def publication_lines(done: Publication) -> Iterator[str]:
    """The publication for people."""
    yield from _refusals(done)
    if done.is_stopped:
        yield f"{done.release} was not published, and nothing was sent."
        return
    place = f"{done.store}/{NAME}-{done.version}/"
    if done.was_published:
        yield f"{place} is published already, with the same files."
        return
    compared = f"compared with {done.previous}" if done.previous else "no release before it lies beside this one"
    yield f"Gate: {counted(len(done.verdicts), 'band')} kept; {compared}."
    yield f"{'Would send' if done.dry_run else 'Sent'}: {_sized(done.sent)} to {place}"
    yield f"There before: {_sized(done.there)}"
    yield f"Latest version on {done.store}/{INDEX}: {done.latest}"
    if done.dry_run:
        yield "This was a dry run: nothing was written."


def publication_figures(done: Publication) -> dict[str, Any]:
    """The publication for scripts; `published` says whether the release is now in the store and on its index."""
    return {
        "release": done.release,
        "store": done.store,
        "version": done.version,
        "published": not done.is_stopped and not done.dry_run,
        "was_published": done.was_published,
        "dry_run": done.dry_run,
        "latest": done.latest,
        "previous": done.previous,
        "sent": [file["path"] for file in done.sent],
        "bytes_sent": _bytes(done.sent),
        "there": [file["path"] for file in done.there],
        "bytes_there": _bytes(done.there),
        **_checked(done),
    }


def deposit_lines(done: Deposit) -> Iterator[str]:
    """The deposit for people."""
    yield from _refusals(done)
    if done.is_stopped or done.metadata is None:
        yield f"{done.release} was not deposited, and nothing was sent."
        return
    yield f"{done.metadata['title']}, version {done.metadata['version']}"
    if done.was_published:
        yield f"It is published already, with the same files: {done.url}"
        return
    yield f"{'Would send' if done.dry_run else 'Sent'}: {', '.join(done.sent) or 'nothing'}"
    if done.there:
        yield f"There before: {', '.join(done.there)}"
    if done.removed:
        yield f"Removed from the draft: {', '.join(done.removed)}"
    if done.dry_run:
        yield "This was a dry run: the archive was not asked."
    elif done.is_published:
        yield f"Published: {done.url}, DOI {done.doi}"
    else:
        yield f"Draft {done.id}: {done.url}"
        yield f"Look at it there and publish it, or run the command again with --publish (for good). Its DOI will be {done.doi}."


def deposit_figures(done: Deposit) -> dict[str, Any]:
    """The deposit for scripts."""
    kept = {field.name: getattr(done, field.name) for field in dataclasses.fields(done) if field.name not in ("problems", "verdicts")}
    return {**kept, **_checked(done)}


def _refusals(done: Publication | Deposit) -> Iterator[str]:
    """What keeps a release back."""
    yield from (f"{problem.file}: {problem.reason}" for problem in done.problems)
    left = [verdict for verdict in done.verdicts if not verdict.ok]
    yield from (f"{verdict.name}, which shall be {verdict.band}: {verdict.says}" for verdict in left)
    if left:
        yield f"It leaves {len(left)} of {counted(len(done.verdicts), 'band')}. To go by others: --bands FILE"


def _checked(done: Publication | Deposit) -> dict[str, Any]:
    return {"problems": _plain(done.problems), "gate": _plain(done.verdicts)}


def _plain(found: Sequence[Problem] | Sequence[Verdict]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(each) for each in found]


def _sized(files: Sequence[File]) -> str:
    return f"{counted(len(files), 'file')}, {_bytes(files):,} bytes"


def _bytes(files: Sequence[File]) -> int:
    return sum(file["bytes"] for file in files)
