"""A text of no known format in; its title, where it has one, and plain sentences out."""

from pipeline.parse.article import read_article
from pipeline.parse.reading import Reading


def read(text: str) -> Reading:
    """Title and text as `main` sections; what can only be a byline, caption, appeal or prompt is left uncoded here too."""
    return read_article(text)
