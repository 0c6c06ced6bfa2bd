"""Who is known by name only is named, and gets no code."""

import pytest

from tests.extract.coding import code


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Kenya condemned the Green Delta Movement.", "Green Delta Movement", "group"),
        ("Kenya condemned Halim Dener.", "Halim Dener", "person"),
        ("Kenya condemned the KLMQ.", "KLMQ", "group"),
        ("Kenya condemned Ravelco workers.", "Ravelco workers", "group"),
    ],
)
def test_an_unknown_name_is_a_recipient_without_a_country(text: str, name: str, kind: str) -> None:
    (mention,) = code(text)
    assert [(party.name, party.kind, party.country) for party in mention.recipients] == [(name, kind, None)]


@pytest.mark.parametrize("text", ["Kenya condemned the Marrakesh Treaty.", "Kenya condemned it on Monday."])
def test_treaties_and_days_are_nobody(text: str) -> None:
    assert all(party.country for mention in code(text) for party in (*mention.actors, *mention.recipients))
