"""Event types, quad classes, modes and diplomatic acts, as read from `ontology.toml`."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

CODEBOOK_VERSION = "1.0"
DATA_LICENCE = "CC0-1.0"  # of what we add; quotes stay their publishers'


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen PLOVER event types: its quad class, what it covers, its modes, its CAMEO root code and Goldstein score."""

    name: str
    quad_class: str
    covers: str
    modes: tuple[str, ...]
    cameo: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class Act:
    """A diplomatic act, and the event type and mode that it always carries (codebook, section 3)."""

    name: str
    event_type: str
    means: str
    mode: str | None = None
    mutual: bool = False


_SOURCE = tomllib.loads(files("schemas").joinpath("ontology.toml").read_text(encoding="utf-8"))

QUAD_CLASSES: dict[str, str] = _SOURCE["quad_classes"]
EVENT_TYPES: dict[str, EventType] = {
    name: EventType(name, entry["quad_class"], entry["covers"], tuple(entry["modes"]), entry["cameo"], entry["goldstein"])
    for name, entry in _SOURCE["event_types"].items()
}
ACTS: dict[str, Act] = {name: Act(name, **entry) for name, entry in _SOURCE["acts"].items()}
MODES: tuple[str, ...] = tuple(dict.fromkeys(mode for kind in EVENT_TYPES.values() for mode in kind.modes))


def quad_class(event_type: str) -> str:
    """The quad class of an event type; KeyError for a name that is no event type."""
    return EVENT_TYPES[event_type].quad_class
