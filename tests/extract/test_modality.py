"""What is a fact, a plan, a threat, a refusal, and what never happened."""

import pytest

from tests.extract.coding import code

NOTHING = [
    "Peru might expel the Chilean ambassador.",
    "Peru did not expel the Chilean ambassador.",
    "If Peru expels the Chilean ambassador, trade will suffer.",
    "Peru wants to expel the Chilean ambassador.",
    "No country expelled the Chilean ambassador.",
    "Peru should expel the Chilean ambassador.",
    "Peru could recognise the new government of Chile.",
    "Peru stopped expelling the Chilean ambassadors.",
    "Peru renewed its call for expelling the Chilean ambassador.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_imagined_or_denied_is_no_event(text: str) -> None:
    assert [mention.act for mention in code(text) if mention.act in ("expel-envoy", "recognize")] == []


@pytest.mark.parametrize(
    ("text", "event_type", "act", "mode", "status"),
    [
        ("Peru expelled the Chilean ambassador.", "SANCTION", "expel-envoy", "expel", "occurred"),
        ("Peru decided to expel the Chilean ambassador.", "SANCTION", "expel-envoy", "expel", "occurred"),
        ("Peru will expel the Chilean ambassador.", "SANCTION", "expel-envoy", "expel", "announced"),
        ("Peru plans to expel the Chilean ambassador.", "SANCTION", "expel-envoy", "expel", "announced"),
        ("Peru threatened to expel the Chilean ambassador.", "THREATEN", "threaten", "expel", "occurred"),
        ("Peru threatened to sever relations with Chile.", "THREATEN", "threaten", "relations", "occurred"),
        ("Peru refused to recognise the government of Chile.", "REJECT", "refuse-recognition", None, "occurred"),
        ("Peru did not recognise the government of Chile.", "REJECT", "refuse-recognition", None, "occurred"),
        ("Peru will expel the Chilean ambassador unless Chile pays.", "THREATEN", "threaten", "expel", "occurred"),
        ("Peru vowed not to resume diplomatic relations with Chile.", "REJECT", "refuse", None, "occurred"),
        ("Peru is ready to resume diplomatic relations with Chile.", "AGREE", "promise", None, "occurred"),
        ("Peru is to resume diplomatic relations with Chile.", "AGREE", "promise", None, "announced"),
        ("Peru will resume diplomatic relations with Chile.", "AGREE", "promise", None, "announced"),
        ("Peru agreed to resume diplomatic relations with Chile.", "AGREE", "promise", None, "occurred"),
        ("Peru urged Chile to recall its ambassador.", "REQUEST", "demand", None, "occurred"),
        ("Peru ordered the Chilean consulate to be closed.", "SANCTION", "close-mission", "withdraw", "occurred"),
    ],
)
def test_what_a_clause_makes_of_an_act(text: str, event_type: str, act: str, mode: str | None, status: str) -> None:
    (mention,) = code(text)
    assert (mention.event_type, mention.act, mention.mode, mention.status) == (event_type, act, mode, status)


def test_what_somebody_says_of_another_is_alleged_and_names_the_speaker() -> None:
    (mention,) = [mention for mention in code("Chile said that Peru had expelled the Bolivian ambassador.") if mention.act == "expel-envoy"]
    assert mention.status == "alleged"
    assert mention.said_by is not None and mention.said_by.country == "CHL"


def test_a_noun_in_passing_is_coded_only_with_a_date_of_its_own() -> None:
    assert code("The talks followed the expulsion of the Chilean ambassador from Peru.") == ()
    (mention,) = code("Peru announced the expulsion of the Chilean ambassador.")
    assert mention.act == "expel-envoy"
