"""Events and an earlier state of the data in, the identifiers that the same events had then out."""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.history.coded import as_coded
from pipeline.history.matching import CONTENT, content_of, votes_of
from pipeline.history.snapshot import EventState, Snapshot
from pipeline.ids import content_id

States = Mapping[str, EventState]


def carried_ids(new: States, earlier: Snapshot) -> dict[str, str]:
    """For the id of each of these events, by id, that of the earlier event that it is; what corrections made of the earlier ones does not
    count: they are made again when this is done.

    An event is the earlier one with which it shares most mentions, else one of equal content; of several that are the same earlier event
    the one with most of it has its id. All others keep the id of their content, unless an earlier event had it.
    """
    old = as_coded(earlier)
    names = _by_mentions(old, new, old.keys() - earlier.events.keys())
    names |= _by_content(old, new, names)
    return names | dict(_fresh(sorted(new.keys() - names.keys()), earlier, names))


def _by_mentions(old: States, new: States, unpublished: AbstractSet[str]) -> dict[str, str]:
    """New ids and the old ones of the events that they are: those that are `unpublished`, emptied by corrections, come last; most shared
    mentions first; then the same content, then the id."""
    votes = votes_of(old.values(), new.values())
    rivals = Counter(event_id for pair in votes for event_id in set(pair))

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        if max(rivals[pair[0]], rivals[pair[1]]) == 1:  # nobody else's: its place is of no account
            return ()
        before, after = old[pair[0]].fields, new[pair[1]].fields
        n_same = sum(before.get(name) == value for name, value in after.items())
        return pair[0] in unpublished, -votes[pair], -n_same, pair[0] != pair[1], pair

    names: dict[str, str] = {}
    taken = set[str]()
    for before, after in sorted(votes, key=rank):
        if before not in taken and after not in names:
            names[after] = before
            taken.add(before)
    return names


def _by_content(old: States, new: States, named: Mapping[str, str]) -> dict[str, str]:
    """The same for events of which no mention is left: the id and what is told agree, or else what is told of somebody and a date."""
    gone = old.keys() - set(named.values())
    came = sorted(new.keys() - named.keys())
    names = {event_id: event_id for event_id in came if event_id in gone and content_of(old[event_id]) == content_of(new[event_id])}
    waiting: defaultdict[Hashable, deque[str]] = defaultdict(deque)
    for event_id in sorted(gone - names.keys()):
        waiting[content_of(old[event_id])].append(event_id)
    for event_id in came:
        same = waiting.get(content_of(new[event_id]))
        if same and event_id not in names and _can_be_told(new[event_id]):
            names[event_id] = same.popleft()
    return names


def _can_be_told(event: EventState) -> bool:
    """Of what has no date or no parties nobody knows whether two documents tell the same."""
    fields = event.fields
    return bool(fields.get("date") and (fields.get("actors") or fields.get("recipients")))


def _fresh(event_ids: Sequence[str], earlier: Snapshot, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ids of new events: those of their content, and others where an earlier event had those. What was withdrawn before the earlier
    state comes back under its id where its content is the same."""
    used = {*names.values(), *earlier.events, *_become_others(earlier)}
    known = {*used, *event_ids, *earlier.moved, *(str(row["event_id"]) for row in earlier.history)}
    for event_id in event_ids:
        name, number = event_id, 1
        while name in (known if number > 1 else used):
            number += 1
            name = content_id("evt", event_id, str(number))
        known.add(name)
        yield event_id, name


def _become_others(earlier: Snapshot) -> Iterator[str]:
    """The events that, according to the registry, say something else by now than what their ids are made from, but for corrections.

    Of a change of which no value is left, for its document was taken down, nobody can tell: it counts.
    """
    moved: defaultdict[tuple[str, str], Counter[object]] = defaultdict(Counter)
    untold: set[str] = set()
    for row in earlier.changes:
        if row["field"] in CONTENT and row["cause"] != "correction":
            if row["old_value"] is row["new_value"] is None:
                untold.add(str(row["event_id"]))
            values = moved[str(row["event_id"]), str(row["field"])]
            values[row["new_value"]] += 1
            values[row["old_value"]] -= 1
    yield from untold
    yield from (event_id for (event_id, _), values in moved.items() if any(values.values()))
