"""A match and its standing in, type, mode, act and status out (codebook, sections 1 and 7); nothing where nothing happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.clause import clauses_of
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing, is_command
from pipeline.lexicon.frames import Frame
from schemas.ontology import ACTS, quad_class

NEVER_AHEAD = ("ACCUSE", "REQUEST", "PROTEST", "ASSAULT", "CONCEDE")  # what is to be said or fought later is not told as an event
THREATS = {"expel": "expel", "discontinue": "relations", "withdraw": "relations", "arrest": "arrest", "restrict": "restrict"}


@dataclass(frozen=True, slots=True)
class Coded:
    """What was done, in the words of the ontology, and whether it occurred or is announced."""

    event_type: str
    mode: str | None
    act: str | None
    status: str = "occurred"


def coded_as(match: Match, standing: Standing, matches: Mapping[int, Match], *, is_dated: bool) -> Coded | None:
    """What a match tells as it stands; a noun in passing tells it only with a date of its own (`is_dated`)."""
    frame = match.frame
    if standing.kind == "unreal" or (standing.kind == "nominal" and not is_dated and not frame.stands_alone):
        return None
    if standing.kind == "governed":
        return _governed(match, standing)
    if standing.is_denied or frame.requires == "actor-denied":
        return _denied(frame, standing)
    if frame.governs == "plan":
        return _plan(frame, _inner(match, matches))
    if frame.governs == "refusal":
        return _refusal(frame, _inner(match, matches))
    if frame.governs == "threat":
        return _threat(frame, _inner(match, matches))
    if frame.governs == "request" and any(is_command(match.predicate.token, verb) for verb in clauses_of(match.predicate)):
        return None  # the command is carried out: its clause is the event
    return _ahead(frame) if standing.kind == "future" else Coded(frame.event_type, frame.mode, frame.act)


def is_cooperative(event_type: str) -> bool:
    """Whether a type is of a cooperative quad class."""
    return quad_class(event_type).endswith("cooperation")


def _inner(match: Match, matches: Mapping[int, Match]) -> list[Frame]:
    """The frames of the clauses that a match governs."""
    return [matches[verb.i].frame for verb in clauses_of(match.predicate) if verb.i in matches]


def _ahead(frame: Frame) -> Coded | None:
    """A cooperative act to come is a promise; a hostile one is that act, announced."""
    if frame.event_type in NEVER_AHEAD:
        return None
    if is_cooperative(frame.event_type):
        return Coded("AGREE", None, "promise", "announced")
    return Coded(frame.event_type, frame.mode, frame.act, "announced")


def _governed(match: Match, standing: Standing) -> Coded | None:
    """A hostile act that somebody plans is that act, announced; all else belongs to the one who promises, asks or claims."""
    frame, operator = match.frame, standing.operator
    planned = operator is not None and operator.frame.governs == "plan" and not standing.is_denied
    if planned and quad_class(frame.event_type) == "material-conflict":
        return Coded(frame.event_type, frame.mode, frame.act, "announced")
    return None


def _denied(frame: Frame, standing: Standing) -> Coded | None:
    """What a denial means: the act that the frame names for it, or the refusal of a cooperative act to come."""
    act = ACTS.get(frame.negated or ("refuse" if standing.kind == "future" and is_cooperative(frame.event_type) else ""))
    if act is None or not standing.is_denied:
        return None
    return Coded(act.event_type, "meet" if frame.event_type == "CONSULT" else act.mode, act.name)


def _plan(frame: Frame, inner: list[Frame]) -> Coded | None:
    if any(quad_class(item.event_type) == "material-conflict" for item in inner):
        return None
    return Coded(frame.event_type, frame.mode, frame.act)


def _refusal(frame: Frame, inner: list[Frame]) -> Coded:
    if any(item.act == "recognize" for item in inner):
        return Coded("REJECT", None, "refuse-recognition")
    return Coded(frame.event_type, "meet" if any(item.event_type == "CONSULT" for item in inner) else frame.mode, frame.act)


def _threat(frame: Frame, inner: list[Frame]) -> Coded:
    """The mode of a threat says what is threatened."""
    modes = [_threatened(item) for item in inner]
    return Coded(frame.event_type, next((mode for mode in modes if mode), frame.mode), frame.act)


def _threatened(frame: Frame) -> str | None:
    if frame.event_type == "ASSAULT":
        return "violence"
    return "restrict" if frame.act == "impose-sanctions" else THREATS.get(frame.mode or "")
