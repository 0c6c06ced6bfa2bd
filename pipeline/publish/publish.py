"""A release and a store in; the release in the store and on its index out: checked before, never overwritten, resumed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.publish.index import Index, add_version, describe_release, entry_of
from pipeline.publish.plan import File, plan_upload
from pipeline.publish.send import add_to_index, read_index, send_files
from pipeline.publish.store import Store
from pipeline.release import check_release
from pipeline.release.gate import Band, Verdict, check_gate
from pipeline.release.problem import Problem
from pipeline.release.versions import releases, version_of
from pipeline.runs import recorded
from pipeline.summary import OnProgress


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of a release, or would in a dry run; nothing is sent where there are problems or a verdict is not ok.

    `previous` is the version that the gate compared it with; `sent` and `there` are its files that were sent or there before, with their
    sizes; `latest` is the highest version on the index.
    """

    release: str
    store: str
    dry_run: bool
    problems: tuple[Problem, ...] = ()
    version: str | None = None
    previous: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    sent: tuple[File, ...] = ()
    there: tuple[File, ...] = ()
    was_published: bool = False
    latest: str | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether the checks or the gate keep it back."""
        return bool(self.problems) or not all(verdict.ok for verdict in self.verdicts)


def publish_release(
    folder: Path, store: Store, *, bands: Sequence[Band], dry_run: bool = False, on_progress: OnProgress | None = None
) -> Publication:
    """Send a release to a store, then add it to the index there; in a dry run, only look what that would be.

    Where the store holds the same release already, nothing is done. StoreError where it holds another by the same version, or cannot be
    used; what was sent until then is kept, and the next call goes on from there. It is noted as a run, beside the folder of the releases.
    """
    if dry_run:
        return _publish(folder, store, bands, on_progress, dry_run=True)
    with recorded("publish", beside=folder.resolve().parent) as running:
        done = _publish(folder, store, bands, on_progress, dry_run=False)
        running.tell({"store": done.store, "version": done.version, "latest": done.latest, "n_files_sent": len(done.sent)})
        if done.is_stopped:
            stopped = [verdict.name for verdict in done.verdicts if not verdict.ok]
            running.fail(f"The gate keeps it back: {'; '.join(stopped)}." if stopped else "The release does not pass its checks.")
    return done


def _publish(folder: Path, store: Store, bands: Sequence[Band], on_progress: OnProgress | None, *, dry_run: bool) -> Publication:
    publication = Publication(str(folder), store.address, dry_run)
    if problems := check_release(folder):
        return replace(publication, problems=tuple(problems))
    entry = describe_release(folder)
    index = read_index(store)
    plan = plan_upload(entry, index, store)
    known = replace(publication, version=entry["version"], there=plan.there, latest=index["latest"] if index else None)
    if plan.in_index and not plan.to_send:
        return replace(known, was_published=True)
    previous = find_previous(folder, entry["version"], index)
    judged = replace(known, previous=previous.name if previous else None, verdicts=check_gate(folder, previous, bands))
    if judged.is_stopped:
        return judged
    if dry_run:
        return replace(judged, sent=plan.to_send, latest=add_version(index, entry)["latest"])
    send_files(folder, entry, plan, store, on_progress=on_progress)
    return replace(judged, sent=plan.to_send, latest=add_to_index(entry, store))


def find_previous(folder: Path, version: str, index: Index | None) -> Path | None:
    """The release to compare with, of those beside this one: the newest lower one that is on the index, or else the newest lower one."""
    lower = {number: path for number, path in releases(folder.resolve().parent).items() if number < version_of(version)}
    published = [number for number in lower if entry_of(index, ".".join(map(str, number)))]
    return lower[max(published or lower)] if lower else None
