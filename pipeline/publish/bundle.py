"""A release folder goes in, the files that a research archive is given come out: the folder as one archive, and the pages to read first.

An archive shows a flat list of files and lets people take them one by one; `csv/events.csv` and `parquet/events.parquet` would lose their
places there, and with them the descriptors their paths. One ZIP file keeps the folder as it is: every system opens it without a further
program, and the archives list what is inside. The pages are added as they are, because people read them before they download anything.
"""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.release.versions import NAME, SUMS

PAGES = ("README.md", "CODEBOOK.md", "QUALITY.md", "CHANGES.md", "CITATION.cff", "LICENSE", SUMS)
DAY = (1980, 1, 1, 0, 0, 0)  # the first that the format knows: the same release makes the same bytes
MODE = 0o100644  # of each file: readable, and writable by its owner


def files_to_deposit(folder: Path, version: str, workplace: Path) -> Mapping[str, Path]:
    """The files by their names in the archive, SHA256SUMS among them; the ZIP file is written into `workplace`."""
    packed = workplace / bundle_name(version)
    write_bundle(folder, packed, root=f"{NAME}-{version}")
    return {packed.name: packed} | {name: folder / name for name in pages_of(folder)}


def pages_of(folder: Path) -> tuple[str, ...]:
    """The pages that a release has, of those that are shown beside its ZIP file."""
    return tuple(name for name in PAGES if (folder / name).is_file())


def bundle_name(version: str) -> str:
    return f"{NAME}-{version}.zip"


def write_bundle(folder: Path, file: Path, *, root: str) -> None:
    """Pack all files of a folder, by path and below a folder `root`; nothing of the machine or the day goes with them."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(f"{root}/{path.relative_to(folder).as_posix()}", DAY)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, MODE << 16
            member.file_size = path.stat().st_size  # more than 2 GiB need another header, which is written before them
            with path.open("rb") as source, bundle.open(member, "w") as target:
                shutil.copyfileobj(source, target, 1024 * 1024)
