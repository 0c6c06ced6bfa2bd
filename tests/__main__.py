"""`python3 -m tests`: sets up `.venv` once, then runs the tests in it, on up to four processors at once; arguments go to pytest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.environment import SetupError, ensure_environment, run_inside
from tests.explorer.finding import ensure_browser

SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1]
    try:
        python = ensure_environment(root, tests=True)
        if not sys.argv[1:] or any("explorer" in argument for argument in sys.argv[1:]):
            ensure_browser(python)
    except SetupError as error:
        sys.stderr.write(error.message + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; run the same command again to go on.\n")
        sys.exit(130)
    os.chdir(root)
    # The tests of a file stay together, for they share what it builds; a few files given by name are sooner done by one process.
    run_inside(python, ["-m", "pytest", *(sys.argv[1:] or SIDE_BY_SIDE)])
