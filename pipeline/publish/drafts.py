"""An archive and the metadata of a release in, its deposition there out: one that was begun or published before, or a new one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.publish.archive import Archive, ArchiveError

Deposition = Mapping[str, Any]  # as the archive describes it: id, state, submitted, links, metadata, files

PAGE = 100  # the most that are listed at once


def find_own(archive: Archive, metadata: Mapping[str, Any], new_version_of: str | None) -> Deposition | None:
    """The user's deposition of a release, published or not, by its title and version; None where there is none.

    For a new version, also the draft of one that was begun of the same deposit: until it gets its metadata, it has those of the version
    before. There is only ever one. ArchiveError where there is another version, and this one is not said to be a new version of it.
    """
    own = list(_list(archive))
    series = [each for each in own if each.get("metadata", {}).get("title") == metadata["title"]]
    same = [each for each in series if each["metadata"].get("version") == metadata["version"]]
    if published := [each for each in same if is_published(each)]:
        return _whole(archive, published[0])
    if not new_version_of and not same:
        _refuse_second_series(series)
    if new_version_of:
        concept = _published(archive, new_version_of).get("conceptrecid")
        same = [each for each in own if not is_published(each) and each.get("conceptrecid") == concept]
    return _whole(archive, same[0]) if same else None


def create(archive: Archive, metadata: Mapping[str, Any]) -> Deposition:
    """A new draft; it has its metadata from the start, by which it is found again."""
    return dict(archive.post(f"{archive.api}/deposit/depositions", {"metadata": dict(metadata)}))


def add_version(archive: Archive, published: str) -> Deposition:
    """The draft of a new version of a published deposit; as it comes, it holds the files of the version before."""
    try:
        answer = archive.post(f"{archive.api}/deposit/depositions/{published}/actions/newversion")
    except ArchiveError as error:
        if error.status == 400:
            hint = "Is it the latest version? Is a draft of a new version there already? Publish or remove it in the archive first."
            raise ArchiveError(f"{error.message} {hint}", error.status) from error
        raise
    # The documentation says that the answer is the published one, with a link to the draft; where it is the draft, it links to itself.
    draft = dict(archive.get(answer["links"]["latest_draft"]))
    if is_published(draft):
        raise ArchiveError(f"The archive gave no draft of a new version of {published}. Look there whether one can be made.")
    return draft


def is_published(deposition: Deposition) -> bool:
    return bool(deposition.get("submitted"))


def id_of(deposition: Deposition) -> str:
    return str(deposition["id"])


def _published(archive: Archive, identifier: str) -> Deposition:
    found = archive.get(f"{archive.api}/deposit/depositions/{identifier}")
    if not is_published(found):
        raise ArchiveError(f"{identifier} is a draft: only of a published deposit, there can be a new version. Leave --new-version-of out.")
    return dict(found)


def _refuse_second_series(series: Sequence[Deposition]) -> None:
    """Versions that belong together have one DOI in common; a deposit of its own could never join them again."""
    if published := [each for each in series if is_published(each)]:
        raise ArchiveError(
            f"You have published version {published[0]['metadata'].get('version')} of this dataset: give --new-version-of"
            f" {id_of(published[0])}, so that both have a DOI in common."
        )


def _whole(archive: Archive, listed: Deposition) -> Deposition:
    """A deposition with its links and files, which lists may leave out."""
    return dict(archive.get(f"{archive.api}/deposit/depositions/{id_of(listed)}"))


def _list(archive: Archive) -> Iterator[Deposition]:
    """All depositions of the user, of all versions, the newest first."""
    page = 1
    while True:
        listed = archive.get(f"{archive.api}/deposit/depositions", page=page, size=PAGE, sort="mostrecent", all_versions="true")
        yield from listed
        if len(listed) < PAGE:
            return
        page += 1
