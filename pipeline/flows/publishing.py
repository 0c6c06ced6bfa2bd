"""The newest release of a folder and stores in, what became of it in each of them out; a store that has it is not sent anything."""

from dataclasses import dataclass
from pathlib import Path

from pipeline import release as releases
from pipeline.errors import LegationError
from pipeline.flows.work import Run, plainly
from pipeline.publish import Publication, Store, open_store, publication_lines
from pipeline.publish import publish_release as send_release
from pipeline.publish.index import entry_of
from pipeline.publish.send import read_index
from pipeline.release.gate import read_bands
from pipeline.release.versions import NAME
from pipeline.summary import OnProgress


@dataclass(frozen=True, slots=True)
class Stores:
    """Where releases are published; for all, `endpoint` and `region` of stores that speak S3, and a file of `bands` for the gate."""

    addresses: tuple[str, ...] = ()
    endpoint: str | None = None
    region: str | None = None
    bands: Path | None = None


def publish_newest(dist: Path, stores: Stores, on_progress: OnProgress | None = None, *, run: Run = plainly) -> tuple[Publication, ...]:
    """Publish the newest release in `dist` in every store. Raises LegationError where there is none, and StoreError."""
    folder = releases.newest_release(dist)
    if folder is None:
        raise LegationError(f"There is no release in {dist}. Make one with: legation release --dist {dist}")
    return tuple(run(publish_release, folder, address, stores, on_progress) for address in stores.addresses)


def refuse_unusable(stores: Stores) -> None:
    """StoreError for an address that is no store, and LegationError for bands that cannot be read, before any work is done."""
    for address in stores.addresses:
        _open(address, stores)
    if stores.addresses:
        read_bands(stores.bands)


def publish_release(folder: Path, address: str, stores: Stores, on_progress: OnProgress | None) -> Publication:
    """Publish a release in one store, unless its index has that version."""
    store = _open(address, stores)
    version, index = folder.name.removeprefix(f"{NAME}-"), read_index(store)
    if index and entry_of(index, version):
        return Publication(str(folder), store.address, False, version=version, was_published=True, latest=index["latest"])
    return send_release(folder, store, bands=read_bands(stores.bands), on_progress=on_progress)


def why_stopped(publication: Publication) -> str | None:
    """Why a release was kept back, in one line; None where it was not."""
    return " ".join(publication_lines(publication)) if publication.is_stopped else None


def _open(address: str, stores: Stores) -> Store:
    """The endpoint and the region are for stores that speak S3; a folder has none."""
    if not address.startswith("s3://"):
        return open_store(address)
    return open_store(address, endpoint=stores.endpoint, region=stores.region)
