"""The name of a language model in, what this machine would code with out, so that no two machines code with different programs unseen."""

import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from socket import gethostname

from pipeline.coded.keys import CODER, LIBRARIES, meta_of
from pipeline.errors import LegationError
from pipeline.history import files_sha256

CARRIERS = ("pyarrow", "prefect", "dask", "distributed")  # what shards and orders go through


@dataclass(frozen=True, slots=True)
class Program:
    """What a machine codes with: each part by name, with its version; `model` is the name of the language model."""

    model: str
    parts: tuple[tuple[str, str], ...]


class OtherProgram(LegationError):
    """A worker runs another program than the machine that builds."""

    def __init__(self, host: str, here: Program, there: Program) -> None:
        told = dict(there.parts)
        differing = [f"{name} {told.get(name, 'none')} there, {value} here" for name, value in here.parts if told.get(name) != value]
        problem = f"The workers run another version of legation: on {host} {'; '.join(differing)}"
        super().__init__(f"{problem}. Install the same on all machines, and start the workers again.")
        self.host, self.here, self.there = host, here, there

    def __reduce__(self) -> tuple[type["OtherProgram"], tuple[str, Program, Program]]:
        return OtherProgram, (self.host, self.here, self.there)


@cache
def program_of(model: str) -> Program:
    """What this process codes with, as its files were when it was first asked."""
    code = files_sha256((*CODER, "pipeline/cluster/", "pipeline/shards/"))
    libraries = tuple((name, _version(name)) for name in (*LIBRARIES, *CARRIERS))
    python = f"{sys.version_info.major}.{sys.version_info.minor}"  # whose tables of letters and words of patterns differ
    return Program(model, (("code", code[:16]), ("python", python), *libraries, (model, " ".join(meta_of(model).split()) or "none")))


def check_program(asked: Program) -> None:
    """Raise OtherProgram where this process codes with anything else than is asked for."""
    if (own := program_of(asked.model)) != asked:
        raise OtherProgram(gethostname(), asked, own)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
