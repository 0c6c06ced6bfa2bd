"""A text of strangers in, one that does nothing to a terminal but show out."""

import unicodedata

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they turn the order of what is shown


def printable(text: str, *, keep: str = "") -> str:
    """A text that does nothing to a terminal but show: control characters, turns of direction and halves of characters written out."""
    if text.isprintable():
        return text
    return "".join(letter if letter in keep or not _acts(letter) else ascii(letter)[1:-1] for letter in text)


def _acts(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in BIDI
