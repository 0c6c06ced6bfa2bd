"""The options of a build in, who does its long work out: processes of this machine, or the workers of a cluster."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from pipeline.cluster.engine import Engine, engine_of
from pipeline.coded.store import store_path
from pipeline.coding import Crew, Hands, get_ready, hired
from pipeline.errors import LegationError
from pipeline.options import BuildOptions

LONG = 1_000_000  # bytes of a corpus on this machine that processes will have to work on for longer than they take to start


def engine_in(options: BuildOptions, db: Path) -> Engine | None:
    """The engine that a build of `db` is to use; None where it works on this machine. EngineError."""
    if options.engine is None:
        if options.shards is not None:
            raise LegationError("--shards says where a cluster finds its shards, and no --engine is named.")
        return None
    return engine_of(options.engine, options.shards, db, workers=options.workers)


@contextmanager
def hired_ahead(corpora: Sequence[str], db: Path, options: BuildOptions) -> Iterator[Crew | None]:
    """Who will work for a build of `db`, until the block ends; None where a cluster does.

    Where all of a long corpus is to be coded, its processes start now, while this one still loads what it needs.
    """
    if options.engine is not None:
        yield None
        return
    with hired(options.workers) as crew:
        if (options.anew or not store_path(db).exists()) and _are_long(corpora):
            crew.begin(partial(get_ready, options.model))
        yield crew


@contextmanager
def hands_for(options: BuildOptions, db: Path, crew: Crew | None = None) -> Iterator[Hands]:
    """Who works for a build of `db`, until the block ends: the crew, where one was hired ahead.

    With an engine this needs a Prefect server, and a flow that runs.
    """
    engine = engine_in(options, db)
    if engine is None:
        with closing(crew or Crew(options.workers)) as own:
            yield own
        return
    from pipeline.flows.cluster import clustered

    with clustered(engine, db, model=options.model) as hands:
        yield hands


def _are_long(corpora: Sequence[str]) -> bool:
    """Whether the files of this machine among the corpora are long together; no more of a folder is looked at than tells it."""
    size = 0
    for file in (file for corpus in corpora for file in _files(corpus)):
        with suppress(OSError):  # which reading will tell of
            size += file.stat().st_size if file.is_file() else 0
        if size >= LONG:
            return True
    return False


def _files(corpus: str) -> Iterator[Path]:
    yield Path(corpus)
    for folder, _, names in os.walk(corpus):
        yield from (Path(folder, name) for name in names)
