"""A verb in, what its own words say of it out: voice, auxiliaries, denial, and what it depends on."""

from pipeline.extract.tokens import Token
from pipeline.extract.tree import PASSIVE_SUBJECTS, SUBJECTS, children_of, has_subject
from pipeline.lexicon.forms import verb_lemmas
from pipeline.lexicon.times import time_words


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was expelled", "expelled by", a participle that follows its noun."""
    if any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not has_subject(verb) and not children_of(verb, {"aux"}):
        return verb.head.tag_.startswith("VB") and is_passive(verb.head) and not children_of(verb, {"dobj"})
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def is_verb_in(token: Token, lemmas: frozenset[str]) -> bool:
    """Whether a word can be a form of one of these verbs."""
    return bool(verb_lemmas().get(token.lower_, frozenset()) & lemmas)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return "to" in auxiliaries_of(verb)


def has_condition(verb: Token) -> bool:
    """Whether a verb depends on a condition ("will expel them unless")."""
    clauses = (child for child in verb.children if child.dep_ == "advcl")
    return any(child.lower_ in ("if", "unless") for clause in clauses for child in clause.children if child.dep_ == "mark")


def is_present(verb: Token) -> bool:
    """Whether a verb stands in the present tense ("backs", "is backed"), not in the perfect."""
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    return verb.tag_ in ("VBN", "VBG") and any(child.lower_ in ("is", "are") for child in verb.children if child.dep_ in ("aux", "auxpass"))


def is_negated(token: Token) -> bool:
    """Whether a verb is denied, by "not", "never", or a "no" on its subject or object."""
    if any(child.dep_ == "neg" for child in token.children):
        return True
    arguments = children_of(token, SUBJECTS | PASSIVE_SUBJECTS | {"dobj"})
    return any(child.lower_ in ("no", "neither") for noun in arguments for child in children_of(noun, {"det", "preconj"}))


def auxiliaries_of(verb: Token) -> set[str]:
    """Auxiliary words of a verb, lower case; those of the first of coordinated verbs hold for all."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if not words and verb.dep_ == "conj" and not has_subject(verb) and verb.head.tag_.startswith("VB"):
        return auxiliaries_of(coordinated_with(verb))
    return words


def adverbs_of(verb: Token) -> set[str]:
    """Particles, adverbs and prepositions that belong to a verb, lower case ("off" of "call off")."""
    beside = (child for child in verb.children if child.dep_ in ("prt", "advmod", "prep", "npadvmod", "dative"))
    return {child.lower_ for child in beside if not any(_is_time(noun) for noun in child.children)}


def _is_time(noun: Token) -> bool:
    """Whether a noun is a day or a month: "called him on Friday" is no calling on him."""
    return noun.lower_ in time_words().weekdays or noun.lower_ in time_words().months


def markers_of(verb: Token) -> set[str]:
    """Subordinating words over a verb ("if", "after"), lower case, including a preposition before a participle."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i}
    first = verb
    while first.dep_ == "conj" and not has_subject(verb):
        first = first.head
        words |= {child.lower_ for child in first.children if child.dep_ == "mark"}
    return words | ({first.head.lower_} if first.dep_ == "pcomp" else set())


def coordinated_with(verb: Token) -> Token:
    """The verb with which another is coordinated: a participle goes with the participle above, whatever lies between ("ordering them to
    leave and cutting all links")."""
    head = verb.head
    apart = verb.tag_ == "VBG" and head.tag_ in ("VB", "VBN") and head.dep_ in ("xcomp", "ccomp")
    return head.head if apart and head.head.tag_ == "VBG" else head


def governor(token: Token) -> tuple[Token | None, str]:
    """The verb or noun that a predicate depends on, and the kind of clause in between.

    Coordinated predicates share the governor of the first; "by doing" hangs on the verb of "by".
    """
    while token.dep_ == "conj" and not has_subject(token):
        token = coordinated_with(token)
    if token.dep_ in ("pcomp", "pobj"):
        return token.head.head, token.dep_
    if token.dep_ == "ROOT":
        return None, "ROOT"
    return token.head, token.dep_
