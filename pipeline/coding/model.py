"""The name of a spaCy model in, the model out, with the components that coding uses and no others."""

import atexit
import gc
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import LegationError

if TYPE_CHECKING:
    from spacy.language import Language

UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
# What the tagger and the parser ask of a word; to find out whether it looks like an address and the like takes longer than all of these.
OF_WORDS = ("LANG", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")


class ModelMissing(LegationError):
    """The language model named in the settings is not installed; `model` is its name."""

    def __init__(self, model: str) -> None:
        super().__init__(f"The language model {model} is not installed. Install it, or name another one: --model NAME")
        self.model = model

    def __reduce__(self) -> tuple[type["ModelMissing"], tuple[str]]:
        return ModelMissing, (self.model,)  # else the way out of a worker would put the message in the place of the name


@cache
def parser(model: str) -> "Language":
    """The tagger and dependency parser of a spaCy model, without the components that coding does not use; ModelMissing."""
    import spacy

    try:
        found = spacy.load(model, exclude=list(UNUSED))
    except OSError:
        raise ModelMissing(model) from None
    _quicken(found)
    gc.freeze()  # what has been loaded stays: the search for what can be let go need not go through it again and again
    atexit.register(gc.unfreeze)  # else DuckDB complains of leaks at the end of the process
    return found


def _quicken(language: "Language") -> None:
    """Have the products of matrices computed by a quicker library, but those of a parser's steps, which spaCy computes in C too; and
    have nothing found out about words that nobody asks for."""
    from thinc.api import NumpyOps

    from pipeline.coding.product import SteadyOps, maxout

    vocab: Any = language.vocab
    asked, ops = {vocab.strings[name] for name in OF_WORDS}, SteadyOps()
    vocab.lex_attr_getters = {key: find for key, find in vocab.lex_attr_getters.items() if key in asked}
    for _, component in language.components:
        model: Any = getattr(component, "model", None)
        if model is None or model is True:
            continue
        upper = model.get_ref("upper") if model.has_ref("upper") else None
        for node in model.walk():
            if type(node.ops) is NumpyOps and node is not upper:
                node.ops = ops
                node._func = maxout if node.name == "maxout" else node._func
