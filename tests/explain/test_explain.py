"""What is explained is what is coded; every frame that shares a word is accounted for, with the reason that the coder had."""

import re
import tomllib
from datetime import date

import pytest

from pipeline.coding import parser
from pipeline.errors import LegationError
from pipeline.explain import Clause, Explanation, explain_text
from pipeline.explain.coding import Named, coding_of
from pipeline.explain.reasons import REQUIRED, SPECIAL, UNTOLD
from pipeline.extract.coding import Untold
from pipeline.lexicon import frames as lexicon
from pipeline.lexicon.frames import frames
from pipeline.options import PARSER
from tests.extract.coding import code
from tests.test_readme import BLOCKS

EXAMPLES = [example.text for frame in frames() for example in (*frame.example[:1], *frame.counterexample[:1])][::8]


def explain(text: str, told_on: date | None = None) -> tuple[Explanation, ...]:
    return explain_text(text, lambda: parser(PARSER), told_on=told_on)


def clause_of(text: str, word: str) -> Clause:
    [clause] = [clause for explanation in explain(text) for clause in explanation.clauses if clause.word == word]
    return clause


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_explanation_says_what_the_coder_does(text: str) -> None:
    coded = [clause.coding for explanation in explain(text) for clause in explanation.clauses if clause.coding]
    assert coded == [coding_of(mention) for mention in code(text)]


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_frame_that_shares_a_word_is_there_once(text: str) -> None:
    for explanation in explain(text):
        for clause in explanation.clauses:
            rules = [*([clause.coding.rule] if clause.coding else []), *(verdict.rule for verdict in clause.others)]
            assert len(rules) == len(set(rules))
            assert {verdict.file for verdict in clause.others} <= {frame.file for frame in frames()}


def test_the_parse_tells_tag_label_head_and_what_is_known() -> None:
    [explanation] = explain("Chilean President Ana Soto expelled the ambassador of Peru.")
    words = {word.text: word for word in explanation.words}
    assert " ".join(words) == "Chilean President Ana Soto expelled the ambassador of Peru ."
    assert (words["expelled"].tag, words["expelled"].label, words["expelled"].depth) == ("VBD", "ROOT", 0)
    assert explanation.words[words["ambassador"].head].text == "expelled"
    assert [known for known in words["Soto"].known if re.fullmatch("person: Ana Soto, [Pp]resident, CHL", known)]
    assert words["Chilean"].known[-1] == "demonym of CHL"
    assert words["Peru"].known == ("country PER",)
    assert "office (diplomacy)" in words["ambassador"].known
    assert "trigger" in words["expelled"].known


def test_a_coded_clause_tells_rule_parties_and_date() -> None:
    clause = clause_of("Peru expelled the Chilean ambassador on 3 May 2012.", "expelled")
    assert clause.coding is not None
    assert (clause.coding.rule, clause.coding.file, clause.coding.act) == ("expel-envoy", "envoys.toml", "expel-envoy")
    assert (clause.coding.actors, clause.coding.recipients) == ((Named("Peru", "PER"),), (Named("Chile", "CHL"),))
    assert (clause.coding.date, clause.coding.date_precision, clause.coding.date_text) == ("2012-05-03", "day", "3 May 2012")
    assert clause.around["who"] == ("Peru",)
    assert clause.around["what"] == ("the Chilean ambassador",)


def test_a_date_is_read_against_the_day_of_the_report() -> None:
    [explanation] = explain("Peru expelled the Chilean ambassador on Friday.", date(2017, 8, 14))
    assert [found.date for found in explanation.dates] == ["2017-08-11"]
    [undated] = explain("Peru expelled the Chilean ambassador on Friday.")
    assert [clause.coding.date for clause in undated.clauses if clause.coding] == [None]


