"""The words of a sentence in, whether any frame of the lexicon has all its words there out: a sentence for which none has is never parsed.

What is asked of a sentence here is always less than what the frame asks of its parse, so that nothing is lost.
"""

from functools import cache

from pipeline.lexicon.beginnings import Condition, beginnings, forms_of, met_by, words_in


def can_tell(text: str) -> bool:
    """Whether a sentence holds the words of any frame."""
    words, conditions = words_in(text), _conditions()
    met = met_by(words)
    return any(condition <= met for word in words for condition in conditions.get(word, ()))


@cache
def triggers() -> frozenset[str]:
    """Every form, in lower case, with which a frame begins: its verb or the head of its noun phrase."""
    return frozenset(_conditions())


@cache
def _conditions() -> dict[str, tuple[Condition, ...]]:
    """What else must be in a sentence, by the form that begins the frame."""
    found: dict[str, set[Condition]] = {}
    for beginning in beginnings():
        for form in forms_of(beginning.word):
            found.setdefault(form, set()).add(beginning.condition)
    return {form: tuple(sorted(conditions, key=len)) for form, conditions in found.items()}
