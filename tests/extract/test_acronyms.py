"""Short names that a text gives to bodies."""

from pipeline.extract.acronyms import acronyms


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(name.text, name.actor.actor_id, name.actor.country) for name in acronyms(text)]


def test_a_body_of_a_country_teaches_its_short_name() -> None:
    assert found("Venezuela's Supreme Court (TSJ) spoke.") == [("TSJ", "ven-supreme-court", "VEN")]
    assert found("The Peruvian Foreign Ministry (RREE) protested.") == [("RREE", "per-foreign-ministry", "PER")]


def test_a_body_whose_country_nobody_names_teaches_nothing() -> None:
    assert found("The Supreme Court (TSJ) spoke.") == []
    assert found("Peru and Chile asked the Supreme Court (TSJ).") == []


def test_other_words_before_brackets_teach_nothing() -> None:
    assert found("Peruvian goods (USD) rose, and the Peruvian capital (LIM) too.") == []
