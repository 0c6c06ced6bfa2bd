from dataclasses import replace

import pytest

from pipeline.records import Document
from pipeline.rights import FULL, Rule, Terms, decide

REFERENCE = Terms("reference")
DOCUMENT = Document(
    "src_0", "wires", "2017/news.jsonl#a-1", "newswire", "Peru.", "0" * 64, (),
    url="https://www.Wire.example/a?x=1", publisher="The  Wire", licence="CC BY-SA 4.0",
)  # fmt: skip


@pytest.mark.parametrize(
    ("patterns", "holds"),
    [
        ({"publisher": "the wire"}, True),
        ({"publisher": "wire"}, False),
        ({"publisher": "*wire*"}, True),
        ({"path": "2017/*#*"}, True),
        ({"path": "2017/news.jsonl"}, False),
        ({"path": "2017/news?jsonl*"}, False),
        ({"url": "http://wire.example/*"}, True),
        ({"url": "https://wire.example/a?x=1"}, True),
        ({"url": "https://wire.example/a?x=2"}, False),
        ({"corpus": "wires", "format": "Newswire"}, True),
        ({"corpus": "wires", "format": "blog"}, False),
        ({"stated_licence": "cc by-sa 4.0"}, True),
        ({"stated_licence": "CC-BY-SA-4.0"}, True),
        ({"stated_licence": "https://creativecommons.org/licenses/by-sa/4.0/"}, True),
        ({"stated_licence": "CC-BY-4.0"}, False),
        ({"stated_licence": "CC*SA*"}, True),
    ],
)
def test_a_document_fits_where_all_patterns_do(patterns: dict[str, str], holds: bool) -> None:
    assert (decide(DOCUMENT, [Rule(2, patterns, REFERENCE)]).terms == REFERENCE) is holds


@pytest.mark.parametrize("name", ["publisher", "url", "stated_licence"])
def test_what_a_document_does_not_state_is_meant_by_a_star_alone(name: str) -> None:
    silent = replace(DOCUMENT, publisher=None, url=None, licence=None)
    assert decide(silent, [Rule(2, {name: "*"}, REFERENCE)]).terms == REFERENCE
    assert decide(silent, [Rule(2, {name: "**a*"}, REFERENCE)]).terms == FULL


def test_the_first_rule_holds() -> None:
    excerpt = Rule(3, {"publisher": "The Wire"}, Terms("excerpt", 9), "ogl 3.0")
    found = decide(DOCUMENT, [Rule(2, {"path": "*.md"}, FULL), excerpt, Rule(4, {"path": "*"}, REFERENCE)])
    assert (found.line, found.terms, found.licence) == (3, Terms("excerpt", 9), "OGL-UK-3.0")


def test_without_a_rule_the_licence_is_the_stated_one() -> None:
    assert decide(DOCUMENT, []).licence == "CC-BY-SA-4.0"
    assert decide(replace(DOCUMENT, licence="House terms, 2017"), []).licence == "House terms, 2017"
    assert decide(replace(DOCUMENT, licence=None), []) == decide(replace(DOCUMENT, licence=None), [Rule(2, {"path": "x"}, REFERENCE)])
