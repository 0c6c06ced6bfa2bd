"""A Dask scheduler and workers of the tests' own, on loopback ports, as a user starts them; and the texts that they are given."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from tests.command import environment
from tests.flows.server import free_port, until

COUNTRIES = ("Peru", "Chile", "Norway", "Ghana", "Togo", "Kenya", "Estonia", "Bolivia")
SENTENCES = (
    "{one} recalled its ambassador from {other} on {day} August 2017.",
    "{one} condemned {other} on {day} May 2018.",
    "Chilean Foreign Minister Marta Soto Vera met the president of {other} on {day} June 2018.",
    "Marta Soto Vera accused {other} of spying.",
    "The lake is blue and the sky above it is wide.",
)


def texts(count: int) -> list[str]:
    """Short stories, most with an event; the same ones for the same count."""
    chance = Random(count)
    return [
        " ".join(
            sentence.format(one=chance.choice(COUNTRIES), other=chance.choice(COUNTRIES), day=chance.randrange(1, 29))
            for sentence in chance.sample(SENTENCES, 2)
        )
        for _ in range(count)
    ]


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address `HOST:PORT` of a scheduler that listens."""
    place = f"127.0.0.1:{free_port()}"
    host, _, port = place.partition(":")
    with started("scheduler", "--host", host, "--port", port, "--no-dashboard", folder=folder) as (_, log):
        until(lambda: "Scheduler at" in log.read_text())
        yield place


@contextmanager
def started(
    what: str, *arguments: str, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[tuple["subprocess.Popen[Any]", Path]]:
    """A command of Dask as a process of its own, with its log; it is ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{what}.log"
    command = [sys.executable, "-m", "distributed.cli.dask_" + what, *arguments]
    variables = environment(folder, dict(settings or {})) | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process, log
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def workers(place: str, folder: Path, *, preload: Sequence[Path], settings: Mapping[str, str]) -> Iterator[list[tuple[Any, Path]]]:
    """Two workers: one that is looked after by a nanny, and one without, which runs the files `preload` at its start."""
    usual = (f"tcp://{place}", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    loaded = [part for file in preload for part in ("--preload", str(file))]
    with (
        started("worker", *usual, folder=folder / "nursed", settings=settings) as nursed,
        started("worker", *usual, "--no-nanny", *loaded, folder=folder / "alone", settings=settings) as alone,
    ):
        for _, log in (nursed, alone):
            until(lambda log=log: "Registered to" in log.read_text())
        yield [nursed, alone]
