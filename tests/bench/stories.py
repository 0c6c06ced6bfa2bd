"""A number and a seed in, so many made-up news stories out: sentences that code, others that tell nothing, and people with offices."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

from pipeline.lexicon.frames import frames

FIRST_DAY, N_DAYS = date(2005, 1, 1), 15 * 365
COUNTRIES = ("Peru", "Chile", "Ghana", "Togo", "Norway", "Finland", "Kenya", "Nepal", "Jordan", "Qatar", "Fiji", "Malta")
FILLERS = (
    "The streets of the old town were full of people until late in the evening.",
    "Prices of bread and rice have risen by a tenth since the spring.",
    "The harvest was good in the north, and the roads were dry.",
    "Trains between the two largest cities ran an hour late.",
    "A museum opened its new wing after nine years of work.",
    "Engineers said that the bridge would be closed for a week.",
)
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "ro", "su", "ta", "ve", "zan", "lor", "min")
N_PEOPLE = 5_000
SENTENCES = range(30, 57)  # in a story, as in news
SHARES = (20, 50, 30)  # of sentences that tell an act, that only have a word for one, and that have none


def write_stories(folder: Path, n: int, *, seed: int) -> None:
    """Write `n` stories into a folder, a file each, a thousand to a subfolder."""
    chance = Random(seed)
    for number, text in zip(range(n), stories(chance), strict=False):
        file = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def change_stories(folder: Path, n: int, *, seed: int) -> None:
    """Change `n` stories at random: of each three, one is edited, one removed and one added."""
    chance = Random(seed)
    texts = stories(chance)
    for number, file in enumerate(chance.sample(sorted(folder.rglob("*.txt")), n)):
        if number % 3 == 0:
            file.write_text(next(texts), encoding="utf-8")
        elif number % 3 == 1:
            file.unlink()
        else:
            file.with_name(f"new-{file.name}").write_text(next(texts), encoding="utf-8")


def stories(chance: Random) -> Iterator[str]:
    """Stories without end; every one is another."""
    telling = [example.text for frame in frames() for example in frame.example]
    hinting = [example.text for frame in frames() for example in frame.counterexample]
    people = list(_people(Random(0)))
    ranks = list(accumulate(1 / rank for rank in range(1, len(people) + 1)))
    while True:
        day = FIRST_DAY + timedelta(days=chance.randrange(N_DAYS))
        (person, country), (other, _) = chance.choices(people, cum_weights=ranks, k=2)
        lines = [f"{country}'s trade minister, {person}, opened fair number {chance.randrange(10**9)} of the year."]
        kinds = chance.choices((telling, hinting, FILLERS), weights=SHARES, k=chance.choice(SENTENCES))
        lines += [_told(chance.choice(kind), chance) for kind in kinds]
        lines.append(f"{other} was not there.")
        yield f"{day.isoformat()}\n\n{' '.join(lines)}\n"


def _told(sentence: str, chance: Random) -> str:
    """A sentence of the length that it has in news: twice that of an example."""
    more = chance.choice(FILLERS)
    return f"{sentence.rstrip('.')}, and {more[0].lower()}{more[1:]}"


def _people(chance: Random) -> Iterator[tuple[str, str]]:
    """Names and the countries for which they hold office; the first are in the news most often."""
    for _ in range(N_PEOPLE):
        names = ("".join(chance.choice(SYLLABLES) for _ in range(length)).title() for length in (2, 3))
        yield " ".join(names), chance.choice(COUNTRIES)
