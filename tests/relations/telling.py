"""Events as relations need them, in few words: `told("2017-03-30", "recall-envoy", "PER", "VEN")`."""

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import permutations

from pipeline.days import read_days, write_days
from pipeline.records import Event, Mention, Party, Period
from pipeline.relations import spells_of
from schemas.ontology import ACTS

Codes = str | Party | Sequence[str | Party]


def told(
    when: str | None,
    act: str,
    actors: Codes,
    recipients: Codes = (),
    *,
    status: str = "occurred",
    effective_on: date | None = None,
    places: Sequence[tuple[str, int]] = (("a.md", 0),),
) -> Event:
    """An event; `when` is written as 2017-03-30, 2017-03 or 2017, `places` are the documents and the places in them that tell of it."""
    period, kind = period_of(when), ACTS[act]
    name = f"{when} {act} {actors} {recipients} {status} {effective_on} {places}"
    sides = parties(actors), parties(recipients)
    mentions = tuple(
        Mention(
            source_id=source, section_no=0, section="main", sentence=0, start=start, end=start + 1, quote="", trigger="", rule="",
            event_type=kind.event_type, mode=kind.mode, act=act, period=period, date_text=when, effective_on=effective_on, status=status,
            said_by=None, confidence=0.5, actors=sides[0], recipients=sides[1],
        )
        for source, start in places
    )  # fmt: skip
    return Event(
        event_id=f"evt_{hashlib.sha256(name.encode()).hexdigest()[:16]}", event_type=kind.event_type, mode=kind.mode, act=act,
        period=period, date_min=period.first, date_max=period.last, effective_on=effective_on, status=status, confidence=0.5,
        actors=sides[0], recipients=sides[1], mentions=mentions,
    )  # fmt: skip


def period_of(when: str | None) -> Period:
    days = read_days(when)
    if when is None or days is None:
        return Period()
    return Period(*days, {10: "day", 7: "month", 4: "year"}[len(when)])


def parties(codes: Codes) -> tuple[Party, ...]:
    """Countries by their codes; whoever is a party already stays it."""
    listed = [codes] if isinstance(codes, (str, Party)) else codes
    return tuple(each if isinstance(each, Party) else Party(each, each, "country", each, each) for each in listed)


def person(country: str | None, sector: str | None, *, kind: str = "person") -> Party:
    """Somebody of a country."""
    return Party(f"{country}-{sector}", "Ana Paz", kind, country, "Ana Paz", sector=sector)


def spells(*events: Event) -> list[tuple[str, str | None]]:
    """Status and start of the spells of the one pair of these events, the same in every order of the events."""
    found = {tuple(spells_of(order)) for order in permutations(events)} if len(events) < 6 else {tuple(spells_of(events))}
    [one] = found
    assert len({spell.countries for spell in one}) < 2
    return [(spell.status, write_days(spell.start.first, spell.start.precision)) for spell in one]


def pairs(*events: Event) -> list[str]:
    """The pairs that these events say anything of: `PER-VEN`."""
    return list(dict.fromkeys("-".join(spell.countries) for spell in spells_of(events)))
