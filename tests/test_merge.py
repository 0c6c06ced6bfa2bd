import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
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


def test_nothing_gives_nothing() -> None:
    assert list(merge([])) == []


def test_an_event_takes_over_what_its_only_mention_says() -> None:
    mention = report("PER", "expel-envoy", "VEN", effective_on=date(2017, 8, 16), status="announced", confidence=0.7)
    event = one_event(mention)
    assert event.event_id.startswith("evt_")
    assert (event.event_type, event.mode, event.act) == ("SANCTION", "expel", "expel-envoy")
    assert (event.period, event.date_min, event.date_max) == (period("2017-08-11"), date(2017, 8, 11), date(2017, 8, 11))
    assert (event.effective_on, event.status, event.confidence) == (date(2017, 8, 16), "announced", 0.7)
    assert (event.actors, event.recipients, event.mentions) == (mention.actors, mention.recipients, (mention,))


@pytest.mark.parametrize(
    "other",
    [
        report("VEN", "expel-envoy", "PER", source="b"),
        report("PER", "expel-envoy", "CHL", source="b"),
        report("PER", "expel-envoy", source="b"),
        report("", "expel-envoy", "VEN", source="b"),
        report("PER", "recall-envoy", "VEN", source="b"),
        report("PER", "SANCTION", "VEN", source="b"),
    ],
)
def test_another_act_or_other_parties_are_another_event(other: Mention) -> None:
    assert not are_one(report("PER", "expel-envoy", "VEN"), other)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2017-08-11", "2017-08-11", True),
        ("2017-08-11", "2017-08-14", True),
        ("2017-07-31", "2017-08-02", True),
        ("2017-08-11", "2017-08-15", False),
        ("2017-08-11", "2017-08", True),
        ("2017-08-11", "2017", True),
        ("2017-08", "2017-08", True),
        ("2017-08", "2017", True),
        ("2017", "2017", True),
        ("2017-08-11", "2017-09", False),
        ("2017-08-11", "2018", False),
        ("2017-08", "2017-09", False),
        ("2017-08-11", None, False),
        ("2017", None, False),
        (None, None, False),
    ],
)
def test_dates_that_can_be_the_same_or_lie_within_three_days_make_one_event(one: str | None, other: str | None, together: bool) -> None:
    first, second = report("PER", "expel-envoy", "VEN", one), report("PER", "expel-envoy", "VEN", other, source="b")
    assert are_one(first, second) is together


def test_reports_of_a_running_quarrel_do_not_all_become_one_event() -> None:
    days = [report("PER", "condemn", "VEN", f"2017-08-{number:02}", source=str(number)) for number in range(1, 29, 2)]
    for event in merge(days):
        assert event.date_min is not None and event.date_max is not None
        assert (event.date_max - event.date_min).days <= 3


def test_a_less_precise_date_joins_only_where_one_event_can_hold_it() -> None:
    early, late = (report("PER", "expel-envoy", "VEN", day, source=day) for day in ("2017-08-01", "2017-08-20"))
    vague = report("PER", "expel-envoy", "VEN", "2017-08", source="vague")
    assert clusters(early, vague) == {frozenset({0, 1})}
    assert clusters(early, late, vague) == {frozenset({0}), frozenset({1}), frozenset({2})}


@pytest.mark.parametrize("act", ["condemn", "ASSAULT"])
def test_of_what_happens_every_day_a_vague_date_means_no_certain_day(act: str) -> None:
    month = report("PER", act, "VEN", "2017-08", section_no=1)
    assert not are_one(report("PER", act, "VEN"), month)
    assert are_one(month, replace(month, source_id="b"))
    assert not are_one(report("PER", act, "VEN", "2017"), report("PER", act, "VEN", "2017", source="b"))
    assert not are_one(report("PER", act, "VEN"), report("PER", act, "VEN", "2017-08-13", source="b"))


def test_two_who_suffer_what_no_act_names_are_two_events() -> None:
    assert not are_one(report("PER", "ASSAULT", "VEN/Ana Paz"), report("PER", "ASSAULT", "VEN/Luis Rey", source="b"))
    assert are_one(report("PER", "ASSAULT", "VEN/Ana Paz"), report("PER", "ASSAULT", "VEN", source="b"))


