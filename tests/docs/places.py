"""The kind of place in which a page is tried goes in, a folder comes out: a clone, a release, or an empty one."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.docs.running import ROOT

# What a clone holds, as far as pages need it: not what Node needs to make the explorer anew.
CLONED = ("pipeline", "schemas", "tests", "docs", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "prefect.yaml")
LEFT_OUT = shutil.ignore_patterns("node_modules", "source", ".pytest_cache")
RELEASE = "legation-0.1.0"


def write_clone(folder: Path) -> None:
    """A copy of this clone without anything that was built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in CLONED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, folder / name)


def write_place(kind: str, built: Path, folder: Path) -> None:
    """A folder of a kind (see `blocks`), from a clone in which the sample was built and released, whose release is linked, not copied."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "a clone":
        copied = [str(path) for path in sorted(built.iterdir()) if path.name != "dist"]
        subprocess.run(["cp", "-r", "--preserve=timestamps", *copied, str(folder)], check=True)
        _link(built / "dist", folder)
    elif kind == "a release":
        _link(built / "dist" / RELEASE, folder)


def _link(source: Path, folder: Path) -> None:
    shutil.copytree(source, folder / source.name, copy_function=os.link)
