"""A headline's verb that looks like a noun is read as a verb, and every word keeps its place."""

import pytest

from pipeline.coding import parser
from pipeline.extract.headline import as_told
from pipeline.options import PARSER
from tests.extract.coding import code, who


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Peru sanctions Venezuelan President Nicolas Maduro over the vote.", "sanctions"),
        ("The Constituent Assembly votes unanimously to leave the pact.", "votes"),
    ],
)
def test_the_plural_noun_is_a_verb(text: str, verb: str) -> None:
    doc = as_told(parser(PARSER)(text), parser(PARSER))
    assert doc.text == text
    assert next(token for token in doc if token.text == verb).tag_.startswith("VB")


@pytest.mark.parametrize("text", ["Peru lifted its sanctions on Cuba.", "New sanctions against Cuba", "Peru condemned the votes."])
def test_a_sentence_with_a_verb_or_without_a_name_before_the_noun_stays(text: str) -> None:
    doc = parser(PARSER)(text)
    assert as_told(doc, parser(PARSER)) is doc


def test_a_headline_with_an_infinitive_is_a_plan() -> None:
    (mention,) = code("Laos to reopen embassy in Thailand")
    assert (mention.act, mention.status, who(mention.actors), who(mention.recipients)) == ("promise", "announced", {"LAO"}, {"THA"})
