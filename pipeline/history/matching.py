"""Two states of events in, how strongly each event of the one is an event of the other out: their mentions vote.

A mention is known again by its identifier; else by its sentence and type, where the coder reads it otherwise; else by the words that it
quotes and its type, where its document was edited; else, where its words were edited too, by all that is told of its event in a document
of that name. Each is found by look-ups, so the work grows with the mentions.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from pipeline.history.snapshot import EventState, MentionState

Votes = Counter[tuple[str, str]]  # ids of an old and of a new event -> weight of the mentions that they share

SAME, READ_OTHERWISE, TOLD = 3, 2, 1  # weight of a mention known by its identifier, by its place or its words, by what is told alone

CONTENT = ("event_type", "mode", "act", "actors", "recipients", "date", "date_end")  # fields that say what an event is


class Voter(NamedTuple):
    """A mention and the event that it reports."""

    event: EventState
    mention: MentionState


Left = tuple[list[Voter], list[Voter]]  # old and new mentions that are not known again


def votes_of(old: Iterable[EventState], new: Iterable[EventState]) -> Votes:
    """What the mentions of `new` say of the events of `old`, each of them known again at most once; in whatever order the events come."""
    votes: Votes = Counter()
    left = _pair_by_id(_in_order(old), _in_order(new), votes)
    left = _pair(*left, _sentence, READ_OTHERWISE, votes)
    left = _pair(*left, _words, READ_OTHERWISE, votes)
    _pair(*left, _told, TOLD, votes)
    return votes


def content_of(event: EventState) -> Hashable:
    """What was done by and to whom, and when: two events that share it are told as the same."""
    fields = event.fields
    return tuple(fields.get(name) for name in CONTENT)


def _in_order(events: Iterable[EventState]) -> list[EventState]:
    return sorted(events, key=lambda event: event.event_id)


def _pair_by_id(old: list[EventState], new: list[EventState], votes: Votes) -> Left:
    """Count the votes of mentions with the same identifier, as most have; who is left."""
    waiting = {mention.mention_id: event.event_id for event in old for mention in event.mentions}
    left = []
    for event in new:
        for mention in event.mentions:
            if home := waiting.pop(mention.mention_id, None):
                votes[home, event.event_id] += SAME
            else:
                left.append(Voter(event, mention))
    return [Voter(event, mention) for event in old for mention in event.mentions if mention.mention_id in waiting], left


def _pair(old: list[Voter], new: list[Voter], key: Callable[[Voter], Hashable], weight: int, votes: Votes) -> Left:
    """Count the votes of those who share a key, one old with one new mention at a time; who is left."""
    waiting, asking = _grouped(old, key), _grouped(new, key)
    left: list[Voter] = []
    for known_by, voters in asking.items():
        if known_by not in waiting:
            left += voters
            continue
        waiting[known_by], rest = _pair_alike(waiting[known_by], voters, weight, votes)
        left += rest
    return [voter for voters in waiting.values() for voter in voters], left


def _grouped(voters: Iterable[Voter], key: Callable[[Voter], Hashable]) -> dict[Hashable, list[Voter]]:
    groups: defaultdict[Hashable, list[Voter]] = defaultdict(list)
    for voter in voters:
        groups[key(voter)].append(voter)
    return groups


def _pair_alike(old: list[Voter], new: list[Voter], weight: int, votes: Votes) -> Left:
    """Of several reports in one place those of like events are each other's first, then those of one act; the rest go by their order."""
    if len(old) == len(new) == 1:
        votes[old[0].event.event_id, new[0].event.event_id] += weight
        return [], []
    for trait in (content_of, _act, _anything):
        waiting: defaultdict[Hashable, deque[Voter]] = defaultdict(deque)
        for voter in sorted(old, key=_order):
            waiting[trait(voter.event)].append(voter)
        left = []
        for voter in sorted(new, key=_order):
            if found := waiting[trait(voter.event)]:
                votes[found.popleft().event.event_id, voter.event.event_id] += weight
            else:
                left.append(voter)
        old, new = [voter for voters in waiting.values() for voter in voters], left
    return old, new


def _order(voter: Voter) -> tuple[int, str]:
    return voter.mention.sentence, voter.mention.mention_id


def _sentence(voter: Voter) -> Hashable:
    mention = voter.mention
    return mention.source_id, mention.sentence, mention.event_type


def _words(voter: Voter) -> Hashable:
    mention = voter.mention
    return (mention.path, mention.words, mention.event_type) if mention.words else mention.mention_id


def _told(voter: Voter) -> Hashable:
    return voter.mention.path, content_of(voter.event)


def _act(event: EventState) -> Hashable:
    return event.fields.get("act")


def _anything(_: EventState) -> Hashable:
    return None
