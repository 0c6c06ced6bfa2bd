import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.history import Fix
from pipeline.records import Mention
from tests.history.states import DAY, PATHS, Built, build, party, report

LATER = DAY + timedelta(30)


def test_an_untouched_event_keeps_its_identifier_and_a_new_one_gets_its_own() -> None:
    old = build(report())
    new = build(report(), report("CHL", path="b.md"), since=old)
    assert new.id_of(report()) == old.id_of(report())
    assert len(new.events) == 2


@pytest.mark.parametrize(
    "better",
    [
        report(when=LATER),
        report(when=None),
        replace(report(), recipients=(party("COL"),)),
        replace(report(), act="close-mission"),
        report(rule="another", when=LATER),
        report(rule="another", start=7),
        report("CHL", rule="another"),
        report("PER", "impose-visa", "COL", rule="another"),
    ],
    ids=["date", "no date", "party", "act", "rule and date", "place in the sentence", "rule and party", "rule, act and party"],
)
def test_an_event_keeps_its_identifier_where_the_coder_reads_its_sentence_otherwise(better: Mention) -> None:
    old, alone = build(report()), build(better)
    assert alone.id_of(better) != old.id_of(report()) or better.rule == "another", "else there is nothing to carry on"
    assert build(better, since=old).id_of(better) == old.id_of(report())


def test_an_event_keeps_its_identifier_where_its_document_was_edited() -> None:
    old = build(report(sentence=1, when=None))
    edited = report(sentence=4, when=LATER, edition=2, quote=report().quote)
    assert build(edited, since=old).id_of(edited) == old.id_of(report(sentence=1, when=None))


def test_other_words_in_another_edition_are_another_report() -> None:
    old, edited = build(report(when=LATER)), report(edition=2, quote="They called him home.")
    assert build(edited, since=old).id_of(edited) != old.id_of(report(when=LATER))


def test_an_event_of_which_no_mention_is_left_is_known_by_what_is_told_of_it() -> None:
    moved = build(replace(report(), recipients=(party("COL"),)), since=build(report()))
    elsewhere = report(path="b.md", recipient="COL")
    assert build(elsewhere, since=moved).id_of(elsewhere) == moved.events[0].event_id


def test_two_documents_that_give_no_date_do_not_tell_of_one_event() -> None:
    old, elsewhere = build(report(when=None)), report(when=None, path="b.md")
    assert build(elsewhere, since=old).id_of(elsewhere) != old.id_of(report(when=None))


def test_of_two_reports_in_one_sentence_each_keeps_the_event_that_it_is_like() -> None:
    recall, expulsion = report(), report(act="expel-envoy", start=20)
    old = build(recall, expulsion)
    other_recall, other_expulsion = report(rule="other", start=21), report(act="expel-envoy", rule="other")
    new = build(other_recall, other_expulsion, since=old)
    assert new.id_of(other_recall) == old.id_of(recall)
    assert new.id_of(other_expulsion) == old.id_of(expulsion)


def test_of_events_that_become_one_the_one_with_most_mentions_keeps_its_identifier() -> None:
    few = [report(when=LATER, path="a.md")]
    many = [report(path="b.md"), report(path="c.md")]
    old = build(*few, *many)
    assert old.id_of(few[0]) != old.id_of(many[0])
    [one] = build(*(replace(mention, period=few[0].period) for mention in (*few, *many)), since=old).events
    assert one.event_id == old.id_of(many[0])


def test_of_the_parts_of_an_event_the_one_with_most_mentions_keeps_its_identifier() -> None:
    mentions = [report(path="a.md"), report(path="b.md"), report(path="c.md")]
    old = build(*mentions)
    assert len(old.events) == 1
    small, *large = mentions[0], *(replace(mention, period=report(when=LATER).period) for mention in mentions[1:])
    new = build(small, *large, since=old)
    assert new.id_of(large[0]) == new.id_of(large[1]) == old.events[0].event_id
    assert new.id_of(small) not in old.state.events, "its own name is that of the event it was a part of"


