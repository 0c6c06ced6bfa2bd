"""A verb in, the heads of its subject out: its own, or that of the clause that governs it."""

from pipeline.extract.tokens import Token
from pipeline.extract.tree import PASSIVE_SUBJECTS, SUBJECTS, antecedents, children_of, conjoined
from pipeline.extract.verb import coordinated_with, is_infinitive, is_passive, is_verb_in
from pipeline.lexicon.grammar import grammar

CONTROLLED = {"xcomp", "ccomp", "advcl", "pcomp", "conj", "dep"}


def subjects_of(verb: Token) -> tuple[Token, ...]:
    """Heads of the grammatical subject of a verb, of its own or of the clause that it depends on."""
    own = children_of(verb, SUBJECTS | PASSIVE_SUBJECTS)
    if own:
        return conjoined(antecedents(own))
    return _misread_subject(verb) or _inherited_subjects(verb)


def _misread_subject(verb: Token) -> tuple[Token, ...]:
    """A name right before a finite verb is its subject, whatever the parser takes it for ("Nauru recognizes ...")."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or verb.dep_ == "conj":
        return ()
    proper = [child for child in verb.lefts if child.tag_ in ("NNP", "NNPS") or (child.i > verb.first and child.text[0].isupper())]
    before = [child for child in proper if child.dep_ in ("compound", "npadvmod", "nmod", "dep", "amod", "advmod")]
    # "In 2021, under X, Peru and Chile resumed ...": the names are taken for an apposition to the last one of the phrase before
    after_phrase = [token for child in verb.lefts if child.dep_ == "prep" for token in child.subtree if token.dep_ == "appos"]
    return conjoined(before[-1:] or [token for token in after_phrase if token.tag_ in ("NNP", "NNPS")][-1:])


def _inherited_subjects(verb: Token) -> tuple[Token, ...]:
    head = coordinated_with(verb) if verb.dep_ == "conj" else verb.head
    if verb.dep_ == "ROOT" or head == verb:
        return ()
    if verb.dep_ in ("acl", "relcl"):
        return _subjects_through_noun(verb, head)
    if verb.dep_ == "pcomp":
        return _subjects_through_noun(verb, head.head) if not head.head.tag_.startswith("VB") else _controller(verb, head.head)
    if verb.dep_ in CONTROLLED and head.tag_.startswith(("VB", "JJ")):
        return _controller(verb, head)
    return ()


def _controller(verb: Token, head: Token) -> tuple[Token, ...]:
    """Who is understood to do the controlled verb: the object of "ask X to do", else the subject of the governing verb."""
    talks = is_verb_in(head, grammar().contact_verbs)  # "phoned him to thank him": who phones is who thanks
    if verb.dep_ in ("xcomp", "ccomp") and (verb.tag_ == "VB" or is_infinitive(verb)) and not talks:
        controlled = children_of(head, {"dobj", "dative"})
        if controlled:
            return conjoined(controlled)
    if verb.dep_ == "pcomp" and is_verb_in(head, grammar().joining_verbs):  # "Peru joined Chile in asking": both ask
        return subjects_of(head) + conjoined(children_of(head, {"dobj"}))
    if verb.dep_ != "conj" and is_passive(head) and not is_passive(verb):
        by = tuple(noun for agent in children_of(head, {"agent"}) for noun in children_of(agent, {"pobj"}))
        if by:
            return conjoined(by)
    return subjects_of(head)


def _subjects_through_noun(verb: Token, noun: Token) -> tuple[Token, ...]:
    """The subject of a clause that describes a noun: the noun itself, its possessor, or who acts on it."""
    is_order = verb.tag_ == "VBG" and noun.lower_ in grammar().document_nouns  # "an order lifting the ban" is its author's act
    if noun.dep_ == "ROOT" and is_infinitive(verb) and verb.dep_ in ("acl", "relcl"):
        return conjoined((noun,))  # headline: "Laos to host talks"
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG") and not is_order:
        return conjoined((noun,))
    if verb.dep_ == "relcl":
        return ()
    owners = children_of(noun, {"poss"})
    if owners:
        return conjoined(owners)
    if noun.dep_ in ("dobj", "attr", "pobj", "nsubjpass"):
        verb_above = next((token for token in noun.ancestors if token.tag_.startswith("VB")), None)
        return subjects_of(verb_above) if verb_above is not None else ()
    return ()
