"""The name of a file in; whether the data may hold it out."""

import re
from urllib.parse import quote

LONGEST = 2000  # characters of a path
_SHOWN = 200
# Control characters, and those that turn the direction of writing, so that a name reads as another one.
_UNSEEN = re.compile("[\\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_OF_ADDRESSES = re.compile(_UNSEEN.pattern + "|\\s")


def find_problem(path: str) -> str | None:
    """What is wrong with a path, as the end of a sentence; None where nothing is."""
    if len(path) > LONGEST:
        return f"has a name of {len(path):,} characters; {LONGEST:,} are the most"
    if unseen := _UNSEEN.search(path):
        return f"has a name with a character that is not seen or turns the direction of writing (U+{ord(unseen[0]):04X})"
    return None


def legible(path: str) -> str:
    """A path as it may be shown: unseen characters by their codes, a very long one only its beginning."""
    if len(path) > LONGEST:
        path = path[:_SHOWN] + "…"
    return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", path)


def plain_address(url: str) -> str:
    """An address in visible characters, with the codes of those that are not; some writers put it between < and >."""
    return _NOT_OF_ADDRESSES.sub(lambda unseen: quote(unseen[0], errors="replace"), url.strip().removeprefix("<").removesuffix(">"))