def test_equal_parts_are_told_apart_by_what_is_told_of_them() -> None:
    same, moved = report(path="a.md"), report(path="b.md")
    old = build(same, moved)
    moved = replace(moved, period=report(when=LATER).period)
    assert build(same, moved, since=old).id_of(same) == old.events[0].event_id


def test_a_new_event_gets_another_identifier_where_one_that_is_carried_on_has_its_own() -> None:
    moved = build(report(when=LATER), since=build(report()))
    newcomer = report(path="b.md")
    new = build(report(when=LATER), newcomer, since=moved)
    assert new.id_of(report(when=LATER)) == moved.events[0].event_id == build(newcomer).id_of(newcomer)
    assert new.id_of(newcomer) != moved.events[0].event_id
    assert build(report(when=LATER), newcomer, since=new).state.events.keys() == new.state.events.keys()


def test_what_was_withdrawn_comes_back_under_its_identifier_and_nothing_else_does() -> None:
    first = build(report())
    gone = build(report("CHL", path="b.md"), since=first)
    gone = replace(gone, state=replace(gone.state, history=({"event_id": first.id_of(report()), "release": "0.1.0"},)))
    assert build(report(), report("CHL", path="b.md"), since=gone).id_of(report()) == first.id_of(report())


@pytest.mark.parametrize(("cause", "is_taken"), [("code", True), ("correction", False)])
def test_an_identifier_that_came_to_stand_for_something_else_does_not_come_back(cause: str, is_taken: bool) -> None:
    """But for a correction, under which the coder said the same all the time."""
    first = build(report())
    event_id = first.id_of(report())
    gone = build(report("CHL", path="b.md"), since=build(report(when=LATER), since=first))
    row = {"event_id": event_id, "release": "0.2.0", "field": "date", "old_value": "2017-08-11", "new_value": "2017-09-10", "cause": cause}
    back = {**row, "release": "0.10.0", "old_value": row["new_value"], "new_value": row["old_value"], "cause": "code"}
    for changes, expected in (((row,), is_taken), ((row, back), cause == "correction"), ((back, row), cause == "correction")):
        since = replace(gone, state=replace(gone.state, changes=changes, history=({"event_id": event_id, "release": "0.1.0"},)))
        found = build(report(path="c.md"), report("CHL", path="b.md"), since=since).id_of(report(path="c.md"))
        assert (found != event_id) == expected


def test_nor_does_one_of_which_nobody_knows_any_more_what_it_stood_for() -> None:
    """Its document was taken down, and with it the values of its changes."""
    first = build(report())
    event_id = first.id_of(report())
    gone = build(report("CHL", path="b.md"), since=first)
    row = {"event_id": event_id, "release": "0.2.0", "field": "date", "old_value": None, "new_value": None, "cause": "source"}
    since = replace(gone, state=replace(gone.state, changes=(row,), history=({"event_id": event_id, "release": "0.1.0"},)))
    assert build(report(path="c.md"), report("CHL", path="b.md"), since=since).id_of(report(path="c.md")) != event_id


def test_a_made_up_identifier_is_none_that_the_registry_knows() -> None:
    moved = build(report(when=LATER), since=build(report()))
    mentions = report(when=LATER), report(path="b.md")
    [fresh] = build(*mentions, since=moved).state.events.keys() - moved.state.events.keys()
    known = replace(moved, state=replace(moved.state, history=({"event_id": fresh, "release": "0.1.0"},)))
    again = build(*mentions, since=known)
    assert len(again.events) == 2
    assert fresh not in again.state.events


def test_mentions_that_a_correction_moved_vote_for_the_event_in_which_the_coder_saw_them() -> None:
    few, many = report("CHL", path="c.md"), [report(), report(path="b.md")]
    coded = build(few, *many)
    here, there = coded.state.events[coded.id_of(few)], coded.state.events[coded.id_of(many[0])]
    joined = {here.event_id: replace(here, mentions=(*here.mentions, *there.mentions))}
    for moved in ("carried-on", there.event_id):
        old = Built((), replace(coded.state, events=joined, moved={moved: there.mentions}))
        assert {build(few, *many, since=old).id_of(mention) for mention in many} == {moved}
        assert build(few, *many, since=old).id_of(few) == here.event_id


