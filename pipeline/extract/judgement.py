"""A scene and its time in; for each predicate, what the frames that fit it are worth out, the best one first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.extract.coding import Coded, Untold, coded_as
from pipeline.extract.frame import Match, matches_at
from pipeline.extract.modality import Standing, standing_of
from pipeline.extract.placing import Moment, Placed, dates_at, place
from pipeline.extract.roles import Roles, cast_roles
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.verb import governor, is_present
from pipeline.lexicon.grammar import grammar


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a match stands, what it tells (or why nothing), who fills its roles, and when it happened.

    Judging ends where there is no event: `roles` is None where nothing is told, `placed` where the roles are not complete.
    """

    match: Match
    standing: Standing
    coded: Coded | Untold
    roles: Roles | None = None
    placed: Placed | None = None


def is_event(judgement: Judgement) -> bool:
    """Whether a judgement found an event."""
    return judgement.placed is not None


def judge(scene: Scene, moment: Moment) -> Iterator[Iterator[Judgement]]:
    """For each predicate of a sentence its judgements, made one by one as they are asked for; the first with `placed` is the event."""
    fitting = {token.i: found for token in scene.doc if (found := matches_at(scene, token))}
    matches = {at: found[0] for at, found in fitting.items()}
    for candidates in fitting.values():
        yield (_judge(scene, match, matches, moment) for match in candidates)


def _judge(scene: Scene, match: Match, matches: Mapping[int, Match], moment: Moment) -> Judgement:
    standing = standing_of(match, matches)
    is_dated = _is_dated(scene, match, matches, moment)
    if moment.format == "encyclopedia" and match.predicate.is_verb and not is_dated and _is_lasting(match.predicate.token):
        return Judgement(match, standing, Untold.LASTING)
    coded = coded_as(match, standing, matches, is_dated=is_dated)
    if isinstance(coded, Untold):
        return Judgement(match, standing, coded)
    roles = cast_roles(scene, match, standing)
    if not roles.is_complete:
        return Judgement(match, standing, coded, roles)
    placed = place(scene, match, standing, matches, moment, is_announced=coded.status == "announced")
    return Judgement(match, standing, coded, roles, placed)


def _is_lasting(verb: Token) -> bool:
    """Whether a verb tells how things are; what a document says, it says once."""
    if not is_present(verb) or verb.dep_ == "ccomp":
        return False
    described = (verb.head, *verb.head.ancestors) if verb.dep_ in ("relcl", "acl") else ()
    return not any(noun.lower_ in grammar().document_nouns for noun in described)


def _is_dated(scene: Scene, match: Match, matches: Mapping[int, Match], moment: Moment) -> bool:
    """Whether a date belongs to a predicate, or to the decision that it is part of ("the decision on 3 May to expel")."""
    token = match.predicate.token
    if dates_at(scene, token, matches, moment.whens):
        return True
    decision, clause = governor(token)
    if decision is None or clause not in ("acl", "relcl"):
        return False
    return any(decision.idx < when.start < token.idx for when in moment.whens)
