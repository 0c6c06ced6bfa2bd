"""The address of a place for releases goes in, the store there comes out."""

from pipeline.publish.folder import open_folder
from pipeline.publish.store import Store, StoreError


def open_store(address: str, *, endpoint: str | None = None, region: str | None = None) -> Store:
    """The store at `s3://bucket/prefix`, or in a folder that exists (a path, or file:///path). StoreError for anything else."""
    if address.startswith("s3://"):
        from pipeline.publish.s3 import open_bucket  # its library is slow to import

        return open_bucket(address, endpoint=endpoint, region=region)
    if endpoint or region:
        raise StoreError(f"{address} is a folder: --endpoint and --region are for stores such as s3://bucket/prefix.")
    return open_folder(address)
