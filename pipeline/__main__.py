"""`python3 -m pipeline`: sets up `.venv` once, then builds the sample corpus and releases it, carrying on the newest release where there
is one; with arguments, the `legation` command."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.environment import SetupError, ensure_environment, run_inside

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Go on inside `.venv`, and there do the main job or what the arguments say; the exit code is that of the command."""
    if (ROOT / "requirements.lock").is_file():  # else an installed package, whose environment is not ours to make
        python = ensure_environment(ROOT)
        if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
            run_inside(python, ["-m", "pipeline", *arguments])
    from pipeline.cli import DIST, run

    if arguments:
        return run(arguments)
    return run(["build", *_carrying_on(DIST)]) or run(["release"])


def _carrying_on(dist: Path) -> list[str]:
    """The option with which a build keeps the identifiers and the history of the newest release, where there is one."""
    from pipeline.release import newest_release

    newest = newest_release(dist)
    return ["--since-release", str(newest)] if newest else []


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.stderr.write(error.message + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; run the same command again to go on.\n")
        sys.exit(130)
