"""The registry over three successive releases, and what a release of another layout still tells."""

from dataclasses import replace
from datetime import timedelta

from pipeline.build import coming_release
from pipeline.history import compare, first_changes
from pipeline.rows import event_change_rows, event_history_rows, summary_of
from tests.history.states import DAY, Built, build, report

LATER = DAY + timedelta(30)


def registered(built: Built, *, since: Built | None = None) -> Built:
    """A build with its registry, as a release holds it."""
    earlier = since.state if since else None
    changes = compare(earlier, built.state) if earlier else first_changes(built.events, summary_of)
    history = tuple(event_history_rows(earlier, changes, built.state.version))
    return replace(
        built, state=replace(built.state, history=history, changes=tuple(event_change_rows(earlier, changes, built.state.version)))
    )


def test_the_registry_carries_every_change_from_release_to_release() -> None:
    stays, leaves = report(), report("CHL", path="b.md")
    first = registered(build(stays, leaves, version="0.1.0"))
    moved = replace(stays, period=report(when=LATER).period)
    second = registered(build(moved, since=first, version="0.2.0"), since=first)
    third = registered(build(moved, leaves, since=second, version="0.3.0"), since=second)

    one, other = first.id_of(stays), first.id_of(leaves)
    assert (third.id_of(moved), third.id_of(leaves)) == (one, other)
    rows = [(row["event_id"], row["release"], row["change"], row["cause"]) for row in third.state.history]
    assert sorted(rows) == sorted(
        [
            (one, "0.1.0", "added", "source"),
            (other, "0.1.0", "added", "source"),
            (one, "0.2.0", "changed", "source"),
            (other, "0.2.0", "withdrawn", "source"),
            (other, "0.3.0", "added", "source"),
        ]
    )
    assert third.state.history[: len(second.state.history)] == second.state.history
    assert [
        (row["event_id"], row["release"], row["field"], row["old_value"], row["new_value"], row["cause"]) for row in third.state.changes
    ] == [
        (one, "0.2.0", "date", "2017-08-11", "2017-09-10", "source"),
        (one, "0.2.0", "date_end", "2017-08-11", "2017-09-10", "source"),
    ]


def test_merged_and_split_events_say_with_which_others() -> None:
    parts = [report(path="a.md"), report(path="b.md"), report(path="c.md")]
    one = registered(build(*parts))
    moved = replace(parts[0], period=report(when=LATER).period)
    two = registered(build(moved, *parts[1:], since=one, version="0.2.0"), since=one)
    split = two.id_of(moved)
    again = registered(build(*parts, since=two, version="0.3.0"), since=two)
    assert [(row["event_id"], row["change"], row["into"], row["split_from"]) for row in again.state.history[1:]] == [
        (split, "split", None, one.events[0].event_id),
        (split, "merged", one.events[0].event_id, None),
    ]


def test_events_of_a_release_without_a_registry_are_entered_as_added_by_it() -> None:
    old = build(report(), version="0.4.0")
    [row] = event_history_rows(old.state, (), "0.5.0")
    assert (row["event_id"], row["release"], row["change"], row["cause"]) == (old.events[0].event_id, "0.4.0", "added", "source")


def test_the_release_to_come_is_the_next_minor_one() -> None:
    assert coming_release(None) == "0.1.0"
    assert coming_release(build(report(), version="1.2.3").state) == "1.3.0"
