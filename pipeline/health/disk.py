"""Files and folders in, the room that they take and that is left out."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of what a database has around it: `cache` is what was coded for it, `runs` the journal, `holdings` what was fetched, None where
    no run says where that is; `free` is what is left where the database is."""

    database: int
    cache: int
    runs: int
    releases: int
    holdings: int | None
    free: int


def read_disk(db: Path, dist: Path, journal: Path, holdings: Path | None) -> Disk:
    """The room that all this takes."""
    return Disk(
        database=_size(db),
        cache=sum(map(_size, db.parent.glob(f"{db.name}.coded*"))),
        runs=_size(journal),
        releases=sum(map(_size, dist.glob("legation-*"))),
        holdings=_size(holdings) if holdings else None,
        free=shutil.disk_usage(_existing(db.absolute())).free,
    )


def _size(path: Path) -> int:
    """Bytes of a file or of all files below a folder; what goes away meanwhile counts for nothing."""
    try:
        if path.is_dir():
            return sum(_size(each) for each in path.iterdir())
        return path.lstat().st_size
    except OSError:
        return 0


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
