"""Texts in, the same parses out as spaCy gives, however they are put together."""

import pytest
from spacy.tokens import Doc

from pipeline.coding import parser
from pipeline.extract import parsing
from pipeline.extract.parsing import parse_texts
from pipeline.options import PARSER

TEXTS = [
    "Peru recalled its ambassador from Chile on Friday, and Chile's foreign minister, Ana Soto, said that she regretted the decision.",
    "Kenya expels three diplomats.",
    "The talks, which both governments had called off twice, weren't held in Lima but at sea.",
    "Yes.",
    "On 3 May 2019 the two countries agreed to reopen their embassies; a week later, nobody could say when - or whether - they would.",
    "expels expels (Kenya) ... 12,000 €",
    " ",
]
Parse = list[tuple[str, str, str, int]]


def parse_of(doc: Doc) -> Parse:
    return [(token.text, token.tag_, token.dep_, token.head.i) for token in doc]


def test_the_parses_are_those_of_spacy() -> None:
    model = parser(PARSER)
    assert [parse_of(doc) for doc in parse_texts(TEXTS, model)] == [parse_of(model(text)) for text in TEXTS]


def test_a_parse_does_not_hang_on_what_is_parsed_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    model = parser(PARSER)
    together = [parse_of(doc) for doc in parse_texts(TEXTS * 3, model)]
    monkeypatch.setattr(parsing, "TOKENS", 1)
    assert [parse_of(doc) for doc in parse_texts(TEXTS[::-1], model)] == together[: len(TEXTS)][::-1]
    assert together[: len(TEXTS)] * 3 == together


def test_more_words_than_are_kept_are_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    model = parser(PARSER)
    before = [parse_of(doc) for doc in parse_texts(TEXTS, model)]
    most = len(set(" ".join(TEXTS)))  # more than a sentence has words, fewer than there are in all
    monkeypatch.setattr(parsing, "KEPT", most)
    monkeypatch.setattr(parsing, "TOKENS", 1)
    parsing._steps_of.cache_clear()
    assert [parse_of(doc) for text in TEXTS for doc in parse_texts([text], model)] == before
    steps = parsing._steps_of(model)
    parsing._steps_of.cache_clear()
    assert steps is not None
    assert len(steps.known) <= most


def test_texts_without_words_have_empty_parses() -> None:
    assert [parse_of(doc) for doc in parse_texts(["", ""], parser(PARSER))] == [[], []]
    assert [len(doc) for doc in parse_texts(["", "Yes.", ""], parser(PARSER))] == [0, 2, 0]


def test_a_model_of_another_make_is_left_to_spacy() -> None:
    class Other:
        pipe_names = ("transformer", "parser")

        def pipe(self, texts: list[str], batch_size: int) -> list[str]:
            return [text.upper() for text in texts]

    assert list(parse_texts(["a", "b"], Other())) == ["A", "B"]  # type: ignore[arg-type, comparison-overlap]
