"""What a reader hands back: all that the text itself tells, before the corpus's own word is put beside it."""

from dataclasses import dataclass
from datetime import date

from pipeline.records import Citation, Section


@dataclass(frozen=True, slots=True)
class Reading:
    """Sections in reading order; an `other` section (a caption, a tag) may lie within a `main` one, whose sentences leave it out."""

    sections: tuple[Section, ...] = ()
    title: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    citations: tuple[Citation, ...] = ()
