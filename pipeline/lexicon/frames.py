"""The words for acts: `acts/*.toml` and `sets.toml` in, checked frames out.

A frame says which verbs or nouns, with which objects and prepositions, name one act, and where its actor and recipient stand.
Every frame carries example sentences of its own, which are tests.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.lexicon.errors import LexiconError
from schemas.ontology import ACTS, EVENT_TYPES

GOVERNS = ("plan", "refusal", "threat", "request", "claim")
REQUIRES = ("any", "actor", "recipient", "either", "both", "both-apart", "pair", "envoy", "crowd", "actor-denied")
SPECIAL = ("@actor", "@country", "@body", "@place", "@court", "@people", "@propername", "@money")

Phrase = tuple[str, ...]
ANY: Phrase = ("*",)  # any clause at all


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own and what must be coded in it (nothing, for a counterexample)."""

    text: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Words with roles that name one act.

    `verbs` and `nouns` are lemmas, with particles after a verb ("call off") and modifiers before a noun ("asset freeze");
    `object` are the nouns, one of which must be what is acted on, `subject` those of which one must act, and `subject_not` none may;
    `needs` maps a preposition (or `predicative`) to the nouns that must follow it; `actor` and `recipient` list the places to look, first
    one first: `subject`, `object`, `owner` (whose object it is), a preposition, `subject-by` (a preposition of the subject), `clause` (who
    is named in a governed clause), `any` (who else is named). `governs` says what the frame makes of a governed clause; `negated` is the
    act of a denial; a `domestic` act is aimed at the actor's own country when nobody else is named.
    A noun is coded where a verb announces it or a date stands by it; one that `stands_alone` is coded wherever it has its parties.
    `requires` says who must be named: `either` an actor, or a recipient of a known code; `both` two sides, one of them of a known code;
    `both-apart` two of different countries; `pair` two in any role; `envoy` somebody who acts for a state, `crowd` people who do not;
    `actor-denied` an actor who denies it.
    """

    id: str
    event_type: str = ""
    act: str | None = None
    mode: str | None = None
    verbs: tuple[Phrase, ...] = ()
    nouns: tuple[Phrase, ...] = ()
    object: tuple[Phrase, ...] = ()
    object_not: tuple[Phrase, ...] = ()
    subject: tuple[Phrase, ...] = ()
    subject_not: tuple[Phrase, ...] = ()
    needs: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ()
    governs: str | None = None
    negated: str | None = None
    domestic: bool = False
    stands_alone: bool = False
    requires: str = "any"
    example: tuple[Example, ...] = ()
    counterexample: tuple[Example, ...] = ()
    file: str = ""  # of `acts`, in which the frame is written


@cache
def frames() -> tuple[Frame, ...]:
    """All frames, in order of file and entry; raises LexiconError naming file, entry and reason for a bad one."""
    sets = _word_sets()
    found = [frame for file in sorted(_folder().joinpath("acts").iterdir(), key=lambda file: file.name) for frame in _read(file, sets)]
    refuse_shared_claims(found)
    return tuple(found)


def _folder() -> Any:
    return files("pipeline.lexicon")


def _word_sets() -> dict[str, list[str]]:
    sets: dict[str, list[str]] = tomllib.loads(_folder().joinpath("sets.toml").read_text(encoding="utf-8"))
    return sets


def _read(file: Any, sets: Mapping[str, list[str]]) -> Iterator[Frame]:
    for number, entry in enumerate(tomllib.loads(file.read_text(encoding="utf-8"))["frame"], start=1):
        yield read_entry(entry, sets, file.name, number)


def read_entry(entry: Mapping[str, Any], sets: Mapping[str, list[str]], file: str, number: int) -> Frame:
    """A frame from an entry of a file; LexiconError where the entry cannot be one."""
    name = str(entry.get("id", f"number {number}"))
    unknown = entry.keys() - ({item.name for item in fields(Frame)} - {"file"})
    if unknown:
        raise LexiconError(file, name, f"unknown keys: {', '.join(sorted(unknown))}")
    frame = Frame(**_typed(entry, sets, file, name), file=file)
    reason = _fault(frame)
    if reason:
        raise LexiconError(file, name, reason)
    return frame


def _typed(entry: Mapping[str, Any], sets: Mapping[str, list[str]], file: str, name: str) -> dict[str, Any]:
    """An entry's values as the frame holds them: phrases split, sets filled in, type and mode taken from the act."""
    values = dict(entry)
    for key in ("verbs", "nouns", "object", "object_not", "subject", "subject_not"):
        if key in values:
            values[key] = _phrases(values[key], sets, file, name)
    values["needs"] = {key: _phrases(words, sets, file, name) for key, words in values.get("needs", {}).items()}
    for key in ("actor", "recipient"):
        if key in values:
            values[key] = tuple(values[key])
    for key in ("example", "counterexample"):
        values[key] = tuple(
            Example(item["text"], tuple(item.get("actor", ())), tuple(item.get("recipient", ()))) for item in values.get(key, ())
        )
    act = ACTS.get(values.get("act", ""))
    if act is not None:
        values.setdefault("event_type", act.event_type)
        values.setdefault("mode", act.mode)
    return values


def _phrases(words: list[str], sets: Mapping[str, list[str]], file: str, name: str) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for word in words:
        if word.startswith("@") and word not in SPECIAL:
            if word[1:] not in sets:
                raise LexiconError(file, name, f"no set of words is called {word}")
            found += [tuple(item.split()) for item in sets[word[1:]]]
        else:
            found.append(tuple(word.split()))
    return tuple(found)


def _fault(frame: Frame) -> str | None:
    kind = EVENT_TYPES.get(frame.event_type)
    if kind is None:
        return f"no event type is called {frame.event_type!r}" if not frame.act else f"no act is called {frame.act!r}"
    if frame.act is not None and (frame.act not in ACTS or ACTS[frame.act].event_type != frame.event_type):
        return f"{frame.act!r} is no act of {frame.event_type}"
    if frame.mode is not None and frame.mode not in kind.modes:
        return f"{frame.event_type} has no mode {frame.mode!r}"
    if frame.governs not in (None, *GOVERNS) or frame.requires not in REQUIRES:
        return "governs or requires holds an unknown word"
    if not frame.verbs and not frame.nouns:
        return "it has neither verbs nor nouns"
    if not frame.example:
        return "it has no example"
    return None


def refuse_shared_claims(found: list[Frame]) -> None:
    """Two frames may share a verb only where their objects, prepositions or required parties tell them apart."""
    claims: dict[tuple[Any, ...], str] = {}
    names: set[str] = set()
    for frame in found:
        if frame.id in names:
            raise LexiconError(frame.file, frame.id, "another frame has this id")
        names.add(frame.id)
        for kind, phrases in (("verb", frame.verbs), ("noun", frame.nouns)):
            for phrase in phrases:
                for word in dict.fromkeys(frame.object) or ((),):
                    claim = (kind, phrase, word, tuple(sorted(frame.needs.items())), frame.requires, frame.subject)
                    if claim in claims:
                        words = " ".join(phrase)
                        raise LexiconError(frame.file, frame.id, f"{claims[claim]} claims the {kind} {words!r} with the same object too")
                    claims[claim] = frame.id
