"""Function words: `grammar.toml` in, sets of lower-case words out."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from pipeline.lexicon.errors import LexiconError

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed lists of words; what each is for is said beside it in `grammar.toml`."""

    future: Words
    reported_future: Words
    unreal: Words
    obligation: Words
    perfect: Words
    past_perfect: Words
    hypothetical_marks: Words
    factual_prepositions: Words
    aims: Words
    saying: Words
    contact_verbs: Words
    ending_verbs: Words
    joining_verbs: Words
    fact_verbs: Words
    support_verbs: Words
    command_verbs: Words
    copulas: Words
    lasting_verbs: Words
    decision_nouns: Words
    planned_words: Words
    pronouns: Words
    personal_pronouns: Words
    plural_pronouns: Words
    neuter_pronouns: Words
    pair_nouns: Words
    place_nouns: Words
    both_words: Words
    two_words: Words
    definite_words: Words
    document_nouns: Words
    quantities: Words
    crowd_nouns: Words
    place_prepositions: Words
    hosted_offices: Words
    name_particles: Words
    not_names: Words
    body_nouns: Words
    thing_nouns: Words
    before_office: Words
    function_words: Words


@cache
def grammar() -> Grammar:
    """The lists of `grammar.toml`; LexiconError where one is missing or unknown."""
    found = tomllib.loads(files("pipeline.lexicon").joinpath("grammar.toml").read_text(encoding="utf-8"))
    wrong = found.keys() ^ {item.name for item in fields(Grammar)}
    if wrong:
        raise LexiconError("grammar.toml", min(wrong), "this list is missing or unknown")
    return Grammar(**{name: frozenset(words) for name, words in found.items()})
