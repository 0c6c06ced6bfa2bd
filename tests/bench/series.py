"""Which parts of the benchmark to measure in; what was measured, kept in a file part by part, out."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.coding import measure_coding
from tests.bench.command import Say
from tests.bench.digest import measure_digest
from tests.bench.machine import machine
from tests.bench.news import CORPORA
from tests.bench.overhead import measure_overhead
from tests.bench.reading import measure_reading
from tests.bench.rows import measure_rows
from tests.bench.size import measure_sizes
from tests.bench.start import measure_start

Results = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Series:
    """What to measure, with how much. `documents` bounds the news that are coded, `commands` the commands that are started (None: all)."""

    parts: Sequence[str] = ()
    corpora: Path = CORPORA
    documents: int | None = None
    read: int = 2_000
    sizes: Sequence[int] = (1_000, 10_000, 100_000)
    rows: Sequence[int] = (100_000, 300_000, 1_000_000)
    recorded: int = 10_000
    times: int = 3
    commands: int | None = None


def measure(series: Series, *, keep: Path, say: Say | None = None) -> Results:
    """Measure the parts, one after the other; what `keep` holds of others stays, as far as it is of this machine and these versions."""
    say = say or _say
    results, here = kept(keep), machine()
    if results.get("machine") != here:
        results = {"machine": here, "parts": {}}
    for name in series.parts or PARTS:
        say(f"-- {name}")
        started = time.monotonic()
        measured = PARTS[name](series, say)
        results["parts"][name] = {"minutes": round((time.monotonic() - started) / 60, 1), "measured": measured}
        keep_results(results, keep)
    return kept(keep)


def keep_results(results: Results, file: Path) -> None:
    """Write what was measured, a line for each part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    parts = [f"  {json.dumps(name)}: {json.dumps(part, ensure_ascii=False)}" for name, part in results["parts"].items()]
    machine = json.dumps(results["machine"], ensure_ascii=False)
    lines = ("{", f' "machine": {machine},', ' "parts": {', ",\n".join(parts), " }", "}", "")
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def kept(file: Path) -> Results:
    """What a file holds of earlier measurements; nothing where it is not there."""
    found: Results = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _sizes(series: Series, say: Say) -> Any:
    return measure_sizes(series.sizes, corpora=series.corpora, say=say)


def _overhead(series: Series, say: Say) -> Any:
    return measure_overhead(series.recorded, times=max(1, series.times - 1), corpora=series.corpora, say=say)


PARTS: dict[str, Callable[[Series, Say], Any]] = {
    "coding": lambda series, say: measure_coding(corpora=series.corpora, documents=series.documents, say=say),
    "reading": lambda series, say: measure_reading(series.read, corpora=series.corpora, say=say),
    "digest": lambda series, say: measure_digest(corpora=series.corpora, say=say),
    "start": lambda series, say: measure_start(times=series.times, only=series.commands, say=say),
    "prefect": _overhead,
    "rows": lambda series, say: measure_rows(series.rows, say=say),
    "size": _sizes,
}
