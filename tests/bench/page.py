"""What was measured in, the text of `docs/benchmarks.md` out: the same text for the same measurements."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.goals import goals
from tests.bench.picture import draw_results
from tests.bench.rows import STEPS
from tests.bench.series import PARTS, Results, keep_results

INTRODUCTION = """\
# Benchmarks

How fast Legation is, on a machine that is told below. Whoever has a clone can measure it again, all or in part:

<!-- not run: takes an hour, and test_benchmarks.py runs a part -->
```bash
python -m tests.bench                                  # all parts: an hour or more on two cores
python -m tests.bench --only coding,reading,start      # some parts
python -m tests.bench --sizes 1000,10000               # smaller corpora
python -m tests.bench write                            # this page and its picture from what was measured
```

What is measured is kept in `build/benchmarks.json` part by part (`--keep FILE`), so that the parts can be measured at different times.
The figures of this page are in `docs/benchmarks.json`. Seconds are those of a clock on the wall unless a column says "CPU", which adds up
the time of all processors; every measurement is made in processes of its own.

![The measurements as pictures](benchmarks.svg)
"""

READING = """\
## How to read it

- **Coding** gives every way the same sentences: those that Legation's reader finds in the news. spaCy gets them as a stream, or "on
  whole stories" the documents as they are, in which it has to find the sentences itself; counted are always the same ones. Each of its
  processes uses one thread (`OMP_NUM_THREADS=1`); what it takes to import and to load the model is left out. Legation reads the file,
  surveys it for people, and codes it, as a build does before it loads; its processes are warm, but for the cold start, which counts
  everything from the command on. "× full" compares with one process of the full pipeline on single sentences, "× parser" with one of its
  tagger and parser. Sentences per CPU second say how much work there is, whatever else the machine does.
- **Corpora of a size** are made by cutting real stories into documents of seven to eleven sentences, and telling each of other countries,
  surnames, years and figures on another day; every fourth document is a further report of the one before. So there are no duplicates,
  and events spread over days and countries as in news. Without the corpora they are made from the sample corpus; then rates differ, for
  its stories tell more events.
- **Memory** is what the system says is resident, looked at every second: of the build's own process, and of the largest that works for it.
- **Rows** are made up (`tests/bench/synthetic.py`, `tests/bench/database.sql`): the mix of news, without its text. The first steps are
  those of a build from its mentions on; a release is written and checked, and `check` is the command that checks it once more.
- **Prefect**: the same command with `PREFECT_API_URL` set, so that each step is a task run on a server that works on the same processors.
  The share is of the seconds.
"""

NOT_MEASURED = """\
## What was not measured

The network (fetching, publishing, corpora at addresses); coding in other languages than English, or with other models than the one that
ships; more than two worker processes; clusters; other disks than this machine's; how much a release compresses on text of other kinds.
"""


def write_page(results: Results, folder: Path) -> None:
    """Write the page, its picture, and the measurements that both are made from."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmarks.md").write_text(page(results), encoding="utf-8", newline="\n")
    draw_results(results, folder / "benchmarks.svg")
    keep_results(results, folder / "benchmarks.json")


def page(results: Results) -> str:
    """The page; parts that were not measured are left out of its tables, and named at its end."""
    parts = {name: results["parts"][name]["measured"] for name in PARTS if results["parts"].get(name, {}).get("measured")}
    missing = [name for name in PARTS if name not in parts]
    blocks = [INTRODUCTION, _machine(results["machine"]), _goals(parts)]
    blocks += ["\n".join(TABLES[name](measured)) + "\n" for name, measured in parts.items()]
    blocks += [READING, NOT_MEASURED]
    if missing:
        blocks.append(f"Of the parts of the benchmark, these were not measured this time: {', '.join(missing)}.\n")
    return "\n".join(blocks)


def _machine(machine: dict[str, str]) -> str:
    hardware = {name: machine[name] for name in ("processor", "cores", "memory", "system", "Python")}
    versions = ", ".join(f"{name} {number}" for name, number in machine.items() if name not in hardware)
    rows = list(hardware.items())
    return "\n".join(["## The machine", "", *_table(("", ""), [*rows, ("versions", versions)]), ""])


def _goals(parts: dict[str, Any]) -> str:
    rows = [(goal.what, goal.wanted, goal.found, "yes" if goal.is_met else "**no**") for goal in goals(parts)]
    return "\n".join(["## What was to be reached", "", *_table(("figure", "wanted", "measured", "reached"), rows), ""])


def _coding(measured: Any) -> Iterator[str]:
    speed = {rate["name"]: rate["sentences_per_second"] for rate in measured["rates"]}
    yield from ("## Coding", "", f"{measured['sentences']:,} sentences of {measured['origin']}.", "")
    yield from _table(
        ("way", "processes", "seconds", "sentences/s", "× full", "× parser", "sentences per CPU second"),
        [
            (
                rate["title"],
                str(rate["processes"]),
                f"{rate['seconds']:,.1f}",
                f"{rate['sentences_per_second']:,.0f}",
                f"{rate['sentences_per_second'] / speed['full']:.2f}",
                f"{rate['sentences_per_second'] / speed['parser']:.2f}",
                f"{rate['per_processor_second']:,.0f}",
            )
            for rate in measured["rates"]
        ],
    )


