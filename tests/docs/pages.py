"""Nothing goes in but the program; all pages of the site that are written from it come out."""

from collections.abc import Mapping
from pathlib import Path

from tests.docs.codebook import codebook_pages
from tests.docs.commands import command_pages
from tests.docs.quality import quality_pages
from tests.docs.tables import table_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDERS = ("codebook", "commands", "tables")  # all that is in them is written


def generated_pages() -> Mapping[str, str]:
    """The text of each page by its path below `docs/`."""
    return {**codebook_pages(), **table_pages(), **command_pages(), **quality_pages()}


def write_pages() -> list[str]:
    """Write all of them, and remove those of tables and commands that are gone; returns the paths of what changed."""
    pages, changed = generated_pages(), []
    for path, text in pages.items():
        file = DOCS / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed.append(path)
    for name in stale_pages(pages):
        (DOCS / name).unlink()
        changed.append(name)
    return changed


def stale_pages(pages: Mapping[str, str]) -> list[str]:
    """Pages of those folders that nothing writes any more."""
    found = [file.relative_to(DOCS).as_posix() for folder in FOLDERS for file in sorted((DOCS / folder).glob("*.md"))]
    return [name for name in found if name not in pages]
