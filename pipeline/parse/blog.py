"""A blog post with what its readers wrote under it in; the post to be coded, and the rest apart, out."""

import re

from pipeline.parse import furniture
from pipeline.parse.article import read_article
from pipeline.parse.lines import find_blocks
from pipeline.parse.reading import Reading

_COLUMN = re.compile(r"by .{2,60}\|.{4,60}$", re.IGNORECASE)
_STAMP_WITH_T = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def is_blog(text: str) -> bool:
    """Whether the text asks for comments or donations, holds comments, or opens with a post's time stamp and author."""
    blocks = [text[slice(*span)] for span in find_blocks(text)]
    front = blocks[1:3]
    return (
        any(map(furniture.invites, blocks))
        or any(furniture.is_comment_head(block) for block in blocks[3:])
        or any(_STAMP_WITH_T.match(block) and furniture.find_furniture(block) == "stamp" for block in front)
        or any(_COLUMN.match(block) and furniture.find_furniture(block) for block in front)
    )


def read(text: str) -> Reading:
    """Title, post, and as `other` sections the appeals, prompts and comments."""
    return read_article(text)
