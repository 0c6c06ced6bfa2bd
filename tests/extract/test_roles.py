"""Who did it to whom, in the forms in which English tells it."""

import pytest

from tests.extract.coding import code, who


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Peru expelled the Chilean ambassador.", {"PER"}, {"CHL"}),
        ("The Chilean ambassador was expelled by Peru.", {"PER"}, {"CHL"}),
        ("The Chilean ambassador was expelled from Peru.", {"PER"}, {"CHL"}),
        ("Peru and Brazil expelled the Chilean ambassador.", {"PER", "BRA"}, {"CHL"}),
        ("Peru closed its border and expelled the ambassador of Chile.", {"PER"}, {"CHL"}),
        ("Lima expelled the Chilean ambassador.", {"PER"}, {"CHL"}),
        ("The Kremlin expelled the Polish ambassador.", {"RUS"}, {"POL"}),
        ("Peruvian President Rosa Quispe expelled the ambassador of Chile to Peru.", {"PER"}, {"CHL"}),
        ("After cutting ties, Peru expelled the Chilean ambassador.", {"PER"}, {"CHL"}),
        ("The European Union expelled the Belarusian ambassador.", {"EU"}, {"BLR"}),
    ],
)
def test_an_expulsion_in_its_forms(text: str, actors: set[str], recipients: set[str]) -> None:
    found = [(who(mention.actors), who(mention.recipients)) for mention in code(text) if mention.act == "expel-envoy"]
    assert found == [(actors, recipients)]


def test_other_countries_of_a_continent_are_not_the_united_states() -> None:
    (mention,) = [m for m in code("Peru, together with other American countries, condemned Cuba.") if m.act == "condemn"]
    assert (who(mention.actors), who(mention.recipients)) == ({"PER"}, {"CUB"})


def test_all_who_meet_are_actors_and_those_who_sign_together_too() -> None:
    (meeting,) = code("The presidents of Kenya and Uganda met in Nairobi.")
    assert (who(meeting.actors), meeting.recipients) == ({"KEN", "UGA"}, ())
    (signing,) = code("Kenya signed a treaty with Uganda.")
    assert (who(signing.actors), who(signing.recipients)) == ({"KEN"}, {"UGA"})


def test_a_call_says_its_message_to_whom_it_is_for() -> None:
    (mention,) = [m for m in code("Kenyan President Rosa Otieno phoned the Ugandan president to express support.") if m.act == "endorse"]
    assert (who(mention.actors), who(mention.recipients)) == ({"KEN"}, {"UGA"})


def test_a_town_has_courts_and_mayors_but_no_embassies() -> None:
    (jailing,) = code("An Istanbul court jailed two German journalists.")
    assert (who(jailing.actors), who(jailing.recipients)) == ({"TUR"}, {"DEU"})


def test_an_order_is_the_act_of_who_issues_it() -> None:
    (lifting,) = [m for m in code("Kenya issued an order lifting the embargo on Uganda.") if m.act == "lift-sanctions"]
    assert (who(lifting.actors), who(lifting.recipients)) == ({"KEN"}, {"UGA"})


def test_who_joins_others_in_doing_something_does_it_with_them() -> None:
    (mention,) = [m for m in code("Peru joined Chile and Canada in condemning Cuba.") if m.act == "condemn"]
    assert (who(mention.actors), who(mention.recipients)) == ({"PER", "CHL", "CAN"}, {"CUB"})


def test_what_an_accord_with_somebody_brings_at_home_is_not_done_to_them() -> None:
    (mention,) = [m for m in code("Cuba freed political prisoners under an accord with Chile.") if m.event_type == "RETREAT"]
    assert (who(mention.actors), who(mention.recipients)) == ({"CUB"}, {"CUB"})


def test_private_travellers_do_not_visit_for_a_state() -> None:
    assert [m.act for m in code("American tourists visited Peru.")] == []


def test_an_institution_keeps_its_name_and_acts_for_its_country() -> None:
    (mention,) = code("The Peruvian Foreign Ministry condemned Cuba.")
    (actor,) = mention.actors
    assert (actor.name, actor.kind, actor.country) == ("Peruvian Foreign Ministry", "institution", "PER")


def test_a_court_that_jails_an_opponent_acts_at_home() -> None:
    (mention,) = code("The Supreme Court of Zambia jailed an opposition leader.")
    assert who(mention.actors) == who(mention.recipients) == {"ZMB"}


def test_in_an_article_about_a_pair_the_other_one_is_meant() -> None:
    mentions = code("In 1990 Chad demanded an explanation.", title="Chad–Libya relations", format="encyclopedia")
    assert [(who(m.actors), who(m.recipients)) for m in mentions] == [({"TCD"}, {"LBY"})]


def test_what_private_people_and_things_say_of_nobody_known_is_no_event() -> None:
    assert code("A Polish poet praised the sea.") == ()
    assert code("A Danish film praised the farmers.") == ()
    assert [m.act for m in code("The Danish government praised the farmers.")] == ["endorse"]
