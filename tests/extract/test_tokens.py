"""Our tokens say of a parse what spaCy's say of it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.extract.tokens import Token, read_parse, tokens_in, top_of

VOCAB = English().vocab
WORDS = st.sampled_from(["Peru", "Chile's", "left", ",", "(", "2019", "ÉTAT", "re-open", "$"])
LABELS = st.sampled_from(["nsubj", "conj", "punct", "prep"])


@st.composite
def parses(draw: st.DrawFn) -> Doc:
    """Any words, each of which depends on itself or on a word that is nearer to a root."""
    words = draw(st.lists(st.tuples(WORDS, LABELS, st.booleans()), min_size=1, max_size=12))
    order = draw(st.permutations(range(len(words))))
    heads = {at: draw(st.sampled_from([at, *order[:number]])) for number, at in enumerate(order)}
    return Doc(
        VOCAB,
        words=[word for word, _, _ in words],
        spaces=[space for _, _, space in words],
        tags=["NN"] * len(words),
        deps=["ROOT" if heads[at] == at else label for at, (_, label, _) in enumerate(words)],
        heads=[heads[at] for at in range(len(words))],
    )


@settings(max_examples=300, deadline=None)
@given(parses())
def test_every_token_is_that_of_the_parse(doc: Doc) -> None:
    tokens = read_parse(doc)
    assert len(tokens) == len(doc)
    for own, token in zip(tokens, doc, strict=True):
        assert (own.i, own.idx, own.end, own.text) == (token.i, token.idx, token.idx + len(token), token.text)
        assert (own.lower_, own.tag_, own.dep_, own.first) == (token.lower_, token.tag_, token.dep_, token.sent.start)
        assert own.head is tokens[token.head.i]
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [other.i for other in getattr(own, name)] == [other.i for other in getattr(token, name)], name


@settings(max_examples=300, deadline=None)
@given(parses(), st.data())
def test_the_tokens_of_a_stretch_and_the_highest_of_them_are_those_of_its_span(doc: Doc, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(doc) - 1))
    last = data.draw(st.integers(first, len(doc) - 1))
    start = data.draw(st.integers(doc[first].idx, doc[first].idx + len(doc[first]) - 1))
    end = data.draw(st.integers(doc[last].idx + 1, doc[last].idx + len(doc[last])).filter(lambda end: end > start))
    span, found = doc.char_span(start, end, alignment_mode="expand"), tokens_in(read_parse(doc), start, end)
    assert [token.i for token in found] == [token.i for token in span] == list(range(first, last + 1))
    if not any(token.text in ",($" for token in doc):  # of marks spaCy says the same only where they are no symbols
        assert top_of(found).i == span.root.i


def test_a_mark_is_the_highest_only_where_nothing_else_is_there() -> None:
    doc = read_parse(Doc(VOCAB, words=["left", ",", "May", "5"], deps=["ROOT", "punct", "npadvmod", "nummod"], heads=[0, 0, 0, 2]))
    assert top_of(doc[1:]).text == "May"
    assert top_of(doc[1:2]).text == ","


def test_two_tokens_are_the_same_only_where_they_are_one() -> None:
    one, other = (Token(0, 0, 4, "Peru", "peru", "NNP", "ROOT", 0, []) for _ in range(2))
    assert one != other and len({one, other}) == 2
