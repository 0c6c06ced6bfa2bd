"""A number and a seed in, so many made-up mentions and the event that each is of out: the same ones on every machine.

The mix is that of news: most events are told once, some by several documents, which differ by days or know only the month or the year, name
a person or the country, list all who acted or some of them, and tell what two do together from either side. Few countries act often.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, islice, product
from random import Random

from pipeline.records import Mention, Party, Period
from schemas.ontology import ACTS, EVENT_TYPES

SEED = 4
FIRST_DAY, N_DAYS = date(1995, 1, 1), 30 * 365
MENTIONS_PER_DOCUMENT = 5
SINGLE = 0.84  # of the events; as the others are told 3.6 times on average, 60 % of the mentions are the only one of their event
SIZES, SIZE_WEIGHTS = range(2, 9), [1 / size for size in range(2, 9)]
SAME_DOCUMENT = 0.15  # of the further reports
SHAPES, SHAPE_WEIGHTS = ("two", "actor", "recipient", "home", "list", "nobody"), (60, 15, 8, 5, 10, 2)
PRECISIONS, PRECISION_WEIGHTS = ("day", "month", "year", "none"), (78, 10, 6, 6)
SLIPS = (0, 0, 0, 0, 0, 0, 1, 1, -1, 2)  # days by which a report that gives a day is off
STATUSES, STATUS_WEIGHTS = ("occurred", "announced", "alleged"), (85, 8, 7)
GIVEN, FAMILY = ("Ana", "Luis", "Mira", "Jon", "Edda"), ("Paz", "Rey", "Lund", "Okoro", "Silva", "Tan")
WORDS = ("government", "minister", "neighbours", "without", "delay", "answer", "years", "after", "statement", "border", "talks", "new")

CODES = tuple("".join(letters) for letters in product("BCDFGHJK", "AEIOU", "LMNRS"))  # 200 countries
BY_RANK = tuple(accumulate(1 / rank for rank in range(1, len(CODES) + 1)))  # Zipf's law


@dataclass(frozen=True, slots=True)
class Happening:
    """What really happened: what all mentions of it would agree in, if all knew everything."""

    event_type: str
    mode: str | None
    act: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    person: str | None
    day: date


def synthetic_mentions(n: int, *, seed: int = SEED) -> tuple[list[Mention], list[int]]:
    """`n` mentions in no particular order, and the number of the event that each is of."""
    chance = Random(seed)
    told = list(islice(_mentions(chance, n_documents=max(1, n // MENTIONS_PER_DOCUMENT)), n))
    chance.shuffle(told)
    return [mention for mention, _ in told], [event for _, event in told]


def _mentions(chance: Random, *, n_documents: int) -> Iterator[tuple[Mention, int]]:
    kinds = _kinds()
    by_rank = list(accumulate(1 / rank for rank in range(1, len(kinds) + 1)))
    number = n_told = 0
    while True:
        happening = _happening(chance, *chance.choices(kinds, cum_weights=by_rank)[0])
        document = chance.randrange(n_documents)
        for _ in range(1 if chance.random() < SINGLE else chance.choices(SIZES, SIZE_WEIGHTS)[0]):
            yield _mention(chance, happening, document, start=200 * n_told), number
            n_told += 1
            if chance.random() > SAME_DOCUMENT:
                document = chance.randrange(n_documents)
        number += 1


def _kinds() -> list[tuple[str, str | None, str | None]]:
    """Every act, and every event type without one: type, mode, act. In an order in which all sorts are among the frequent ones."""
    acts = [(act.event_type, act.mode, act.name) for act in ACTS.values()]
    types = [(kind.name, next(iter(kind.modes), None), None) for kind in EVENT_TYPES.values()]
    mixed: list[tuple[str, str | None, str | None]] = [*acts, *types]
    Random(SEED).shuffle(mixed)
    return mixed


def _happening(chance: Random, event_type: str, mode: str | None, act: str | None) -> Happening:
    shape = "two" if act and ACTS[act].mutual else chance.choices(SHAPES, SHAPE_WEIGHTS)[0]
    countries = tuple(dict.fromkeys(chance.choices(CODES, cum_weights=BY_RANK, k=chance.randint(5, 8) if shape == "list" else 2)))
    sides = {
        "two": (countries[:1], countries[1:]),
        "actor": (countries[:1], ()),
        "recipient": ((), countries[:1]),
        "home": (countries[:1], countries[:1]),
        "list": (countries[1:], countries[:1]),
        "nobody": ((), ()),
    }
    actors, recipients = sides[shape]
    person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} of {actors[0]}" if actors and chance.random() < 0.3 else None
    return Happening(event_type, mode, act, actors, recipients, person, FIRST_DAY + timedelta(chance.randrange(N_DAYS)))


def _mention(chance: Random, happening: Happening, document: int, *, start: int) -> Mention:
    actors, recipients = _sides(chance, happening)
    person = happening.person if chance.random() < 0.6 else None
    section_no = chance.randrange(4)
    quote = f"{start}: {' and '.join(actors)} {' '.join(chance.sample(WORDS, 10))} {' and '.join(recipients)}."
    status = chance.choices(STATUSES, STATUS_WEIGHTS)[0]
    return Mention(
        source_id=f"src_{document:016x}",
        section_no=section_no,
        section="main" if section_no == 0 else "related",
        sentence=start // 100,
        start=start,
        end=start + len(quote),
        quote=quote,
        trigger="did",
        rule=f"bench.{happening.act or happening.event_type}",
        event_type=happening.event_type,
        mode=happening.mode,
        act=happening.act,
        period=_period(chance, happening.day),
        date_text=None,
        effective_on=happening.day + timedelta(30) if chance.random() < 0.05 else None,
        status=status,
        said_by=_country(recipients[0], start) if status == "alleged" and recipients else None,
        confidence=round(chance.uniform(0.5, 1.0), 2),
        actors=tuple(_person(person, code, start) if person and person.endswith(code) else _country(code, start) for code in actors),
        recipients=tuple(_country(code, start) for code in recipients),
    )


def _sides(chance: Random, happening: Happening) -> tuple[Sequence[str], Sequence[str]]:
    """Who acts and is acted upon as one mention has it: what is mutual in either form, a long list whole or in part."""
    actors, recipients = happening.actors, happening.recipients
    if happening.act and ACTS[happening.act].mutual:
        return chance.choice(((actors, recipients), (recipients or actors, actors if recipients else ()), ((*actors, *recipients), ())))
    if len(actors) > 2 and chance.random() < 0.4:
        return chance.sample(actors, chance.randint(1, len(actors) - 1)), recipients
    return actors, recipients


def _period(chance: Random, day: date) -> Period:
    precision = chance.choices(PRECISIONS, PRECISION_WEIGHTS)[0]
    if precision == "none":
        return Period()
    if precision == "year":
        return Period(date(day.year, 1, 1), date(day.year, 12, 31), precision)
    if precision == "month":
        return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), precision)
    day += timedelta(chance.choice(SLIPS))
    return Period(day, day, precision)


def _country(code: str, start: int) -> Party:
    return Party(code, f"Country {code}", "country", code, f"Country {code}", start, start + 11)


def _person(name: str, code: str, start: int) -> Party:
    return Party(name.lower().replace(" ", "-"), name, "person", code, name, start, start + len(name), "minister")