@pytest.mark.parametrize(
    ("text", "word", "rule", "reason", "why"),
    [
        ("The ambassador recalled his years in Peru.", "recalled", "recall-envoy", "object", "found “his years”"),
        ("Peru recalled.", "recalled", "recall-envoy", "object", "there is none"),
        ("Chile called its dog.", "called", "recall-envoy", "words", "wants “call home”"),
        ("Chile could expel the Bolivian ambassador.", "expel", "expel-envoy", "unreal", "because of “could”"),
        ("If Chile expels the Bolivian ambassador, it rains.", "expels", "expel-envoy", "unreal", "because of “if”"),
        ("Chile pretended to expel the Bolivian ambassador.", "expel", "expel-envoy", "unreal", "because of “pretended”"),
        ("Japan condemned the expulsion of its consul by Russia.", "expulsion", "expel-envoy", "undated", "a date of its own"),
        ("Peru urged Chile to expel the Bolivian ambassador.", "expel", "expel-envoy", "governed", "what “urged”"),
        ("Peru did not expel the Chilean ambassador.", "expel", "expel-envoy", "denied", "is denied"),
        ("Peru will condemn Chile.", "condemn", "condemn", "ahead", "an act of ACCUSE"),
        ("The two ambassadors were expelled.", "expelled", "expel-envoy", "parties", "found no actor and no recipient"),
    ],
)
def test_why_a_frame_does_not_code(text: str, word: str, rule: str, reason: str, why: str) -> None:
    clause = clause_of(text, word)
    assert clause.coding is None
    [verdict] = [verdict for verdict in clause.others if verdict.rule == rule]
    assert verdict.reason == reason
    assert why in verdict.why


def test_a_need_names_the_preposition_and_what_follows_it() -> None:
    needing = [verdict for verdict in clause_of("Peru named Ana Soto as its gardener.", "named").others if verdict.reason == "need"]
    assert [verdict.why for verdict in needing if "after “as”" in verdict.why and "found “its gardener”" in verdict.why]


def test_a_frame_that_asks_for_more_takes_it() -> None:
    [verdict] = [item for item in clause_of("Chile refused recognition to Kosovo.", "refused").others if item.reason == "outranked"]
    assert verdict.why.startswith("fits, but withdraw-recognition asks for more (weight ")


def test_the_words_of_an_earlier_sentence_are_remembered() -> None:
    _, second = explain("India and Nepal met on 2 June 2011. The two countries reopened their border the next day.")
    [coding] = [clause.coding for clause in second.clauses if clause.coding]
    assert [party.code for party in coding.actors] == ["IND", "NPL"]


def test_a_sentence_without_a_trigger_shows_the_parse_that_a_frame_would_meet() -> None:
    [explanation] = explain("Lima is mild and sunny.")
    assert not explanation.has_trigger
    assert [word.known for word in explanation.words if word.text == "Lima"] == [("capital of PER",)]
    assert [clause.coding for clause in explanation.clauses if clause.coding] == []


def test_a_word_read_as_another_part_of_speech_is_named() -> None:
    [explanation] = explain("The march of time was slow in March 2012.")
    assert "March" not in explanation.unread
    assert set(explanation.unread) | {clause.word for clause in explanation.clauses} >= {"march"}


@pytest.mark.parametrize("text", ["", "  \n ", "?!"])
def test_nothing_to_explain_is_an_error(text: str) -> None:
    with pytest.raises(LegationError, match="no sentence to explain"):
        explain(text)


def test_there_are_words_for_every_reason() -> None:
    assert set(UNTOLD) == set(Untold)
    assert set(REQUIRED) == set(lexicon.REQUIRES)
    assert set(SPECIAL) == set(lexicon.SPECIAL)


def test_the_frame_in_the_readme_is_a_good_one() -> None:
    [entry] = [entry for language, text in BLOCKS if language == "toml" for entry in tomllib.loads(text).get("frame", ())]
    assert lexicon.read_entry(entry, {}, "agreements.toml", 1).file == "agreements.toml"
