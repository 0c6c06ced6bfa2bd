"""A number of mentions in; how long a build takes from there to its database, and in how much memory.

Each measurement is a process of its own (`python -m tests.bench.loading MENTIONS SEED`), so that none has the memory of another. Documents
and mentions are made while the build asks for them, as they would be coded, so that what grows with them is the build's.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.coding import Batch, CodedDocument
from pipeline.records import Document, Mention, Section
from tests.bench.merging import ROOT, peak_gb
from tests.bench.synthetic import MENTIONS_PER_DOCUMENT, SEED, synthetic_mentions

AT_ONCE = 10_000  # mentions that are made together


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds to take documents and mentions, to merge them into events, and to load and finish; gigabytes at most after each.

    `peak_before_gb` is what the program itself takes.
    """

    mentions: int
    documents: int
    events: int
    taken_seconds: float
    merged_seconds: float
    finished_seconds: float
    peak_before_gb: float
    peak_taken_gb: float
    peak_merged_gb: float
    peak_gb: float
    database_gb: float


def measure_loading(n: int, *, seed: int = SEED) -> Measured:
    """Merge and load `n` synthetic mentions in a new process; CalledProcessError where it fails."""
    command = [sys.executable, "-m", "tests.bench.loading", str(n), str(seed)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


def _load(n: int, seed: int, db: Path) -> Measured:
    """As above, in this process."""
    from pipeline.build import Ledger, add_account, add_batch, add_events, merge_mentions
    from pipeline.load import open_warehouse
    from pipeline.shards.mentions import Spool

    before = peak_gb()
    with open_warehouse(db) as warehouse, closing(Spool(warehouse.scratch)) as spool:
        ledger, taken = Ledger(spool), 0.0
        for batch in _batches(n, seed):
            started = time.process_time()
            add_batch(warehouse, ledger, batch)
            taken += time.process_time() - started
        after_taking, started = peak_gb(), time.process_time()
        add_events(warehouse, ledger, merge_mentions(ledger))
        after_merging, merged = peak_gb(), time.process_time()
        add_account(warehouse, ledger, ["synthetic"])
    finished = time.process_time()
    return Measured(
        mentions=ledger.spool.n,
        documents=len(ledger.hashes),
        events=ledger.events_by_type.total(),
        taken_seconds=round(taken, 1),
        merged_seconds=round(merged - started, 1),
        finished_seconds=round(finished - merged, 1),
        peak_before_gb=before,
        peak_taken_gb=after_taking,
        peak_merged_gb=after_merging,
        peak_gb=peak_gb(),
        database_gb=round(db.stat().st_size / 1e9, 3),
    )


def _batches(n: int, seed: int) -> Iterator[Batch]:
    """Documents with their mentions, so many in all."""
    for first in range(0, n, AT_ONCE):
        mentions, _ = synthetic_mentions(min(AT_ONCE, n - first), seed=seed + first)
        by_document = defaultdict(list)
        for mention in mentions:
            by_document[int(mention.source_id.removeprefix("src_"), 16) + first // MENTIONS_PER_DOCUMENT].append(mention)
        yield Batch(tuple(_coded(number, by_document[number]) for number in sorted(by_document)))


def _coded(number: int, mentions: list[Mention]) -> CodedDocument:
    source_id, day = f"src_{number:016x}", date(2020, 1, 1) + timedelta(number % 3_000)
    sections = tuple(Section("main" if no == 0 else "related", 0, 1) for no in range(4))
    document = Document(
        source_id,
        "synthetic",
        f"{number:08}.txt",
        "newswire",
        "",
        f"{number:064x}",
        sections,
        publisher="Wire",
        language="en",
        published_on=day,
    )
    return CodedDocument(document, tuple(replace(mention, source_id=source_id) for mention in mentions))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(_load(int(sys.argv[1]), int(sys.argv[2]), Path(folder) / "synthetic.duckdb"))))
