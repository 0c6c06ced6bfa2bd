"""A number of documents in; what it costs to build them as a recorded run of Prefect, against a plain build, out.

Both are the command `legation build` in processes of its own, in turns; the server of Prefect works on the same processors meanwhile,
as where somebody runs one beside. The start of the server is measured by itself, for it is done once and not with each run.
"""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from pipeline.flows.server import own_server
from tests.bench.command import Command, Say, run_command, silent
from tests.bench.news import CORPORA, write_news

SEED = 8
WORKERS = "2"


@dataclass(frozen=True, slots=True)
class Overhead:
    """Builds of so many documents, plain and recorded, in turns; `share` is what the middle recorded one takes longer, by seconds.

    `processor_share` counts the processors' seconds instead, those of the server with them: other programs do not change it.
    """

    documents: int
    plain: tuple[Command, ...]
    recorded: tuple[Command, ...]
    server_start_seconds: float
    server_processor_seconds: float
    task_runs: int
    share: float
    processor_share: float


def measure_overhead(n: int, *, times: int = 2, corpora: Path = CORPORA, say: Say = silent) -> dict[str, Any]:
    """Build `n` documents `times` times in each way."""
    with TemporaryDirectory() as scratch:
        file, db = Path(scratch) / "news.jsonl", Path(scratch) / "news.duckdb"
        write_news(file, n, seed=SEED, corpora=corpora)
        build = ["build", str(file), "--db", str(db), "--workers", WORKERS, "--anew"]
        before, started = set(psutil.Process().children()), time.perf_counter()
        with own_server(Path(scratch) / "prefect") as served:
            start = round(time.perf_counter() - started, 1)
            say(f"a server of Prefect starts in {start} s")
            [server] = set(psutil.Process().children()) - before
            plain, recorded, used = [], [], 0.0
            for _ in range(times):
                plain.append(run_command("plain", *build))
                say(f"{n:,} documents are built plainly in {plain[-1].seconds} s")
                used -= _used(server)
                recorded.append(run_command("recorded", *build, environment=served.settings))
                used += _used(server)
                say(f"and as a recorded run in {recorded[-1].seconds} s")
            tasks = _task_runs(served.url, served.settings["PREFECT_API_AUTH_STRING"]) // times
        processor = [median(run.processor_seconds for run in runs) for runs in (plain, recorded)]
        seconds = [median(run.seconds for run in runs) for runs in (plain, recorded)]
        used = round(used / times, 1)
        shares = (seconds[1] / seconds[0] - 1, (processor[1] + used) / processor[0] - 1)
        return asdict(Overhead(n, tuple(plain), tuple(recorded), start, used, tasks, *(round(share, 3) for share in shares)))


def _used(server: psutil.Process) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in (server, *server.children(recursive=True)))


def _task_runs(url: str, secret: str) -> int:
    """How many task runs the server knows."""
    import httpx

    user, password = secret.split(":", 1)
    answer = httpx.post(f"{url}/task_runs/count", json={}, auth=(user, password), timeout=60)
    return int(answer.raise_for_status().json())
