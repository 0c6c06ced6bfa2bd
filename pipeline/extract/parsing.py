"""Texts in, their parses by a spaCy model out: what `Language.pipe` gives, number for number, in fewer steps.

spaCy computes the vector of a word anew wherever the word stands, and takes the lock of the interpreter several times for each step of its
parser. Here a word's vector, before its neighbours are looked at, is kept; and a step is taken in all sentences of a batch at once, by
the same methods that spaCy uses when it learns. A model that is not made like spaCy's small ones is left to spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TOKENS = 6_000  # parsed together: more take more memory (4 kB each), and no less time
KEPT = 50_000  # vectors of words, of 400 bytes; more than a batch can have. All are forgotten then, for a corpus knows no end of words
COMPONENTS = ["tok2vec", "tagger", "parser"]
_APART = (("W", (1, 2)), ("pad", (2, 3)), ("b", (0, 1)))  # of the parser's first layer: units and their pieces change places


def parse_texts(texts: Iterable[str], parser: Language) -> Iterator[Doc]:
    """The parse of each text, in their order; those that follow each other should be of like length."""
    steps = _steps_of(parser)
    if steps is None:
        yield from parser.pipe(texts, batch_size=64)
        return
    batch: list[Doc] = []
    size = 0
    for text in texts:
        doc = parser.make_doc(text)
        if batch and size + len(doc) > TOKENS:
            yield from _parse(batch, steps)
            batch, size = [], 0
        batch.append(doc)
        size += len(doc)
    if batch:
        yield from _parse(batch, steps)


@dataclass(slots=True)
class _Steps:
    """The parts of a model, and what is known of the words that it has met: the row of `vectors` by the features of a word."""

    words: Any
    tagger: Any
    parser: Any
    step: Any  # of the parser, for any sentences
    seen: Any  # weights of what a word means in each place of a state, with the pieces of all units after each other
    nothing: Any  # what no word means there
    bias: Any
    vectors: Any
    known: dict[bytes, int] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _steps_of(parser: Language) -> _Steps | None:
    import numpy

    if parser.pipe_names != COMPONENTS:
        return None
    components: list[Any] = [parser.get_pipe(name) for name in COMPONENTS]
    words, tagger, arcs = components
    if not _are_as_expected(words, arcs):
        return None
    step = arcs.model.predict([parser.make_doc("a")])
    lower = arcs.model.get_ref("lower")
    seen, nothing, bias = (numpy.ascontiguousarray(lower.get_param(name).swapaxes(*axes)) for name, axes in _APART)
    vectors = numpy.empty((KEPT, words.model.get_dim("nO")), dtype="float32")
    return _Steps(words, tagger, arcs, step, seen.reshape(-1, seen.shape[-1]), nothing.reshape(-1), bias.reshape(-1), vectors)


def _are_as_expected(words: Any, arcs: Any) -> bool:
    """Whether words have vectors that are made of their own features alone, and the parser takes the one step that seems best."""
    names = [layer.name for layer in words.model.layers[0].layers]
    is_embedding = names[:2] == ["extract_features", "list2ragged"] and names[-1] == "ragged2list"
    is_greedy = arcs.cfg["beam_width"] == 1 and arcs.model.attrs["has_upper"] and not arcs.model.attrs["unseen_classes"]
    return is_embedding and is_greedy and len(words.model.layers) == 2 and arcs.model.get_ref("lower").get_dim("nP") > 1


def _parse(docs: Sequence[Doc], steps: _Steps) -> Sequence[Doc]:
    if not any(len(doc) for doc in docs):
        return docs
    steps.words.set_annotations(docs, steps.words.model.layers[1].predict(_vectors(docs, steps)))
    steps.tagger.set_annotations(docs, steps.tagger.predict(docs))
    steps.parser.set_annotations(docs, _states(docs, steps))
    return docs


def _vectors(docs: Sequence[Doc], steps: _Steps) -> list[Any]:
    """The vectors of the words of each text."""
    import numpy

    embedding = steps.words.model.layers[0]
    features = embedding.layers[0].predict(docs)
    raw = b"".join(item.tobytes() for item in features)
    size = len(raw) // sum(map(len, features))
    words = [raw[at : at + size] for at in range(0, len(raw), size)]
    _learn(words, embedding, steps)
    found = steps.vectors[[steps.known[word] for word in words]]
    return numpy.split(found, numpy.cumsum([len(item) for item in features])[:-1])


def _learn(words: Sequence[bytes], embedding: Any, steps: _Steps) -> None:
    """Compute the vectors of words that are not yet known."""
    import numpy
    from thinc.types import Ragged

    new = [word for word in dict.fromkeys(words) if word not in steps.known]
    if len(steps.known) + len(new) > KEPT:
        steps.known.clear()
        new = list(dict.fromkeys(words))
    if not new:
        return
    columns: Any = numpy.frombuffer(b"".join(new), dtype="uint64").reshape(len(new), -1)
    length: Any = numpy.asarray([len(new)], dtype="int32")
    computed = Ragged(columns, length)
    for layer in embedding.layers[2:-1]:
        computed = layer.predict(computed)
    start = len(steps.known)
    steps.vectors[start : start + len(new)] = computed.dataXd
    steps.known.update((word, start + number) for number, word in enumerate(new))


def _states(docs: Sequence[Doc], steps: _Steps) -> list[Any]:
    """The parser's states at the end of each text: in each step, what it sees is summed up, weighed, and the best action taken."""
    import numpy

    model = steps.parser.model
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    words = model.get_ref("tok2vec").predict(docs)
    seen = numpy.empty((len(words) + 1, len(steps.seen)), dtype="float32")  # by word and place in a state; first what stands for no word
    seen[0] = steps.nothing
    lower.ops.gemm(words, steps.seen, trans2=True, out=seen[1:])
    n_places, width, pieces = (lower.get_dim(name) for name in ("nF", "nO", "nP"))
    seen = seen.reshape(-1, width * pieces)
    places = numpy.arange(n_places, dtype="int32") + n_places
    states = steps.parser.moves.init_batch(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        rows = numpy.maximum(steps.step.get_token_ids(going), -1) * n_places + places
        summed = (lower.ops.gather_add(seen, rows) + steps.bias).reshape(len(going), pieces, width)
        best = reduce(numpy.maximum, (summed[:, piece] for piece in range(pieces)))
        going = steps.parser.transition_states(going, upper.predict(best))
    return states  # type: ignore[no-any-return]
