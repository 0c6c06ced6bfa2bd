"""What stands for `pipeline.flows` in the tests of the commands that run them."""

from pathlib import Path
from typing import Any

from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary, ReleaseSummary

BUILT = BuildSummary("build/x.duckdb", 5, 3, 1, {}, 0, {"not-utf8": 1}, 9, 7, {"CONSULT": 7}, 0.5)
RELEASED = ReleaseSummary("0.1.0", "dist/legation-0.1.0", True, {"events": 7}, 0.1)


class Flows:
    """Stands for `pipeline.flows`: keeps what it is asked and gives or raises what it is told."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.build: BuildSummary | BaseException = BUILT
        self.release: ReleaseSummary | BaseException = RELEASED

    def run_build(self, corpora: list[str], db: Path, options: BuildOptions, *, on_progress: Any) -> BuildSummary:
        self.asked = {"corpora": corpora, "db": db, "options": options}
        if isinstance(self.build, BaseException):
            raise self.build
        on_progress("read", 5, 5)
        return self.build

    def run_release(self, db: Path, dist: Path, version: str | None, **options: Any) -> ReleaseSummary:
        self.asked = {"db": db, "dist": dist, "version": version, **options}
        if isinstance(self.release, BaseException):
            raise self.release
        return self.release
