"""What a predicate is worth in its document: an encyclopedia's present tense tells how things are."""

import pytest

from tests.extract.coding import code


@pytest.mark.parametrize("text", ["Kenya condemns Uganda's policy.", "Kenya is critical of Uganda."])
def test_the_present_tense_of_an_encyclopedia_is_no_event(text: str) -> None:
    assert code(text, format="encyclopedia") == ()
    assert [mention.act for mention in code(text)] == ["condemn"]


def test_what_a_declaration_says_it_says_once() -> None:
    text = 'On 3 May 1999 Kenya signed a declaration that "condemns the coup in Uganda."'
    assert {mention.act for mention in code(text, format="encyclopedia")} == {"sign-agreement", "condemn"}


def test_a_decision_counts_where_it_is_taken_or_dated() -> None:
    assert code("Chad welcomed the decision to sever relations.") and all(
        mention.act != "sever-relations" for mention in code("Chad welcomed the decision to sever relations.")
    )
    text = "This followed Chad's decision on 3 May 1999 to recall its ambassador to Sudan."
    assert "recall-envoy" in [mention.act for mention in code(text)]
