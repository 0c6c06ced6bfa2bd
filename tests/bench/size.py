"""Numbers of documents in; how long each takes to be built and released, step by step, and in how much memory, out.

The documents are those of `news.py`, read from a file of JSON lines; each size is built from nothing, in processes of its own.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from schemas.derive import tables_of
from schemas.tables import TABLES
from tests.bench.command import Say, gigabytes, run_command, run_module, silent
from tests.bench.memory import Memory
from tests.bench.news import CORPORA, read_stories, write_news

SEED = 7
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Size:
    """A build of so many documents and its release. `memory` is that of the build: of its process, and of the largest that works for it."""

    documents: int
    sentences: int
    mentions: int
    events: int
    rows: int
    rejected: int
    seconds: float
    processor_seconds: float
    per_document_ms: float
    sentences_per_second: float
    steps: dict[str, float]
    memory: Memory
    build_gb: float
    release_seconds: float
    release_processor_seconds: float
    release_peak_gb: float
    whole_per_document_ms: float


def measure_size(n: int, *, corpora: Path = CORPORA, say: Say = silent) -> dict[str, Any]:
    """Build and release `n` documents."""
    with TemporaryDirectory() as scratch:
        file, db, dist = (Path(scratch) / name for name in ("news.jsonl", "news.duckdb", "dist"))
        sentences = write_news(file, n, seed=SEED, corpora=corpora)
        built = run_module("building", str(file), str(db), str(WORKERS), every=1.0)
        told, seconds = built.told, built.command.seconds
        say(f"{n:,} documents are built in {seconds:,.0f} s ({1000 * seconds / n:.1f} ms each), {built.memory.main_gb} GB at most")
        released = run_command("release", "release", "--db", str(db), "--dist", str(dist))
        say(f"and released in {released.seconds:,.0f} s")
        return asdict(
            Size(
                documents=told["documents"],
                sentences=sentences,
                mentions=told["mentions"],
                events=told["events"],
                rows=_rows(db),
                rejected=told["rejected"],
                seconds=seconds,
                processor_seconds=built.command.processor_seconds,
                per_document_ms=round(1000 * seconds / n, 2),
                sentences_per_second=round(sentences / seconds, 1),
                steps=told["steps"],
                memory=built.memory,
                build_gb=gigabytes(db.stat().st_size),
                release_seconds=released.seconds,
                release_processor_seconds=released.processor_seconds,
                release_peak_gb=released.peak_gb,
                whole_per_document_ms=round(1000 * (seconds + released.seconds) / n, 2),
            )
        )


def measure_sizes(sizes: Sequence[int], *, corpora: Path = CORPORA, say: Say = silent) -> dict[str, Any]:
    """Each size, the smallest first."""
    return {"origin": read_stories(corpora).origin, "sizes": [measure_size(n, corpora=corpora, say=say) for n in sorted(sizes)]}


def _rows(db: Path) -> int:
    with duckdb.connect(str(db), read_only=True) as connection:
        return sum(connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0] for table in tables_of(TABLES))
