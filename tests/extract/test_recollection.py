"""What a sentence leaves behind for those after it."""

import pytest

from tests.extract.coding import code, who


@pytest.mark.parametrize(
    ("text", "act", "actors", "recipients"),
    [
        ("Georgia arrested four Russian soldiers.\nGeorgia condemned the soldiers.", "condemn", {"GEO"}, {"RUS"}),
        ("Kenyan President Rosa Otieno spoke.\nUganda smiled.\nThe president condemned Cuba.", "condemn", {"KEN"}, {"CUB"}),
        ("Kenya and Uganda met in Nairobi.\nThey condemned Cuba.", "condemn", {"KEN", "UGA"}, {"CUB"}),
        ("Kenyan President Rosa Otieno smiled.\nShe condemned Cuba.", "condemn", {"KEN"}, {"CUB"}),
    ],
)
def test_a_noun_or_pronoun_leads_back(text: str, act: str, actors: set[str], recipients: set[str]) -> None:
    found = [(who(mention.actors), who(mention.recipients)) for mention in code(text) if mention.act == act]
    assert found == [(actors, recipients)]
