"""Event types, quad classes, modes and diplomatic acts, as read from `ontology.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files

CODEBOOK_VERSION = "1.0"
CODEBOOK_DATE = date(2026, 11, 22)  # of this version of the rules
DATA_LICENCE = "CC0-1.0"  # of what we add; quotes stay their publishers'


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the sixteen PLOVER event types: its quad class, what it covers, its modes (each with what it covers), CAMEO root code and
    Goldstein score.

    `spoken` and `personal` say of events without an act what `Act` says of acts.
    """

    name: str
    quad_class: str
    covers: str
    cameo: str
    goldstein: float
    modes: Mapping[str, str] = field(default_factory=dict)
    spoken: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A diplomatic act, and the event type and mode that it always carries (codebook, section 3).

    `mutual` acts are done together, `spoken` ones are statements; where they are `personal`, as all statements are, another person is
    another event.
    """

    name: str
    event_type: str
    means: str
    mode: str | None = None
    mutual: bool = False
    spoken: bool = False
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act does to the relations of two countries: it opens a status after one of those that it can end (codebook, "Relations").

    It ends those of `after_a_year` only when they have lasted a year. `decisive` acts speak of the relations themselves, the others of
    envoys and their rank; an `undated` one counts without a date. `limits` says what it does not do.
    """

    act: str
    opens: str
    after: tuple[str, ...]
    limits: str
    after_a_year: tuple[str, ...] = ()
    decisive: bool = False
    undated: bool = False


_SOURCE = tomllib.loads(files("schemas").joinpath("ontology.toml").read_text(encoding="utf-8"))

QUAD_CLASSES: dict[str, str] = _SOURCE["quad_classes"]  # what each covers
EVENT_TYPES: dict[str, EventType] = {name: EventType(name, **entry) for name, entry in _SOURCE["event_types"].items()}
ACTS: dict[str, Act] = {name: Act(name, **entry) for name, entry in _SOURCE["acts"].items()}
MODES: dict[str, str] = {  # what each covers, by type
    mode: " ".join(f"{kind.name}: {kind.modes[mode]}" for kind in EVENT_TYPES.values() if mode in kind.modes)
    for mode in dict.fromkeys(mode for kind in EVENT_TYPES.values() for mode in kind.modes)
}
RELATION_STATUSES: dict[str, str] = _SOURCE["relations"]["statuses"]  # what each means
STATE_SECTORS: frozenset[str] = frozenset(_SOURCE["relations"]["state_sectors"])
RELATION_EFFECTS: dict[str, Effect] = {
    act: Effect(act, **(entry | {key: tuple(entry.get(key, ())) for key in ("after", "after_a_year")}))
    for act, entry in _SOURCE["relations"]["effects"].items()
}


def quad_class(event_type: str) -> str:
    """The quad class of an event type; KeyError for a name that is no event type."""
    return EVENT_TYPES[event_type].quad_class
