"""A value as a corrections file writes it in, its normal form out; and the value of a mention or an event in that form."""

import re
from collections.abc import Callable
from datetime import date

from pipeline.days import read_days, write_days
from pipeline.records import Event, Mention, Period
from schemas.codes import ACTOR_ID, ENUMS, EVENT_ID

PRECISIONS = ("year", "month", "day")  # by the number of hyphens in the date
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
SIDES = ("actors", "recipients")

Reader = Callable[[str], str | None]


def read_value(field: str, text: str) -> str | None:
    """The normal form of a value of a field; None for nothing. ValueError, with what is wrong, for what the field cannot hold."""
    return _READERS[field](text)


def value_of(record: Mention | Event, field: str) -> str | None:
    """What a mention or an event has in a field, in its normal form; KeyError for `event_id`, which says where a mention is."""
    return _WRITERS[field](record)


def period_of(text: str | None) -> Period:
    """The period that a date in normal form names."""
    days = read_days(text)
    return Period(*days, PRECISIONS[text.count("-")]) if text and days else Period()


def ids_of(text: str | None) -> tuple[str, ...]:
    """The actor ids of one side in normal form."""
    return tuple(text.split("; ")) if text else ()


def _listed(name: str, values: tuple[str, ...], *, hint: str, may_be_empty: bool) -> Reader:
    """A reader of one of these values; `hint` is where they are listed."""

    def read(text: str) -> str | None:
        if text not in values and (text or not may_be_empty):
            raise ValueError(f"{text!r} is no {name}; {hint}" if text else f"the {name} cannot be empty")
        return text or None

    return read


def _date(text: str) -> str | None:
    if text and not (DATE.fullmatch(text) and _is_date(text)):
        raise ValueError(f"the date {text!r} is not written as 2017-08-11, 2017-08 or 2017")
    return text or None


def _day(text: str) -> str | None:
    if text and not (DATE.fullmatch(text) and text.count("-") == 2 and _is_date(text)):
        raise ValueError(f"the day {text!r} is not written as 2017-08-11")
    return text or None


def _is_date(text: str) -> bool:
    try:
        read_days(text)
    except ValueError:
        return False
    return True


def _side(text: str) -> str | None:
    """Ids in the order of the alphabet: who comes first says nothing."""
    ids = [part.strip() for part in text.split(";") if part.strip()]
    if wrong := next((each for each in ids if not re.fullmatch(ACTOR_ID, each)), None):
        raise ValueError(f"{wrong!r} is no actor id; ids are those of the table actors, joined by ';', such as PER; ana-paz")
    if len(set(ids)) < len(ids):
        raise ValueError(f"{text!r} names an actor twice")
    return "; ".join(sorted(ids)) or None


def _event_id(text: str) -> str | None:
    if text and not re.fullmatch(EVENT_ID, text):
        raise ValueError(f"{text!r} is no id of an event, such as evt_0123456789abcdef")
    return text or None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_READERS: dict[str, Reader] = {
    "act": _listed("act", ENUMS["act"], hint="the codebook lists them", may_be_empty=True),
    "event_type": _listed("event type", ENUMS["event_type"], hint="the codebook lists them", may_be_empty=False),
    "mode": _listed("mode", ENUMS["mode"], hint="the codebook lists those of each type", may_be_empty=True),
    "date": _date,
    "effective_on": _day,
    "status": _listed("status", ENUMS["event_status"], hint=f"known are {', '.join(ENUMS['event_status'])}", may_be_empty=False),
    "actors": _side,
    "recipients": _side,
    "event_id": _event_id,
}
FIELDS = tuple(_READERS)

_WRITERS: dict[str, Callable[[Mention | Event], str | None]] = {
    "act": lambda record: record.act,
    "event_type": lambda record: record.event_type,
    "mode": lambda record: record.mode,
    "date": lambda record: write_days(record.period.first, record.period.precision),
    "effective_on": lambda record: _iso(record.effective_on),
    "status": lambda record: record.status,
    "actors": lambda record: "; ".join(sorted({party.actor_id for party in record.actors})) or None,
    "recipients": lambda record: "; ".join(sorted({party.actor_id for party in record.recipients})) or None,
}
