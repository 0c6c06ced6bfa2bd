"""Commands of `legation` go in, runs of them that may be killed come out: each is forked from a process that has imported everything.

To start Python and to load the language model takes six seconds, of which nothing is worth killing. So one process does it once and then
forks a child for each command: a session of its own, killed as a whole with its workers. The child runs what the command runs.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.command import environment
from tests.faults.moments import Moment, Watch

DOCUMENTS = 2  # of a batch, so that a small corpus has several
PIPE_BYTES = 1 << 20
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl: workers whose parent was killed become ours, so that we see them end


@dataclass(frozen=True)
class Ended:
    """How a run ended: exit code, or the negative number of the signal; what it printed; seconds; and which moments it had, where asked."""

    code: int
    output: str
    errors: str
    seconds: float
    moments: Mapping[str, int]


@dataclass(frozen=True)
class Nursery:
    """A process that forks runs."""

    process: "subprocess.Popen[str]"

    def run(self, *arguments: str, folder: Path, **options: Any) -> Ended:
        """Begin a command in a folder and wait until it ends; for the options see `begin`."""
        return self.end(self.begin(*arguments, folder=folder, **options))

    def begin(
        self,
        *arguments: str,
        folder: Path,
        after: float | None = None,
        at: Moment | None = None,
        counted: bool = False,
        patches: Sequence[str] = (),
        limits: Mapping[str, int] | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> int:
        """Begin a command in a folder, to be killed `after` so many seconds, or `at` a moment, and return the number of its process.

        With `counted`, it notes which moments there are. `patches` are statements that the child runs before, `limits` of its resources by
        name (`FSIZE`), in bytes.
        """
        told = {"arguments": arguments, "folder": str(folder), "after": after, "at": asdict(at) if at else None, "counted": counted}
        told |= {"settings": dict(settings or {}), "patches": list(patches), "limits": dict(limits or {})}
        return int(self._ask("begin", told))

    def end(self, child: int) -> Ended:
        """Wait until a run has ended."""
        return Ended(**self._ask("end", child))

    def _ask(self, what: str, told: object) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([what, told]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise ChildProcessError("The process that forks runs has ended; what it printed says why.")
        return json.loads(answer)


@contextmanager
def opened(folder: Path) -> Iterator[Nursery]:
    """A nursery, ready for the first run; `folder` becomes the home of the runs."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a process with threads of its own cannot be forked safely
    root, pipe = Path(__file__).resolve().parents[2], subprocess.PIPE
    with subprocess.Popen(command, cwd=root, env=environment(folder, threads), stdin=pipe, stdout=pipe, text=True) as process:
        yield Nursery(process)
        process.communicate(timeout=60)


def main() -> None:
    """Serve requests, a line of JSON each, until standard input ends."""
    _get_ready()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    running: dict[int, Running] = {}
    for line in sys.stdin:
        what, told = json.loads(line)
        if what == "begin":
            begun = _begin(told)
            running[begun.child] = begun
            print(begun.child, flush=True)
        else:
            print(json.dumps(_finish(running.pop(told))), flush=True)


def _get_ready() -> None:
    """Import what the commands import late and fill the caches of coding; nothing that leaves threads at work, for they do not fork."""
    for name in ("flows", "fetch", "release.pictures", "release.pages.web", "publish", "progress"):
        import_module(f"pipeline.{name}")
    from pandera.backends.pyarrow.register import register_pyarrow_backends

    from pipeline.coded import coder_of
    from pipeline.coding import code_batch, survey_batch
    from pipeline.history import code_sha256
    from pipeline.options import PARSER
    from pipeline.records import RawDocument

    register_pyarrow_backends()
    code_sha256()
    coder_of(PARSER, ())
    text = "LIMA, March 31, 2017 - Peru recalled its ambassador from Venezuela on 30 March 2017."
    raw = RawDocument("corpus", "first.txt", ".txt", text, "0" * 64)
    survey_batch([raw])
    code_batch([raw])


@dataclass(frozen=True)
class Running:
    """A child, where its moments, output and errors are read, since when it runs, and after how many seconds it is killed."""

    child: int
    told: Sequence[int]
    started: float
    after: float | None


def _begin(asked: dict[str, Any]) -> Running:
    reads, writes = zip(*(_wide_pipe() for _ in range(3)), strict=True)
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        for descriptor in reads:
            os.close(descriptor)
        _live(asked, writes)
    for descriptor in writes:
        os.close(descriptor)
    return Running(child, reads, started, asked["after"])


def _finish(run: Running) -> dict[str, Any]:
    if run.after is not None and not select.select(run.told[:1], [], [], max(0.0, run.started + run.after - time.monotonic()))[0]:
        _end(run.child)
    _, status = os.waitpid(run.child, 0)
    seconds = time.monotonic() - run.started
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-run.child, 0)  # its workers, which end with it
    moments, output, errors = map(_text, run.told)
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "output": output, "errors": errors, "seconds": seconds, "moments": json.loads(moments or "{}")}


def _end(child: int) -> None:
    """Kill a child with all that it started; one that has no session of its own yet has started nothing."""
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(child, signal.SIGKILL)


def _live(asked: dict[str, Any], writes: Sequence[int]) -> None:
    """The child: run the command, tell its moments, and end."""
    code = 70
    try:
        os.setsid()
        os.chdir(asked["folder"])
        os.environ.update(asked["settings"])
        for number, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), *writes[1:])):
            os.dup2(descriptor, number)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        code, moments = _command(asked)
        sys.stdout.flush()
        os.write(writes[0], json.dumps(moments).encode())
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _command(asked: dict[str, Any]) -> tuple[int, dict[str, int]]:
    from multiprocessing import get_context

    from pipeline.cli import run
    from pipeline.coding import batches, crew

    batches.DOCUMENTS = DOCUMENTS
    crew.get_context = lambda _: get_context("fork")  # a spawned worker would load the model again
    for statement in asked["patches"]:
        exec(statement, {})
    for name, most in asked["limits"].items():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    watch = Watch(Moment(**asked["at"]) if asked["at"] else None)
    if asked["counted"] or asked["at"]:
        watch.begin()
    return run(asked["arguments"]), dict(watch.counts)


def _wide_pipe() -> tuple[int, int]:
    """A pipe that holds all that a command prints, so that nobody need read meanwhile; a file would be cut by a limit of the child's."""
    read, write = os.pipe()
    fcntl.fcntl(read, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return read, write


def _text(descriptor: int) -> str:
    with os.fdopen(descriptor, encoding="utf-8", errors="replace") as stream:
        return stream.read()


if __name__ == "__main__":
    main()