def test_whom_one_report_names_more_fully_is_the_same_person() -> None:
    full, bare = report("PER", "ASSAULT", "VEN, /Ana Maria Paz"), report("PER", "ASSAULT", "VEN, /Paz", source="b")
    assert are_one(full, bare)
    assert not are_one(full, report("PER", "ASSAULT", "VEN, /Luis Rey", source="c"))
    assert not are_one(report("PER, /Paz", "meet"), report("PER, /Rey", "meet", source="b"))


def test_reports_of_the_same_vague_date_are_one_event_though_none_of_the_days_can_be_told() -> None:
    days = [report("PER", "condemn", "VEN", day, source=day) for day in ("2017-08-01", "2017-08-20")]
    vague = [report("PER", "condemn", "VEN", "2017-08", source=source) for source in "xy"]
    assert clusters(*days, *vague) == {frozenset({0}), frozenset({1}), frozenset({2, 3})}


def test_undated_mentions_are_one_event_within_a_document_only() -> None:
    mentions = [report("PER", "condemn", "VEN", None, source=source, start=start) for source, start in (("a", 0), ("a", 50), ("b", 0))]
    assert clusters(*mentions) == {frozenset({0, 1}), frozenset({2})}


def test_one_report_that_gives_two_days_tells_of_two_events() -> None:
    monday, tuesday = (report("USA, GEO", "meet", "", day, start=start) for day, start in (("2006-12-11", 0), ("2006-12-12", 90)))
    assert not are_one(monday, tuesday)
    assert are_one(monday, report("USA, GEO", "meet", "", "2006-12-12", section_no=1)), "an item of a list is a report of its own"


def test_two_people_of_a_country_who_criticise_are_two_events_where_both_are_named() -> None:
    paz, rey = report("PER/Ana Paz", "condemn", "VEN"), report("PER/Luis Rey", "condemn", "VEN", source="b")
    unnamed = report("PER", "condemn", "VEN", source="c")
    assert not are_one(paz, rey)
    assert are_one(paz, report("PER/Ana Paz", "condemn", "VEN", source="b"))
    assert are_one(paz, unnamed)
    assert are_one(unnamed, report("PER", "condemn", "VEN", source="d"))
    assert len(clusters(paz, rey, unnamed)) == 2


def test_statements_to_nobody_by_some_are_not_those_by_more() -> None:
    assert not are_one(report("PER", "promise"), report("PER, VEN", "promise", source="b"))
    assert are_one(report("PER", "promise", "CHL"), report("PER, VEN", "promise", "CHL", source="b"))


def test_two_who_are_accused_by_nobody_named_are_two_events() -> None:
    assert not are_one(report("", "allege", "VEN/Ana Paz"), report("", "allege", "VEN/Luis Rey", source="b"))


def test_a_statement_on_another_day_is_another_statement() -> None:
    monday = report("PER", "condemn", "VEN", "2017-08-07")
    assert are_one(monday, report("PER", "condemn", "VEN", "2017-08-08", source="printed"))
    assert not are_one(monday, report("PER", "condemn", "VEN", "2017-08-09", source="b"))


def test_other_people_of_a_country_are_another_meeting_visit_or_appointment() -> None:
    paz, rey = (report(f"PER/{name}, VEN", "meet", source=name) for name in ("Ana Paz", "Luis Rey"))
    assert not are_one(paz, rey)
    assert are_one(paz, report("PER, VEN", "meet", source="b"))
    for act in ("visit", "appoint-envoy"):
        assert not are_one(report("PER/Ana Paz", act, "VEN"), report("PER/Luis Rey", act, "VEN", source="b"))
        assert are_one(report("PER/Ana Paz", act, "VEN"), report("PER/Ana Paz, PER/Luis Rey", act, "VEN", source="b"))


def test_a_state_acts_once_whoever_is_named_for_it() -> None:
    assert are_one(report("PER/Ana Paz", "sever-relations", "VEN"), report("PER/Luis Rey", "sever-relations", "VEN", source="b"))


