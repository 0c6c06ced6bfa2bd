"""Text in, its language out where that is clear from its script or its commonest words."""

import re
from collections import Counter

from pipeline.parse.words import read_words

_SAMPLE = 2000  # code points are enough to tell, and bound the work on a large document
_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"),
    (0x0E00, 0x0E7F, "th"), (0x3040, 0x30FF, "ja"), (0x3400, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"),
)  # fmt: skip
_ONLY_RUSSIAN = re.compile(r"[ыэЫЭ]")
_NOT_RUSSIAN = re.compile(r"[іїєґўђћџљњѓќјІЇЄҐЎЂЋЏЉЊЃЌЈ]")
_NOT_ARABIC = re.compile(r"[پچژگکی]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u02ff]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = read_words("language", "english")
_ALSO_ENGLISH = read_words("language", "also_english")
_NOT_ENGLISH = read_words("language", "not_english")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, from the script where one language nearly owns it and from function words for English; None where it is not clear."""
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample)


def _by_script(text: str) -> str | None:
    letters = Counter(_script(letter) for letter in _OTHER_SCRIPT.findall(text) if letter.isalpha())
    if not letters or 3 * letters.total() < len(_LATIN.findall(text)):  # a Han character says as much as several Latin letters
        return None
    script = letters.most_common(1)[0][0]
    if script == "zh" and letters["ja"] * 10 > letters["zh"]:
        return "ja"
    if script == "ru" and (_NOT_RUSSIAN.search(text) or not _ONLY_RUSSIAN.search(text)):
        return None
    if script == "ar" and _NOT_ARABIC.search(text):
        return None
    return script


def _script(letter: str) -> str | None:
    point = ord(letter)
    return next((language for first, last, language in _SCRIPTS if first <= point <= last), None)


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    n_english = _count(words, _ENGLISH) + _count(words, _ALSO_ENGLISH) / 2
    is_english = n_english > _count(words, _NOT_ENGLISH) and n_english >= 0.04 * words.total()
    return "en" if is_english else None


def _count(words: Counter[str], known: frozenset[str]) -> int:
    return sum(words[word] for word in words.keys() & known)
