"""Who is introduced by which words."""

import pytest

from pipeline.extract.introductions import introductions, may_introduce
from pipeline.extract.words import name_runs, words_of


@pytest.mark.parametrize(
    ("text", "name", "country", "office"),
    [
        ("Peruvian President Rosa Quispe met reporters.", "Rosa Quispe", "PER", "president"),
        ("Peru's President Rosa Quispe met reporters.", "Rosa Quispe", "PER", "president"),
        ("The President of Peru Rosa Quispe met reporters.", "Rosa Quispe", "PER", "president"),
        ("President Quispe of Peru met reporters.", "Quispe", "PER", "president"),
        ("Rosa Quispe, the President of Peru, met reporters.", "Rosa Quispe", "PER", "president"),
        ("The former Peruvian foreign minister, Rosa Quispe, met reporters.", "Rosa Quispe", "PER", "foreign minister"),
        ("President Rosa Quispe met reporters.", "Rosa Quispe", None, "president"),
        ("Chilean Rosa Quispe was freed.", "Rosa Quispe", "CHL", None),
        ("Hungarian Prime Minister Olga Lund spoke.", "Olga Lund", "HUN", "prime minister"),
    ],
)
def test_a_title_teaches_name_country_and_office(text: str, name: str, country: str | None, office: str | None) -> None:
    (naming,) = introductions(words_of(text))
    assert (naming.person.name, naming.person.country, naming.person.office) == (name, country, office)


def test_the_country_of_one_office_is_not_that_of_the_next() -> None:
    found = introductions(words_of("President Ilves of Estonia and President Berg of Latvia met."))
    assert {naming.person.name: naming.person.country for naming in found} == {"Ilves": "EST", "Berg": "LVA"}


@pytest.mark.parametrize("text", ["The president spoke.", "Presidents come and go.", "The President of the Republic Square cafe spoke."])
def test_an_office_alone_introduces_nobody(text: str) -> None:
    assert [naming.person.name for naming in introductions(words_of(text)) if naming.person.country] == []


def test_runs_of_capitalised_words_leave_out_countries_and_possessives() -> None:
    runs = name_runs(words_of("In Peru, Quispe's aide met Ana de la Cruz."))
    assert [[name for _, _, name in run] for run in runs] == [["Quispe"], ["Ana de la Cruz", "de la Cruz", "la Cruz", "Cruz"]]


@pytest.mark.parametrize("text", ["Peruvian goods rose.", "The Deputy Foreign Minister left.", "She is first lady-in-waiting."])
def test_a_text_with_a_word_of_an_office_or_nationality_may_introduce(text: str) -> None:
    assert may_introduce(text)


def test_most_texts_introduce_nobody() -> None:
    assert not may_introduce("Rain fell on the hills, and Rosa Quispe stayed inside.")


@pytest.mark.parametrize(
    ("text", "country"),
    [("Peru recognized opposition leader Rosa Quispe.", None), ("The exiled Peruvian opposition leader Rosa Quispe spoke.", "PER")],
)
def test_a_country_that_acts_does_not_own_the_office_after_its_verb(text: str, country: str | None) -> None:
    (naming,) = introductions(words_of(text))
    assert naming.person.country == country


def test_whoever_speaks_for_an_organization_is_introduced_with_it() -> None:
    (naming,) = introductions(words_of("UN Secretary-General Rosa Quispe spoke."))
    assert (naming.person.name, naming.person.country, naming.person.body) == ("Rosa Quispe", None, "UN")


def test_an_article_before_a_hyphen_is_part_of_a_name() -> None:
    (naming,) = introductions(words_of("Egyptian President Adel el-Rasi spoke."))
    assert naming.person.name == "Adel el-Rasi"