@pytest.mark.parametrize("act", [name for name, act in ACTS.items() if act.mutual])
def test_a_mutual_act_is_the_same_in_either_form(act: str) -> None:
    together, with_whom = report("PER, VEN", act), report("VEN", act, "PER", source="b")
    assert are_one(together, with_whom)
    assert are_one(with_whom, report("PER", act, "VEN", source="c"))


def test_what_is_not_mutual_has_sides() -> None:
    assert not are_one(report("PER", "recall-envoy", "VEN"), report("VEN", "recall-envoy", "PER", source="b"))


def test_reports_whose_lists_contain_one_another_are_one_event() -> None:
    four = report("ARG, CHL, COL, PER", "recall-envoy", "VEN")
    two = report("PER, CHL", "recall-envoy", "VEN", "2017-08-12", source="b")
    alone = report("PER", "recall-envoy", "VEN", source="c")
    event = one_event(alone, two, four)
    assert {party.actor_id for party in event.actors} == {"ARG", "CHL", "COL", "PER"}
    assert are_one(report("VEN", "expel-envoy", "PER"), report("VEN", "expel-envoy", "PER, CHL, ARG", source="b"))


@pytest.mark.parametrize(
    "other",
    [
        report("PER, BRA", "recall-envoy", "VEN", source="b"),
        report("PER", "recall-envoy", "VEN", "2017-08-15", source="b"),
        report("PER", "recall-envoy", "VEN", "2017-09", source="b"),
        report("PER", "recall-envoy", "VEN", None, source="b"),
        report("PER", "recall-envoy", "CUB", source="b"),
        report("PER", "recall-envoy", source="b"),
        report("", "recall-envoy", "VEN", source="b"),
    ],
)
def test_lists_that_only_overlap_or_other_days_stay_apart(other: Mention) -> None:
    assert not are_one(report("PER, CHL", "recall-envoy", "VEN"), other)


def test_a_short_list_that_fits_two_long_ones_stays_alone() -> None:
    north, south = report("PER, COL", "recall-envoy", "VEN"), report("PER, CHL", "recall-envoy", "VEN", source="b")
    assert len(clusters(north, south, report("PER", "recall-envoy", "VEN", source="c"))) == 3


def test_a_short_list_with_a_month_joins_the_long_one_with_a_day_unless_it_is_a_statement() -> None:
    for act, together in (("recall-envoy", True), ("condemn", False)):
        assert are_one(report("PER, CHL", act, "VEN"), report("PER", act, "VEN", "2017-08", source="b")) is together


def test_of_a_meeting_only_most_of_those_present_are_the_same_meeting() -> None:
    summit = report("ARG, CHL, COL, PER", "meet")
    assert not are_one(summit, report("PER, CHL", "meet", source="b"))
    assert are_one(summit, report("PER, CHL, COL", "meet", source="b"))
    assert are_one(report("ARG, CHL, PER", "sign-agreement"), report("PER", "sign-agreement", "CHL", source="b"))


def test_what_both_did_to_each_other_contains_what_each_did() -> None:
    both = report("PER, VEN", "recall-envoy")
    one, other = report("PER", "recall-envoy", "VEN", source="b"), report("VEN", "recall-envoy", "PER", "2017-08-12", source="c")
    assert {party.actor_id for party in one_event(one, both, other).actors} == {"PER", "VEN"}
    assert not are_one(both, report("PER", "recall-envoy", "CUB", source="b"))
    assert not are_one(report("PER, VEN", "condemn"), report("PER", "condemn", "VEN", source="b"))


def test_within_a_document_a_side_or_the_date_may_be_left_out() -> None:
    told = report("PER", "expel-envoy", "VEN")
    for short in (
        report("PER", "expel-envoy", "", start=90),
        report("", "expel-envoy", "VEN", start=90),
        report("PER", "expel-envoy", "VEN", None, start=90),
    ):
        assert are_one(told, short)
        assert not are_one(told, replace(short, source_id="b"))
    assert not are_one(told, report("", "expel-envoy", "VEN", "2017-08-12", start=90)), "the dates exclude one another"
    assert not are_one(report("PER", "condemn", "VEN"), report("PER", "condemn", start=90)), "a statement is mostly another one"


