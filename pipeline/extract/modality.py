"""A matched predicate and the clauses over it in, what it is worth out: a fact, a plan, a denial, or nothing that happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.extract.frame import Match
from pipeline.extract.tokens import Token
from pipeline.extract.tree import first_conjunct, premodifiers
from pipeline.extract.verb import auxiliaries_of, governor, is_infinitive, is_negated, is_passive, is_present, is_verb_in, markers_of
from pipeline.lexicon.grammar import grammar

UNDONE = {"REJECT", "AGREE", "REQUEST", "THREATEN"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a predicate is worth.

    `kind` is `fact`, `future`, `unreal` (imagined, wished, conditional), `nominal` (named in passing) or `governed` (part of a demand,
    threat, promise, refusal or claim that is coded itself). `operator` is the match that governs it, `speaker` the verb of saying or
    announcing over it, `commander` the verb of an order that is carried out with it ("ordered the citizens to be expelled"), `word` the
    one that makes it unreal.
    """

    kind: str
    is_denied: bool = False
    operator: Match | None = None
    speaker: Token | None = None
    commander: Token | None = None
    word: str | None = None


def standing_of(match: Match, matches: Mapping[int, Match]) -> Standing:
    """How a predicate stands: by its own words, and by the clause over it."""
    if match.predicate.is_verb:
        return _standing_of_verb(match.predicate.token, matches)
    return _standing_of_noun(match.predicate.token, matches)


def is_saying(token: Token) -> bool:
    """Whether a word is a verb that reports somebody's words."""
    return token.tag_.startswith("VB") and is_verb_in(token, grammar().saying)


def is_command(above: Token, verb: Token) -> bool:
    """Whether a passive clause is what somebody orders: whoever can order it has it done."""
    return is_passive(verb) and is_verb_in(above, grammar().command_verbs)


def _standing_of_verb(verb: Token, matches: Mapping[int, Match]) -> Standing:
    words = grammar()
    auxiliaries, denied = auxiliaries_of(verb), is_negated(verb)
    above, clause = governor(verb)
    speaker = above if above is not None and clause in ("ccomp", "parataxis", "advcl") and is_saying(above) else None
    if imagined := (markers_of(verb) & words.hypothetical_marks) | (auxiliaries & (words.unreal | words.obligation)):
        return Standing("unreal", denied, word=min(imagined))
    if (wished := auxiliaries & words.reported_future) and not any(is_saying(token) for token in verb.ancestors):
        return Standing("unreal", denied, word=min(wished))
    if verb.dep_ == "relcl" and is_present(verb) and is_verb_in(verb, words.lasting_verbs):
        return Standing("nominal", denied)  # "the rebels, whom Chad backs": a lasting condition, told in passing
    kind = "future" if auxiliaries & (words.future | words.reported_future) else "fact"
    if above is None:
        return Standing("future" if is_infinitive(verb) else kind, denied)  # headline: "Obama to visit Cuba"
    return _under_clause(verb, above, clause, matches, denied) or Standing(kind, denied, speaker=speaker)


def is_headline(noun: Token) -> bool:
    """Whether a noun heads a sentence that has no verb but an infinitive."""
    has_verb = any(token.tag_ in ("VBZ", "VBP", "VBD", "MD") for token in noun.subtree)
    return noun.dep_ == "ROOT" and noun.tag_.startswith("NN") and not has_verb


def _under_clause(verb: Token, above: Token, clause: str, matches: Mapping[int, Match], denied: bool) -> Standing | None:
    """What the clause or noun over a verb makes of it; None where it leaves it as it is."""
    words = grammar()
    infinitive = is_infinitive(verb)
    if clause == "acl" and verb.tag_ == "VBN" and not any(child.dep_ == "agent" for child in verb.children):
        return Standing("unreal", denied, word=above.text)  # "Georgians accused of spying": nobody does it here and now
    if clause in ("xcomp", "ccomp") and is_command(above, verb):
        return Standing("fact", denied, commander=above)
    if clause in ("xcomp", "pcomp") and verb.tag_ == "VBG" and is_verb_in(above, words.ending_verbs):
        return Standing("unreal", denied, word=above.text)  # "stopped bombing"
    operator = _operator(above, matches)
    if operator is None and clause == "pcomp" and above.tag_.startswith("NN") and first_conjunct(verb).head.lower_ in words.aims:
        return Standing("nominal", denied)  # "his call for lifting the embargo", "talk about helping"
    temporal = clause == "pcomp" and first_conjunct(verb).head.lower_ in words.factual_prepositions
    if operator is not None and not temporal and (clause in ("xcomp", "ccomp", "pcomp", "acl") or (clause == "advcl" and infinitive)):
        return Standing("governed", denied, operator)
    if not infinitive or clause not in ("xcomp", "ccomp", "advcl", "acl", "relcl"):
        return None
    if clause in ("advcl", "xcomp") and is_verb_in(above, words.contact_verbs):
        return None
    if (clause == "xcomp" and above.lower_ in words.copulas) or (clause in ("acl", "relcl") and is_headline(above)):
        return Standing("future", denied)  # "Peru is to host the talks", "Laos to host talks"
    if clause in ("xcomp", "ccomp") and (is_verb_in(above, words.fact_verbs) or is_saying(above)):
        return None
    if clause in ("acl", "relcl") and above.lower_ in words.decision_nouns:
        decision = _standing_of_noun(above, matches)
        return None if decision.kind == "fact" else decision
    return Standing("unreal", denied, word=above.text)


def _standing_of_noun(noun: Token, matches: Mapping[int, Match]) -> Standing:
    """A noun is a fact where a verb announces or performs it; elsewhere it is named in passing, or has not happened yet."""
    first = first_conjunct(noun)
    if first.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and is_verb_in(first.head, grammar().support_verbs):
        standing = _standing_of_verb(first.head, matches)
        return Standing(standing.kind, standing.is_denied, standing.operator, first.head)
    if planned := {token.lower_ for token in premodifiers(noun)} & grammar().planned_words:
        return Standing("unreal", word=min(planned))
    over = next((token for token in first.ancestors if token.tag_.startswith("VB")), None)
    if over is None:
        return Standing("nominal")
    found = matches.get(over.i)
    undone = found is not None and found.frame.event_type in UNDONE
    if undone or _standing_of_verb(over, matches).kind in ("future", "unreal"):
        return Standing("unreal", word=over.text)
    return Standing("nominal")


def _operator(above: Token, matches: Mapping[int, Match]) -> Match | None:
    """The match over a clause that turns it into something else: of the verb itself, or of the verb whose object it describes."""
    for token in (above, above.head if above.dep_ in ("dobj", "attr", "pobj", "acomp") else above):
        found = matches.get(token.i)
        if found is not None and found.frame.governs is not None:
            return found
    return None
