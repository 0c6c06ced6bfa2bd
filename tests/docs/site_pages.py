"""The pages whose blocks of code are tried: the README and every page of the site."""

from tests.docs.blocks import Page, read_page
from tests.docs.readme import with_what_it_needs
from tests.docs.running import ROOT


def all_pages() -> list[Page]:
    """Every page that holds a block of code, by its path."""
    names = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "docs").rglob("*.md"))
    pages = [with_what_it_needs(read_page(ROOT, "README.md")), *(read_page(ROOT, name) for name in names)]
    return [page for page in pages if page.blocks]
