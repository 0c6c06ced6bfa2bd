"""A parsed sentence in, the same sentence out, parsed anew where a headline's verb was taken for a noun.

"Peru sanctions the Venezuelan president" has no verb for the parser, which knows "sanctions" as a noun; "Peru sanctioned the Venezuelan
president" has. Such a sentence is parsed with its verb in the past, and gets its own words back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.forms import past_forms, verb_lemmas
from pipeline.lexicon.triggers import triggers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

FINITE = ("VBZ", "VBP", "VBD", "MD")


def as_told(doc: Doc, parser: Language) -> Doc:
    """The parse of a sentence, with the verb of a headline read as one."""
    from spacy.tokens import Doc as NewDoc

    noun = _verb_of_headline(doc)
    if noun is None:
        return doc
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    told = parser(NewDoc(doc.vocab, words=[*words[: noun.i], _past(noun.lower_), *words[noun.i + 1 :]], spaces=spaces))
    if not told[noun.i].tag_.startswith("VB"):
        return doc
    return NewDoc(
        doc.vocab,
        words=words,
        spaces=spaces,
        tags=[token.tag_ for token in told],
        deps=[token.dep_ for token in told],
        heads=[token.head.i for token in told],
    )


def _verb_of_headline(doc: Doc) -> Token | None:
    """The plural noun after a noun that may be the verb of a sentence that has no other."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.tag_[:2] not in ("NN", "JJ", "IN"):
        return None
    for token in doc[1:-1]:
        if token.tag_ in FINITE and token.dep_ not in ("relcl", "acl"):
            return None
        if token.tag_ == "NNS" and token.lower_ in triggers() and token.lower_ in verb_lemmas() and doc[token.i - 1].tag_.startswith("NN"):
            return token
    return None


def _past(form: str) -> str:
    return next((past for lemma in sorted(verb_lemmas()[form]) for past in past_forms(lemma) if past != form), form)
