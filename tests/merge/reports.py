"""Reports made by hand or at random, and which of them are one event."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from pipeline.days import read_days
from pipeline.merge import merge
from pipeline.records import Event, Mention, Party, Period
from schemas.ontology import ACTS, EVENT_TYPES

PRECISION = {10: "day", 7: "month", 4: "year"}


def period(text: str | None) -> Period:
    days = read_days(text)
    return Period(*days, PRECISION[len(text)]) if text and days else Period()


def party(name: str) -> Party:
    """`PER` is a country, `OAS` a body, `PER/Ana Paz` a person who acts for Peru, `/Ana Paz` one of no known country."""
    country, _, person = name.partition("/")
    if person:
        return Party(person.lower().replace(" ", "-"), person, "person", country or None, person)
    return Party(name, name, "organization" if name == "OAS" else "country", None if name == "OAS" else name, name)


def report(
    actors: str,
    act: str,
    recipients: str = "",
    when: str | None = "2017-08-11",
    *,
    source: str = "a",
    section_no: int = 0,
    start: int = 0,
    status: str = "occurred",
    effective_on: date | None = None,
    confidence: float = 0.5,
) -> Mention:
    """A mention of an act, or of an event type where `act` is written in capitals."""
    known = ACTS.get(act)
    return Mention(
        source_id=source,
        section_no=section_no,
        section="main",
        sentence=0,
        start=start,
        end=start + 5,
        quote="words",
        trigger="word",
        rule="rule",
        event_type=known.event_type if known else act,
        mode=known.mode if known else None,
        act=known.name if known else None,
        period=period(when),
        date_text=None,
        effective_on=effective_on,
        status=status,
        said_by=None,
        confidence=confidence,
        actors=tuple(map(party, filter(None, actors.split(", ")))),
        recipients=tuple(map(party, filter(None, recipients.split(", ")))),
    )


def clusters(*mentions: Mention) -> set[frozenset[int]]:
    """Which of the mentions, by position, are one event."""
    place = {mention: number for number, mention in enumerate(mentions)}
    assert len(place) == len(mentions), "the mentions of a test differ in their source"
    return {frozenset(place[mention] for mention in event.mentions) for event in merge(mentions)}


def are_one(one: Mention, other: Mention) -> bool:
    return len(clusters(one, other)) == 1


def one_event(*mentions: Mention) -> Event:
    [event] = merge(mentions)
    return event


CODES = ["PER", "VEN", "CHL", "PER/Ana Paz", "PER/Luis Rey", "OAS"]
SIDES = st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(", ".join)
DATES = st.sampled_from([None, "2017", "2017-08", "2017-08-10", "2017-08-11", "2017-08-13", "2017-08-15", "2017-09-01"])
MENTIONS = st.lists(
    st.builds(
        report,
        SIDES,
        st.sampled_from(["condemn", "meet", "recall-envoy", "ASSAULT"]),
        SIDES,
        DATES,
        source=st.sampled_from("abc"),
        section_no=st.integers(0, 1),
        start=st.integers(0, 3),
        confidence=st.sampled_from([0.4, 0.6]),
    ),
    max_size=14,
)


NEAR_DATES = st.sampled_from([None, "2016", "2017", "2017-07", "2017-08", *(f"2017-08-{day:02}" for day in range(1, 13))])


def reports_of(kinds: Sequence[str], codes: Sequence[str] = CODES, sources: str = "abcd") -> st.SearchStrategy[list[Mention]]:
    """Reports that differ in everything by which events are told apart, of so few kinds and days that many of them meet."""
    sides = st.lists(st.sampled_from(codes), max_size=4, unique=True).map(", ".join)
    told = st.builds(
        report,
        sides,
        st.sampled_from(kinds),
        sides,
        NEAR_DATES,
        source=st.sampled_from(sources),
        section_no=st.integers(0, 2),
        start=st.integers(0, 9),
        status=st.sampled_from(["occurred", "announced", "alleged"]),
        effective_on=st.sampled_from([None, date(2017, 9, 1), date(2017, 10, 1)]),
        confidence=st.sampled_from([0.4, 0.6, 0.9]),
    )
    return st.lists(told, max_size=12)


OF_ONE_KIND = st.sampled_from([*ACTS, *EVENT_TYPES]).flatmap(lambda kind: reports_of([kind]))
OTHERS = reports_of(["condemn", "meet", "recall-envoy", "ASSAULT"], ["BRA", "ARG", "COL", "BRA/Eva Sol", "BRA/Rui Mar"], "wxyz")
