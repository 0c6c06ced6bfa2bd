"""Histories made at random: documents come, go and are edited, the coder changes, corrections come and go; what holds after every step."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pipeline.build import coming_release, state_of
from pipeline.corrections import CorrectionError
from pipeline.corrections.moves import moving_problems
from pipeline.corrections.values import value_of
from pipeline.history import Change, EventState, Snapshot, compare, event_state, first_changes
from pipeline.history.coded import as_coded
from pipeline.ids import content_id, mention_id
from pipeline.records import Correction, Event, Mention, Period
from pipeline.rows import Place, event_change_rows, event_history_rows, summary_of
from tests.history.states import DAY, report
from tests.ledgers import ledger_of, merged

DAYS = (None, DAY, DAY + timedelta(2))
ACTS = ("recall-envoy", "condemn", "expel-envoy")
PLACES = ("VEN", "COL", "CHL")
PATHS = ("a.md", "b.md", "c.md")
FIXES = ("merge", "withdraw", "move", "drop", "redate", "reread")
ENDS = {"added": (False, True), "split": (False, True), "changed": (True, True), "merged": (True, False), "withdrawn": (True, False)}


class Said(NamedTuple):
    """What a sentence of a document says."""

    actor: str
    act: str
    recipient: str
    when: date | None
    words: int


ALIKE = (Said("PER", "recall-envoy", "VEN", DAY, 0), Said("PER", "condemn", "COL", DAY, 0))  # in all documents at first


@dataclass(frozen=True)
class Coder:
    """How a coder reads: days that it adds to those of a document, whom it takes for whom, and what its rules are called."""

    days: Mapping[str, int] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    rules: str = ""


@dataclass
class World:
    """What a build is given, and the release of the build before it."""

    documents: dict[str, tuple[Said, ...]] = field(default_factory=lambda: dict.fromkeys(PATHS, ALIKE))
    coder: Coder = field(default_factory=Coder)
    corrections: tuple[Correction, ...] = ()
    state: Snapshot | None = None
    events: tuple[Event, ...] = ()


SAID = st.builds(
    Said,
    st.sampled_from(["PER", "PER/Ana Paz"]),
    st.sampled_from(ACTS[:2]),
    st.sampled_from(PLACES[:2]),
    st.sampled_from(DAYS),
    st.integers(0, 1),
)
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), st.lists(SAID, min_size=1, max_size=3).map(tuple)),
    st.tuples(st.just("mend"), st.sampled_from(PATHS), st.integers(0, 2)),
    st.tuples(st.just("remove"), st.sampled_from(PATHS), st.just(0)),
    st.tuples(st.just("dates"), st.sampled_from(PATHS), st.sampled_from([-1, 0, 40])),
    st.tuples(st.just("parties"), st.sampled_from(PLACES), st.sampled_from(PLACES)),
    st.tuples(st.just("rules"), st.just(""), st.sampled_from(["", "new "])),
    st.tuples(st.sampled_from(FIXES), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("forget"), st.integers(0, 2), st.just(0)),
)  # fmt: skip


@given(st.lists(st.lists(STEPS, min_size=1, max_size=4), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_every_step_of_a_history_is_sound(history: list[list[tuple[str, Any, Any]]], chance: random.Random) -> None:
    world = World()
    for steps in history:
        for step in steps:
            take(world, *step)
        earlier = world.state
        build(world)
        new = world.state
        assert new is not None
        assert len({event.event_id for event in world.events}) == len(world.events)
        in_other_order(world, earlier, chance)
        registry_agrees(new, earlier)
        if earlier is not None:
            check_step(earlier, new)
        build_again_is_the_same(world)


def take(world: World, step: str, what: Any, how: Any) -> None:
    """Change what the next build is given; a step that finds nothing to change does nothing."""
    said = world.documents.get(what)
    if step == "write":
        world.documents[what] = how
    elif step == "mend" and said:
        world.documents[what] = (said[0]._replace(words=said[0].words + 10), *said[1:])
    elif step == "remove":
        world.documents.pop(what, None)
    elif step == "dates":
        world.coder = replace(world.coder, days={**world.coder.days, what: how})
    elif step == "parties":
        world.coder = replace(world.coder, parties={**world.coder.parties, what: how})
    elif step == "rules":
        world.coder = replace(world.coder, rules=how)
    elif step == "forget":
        world.corrections = tuple(row for number, row in enumerate(world.corrections) if number != what)
    elif step in FIXES and world.events:
        row = correction(world.events, step, what, how)
        told = {(each.target_id, each.field) for each in world.corrections}
        rows = (*world.corrections, row) if row and (row.target_id, row.field) not in told else world.corrections
        world.corrections = world.corrections if any(moving_problems(rows)) else rows


def correction(events: Sequence[Event], step: str, one: int, other: int) -> Correction | None:
    """A row that a user may write who looks at these events."""
    event, home = events[one % len(events)], events[other % len(events)]
    mention = event.mentions[other % len(event.mentions)]
    target = mention_id(mention) if step in ("move", "drop", "reread") else event.event_id
    if step in ("merge", "move"):
        return None if home is event else _row(target, "event_id", event.event_id, home.event_id)
    if step in ("withdraw", "drop"):
        return _row(target, "event_id", event.event_id, None)
    if step == "redate":
        old, new = value_of(event, "date"), (DAY + timedelta(100 + other)).isoformat()
        return None if old == new else _row(target, "date", old, new)
    return None if mention.act == ACTS[other % 3] else _row(target, "act", mention.act, ACTS[other % 3])


def _row(target: str, field: str, old: str | None, new: str | None) -> Correction:
    return Correction(0, target, field, old, new, "The page says so.", "Ana Ruiz", DAY)


def build(world: World) -> None:
    """Build and register; rows that no longer apply are removed, as the message tells a user to do."""
    while True:
        world.corrections = tuple(replace(row, line=line) for line, row in enumerate(world.corrections, start=2))
        try:
            state, events = built(world, world.state)
        except CorrectionError as error:
            assert error.problems
            stale = {problem.line for problem in error.problems}
            assert stale <= {row.line for row in world.corrections}
            world.corrections = tuple(row for row in world.corrections if row.line not in stale)
            continue
        world.state, world.events = state, events
        return


def built(world: World, earlier: Snapshot | None, *, order: random.Random | None = None) -> tuple[Snapshot, tuple[Event, ...]]:
    mentions = [mention for path, said in world.documents.items() for mention in coded(path, said, world.coder)]
    paths = {source_of(path, said): path for path, said in world.documents.items()}
    rows = list(world.corrections)
    if order:
        order.shuffle(mentions)
        order.shuffle(rows)
    places: dict[str, Place] = dict.fromkeys(paths, ("corpus", None, None))
    ledger = ledger_of(mentions, paths=paths, corrections=tuple(rows), earlier=earlier, places=places)
    events = merged(ledger)
    states = {event.event_id: event_state(event, paths, summary_of(event)) for event in events}
    assert ledger.states in (states, {})
    ledger.states = states
    state = state_of(ledger)
    changes = compare(earlier, state) if earlier else first_changes(events, summary_of)
    release = coming_release(earlier)
    history = tuple(event_history_rows(earlier, changes, release))
    code = f"{world.coder}"
    return replace(state, code_sha256=code, history=history, changes=tuple(event_change_rows(earlier, changes, release))), events


def source_of(path: str, said: tuple[Said, ...]) -> str:
    return content_id("src", path, str(said))


def coded(path: str, said: tuple[Said, ...], coder: Coder) -> Iterator[Mention]:
    for number, each in enumerate(said):
        day = each.when and each.when + timedelta(coder.days.get(path, 0))
        recipient = coder.parties.get(each.recipient, each.recipient)
        quote = f"{each.actor} did {each.act} to {each.recipient} {each.when} {each.words}."
        mention = report(each.actor, each.act, recipient, sentence=number, rule=f"{coder.rules}{each.act}", quote=quote)
        yield replace(mention, source_id=source_of(path, said), period=Period(day, day, "day") if day else Period())


def in_other_order(world: World, earlier: Snapshot | None, chance: random.Random) -> None:
    state, events = built(world, earlier, order=chance)
    assert (state, events) == (world.state, world.events)


def build_again_is_the_same(world: World) -> None:
    """From a state to itself there is nothing to tell, nothing to correct anew, and no other identifier."""
    assert world.state is not None
    state, events = built(world, world.state)
    assert (events, state.events, state.moved) == (world.events, world.state.events, world.state.moved)
    assert (state.history, state.changes) == (world.state.history, world.state.changes)


def registry_agrees(new: Snapshot, earlier: Snapshot | None) -> None:
    """Its keys are unique, what it had stays, and played from the start it gives the events that there are and their fields."""
    assert max(Counter((row["event_id"], row["release"]) for row in new.history).values(), default=1) == 1
    assert max(Counter((row["event_id"], row["release"], row["field"]) for row in new.changes).values(), default=1) == 1
    if earlier is not None:
        assert new.history[: len(earlier.history)] == earlier.history
        assert new.changes[: len(earlier.changes)] == earlier.changes
    there: set[object] = set()
    for row in new.history:
        was, is_now = ENDS[str(row["change"])]
        assert (row["event_id"] in there) == was, row
        there = there | {row["event_id"]} if is_now else there - {row["event_id"]}
    assert there == new.events.keys()
    latest = {(row["event_id"], row["field"]): row for row in new.changes}
    since = {row["event_id"]: row["release"] for row in new.history if row["change"] in ("added", "split")}
    for (event_id, name), row in latest.items():
        if event_id in there and str(row["release"]) > str(since[event_id]):
            assert new.events[str(event_id)].fields[str(name)] == row["new_value"]


def check_step(old: Snapshot, new: Snapshot) -> None:
    """Every event of both states is accounted for, and one that keeps its identifier is the same event."""
    changes = {change.event_id: change for change in compare(old, new)}
    for event_id in old.events.keys() | new.events.keys():
        change = changes.get(event_id)
        if change is None:
            assert old.events[event_id].fields == new.events[event_id].fields
        else:
            assert (event_id in old.events, event_id in new.events) == ENDS[change.change]
            leads_there(change, old, new)
    receiving = {fix.new for state in (old, new) for fix in state.corrections if fix.field == "event_id"}
    for event_id in old.events.keys() & new.events.keys() - receiving:  # of those, not even the coder's own values are left
        assert is_related(event_id, old, new), (old.events[event_id], new.events[event_id])


def leads_there(change: Change, old: Snapshot, new: Snapshot) -> None:
    assert (change.into is not None) == (change.change == "merged")
    assert (change.split_from is not None) == (change.change == "split")
    assert change.into is None or change.into in new.events
    assert change.split_from is None or change.split_from in old.events
    assert change.change != "withdrawn" or not holders(old.events[change.event_id], new)
    if change.change == "added":  # or the event that held its mentions is gone, and has become this one
        assert not holders(new.events[change.event_id], old) & new.events.keys()


def holders(event: EventState, other: Snapshot) -> set[str]:
    """The events of the other state that hold a mention of this one."""
    own = {mention.mention_id for mention in event.mentions}
    return {place for place, found in other.events.items() if any(mention.mention_id in own for mention in found.mentions)}


def is_related(event_id: str, old: Snapshot, new: Snapshot) -> bool:
    """Whether an event has a report in common in both states, or says the same: as published, or as the coder saw it."""
    pairs = [(state.events[event_id], as_coded(state)[event_id]) for state in (old, new)]
    before, after = ({mark for event in pair for mark in (told(event), *marks(event))} for pair in pairs)
    return not before.isdisjoint(after)


def told(event: EventState) -> tuple[str | None, ...]:
    return tuple(event.fields[name] for name in ("event_type", "mode", "act", "actors", "recipients", "date", "date_end"))


def marks(event: EventState) -> Iterator[object]:
    for mention in event.mentions:
        yield mention.mention_id
        yield mention.source_id, mention.sentence, mention.event_type
        yield mention.path, mention.words, mention.event_type
        yield mention.path, told(event)
