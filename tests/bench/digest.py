"""The large digest of the folder of corpora in; how long it takes to be read, loaded and released, out. Nothing is coded: it is Chinese."""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.command import Say, run_command, silent
from tests.bench.news import CORPORA
from tests.bench.reading import DIGEST


def measure_digest(*, corpora: Path = CORPORA, say: Say = silent) -> dict[str, Any] | None:
    """Build and release them; None where they are not there."""
    if not (corpora / DIGEST).is_file():
        say(f"{DIGEST} is not there, and is left out")
        return None
    with TemporaryDirectory() as scratch:
        db, dist = str(Path(scratch) / "digest.duckdb"), str(Path(scratch) / "dist")
        built = run_command("build", "build", str(corpora / DIGEST), "--db", db)
        commands = [built, run_command("release", "release", "--db", db, "--dist", dist)]
        seconds = sum(command.seconds for command in commands)
        say(f"{DIGEST}: built and released in {seconds:.0f} s")
        return {"corpus": DIGEST, "seconds": round(seconds, 1), "commands": list(map(asdict, commands))}
