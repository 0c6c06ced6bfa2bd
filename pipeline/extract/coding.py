"""A match and its standing in, type, mode, act and status out (codebook, sections 1 and 7); where nothing happened, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.extract.clause import clauses_of
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing, is_command
from pipeline.extract.verb import has_condition, is_negated
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


class Untold(StrEnum):
    """Why a match tells no event."""

    UNREAL = "unreal"  # imagined, wished, conditional
    LASTING = "lasting"  # the present tense of an encyclopedia: how things are, not what happened
    UNDATED = "undated"  # a noun in passing, without a date of its own
    GOVERNED = "governed"  # part of what another match says
    DENIED = "denied"  # and the denial is no act either
    NOT_DENIED = "not-denied"  # where the frame is about denials
    GOVERNING = "governing"  # the clause that it governs is the event: the hostile act that is planned, the order that is carried out
    AHEAD = "ahead"  # to be said or fought later


def coded_as(match: Match, standing: Standing, matches: Mapping[int, Match], *, is_dated: bool) -> Coded | Untold:
    """What a match tells as it stands; a noun in passing tells it only with a date of its own (`is_dated`)."""
    frame = match.frame
    if standing.kind == "unreal":
        return Untold.UNREAL
    if standing.kind == "nominal" and not is_dated and not frame.stands_alone:
        return Untold.UNDATED
    if standing.kind == "governed":
        return _governed(match, standing)
    if standing.is_denied or frame.requires == "actor-denied":
        return _denied(frame, standing)
    if frame.governs == "plan":
        return _plan(match, _inner(match, matches))
    if frame.governs == "refusal":
        return _refusal(frame, _inner(match, matches))
    if frame.governs == "threat":
        return _threat(frame, _inner(match, matches))
    if frame.governs == "request" and any(is_command(match.predicate.token, verb) for verb in clauses_of(match.predicate)):
        return Untold.GOVERNING
    return _ahead(match) if standing.kind == "future" else Coded(frame.event_type, frame.mode, frame.act)


def is_cooperative(event_type: str) -> bool:
    """Whether a type is of a cooperative quad class."""
    return quad_class(event_type).endswith("cooperation")


def is_hostile(event_type: str) -> bool:
    """Whether a type is material conflict; troops that are offered are help."""
    return quad_class(event_type) == "material-conflict" and event_type != "MOBILIZE"


def _inner(match: Match, matches: Mapping[int, Match]) -> list[Frame]:
    """The frames of the clauses that a match governs."""
    return [matches[verb.i].frame for verb in clauses_of(match.predicate) if verb.i in matches]


def _ahead(match: Match) -> Coded | Untold:
    """A cooperative act to come is a promise; a hostile one is that act, announced, or a threat where it hangs on a condition."""
    frame = match.frame
    if is_hostile(frame.event_type) and match.predicate.is_verb and has_condition(match.predicate.token):
        return Coded("THREATEN", _threatened(frame), "threaten")
    if frame.event_type in NEVER_AHEAD:
        return Untold.AHEAD
    if is_cooperative(frame.event_type):
        return Coded("AGREE", None, "promise", "announced")
    return Coded(frame.event_type, frame.mode, frame.act, "announced")


def _governed(match: Match, standing: Standing) -> Coded | Untold:
    """A hostile act that somebody plans is that act, announced; all else belongs to the one who promises, asks or claims."""
    frame, operator = match.frame, standing.operator
    planned = operator is not None and operator.frame.governs == "plan" and not standing.is_denied
    if planned and is_hostile(frame.event_type):
        return Coded(frame.event_type, frame.mode, frame.act, "announced")
    return Untold.GOVERNED


def _denied(frame: Frame, standing: Standing) -> Coded | Untold:
    """What a denial means: the act that the frame names for it, or the refusal of a cooperative act to come."""
    if not standing.is_denied:
        return Untold.NOT_DENIED
    act = ACTS.get(frame.negated or ("refuse" if standing.kind == "future" and is_cooperative(frame.event_type) else ""))
    if act is None:
        return Untold.DENIED
    return Coded(act.event_type, "meet" if frame.event_type == "CONSULT" else act.mode, act.name)


def _plan(match: Match, inner: list[Frame]) -> Coded | Untold:
    """What is planned: a hostile act is that act; to cooperate no longer is a refusal; all else is a promise."""
    frame = match.frame
    is_hostile_plan = any(is_hostile(item.event_type) for item in inner)
    if any(is_negated(verb) for verb in clauses_of(match.predicate)):
        return Coded(frame.event_type, frame.mode, frame.act) if is_hostile_plan else Coded("REJECT", None, "refuse")
    if is_hostile_plan:
        return Untold.GOVERNING
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