def test_what_corrections_emptied_gives_way_to_what_was_published() -> None:
    few, many = report("CHL", path="c.md"), [report(), report(path="b.md")]
    coded = build(few, *many)
    [gone] = coded.state.events.keys() - {coded.id_of(few)}
    events = {coded.id_of(few): coded.state.events[coded.id_of(few)]}
    old = Built((), replace(coded.state, events=events, moved={gone: coded.state.events[gone].mentions}))
    one = [replace(mention, actors=few.actors) for mention in many]
    assert [event.event_id for event in build(few, *one, since=old).events] == [coded.id_of(few)]


def test_an_event_is_carried_on_by_what_the_coder_says_of_it_not_by_its_correction() -> None:
    """Its only document is edited, so that nothing but what is told is left to know it by."""
    moved = build(report(when=LATER), since=build(report()))
    [(event_id, event)] = moved.state.events.items()
    corrected = replace(event, fields={**event.fields, "date": "2020-01-02", "date_end": "2020-01-02", "recipients": "COL", "act": "meet"})
    fixes = frozenset(
        Fix(event_id, *fix)
        for fix in (("date", "2017-09-10", "2020-01-02"), ("recipients", "VEN", "COL"), ("act", "recall-envoy", "meet"))
    )
    old = Built((), replace(moved.state, events={event_id: corrected}, corrections=fixes))
    edited = report(when=LATER, edition=2, quote="They called him home.")
    assert build(edited, since=old).id_of(edited) == event_id


def test_an_undated_event_is_known_where_its_document_was_edited_to_the_last_word() -> None:
    old, edited = build(report(when=None)), report(when=None, edition=2, quote="They called him home.")
    assert build(edited).id_of(edited) != old.events[0].event_id
    assert build(edited, since=old).id_of(edited) == old.events[0].event_id


MENTIONS = st.lists(
    st.builds(
        report,
        st.sampled_from(["PER", "PER/Ana Paz", "PER/Luis Rey", "CHL", ""]),
        st.sampled_from(["recall-envoy", "condemn", "meet"]),
        st.sampled_from(["VEN", "PER"]),
        st.sampled_from([None, DAY, DAY + timedelta(2), LATER]),
        path=st.sampled_from(PATHS[:4]),
        edition=st.integers(1, 2),
        sentence=st.integers(0, 2),
        rule=st.sampled_from(["one", "other"]),
        quote=st.sampled_from([None, "They did it."]),
    ),
    max_size=12,
    unique_by=lambda mention: (mention.source_id, mention.sentence, mention.rule),
)


@given(MENTIONS, MENTIONS, MENTIONS, st.randoms(use_true_random=False))
def test_no_identifier_is_used_twice_and_no_order_matters(
    first: list[Mention], second: list[Mention], third: list[Mention], chance: random.Random
) -> None:
    before = build(*second, since=build(*first))
    after = build(*third, since=before)
    assert len({event.event_id for event in after.events}) == len(after.events)
    shuffled = build(*chance.sample(second, len(second)), since=build(*chance.sample(first, len(first))))
    assert build(*chance.sample(third, len(third)), since=shuffled).events == after.events


@given(MENTIONS, MENTIONS)
def test_a_build_since_itself_changes_no_identifier(first: list[Mention], second: list[Mention]) -> None:
    built = build(*second, since=build(*first))
    assert build(*second, since=built).events == built.events


@given(MENTIONS, MENTIONS)
def test_an_event_whose_mentions_are_the_same_keeps_its_identifier(first: list[Mention], more: list[Mention]) -> None:
    places = {(mention.source_id, mention.sentence, mention.rule) for mention in first}
    more = [mention for mention in more if (mention.source_id, mention.sentence, mention.rule) not in places]
    for since in (None, build(*first)):
        old, new = build(*first), build(*first, *more, since=since)
        before, after = ({event.mentions: event.event_id for event in built.events} for built in (old, new))
        assert {mentions: event_id for mentions, event_id in after.items() if mentions in before}.items() <= before.items()