def _reading(measured: Any) -> Iterator[str]:
    yield from ("## Reading", "", "From the file to sentences, in one process; megabytes are those of the text.", "")
    columns = ("documents_per_second", "megabytes_per_second")
    rows = [(rate["form"], f"{rate['documents']:,}", *(f"{rate[name]:,.1f}" for name in columns)) for rate in measured]
    yield from _table(("form", "documents", "documents/s", "MB/s"), rows)


def _digest(measured: Any) -> Iterator[str]:
    yield from ("## A large digest", "", f"`{measured['corpus']}`, in Chinese: read, loaded and released; nothing is coded.", "")
    rows = [_ran(run) for run in measured["commands"]]
    yield from _table(("command", "seconds", "CPU", "GB at most"), [*rows, ("in all", f"{measured['seconds']:.1f}", "", "")])


def _start(measured: Any) -> Iterator[str]:
    yield from ("## Commands", "", "From the command to its end, with a sample corpus built where one is needed.", "")
    rows = [(f"`{start['command']}`", f"{start['best']:.2f}", f"{start['median']:.2f}") for start in measured]
    yield from _table(("command", "best, s", "median, s"), rows)


def _prefect(measured: Any) -> Iterator[str]:
    yield from ("## Prefect", "", f"A build of {measured['documents']:,} documents, plain and as a recorded run, in turns.", "")
    rows = [_ran(run) for way in ("plain", "recorded") for run in measured[way]]
    yield from _table(("build", "seconds", "CPU", "GB at most"), rows)
    server = f"{measured['server_start_seconds']} s once, and works {measured['server_processor_seconds']} CPU seconds for a run"
    yield from ("", f"A run has {measured['task_runs']} task runs. A server of our own starts in {server}.")


def _rows(measured: Any) -> Iterator[str]:
    yield from ("## Rows", "", "Made-up mentions that a build takes, merges and loads; made-up events that are released and checked.", "")
    rows = []
    for step in sorted(measured, key=lambda step: list(STEPS).index(step["step"])):
        seconds = f"{step['seconds']:,.1f}" if step["seconds"] is not None else ""
        each = f"{1e6 * step['processor_seconds'] / step['count']:,.0f}"
        rows.append((STEPS[step["step"]], f"{step['count']:,} {step['unit']}", seconds, *_ran(step)[2:], each))
    yield from _table(("step", "of", "seconds", "CPU", "GB at most", "CPU µs each"), rows)


def _size(measured: Any) -> Iterator[str]:
    sizes = measured["sizes"]
    yield from ("## Corpora of a size", "", f"Made from {measured['origin']}; two worker processes.", "")
    columns = {
        "documents": "{documents:,}",
        "sentences": "{sentences:,}",
        "mentions": "{mentions:,}",
        "events": "{events:,}",
        "rows": "{rows:,}",
        "build, s": "{seconds:,.1f}",
        "CPU": "{processor_seconds:,.1f}",
        "ms a document": "{per_document_ms:.2f}",
        "sentences/s": "{sentences_per_second:,.0f}",
        "database, GB": "{build_gb:.2f}",
        "release, s": "{release_seconds:,.1f}",
        "ms a document in all": "{whole_per_document_ms:.2f}",
    }
    yield from _table(("", *(f"{size['documents']:,}" for size in sizes)), _turned(columns, sizes))
    yield from ("", "Seconds of each step; `code documents` waits for the processes that code, and loads what they made:", "")
    steps = list(dict.fromkeys(step for size in sizes for step in size["steps"]))
    rows = [(step.replace("_", " "), *(f"{size['steps'].get(step, 0.0):,.2f}" for size in sizes)) for step in steps]
    yield from _table(("step", *(f"{size['documents']:,}" for size in sizes)), rows)
    yield from ("", "Gigabytes of memory: at most, and after parts of the time of the largest build:", "")
    yield from _table(("", "the build's process", "the largest worker", "all together"), list(_memory(sizes)))


def _memory(sizes: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    names = ("main_gb", "worker_gb", "all_gb")
    for size in sizes:
        yield f"{size['documents']:,} documents, at most", *(f"{size['memory'][name]:.2f}" for name in names)
    looks = sizes[-1]["memory"]["looks"]
    for share in (0.25, 0.5, 0.75) if looks else ():
        look = looks[int(share * len(looks))]
        yield f"{sizes[-1]['documents']:,} documents, after {share:.0%}", *(f"{look[name]:.2f}" for name in names)


def _turned(columns: dict[str, str], rows: Sequence[Any]) -> list[tuple[str, ...]]:
    return [(name, *(form.format(**row) for row in rows)) for name, form in columns.items() if name != "documents"]


def _ran(run: Any) -> tuple[str, ...]:
    return run.get("name", ""), f"{run['seconds'] or 0:,.1f}", f"{run['processor_seconds']:,.1f}", f"{run['peak_gb']:.2f}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Markdown; all columns but the first are figures."""
    marks = ["---", *["---:" for _ in head[1:]]]
    return [f"| {' | '.join(cells)} |" for cells in (head, marks, *rows)]


TABLES = {
    "coding": _coding,
    "reading": _reading,
    "digest": _digest,
    "start": _start,
    "prefect": _prefect,
    "rows": _rows,
    "size": _size,
}
