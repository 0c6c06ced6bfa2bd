"""A text and an encoding in, a text of the same length that the encoding has out."""

import unicodedata

# Signs that lines for people are drawn with, and what stands for them where only the letters of ASCII are sure.
_ASCII = str.maketrans("●■▲◆━─╌×→·✓✗“”‘’…–—", "o#^*=-.x>|+-\"\"''~--")


def encodable(text: str, encoding: str) -> str:
    """The text as it is, or, in an encoding that lacks our signs, with those of ASCII, and other letters without accents or as `?`."""
    if _has(encoding, "●■▲◆━─╌→"):
        return text
    return "".join(letter if _has(encoding, letter) else _plain(letter, encoding) for letter in text.translate(_ASCII))


def _plain(letter: str, encoding: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if _has(encoding, base) else "?"


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
