"""Full names of people of one country in, the pairs that are spellings of one name out, without comparing every name with every other.

Each rule of `is_spelling` leaves something untouched by which the two names of a pair can be looked up; only what meets there is compared.
So the work grows with the number of names, however many share a first name.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, combinations

from pipeline.people.spelling import DROPPED, LONG, is_spelling

Words = tuple[str, ...]  # of the key of a full name
Pair = tuple[str, str]

WEAK = str.maketrans("", "", f"{DROPPED}0")  # letters that a damaged word may lack, and what stands in their place
FEW = 8  # names of which it costs least to compare all


def pairs_alike(names: Mapping[str, str]) -> Iterator[Pair]:
    """The keys of full names (key -> a name with that key) that have a word in common and are spellings of one name; each pair once."""
    words = {key: tuple(key.split()) for key in names}
    found: set[Pair] = set()
    for one, other in chain(_in_one_word(words), _in_several(words), _shortened(words)):
        pair = min(one, other), max(one, other)
        if pair not in found and is_spelling(names[one], names[other]):
            found.add(pair)
            yield pair


def _in_one_word(names: Mapping[str, Words]) -> Iterator[Pair]:
    """Names that differ in one word, by a letter or two: damaged, or written as they sound. All other words lead to them."""
    for at in range(max(map(len, names.values()), default=0)):
        there = ((key, (len(words), words[:at], words[at + 1 :])) for key, words in names.items() if at < len(words))
        for group in _grouped(there):
            if len(group) <= FEW:
                yield from combinations(group, 2)
                continue
            near = _grouped((key, left) for key in group for left in _shorter(names[key][at]))
            yield from {pair for some in near for pair in combinations(some, 2)}


def _shorter(word: str) -> set[str]:
    """The word with as many letters left out, one or two, as another may have or lack: two words that near have one of these in common."""
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    twice = {less[:at] + less[at + 1 :] for less in once for at in range(len(less))} if len(word) >= 2 * LONG else set()
    return {word} | once | twice


def _in_several(names: Mapping[str, Words]) -> Iterator[Pair]:
    """Names of which several words are damaged: what is left of all words without the letters that get lost leads to them."""
    for group in _grouped((key, tuple(word.translate(WEAK) for word in words)) for key, words in names.items()):
        for one, other in combinations(group, 2):
            n_other = sum(word != right for word, right in zip(names[one], names[other], strict=True))
            if n_other > 1 and not set(names[one]).isdisjoint(names[other]):
                yield one, other


def _shortened(names: Mapping[str, Words]) -> Iterator[Pair]:
    """Names that are others with words left out or cut to initials: the first two words and the last of the shorter one lead to these."""
    shorter: defaultdict[Words, list[str]] = defaultdict(list)
    for key, words in names.items():
        shorter[words[0], words[1], words[-1]].append(key)
    for key, words in names.items():
        for first in (words[0], words[0][0]):
            for last in words[-2:]:
                for second in {form for word in words[1:] for form in (word, word[0])}:
                    yield from ((other, key) for other in shorter.get((first, second, last), ()) if other != key)


def _grouped(keyed: Iterable[tuple[str, Hashable]]) -> Iterator[list[str]]:
    """The names that share a key, where several do; by its hash, for two keys with one hash cost a comparison and nothing else."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for name, key in keyed:
        groups[hash(key)].append(name)
    return (group for group in groups.values() if len(group) > 1)
