"""Corrections of `event_id` in, where events and mentions go out: into another event, or nowhere."""

from collections.abc import Iterable, Iterator

from pipeline.corrections.errors import Problem
from pipeline.records import Correction


class Moves:
    """Where the corrections of `event_id` lead; the order of the rows does not matter.

    `mentions` and `events` are the corrections by the id of what they move.
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        found = {correction.target_id: correction for correction in corrections if correction.field == "event_id"}
        self.mentions = {target: found[target] for target in found if target.startswith("mnt_")}
        self.events = {target: found[target] for target in found if target.startswith("evt_")}

    def __bool__(self) -> bool:
        return bool(self.mentions or self.events)

    @property
    def origins(self) -> frozenset[str]:
        """The events that are moved or lose a mention."""
        return frozenset(self.events) | {row.old for row in self.mentions.values() if row.old}

    def fate_of(self, mention_id: str, event_id: str) -> tuple[Correction | None, str | None]:
        """The last correction that moves a mention of an event, if one does, and the event to which it belongs then; None for no event."""
        last = self.mentions.get(mention_id)
        home = last.new if last else event_id
        while home in self.events:
            last = self.events[home]
            home = last.new
        return last, home

    def home_of(self, event_id: str) -> str | None:
        """The event that an event becomes: itself where nothing moves it, None where it is withdrawn."""
        return self.fate_of("", event_id)[1]


def moving_problems(corrections: Iterable[Correction]) -> Iterator[Problem]:
    """Events that go round in a circle, and rows that lead to an event which another row withdraws."""
    moves = Moves(corrections)
    for event_id, correction in moves.events.items():
        way, home = {event_id}, correction.new
        while home in moves.events and home not in way:
            way.add(home)
            home = moves.events[home].new
        if home == event_id:
            yield Problem(correction.line, f"the rows lead {event_id} round in a circle; say of one of these events that it stays")
    withdrawn = {event_id: correction for event_id, correction in moves.events.items() if correction.new is None}
    for correction in (*moves.mentions.values(), *moves.events.values()):
        if correction.new in withdrawn:
            line = withdrawn[correction.new].line
            yield Problem(correction.line, f"it leads to {correction.new}, which line {line} withdraws; one of the two must go")
