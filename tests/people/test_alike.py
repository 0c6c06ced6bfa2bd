"""Pairs of names that are spellings of one: the same as when every name is compared with every other that shares a word."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.people.alike import pairs_alike
from pipeline.people.spelling import is_damaged, is_shorter_form, is_spelling, is_transliteration, key

WORDS = [
    "Ana",
    "Anna",
    "José",
    "Jose",
    "Jos3",
    "Jos",
    "P.",
    "A",
    "al-Asad",
    "Assad",
    "Asad",
    "Soto",
    "Sota",
    "Sto",
    "Kuczynski",
    "Kuczinsky",
    "Maria",
]
NAMES = st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join), max_size=30)


def named(names: list[str]) -> dict[str, str]:
    """Names of two words or more by their keys, as they are compared."""
    return {key(name): name for name in sorted(names) if " " in key(name)}


def plainly(names: dict[str, str]) -> set[frozenset[str]]:
    """Every name compared with every other."""
    return {
        frozenset(pair)
        for pair in combinations(names, 2)
        if not {*pair[0].split()}.isdisjoint(pair[1].split()) and by_every_rule(*map(names.__getitem__, pair))
    }


def by_every_rule(name: str, other: str) -> bool:
    """`is_spelling` without a look ahead."""
    rules = (is_damaged, is_transliteration, is_shorter_form)
    return key(name) == key(other) or any(rule(one, two) for rule in rules for one, two in ((name, other), (other, name)))


def damaged(chance: Random, name: str) -> str:
    """The name with one thing changed: a letter lost, spoilt, exchanged or put in, a word left out, cut or put in."""
    at, words = chance.randrange(len(name)), name.split()
    place = chance.randrange(len(words))
    return chance.choice([
        name[:at] + name[at + 1 :],
        f"{name[:at]}{chance.choice('3?aeiounlt')}{name[at + 1 :]}",
        f"{name[:at]}{chance.choice('aeirt')}{name[at:]}",
        " ".join(words[:place] + words[place + 1 :]),
        " ".join([*words[:place], words[place][:1], *words[place + 1 :]]),
        " ".join([*words[:place], chance.choice(WORDS), *words[place:]]),
    ])  # fmt: skip


@given(NAMES)
def test_names_of_few_words(names: list[str]) -> None:
    found = list(pairs_alike(named(names)))
    assert {frozenset(pair) for pair in found} == plainly(named(names))
    assert len({frozenset(pair) for pair in found}) == len(found), "each pair once"


@pytest.mark.parametrize("seed", range(5))
def test_many_names_that_share_a_first_name(seed: int) -> None:
    """More than FEW differ in one word, so that these are looked up by what is left of it."""
    chance = Random(seed)
    syllables = ["ba", "de", "ku", "la", "ñe", "ro", "zan"]
    names = [f"Ana {''.join(chance.choices(syllables, k=chance.randint(1, 6))).title()}" for _ in range(60)]
    for _ in range(120):
        names.append(damaged(chance, chance.choice(names)) or "Ana")
    pairs = {frozenset(pair) for pair in pairs_alike(named(names))}
    assert len(pairs) > 20
    assert pairs == plainly(named(names))


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
def test_the_look_ahead_of_a_comparison_changes_nothing(chance: Random, name: str) -> None:
    other = damaged(chance, damaged(chance, name) or "A") or "A"
    assert is_spelling(name, other) == is_spelling(other, name) == by_every_rule(name, other)