def test_where_nobody_is_named_nothing_agrees_beyond_the_document() -> None:
    assert not are_one(report("", "condemn"), report("", "condemn", source="b"))
    assert are_one(report("", "condemn"), report("", "condemn", start=50))


def test_an_event_takes_the_most_precise_date_of_most_documents_and_keeps_the_rest() -> None:
    days = {"a": "2017-08-12", "b": "2017-08-11", "c": "2017-08-12", "d": "2017-08"}
    event = one_event(*(report("PER", "expel-envoy", "VEN", day, source=source) for source, day in days.items()))
    assert event.period == period("2017-08-12")
    assert (event.date_min, event.date_max) == (date(2017, 8, 1), date(2017, 8, 31))


def test_many_mentions_of_one_document_are_one_voice() -> None:
    loud = [report("PER", "expel-envoy", "VEN", "2017-08-12", start=start) for start in range(3)]
    others = [report("PER", "expel-envoy", "VEN", "2017-08-11", source=source) for source in "bc"]
    assert one_event(*loud, *others).period == period("2017-08-11")


@pytest.mark.parametrize(
    ("told", "status"),
    [(("alleged", "announced", "occurred"), "occurred"), (("alleged", "announced"), "announced"), (("alleged",), "alleged")],
)
def test_what_one_document_tells_as_a_fact_is_one(told: Sequence[str], status: str) -> None:
    assert one_event(*(report("PER", "expel-envoy", "VEN", source=each, status=each) for each in told)).status == status


def test_an_event_has_the_surest_confidence_and_the_earliest_effect() -> None:
    mentions = [
        report("PER", "impose-visa", "VEN", source=str(day), effective_on=date(2018, 6, day), confidence=day / 40) for day in (20, 15)
    ]
    event = one_event(*mentions)
    assert (event.confidence, event.effective_on) == (0.5, date(2018, 6, 15))


def test_an_identifier_depends_on_what_was_done_only() -> None:
    [one] = merge([report("PER", "expel-envoy", "VEN", source="a")])
    [same] = merge([report("PER", "expel-envoy", "VEN", source="z", start=900, confidence=0.9)])
    [other] = merge([report("PER", "expel-envoy", "VEN", "2017-08-12")])
    assert one.event_id == same.event_id != other.event_id


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


@given(MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(mentions: list[Mention], chance: random.Random) -> None:
    shuffled = mentions[:]
    chance.shuffle(shuffled)
    assert list(merge(mentions)) == list(merge(shuffled))


@given(MENTIONS)
def test_every_mention_is_in_one_event_with_which_it_agrees(mentions: list[Mention]) -> None:
    events = list(merge(mentions))
    assert sorted(map(repr, mentions)) == sorted(repr(mention) for event in events for mention in event.mentions)
    assert [event.event_id for event in events] == sorted({event.event_id for event in events})
    for event in events:
        assert {mention.act for mention in event.mentions} == {event.act}
        assert {mention.event_type for mention in event.mentions} == {event.event_type} <= set(EVENT_TYPES)
        assert event.period in {mention.period for mention in event.mentions}
        assert event.actors in {mention.actors for mention in event.mentions}
        assert event.date_min is None or event.date_max is None or event.date_min <= event.date_max


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


@given(OF_ONE_KIND, st.randoms(use_true_random=False))
def test_of_whatever_kind_the_order_of_mentions_does_not_matter(mentions: list[Mention], chance: random.Random) -> None:
    expected = list(merge(mentions))
    for _ in range(3):
        chance.shuffle(mentions)
        assert list(merge(iter(mentions))) == expected


@given(MENTIONS, OTHERS)
def test_what_other_documents_tell_of_others_changes_nothing(mentions: list[Mention], others: list[Mention]) -> None:
    apart = [*merge(mentions), *merge(others)]
    assert list(merge(others + mentions)) == sorted(apart, key=lambda event: event.event_id)
