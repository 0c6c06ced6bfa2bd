"""A web page in; the text of its article, with the title, day, publisher and language that the page declares, out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.parse.dates import find_day
from pipeline.parse.hidden import remove_hidden

# The extractor discards dates later than "now" unless told when that is; a fixed day keeps builds alike.
_LAST_DAY = "2200-01-01"


@dataclass(frozen=True, slots=True)
class Page:
    """Extracted text, one blank line between paragraphs, and what the page's head declares."""

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    licence: str | None = None


def extract_page(html: str) -> Page | None:
    """The article of a page without navigation, advertisements, comments and what is hidden from its reader; None where there is none."""
    import trafilatura  # here, because it takes a third of a second to import and most corpora hold no HTML

    tree = trafilatura.load_html(html)
    if tree is None:
        return None
    remove_hidden(tree)
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LAST_DAY},
    )  # fmt: skip
    if found is None or not (found.text or "").strip():
        return None
    return Page(
        text=found.text.replace("\n", "\n\n"),
        title=found.title or None,
        url=found.url or None,
        publisher=found.sitename or None,
        published_on=find_day(found.date) if found.date else None,
        licence=found.license or None,
    )
