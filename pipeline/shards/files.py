"""Records and an address in, a Parquet file there out, whole or not at all; and the records of such a file again."""

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import fsspec
import pyarrow as arrow
import pyarrow.parquet as parquet

from pipeline.shards.columns import from_arrow, to_arrow

T = TypeVar("T")


def write_shard(address: str, kind: type[T], items: Iterable[T]) -> None:
    """Write records to a path, or to an address that fsspec opens (`s3://bucket/prefix/part.parquet`); what was there is replaced.

    Folders that are missing are made. Raises OSError where it cannot be written.
    """
    sink = arrow.BufferOutputStream()
    parquet.write_table(to_arrow(kind, items), sink, compression="zstd")
    files, path = fsspec.core.url_to_fs(address)
    files.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
    if _is_local(files):
        unfinished = f"{path}.{os.getpid()}.unfinished"  # a store shows an object when it is whole; a folder does not
        files.pipe_file(unfinished, sink.getvalue().to_pybytes())
        Path(unfinished).replace(path)
    else:
        files.pipe_file(path, sink.getvalue().to_pybytes())


def read_shard(address: str, kind: type[T]) -> list[T]:
    """The records that were written to an address, in their order. Raises OSError where there is no such file or it is damaged."""
    files, path = fsspec.core.url_to_fs(address)
    try:
        table = parquet.read_table(arrow.BufferReader(files.cat_file(path)))
    except arrow.ArrowInvalid as error:
        raise OSError(f"{address} is damaged: {error}") from error
    return from_arrow(kind, table)


def _is_local(files: Any) -> bool:
    return "file" in ((files.protocol,) if isinstance(files.protocol, str) else files.protocol)
