"""`python3 -m tests`: sets up `.venv` once, then runs the tests in it; arguments go to pytest."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.environment import SetupError, ensure_environment, run_inside

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[1]
    try:
        python = ensure_environment(root)
    except SetupError as error:
        sys.stderr.write(error.message + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; run the same command again to go on.\n")
        sys.exit(130)
    os.chdir(root)
    run_inside(python, ["-m", "pytest", *sys.argv[1:]])
