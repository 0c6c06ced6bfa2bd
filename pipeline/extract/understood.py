"""A match and the parties that its sentence names in, those who are only understood out: by the codebook, and by what a text is about."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.actor import locations_of, places_of, resolve
from pipeline.extract.frame import Match
from pipeline.extract.parties import code_of, codes_of, country_party, people_at, unique
from pipeline.extract.scene import Scene
from pipeline.extract.stranger import stranger
from pipeline.extract.tokens import Token
from pipeline.extract.tree import children_of
from pipeline.lexicon.names import known_actors
from pipeline.records import Party
from schemas.ontology import ACTS

LOCAL_TYPES = {"PROTEST", "ASSAULT", "COERCE", "MOBILIZE"}  # types of which an unnamed crowd is of the place where it acts

# Acts that nobody does without another state.
RELATIONS = {"restore-relations", "upgrade-relations", "suspend-relations", "sever-relations"}
ENVOYS = ("appoint-envoy", "accept-envoy")
BETWEEN_STATES = RELATIONS | {"recall-envoy", "appoint-envoy", "close-mission", "close-border"}


def by_codebook(scene: Scene, match: Match, actors: list[Party], recipients: list[Party]) -> tuple[list[Party], list[Party]]:
    """What the codebook says of roles that the sentence leaves open: mutual acts, talks, acts between a pair, acts at home."""
    frame = match.frame
    mutual = frame.act is not None and ACTS[frame.act].mutual
    if mutual and not actors and not recipients and match.predicate.is_passive:
        actors = list(scene.memory.pair)
    if frame.act == "meet":
        return unique([*actors, *recipients]), []
    if mutual and len(codes_of(actors)) > 1:
        return actors, []
    if not actors and match.predicate.is_passive and not mutual:
        actors = _other_of_pair(scene, recipients)
    if frame.act == "appoint-envoy" and not codes_of(actors):
        actors = actors + _sending(scene, recipients)
    if not codes_of(recipients) and frame.domestic:
        recipients = _at_home(scene, match, actors)
    elif not codes_of(recipients) and not are_known(recipients) and frame.recipient and not mutual:
        recipients = recipients + _other_of_pair(scene, actors)
    if not recipients and frame.act in BETWEEN_STATES and codes_of(actors):
        recipients = _counterpart(scene, match, actors)
    return (_with_envoys(scene, match, actors) if frame.act in ENVOYS else actors), recipients


def _other_of_pair(scene: Scene, actors: list[Party]) -> list[Party]:
    """In an article about a pair of countries, what one of them does to nobody else it does to the other."""
    codes = codes_of(actors)
    others = [party for party in scene.memory.pair if code_of(party) not in codes]
    return others if len(codes) == 1 and len(others) == 1 else []


def _sending(scene: Scene, recipients: list[Party]) -> list[Party]:
    """An ambassador who "was named" is sent by the state that the text was about."""
    sending = [country_party(party) for party in scene.memory.last_actors[:1] if party.country]
    return [party for party in sending if code_of(party) not in codes_of(recipients)]


def _with_envoys(scene: Scene, match: Match, actors: list[Party]) -> list[Party]:
    """Who acts, with who is sent where a name is given: the envoy acts for the state that sends them."""
    states = codes_of(actors)
    if len(states) != 1:
        return actors
    heads = [name for head in match.predicate.patients for name in ([head] if head.tag_ == "NNP" else _names_beside(scene, head))]
    named = [party for head in heads for party in (people_at(scene, head) if head.i in scene.people else stranger(scene, head))]
    (state,) = states
    sent = [party for party in named if party.kind == "person" and party.country in (None, state)]
    return unique(replace(party, country=state) if party.kind == "person" else party for party in (*actors, *sent))


def _names_beside(scene: Scene, head: Token) -> list[Token]:
    """ "The ambassador, Rosa Prado", "Rosa Prado ambassador", "the diplomat Rosa Prado": the last words of names beside a title."""
    after = list(takewhile(lambda token: token.tag_ == "NNP", scene.doc[head.i + 1 :]))
    return [*(name for name in children_of(head, {"appos", "compound"}) if name.tag_ == "NNP"), *after[-1:]]


def _counterpart(scene: Scene, match: Match, actors: list[Party]) -> list[Party]:
    """ "Sudan broke relations with Iran, and Kuwait recalled its ambassador": the state to which the sentence did something before."""
    before = (token for token in reversed(scene.doc[: match.predicate.token.i]) if token.dep_ in ("pobj", "dobj"))
    found = next((parties for token in before if (parties := places_of(scene, [token]))), [])
    return [party for party in found if code_of(party) not in codes_of(actors)]


def _at_home(scene: Scene, match: Match, actors: list[Party]) -> list[Party]:
    """A domestic act is aimed at whom it names, and where they are of no known country, at the actor's own, or that in which it is done."""
    named = resolve(scene, match.predicate.patients)
    if any(party.country for party in named):
        return named
    own = [country_party(party) for party in actors[:1] if party.country]
    inside = (token for head in match.predicate.preps.get("in", ()) for token in head.subtree)
    return [*named, *(own or (locations_of(scene, inside)[:1] if not actors else []))]


def local_crowd(scene: Scene, match: Match, recipients: list[Party]) -> list[Party]:
    """Protesters and armed men of no stated country are of the country where the sentence places them."""
    protest = match.frame.event_type == "PROTEST"
    nouns = [scene.nouns[head.i] for head in match.predicate.agents if head.i in scene.nouns]
    if not any(noun.sort in ("crowd", "people") for noun in nouns) and not (protest and match.predicate.is_verb):
        return []
    places, codes = locations_of(scene, scene.doc), codes_of(recipients)
    if protest:
        found = [party for party in places if code_of(party) not in codes] or places or recipients
    else:
        found = [party for party in places or _attacked(scene, match, recipients) if not codes or code_of(party) in codes]
    return [country_party(party) for party in found[:1]]


def _attacked(scene: Scene, match: Match, recipients: list[Party]) -> list[Party]:
    """Whose base or building is attacked: armed men are then of that country; of victims it cannot be said."""
    heads = match.predicate.patients
    people = any(head.i in scene.people or (head.i in scene.nouns and scene.nouns[head.i].sort in ("people", "office")) for head in heads)
    return [] if people else recipients


def are_known(parties: Iterable[Party]) -> bool:
    """Whether any of these is known though it has no code, as an unrecognised state is."""
    return any(party.actor_id in known_actors() for party in parties)
