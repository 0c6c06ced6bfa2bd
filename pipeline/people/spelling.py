"""Two names in, whether they are spellings of one out: accents, damage, transliteration, initials, second surnames, hyphens."""

import re
import unicodedata
from functools import lru_cache

from pipeline.lexicon.names import fold as plain_letters

ARTICLES = ("al", "el", "ul", "as", "ad", "ar", "an")
PARTICLES = (*ARTICLES, "de", "del", "da", "dos", "di", "la", "le", "von", "van", "der", "bin", "ibn", "ben", "du")
REGNAL = re.compile(r"[ivx]+")
SPOILT = re.compile(r"(?<=\w)(?:Ã.|[?\ufffd])(?=\w)|(?<=\w)a?\d(?=\w)")  # what is left of an accented letter after a wrong decoding
DROPPED = "aeiouyncsz"  # letters that bear accents, and so get lost with them
LONG, LONG_FIRST = 5, 7  # letters of a word, and of a first name, of which one may differ; of one of ten, two may


@lru_cache(100_000)
def fold(name: str) -> str:
    """A name without accents, case and punctuation, for comparison; a spoilt letter is a 0."""
    plain = name if name.isascii() else plain_letters(SPOILT.sub("0", name))
    return " ".join(re.sub(r"\W+|_", " ", SPOILT.sub("0", plain).casefold()).split())


@lru_cache(100_000)
def key(name: str) -> str:
    """A full name without the articles in it: "Bashar al-Assad" and "Bashar Assad" have one key."""
    words = fold(name).split()
    return " ".join(word for at, word in enumerate(words) if at == 0 or word not in ARTICLES)


@lru_cache(100_000)
def surnames(name: str) -> tuple[str, ...]:
    """The keys by which alone a person of this full name may be called: the last word, and of three or more the last but one.

    Empty for a name of one word and for one that ends in a number ("Hassan II"). Words with a hyphen are one word ("Ban Ki-moon").
    """
    words = [word for part in name.split() if (word := bare(part)) and word not in ("jr", "sr")]
    if len(words) < 2 or REGNAL.fullmatch(words[-1]):
        return ()
    if words[-2] in PARTICLES:
        return words[-1], f"{words[-2]} {words[-1]}"
    return (words[-1], words[-2]) if len(words) > 2 and len(words[-2]) > 1 else (words[-1],)


@lru_cache(100_000)
def bare(surname: str) -> str:
    """A surname for comparison, without the article before its hyphen."""
    words = fold(surname).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def is_damaged(name: str, other: str) -> bool:
    """Whether a name is the other with letters lost or spoilt: "Nicols" for "Nicolás", "la3pez" for "López", "Ral" for "Raúl"."""
    words, others = key(name).split(), key(other).split()
    pairs = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    return len(words) == len(others) and bool(pairs) and all(_is_damaged_word(*pair) for pair in pairs)


def is_transliteration(name: str, other: str) -> bool:
    """Whether two names differ by a letter or two within one long word, and not in its first or last: "Boluarte", "Boruarte"."""
    words, others = key(name).split(), key(other).split()
    pairs = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(pairs) != 1:
        return False
    word, right = pairs[0]
    if word[0] != right[0] or word[:-1] == right[:-1] or word.startswith(right) or right.startswith(word):
        return False  # Mario and Maria, Daniel and Daniela are two
    shorter = min(len(word), len(right))
    return shorter >= (LONG_FIRST if words[0] != others[0] else LONG) and distance(word, right) <= (2 if shorter >= 2 * LONG else 1)


def is_shorter_form(name: str, other: str) -> bool:
    """Whether a name is another with words left out or cut to initials: "P. P. Kuczynski", "Carlos Scull", "Kuczynski Godard"."""
    words, others = key(name).split(), key(other).split()
    if not 2 <= len(words) <= len(others) or words == others or words[-1] not in others[-2:]:
        return False
    at = -1
    for word in words:
        at = next((place for place in range(at + 1, len(others)) if _stands_for(word, others[place])), len(others))
        if at == len(others):
            return False
    return _stands_for(words[0], others[0])


def is_spelling(name: str, other: str) -> bool:
    """Whether two names of people of one country are spellings of one name."""
    if not _may_be_spelling(key(name).split(), key(other).split()):
        return False
    if key(name) == key(other) or is_damaged(name, other) or is_damaged(other, name) or is_transliteration(name, other):
        return True
    return is_shorter_form(name, other) or is_shorter_form(other, name)


def _may_be_spelling(words: list[str], others: list[str]) -> bool:
    """Whether two names pass at least what every rule asks of one word of them: most pairs do not, and this tells it soonest."""
    if words and others and words[0][0] == others[0][0] and (words[-1] in others[-2:] or others[-1] in words[-2:]):
        return True  # one may be a shorter form of the other
    return len(words) == len(others) and all(word == right or _may_be_near(word, right) for word, right in zip(words, others, strict=True))


def _may_be_near(word: str, right: str) -> bool:
    """Whether two different words can be one, damaged or otherwise transliterated: at most the first letter of a damaged one differs."""
    if abs(len(word) - len(right)) > 2:
        return False
    return word[0] == right[0] or "0" in (word[0], right[0]) or word == right[1:] or word[1:] == right


def distance(word: str, other: str) -> int:
    """How many letters must be put in, left out or exchanged to make one word of the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(word, 1):
        last, row[0] = row[0], number
        for place, right in enumerate(other, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != right))
    return row[-1]


def accents(name: str) -> int:
    """How many letters of a name are written with an accent."""
    return sum(map(bool, map(unicodedata.combining, unicodedata.normalize("NFKD", name))))


def is_spoilt(name: str) -> bool:
    """Whether a name shows what a wrong decoding leaves of an accented letter."""
    return bool(SPOILT.search(name))


def _is_damaged_word(word: str, right: str) -> bool:
    """Whether one letter that could have borne an accent is a 0, or is gone (but not the last: Daniel is not Daniela)."""
    for at, letter in enumerate(right):
        head, tail = right[:at], right[at + 1 :]
        if letter in DROPPED and (word == f"{head}0{tail}" or (word == head + tail and tail and len(right) > 3)):
            return True
    return False


def _stands_for(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and other.startswith(word))


def slug(name: str) -> str:
    """A name as an identifier: plain letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "unnamed"
