"""The options of a build in, who does its long work out: processes of this machine, or the workers of a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.cluster.engine import Engine, engine_of
from pipeline.coding import Hands, hired
from pipeline.errors import LegationError
from pipeline.options import BuildOptions


def engine_in(options: BuildOptions, db: Path) -> Engine | None:
    """The engine that a build of `db` is to use; None where it works on this machine. EngineError."""
    if options.engine is None:
        if options.shards is not None:
            raise LegationError("--shards says where a cluster finds its shards, and no --engine is named.")
        return None
    return engine_of(options.engine, options.shards, db, workers=options.workers)


@contextmanager
def hands_for(options: BuildOptions, db: Path) -> Iterator[Hands]:
    """Who works for a build of `db`, until the block ends. With an engine this needs a Prefect server, and a flow that runs."""
    engine = engine_in(options, db)
    if engine is None:
        with hired(options.workers) as crew:
            yield crew
        return
    from pipeline.flows.cluster import clustered

    with clustered(engine, db, model=options.model) as hands:
        yield hands
