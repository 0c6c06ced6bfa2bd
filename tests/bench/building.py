"""A corpus and a database in; the corpus built into the database, and how long each step of that took, out.

`python -m tests.bench.building CORPUS DB WORKERS` prints JSON. A step is what `pipeline/flows/work.py` hands to its `run`; to wait for the
processes that work on it is part of it.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def main(corpus: str, db: Path, workers: int) -> None:
    """Build, and print the figures."""
    from pipeline.flows import work
    from pipeline.options import BuildOptions

    spent: defaultdict[str, float] = defaultdict(float)

    def clocked(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
        started = time.perf_counter()
        try:
            return step(*arguments, **options)
        finally:
            spent[step.__name__] += time.perf_counter() - started

    started = time.perf_counter()
    summary = work.build([corpus], db, BuildOptions(workers=workers), None, run=clocked)
    seconds = time.perf_counter() - started
    figures = {"documents": summary.documents_read, "mentions": summary.mentions, "events": summary.events}
    steps = {name: round(each, 2) for name, each in spent.items()}
    rest = {"the rest": round(seconds - sum(spent.values()), 2)}
    print(json.dumps({**figures, "rejected": sum(summary.rejected.values()), "steps": steps | rest}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
