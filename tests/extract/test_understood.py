"""Who is meant though nobody names them at the act itself."""

import pytest

from tests.extract.coding import code, who


def test_the_state_to_which_the_sentence_did_something_before() -> None:
    text = "Bahrain broke relations with Iran, while the United Arab Emirates recalled its ambassador."
    recalls = [mention for mention in code(text) if mention.act == "recall-envoy"]
    assert [(who(mention.actors), who(mention.recipients)) for mention in recalls] == [({"ARE"}, {"IRN"})]


def test_an_arrest_without_an_agent_is_made_where_it_is_made() -> None:
    (mention,) = code("The journalist Ali Mahmadou was arrested on Monday in Niger.")
    assert (mention.actors, who(mention.recipients)) == ((), {"NER"})


def test_the_other_of_a_pair_does_what_nobody_else_does() -> None:
    (mention,) = code("In 1990 the Libyan ambassador was summoned.", title="Chad–Libya relations", format="encyclopedia")
    assert (who(mention.actors), who(mention.recipients)) == ({"TCD"}, {"LBY"})


def test_an_unrecognised_state_is_somebody_of_its_own() -> None:
    (mention,) = code("In 2009 Georgia condemned Abkhazia.", title="Georgia–Russia relations", format="encyclopedia")
    assert [party.name for party in mention.recipients] == ["Abkhazia"]


def test_two_who_act_together_need_nobody_else() -> None:
    (mention,) = code("Estonia and Mexico established diplomatic relations in 1937 in New York City.")
    assert (who(mention.actors), mention.recipients) == ({"EST", "MEX"}, ())


@pytest.mark.parametrize(
    ("text", "envoy"),
    [
        ("Peru appointed Rosa Quispe Salas as its ambassador to Venezuela.", "Rosa Quispe Salas"),
        ("In December 2021, Peru named the diplomat Juan Flores Rey as the new ambassador in Venezuela.", "Juan Flores Rey"),
        ("Chile sent a new ambassador, Marta Rojas, to Nepal.", "Marta Rojas"),
    ],
)
def test_an_envoy_who_is_named_acts_for_the_state_that_sends_them(text: str, envoy: str) -> None:
    (mention,) = code(text)
    assert {party.country for party in mention.actors} == who(mention.actors)
    assert envoy in {party.name for party in mention.actors}
