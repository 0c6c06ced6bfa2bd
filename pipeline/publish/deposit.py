"""A release and an archive in; a draft of its deposit there, or the published deposit, out: resumed where it was cut off."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.publish.archive import Archive, ArchiveError
from pipeline.publish.bundle import bundle_name, files_to_deposit, pages_of
from pipeline.publish.drafts import Deposition, add_version, create, find_own, id_of, is_published
from pipeline.publish.publish import find_previous
from pipeline.publish.send import counting
from pipeline.release import check_release
from pipeline.release.descriptors import zenodo_metadata
from pipeline.release.gate import Band, Verdict, check_gate
from pipeline.release.problem import Problem
from pipeline.release.versions import SUMS
from pipeline.summary import OnProgress


@dataclass(frozen=True, slots=True)
class Deposit:
    """What became of the deposit of a release, or would in a dry run; nothing is asked of the archive where it `is_stopped`.

    `sent`, `there` and `removed` are names of files in the draft; `is_published` says that it can no longer be changed.
    """

    release: str
    dry_run: bool
    problems: tuple[Problem, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    metadata: Mapping[str, Any] | None = None
    id: str | None = None
    url: str | None = None
    doi: str | None = None
    sent: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    is_published: bool = False
    was_published: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether the checks or the gate keep it back."""
        return bool(self.problems) or not all(verdict.ok for verdict in self.verdicts)


def plan_deposit(folder: Path, *, bands: Sequence[Band]) -> Deposit:
    """What a deposit would be, without a word to the archive: checks, gate, metadata, files. ReleaseError where it holds no metadata."""
    planned = Deposit(str(folder), dry_run=True)
    if problems := check_release(folder):
        return replace(planned, problems=tuple(problems))
    metadata = zenodo_metadata(folder)
    version = str(metadata["version"])
    verdicts = check_gate(folder, find_previous(folder, version, None), bands)
    return replace(planned, verdicts=verdicts, metadata=metadata, sent=(bundle_name(version), *pages_of(folder)))


def deposit_release(
    folder: Path,
    archive: Archive,
    *,
    bands: Sequence[Band],
    new_version_of: str | None = None,
    publish: bool = False,
    on_progress: OnProgress | None = None,
) -> Deposit:
    """Make a draft of the release's deposit, or go on with the one there is, and bring it to hold the release; then publish it if asked.

    `new_version_of` is the identifier of the published deposit of the version before. ArchiveError where the archive refuses something or
    holds another deposit of this version; the draft stays, and the next call goes on with it.
    """
    planned = plan_deposit(folder, bands=bands)
    if planned.is_stopped or planned.metadata is None:
        return planned
    metadata = dict(planned.metadata)
    with tempfile.TemporaryDirectory() as workplace:
        files = files_to_deposit(folder, str(metadata["version"]), Path(workplace))
        draft = find_own(archive, metadata, new_version_of)
        if draft and is_published(draft):
            _refuse_another(archive, draft, files[SUMS])
            return replace(_of(planned, draft), sent=(), there=tuple(files), was_published=True)
        if draft is None:
            draft = add_version(archive, new_version_of) if new_version_of else create(archive, metadata)
        draft = archive.put(f"{archive.api}/deposit/depositions/{id_of(draft)}", {"metadata": metadata})
        known = _bring_files(archive, draft, files, _of(planned, draft), on_progress)
    if publish:
        return _publish(archive, draft, known)
    return known


def _of(deposit: Deposit, found: Deposition) -> Deposit:
    """What an archive says of a deposition, with what is known of it."""
    links, metadata = found.get("links", {}), found.get("metadata", {})
    doi = found.get("doi") or metadata.get("doi") or metadata.get("prereserve_doi", {}).get("doi")
    url = links.get("record_html") or found.get("record_url") or links.get("html")
    return replace(deposit, dry_run=False, id=id_of(found), url=url, doi=doi, is_published=is_published(found))


def _bring_files(
    archive: Archive, draft: Deposition, files: Mapping[str, Path], known: Deposit, on_progress: OnProgress | None
) -> Deposit:
    """Have a draft hold exactly these files; those that are there by the same checksum are not sent again."""
    listed = f"{archive.api}/deposit/depositions/{id_of(draft)}/files"
    held = {file["filename"]: file for file in archive.get(listed)}
    checksums = {name: _md5(path) for name, path in files.items()}
    there = tuple(name for name in files if name in held and _is_md5(held[name].get("checksum"), checksums[name]))
    to_send, removed = [name for name in files if name not in there], tuple(sorted(held.keys() - files.keys()))
    for name in removed:
        archive.delete(f"{listed}/{held[name]['id']}")
    on_bytes = counting(on_progress, sum(files[name].stat().st_size for name in to_send))
    for name in to_send:
        answer = archive.put_file(f"{draft['links']['bucket']}/{name}", files[name], on_bytes=on_bytes)
        if not _is_md5(answer.get("checksum"), checksums[name]):
            raise ArchiveError(f"{name} was damaged on its way to the archive. Run the command again.")
    return replace(known, sent=tuple(to_send), there=there, removed=removed)


def _publish(archive: Archive, draft: Deposition, known: Deposit) -> Deposit:
    try:
        published = archive.post(f"{archive.api}/deposit/depositions/{id_of(draft)}/actions/publish")
    except ArchiveError as error:
        if error.status is not None and error.status < 500:
            raise
        raise ArchiveError(f"{error.message} It may have been published all the same: look at {known.url} before anything else.") from error
    return replace(_of(known, published), is_published=True)


def _refuse_another(archive: Archive, published: Deposition, sums: Path) -> None:
    """A published deposit of this version is this release if its SHA256SUMS, which names all files, is."""
    held = {file["filename"]: file.get("checksum") for file in published.get("files", ())}
    if not _is_md5(held.get(SUMS), _md5(sums)):
        raise ArchiveError(
            f"{archive.api} holds a published deposit of this version with other files ({id_of(published)}), and what was published is"
            " never changed: make the release anew as a higher version."
        )


def _is_md5(told: str | None, wanted: str) -> bool:
    """The archive gives checksums with or without the name of the algorithm."""
    return told is not None and told.removeprefix("md5:") == wanted


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
